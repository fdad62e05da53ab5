//! What every action did at its vendor, read from the vendor's own records.

use std::collections::BTreeMap;

use frontdesk_sandbox::Seen;
use serde_json::{Value, json};

use crate::action::Kind;
use crate::bills;
use crate::plan::{Changed, Field, Plan, vendor_id};
use crate::template::template;
use crate::till;
use crate::world::World;

/// What is known of an action's effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Effect {
    /// How often it took effect.
    pub(crate) times: usize,
    /// Of these, how often without anybody having changed the thing in between.
    pub(crate) in_a_row: usize,
}

/// Patients registered since the beginning, by the vendor: what their names hold.
struct Newcomers(BTreeMap<&'static str, Vec<String>>);

async fn newcomers(world: &World, plans: &[Plan]) -> Newcomers {
    let mut found = BTreeMap::new();
    let marks = [
        (Kind::MedsoftCreate, "medsoft", json!({ "last": "ZZZ" })),
        (Kind::AlfadocsCreate, "alfadocs", json!({ "lastName": "Zzz" })),
    ];
    for (kind, vendor, first) in marks {
        if plans.iter().all(|plan| plan.kind != kind) {
            continue;
        }
        let path = format!("/admin/{vendor}/patients");
        let last = world.admin("POST", &path, Some(first)).await.unwrap();
        let number = |value: &Value| value.as_u64().unwrap();
        let last = if vendor == "medsoft" {
            number(&last["code"])
        } else {
            number(&last["fields"]["id"])
        };
        let mut names = Vec::new();
        for code in last.saturating_sub(120)..last {
            if let Some(patient) = world.admin("GET", &format!("{path}/{code}"), None).await {
                let fields = if vendor == "medsoft" {
                    &patient
                } else {
                    &patient["fields"]
                };
                names.push(fields.to_string().to_lowercase());
            }
        }
        found.insert(vendor, names);
    }
    Newcomers(found)
}

/// The effects of all plans, in their order.
pub(crate) async fn effects(world: &World, plans: &[Plan]) -> Vec<Effect> {
    let new = newcomers(world, plans).await;
    let calls = world
        .admin("GET", "/admin/videodoktor/calls", None)
        .await
        .unwrap();
    let orders = world
        .admin("GET", "/admin/gensoft/attendances", None)
        .await
        .unwrap();
    let lists = Lists { new, calls, orders };
    let mut found = Vec::new();
    for plan in plans {
        let mut effect = Effect::default();
        // Where nobody knows whether it was changed, either may have happened, and only one of them.
        for changed in match plan.changed {
            Changed::Perhaps => vec![Changed::No, Changed::Yes],
            known => vec![known],
        } {
            let plan = Plan {
                changed,
                ..plan.clone()
            };
            let one = effect_of(world, &lists, &plan).await;
            effect.times += one.times;
            effect.in_a_row += one.in_a_row;
        }
        found.push(effect);
    }
    found
}

/// What the vendors show of everything that was done.
struct Lists {
    new: Newcomers,
    calls: Value,
    orders: Value,
}

async fn effect_of(world: &World, lists: &Lists, plan: &Plan) -> Effect {
    let counted = |times: usize| Effect {
        times,
        in_a_row: times,
    };
    let mails = |key: &str, value: &str, what: &str| {
        let mails = lists.calls["mails"].as_array().unwrap().iter();
        counted(
            mails
                .filter(|mail| mail["what"] == what && mail[key] == value)
                .filter(|mail| key != "call" || mail["to"] == "practice")
                .count(),
        )
    };
    match plan.kind {
        Kind::MedsoftCreate | Kind::AlfadocsCreate => {
            let vendor = if plan.kind == Kind::MedsoftCreate {
                "medsoft"
            } else {
                "alfadocs"
            };
            // A twin registered by a colleague has no e-mail address.
            let email = plan.email();
            counted(
                lists.new.0[vendor]
                    .iter()
                    .filter(|text| text.contains(&email))
                    .count(),
            )
        }
        Kind::Consent => counted(forms(world, plan).await),
        Kind::BookVideo => mails("to", &plan.email(), "invitation"),
        Kind::RemoveVideo => mails("call", &plan.call(), "cancellation"),
        Kind::SendLab => counted(lists.orders[plan.word()].as_array().map_or(0, Vec::len)),
        Kind::MedsoftStatus
        | Kind::AlfadocsStatus
        | Kind::MedsoftUpdate
        | Kind::AlfadocsUpdate
        | Kind::UploadReport => written(world, plan),
        Kind::BookAppointment => counted(booked(world, plan).await),
        Kind::Invoice => till::effect(world, plan).await,
        Kind::PayBill => bills::paid(world, plan),
        Kind::FileDocument => bills::filed(world, plan).await,
    }
}

/// How often it stands in the practice's own agenda.
async fn booked(world: &World, plan: &Plan) -> usize {
    let path = format!("/admin/alfadocs/today?date={}", plan.start().date());
    let agenda = world.admin("GET", &path, None).await.unwrap();
    let rows = agenda["appointments"].as_array().unwrap().iter();
    rows.filter(|row| row["description"] == plan.word()).count()
}

/// Consent forms of this run: the template's clinic gives none on this day.
async fn forms(world: &World, plan: &Plan) -> usize {
    let code = &template().visits[plan.target].vendor_patient;
    let patient = world
        .admin("GET", &format!("/admin/medsoft/patients/{code}"), None)
        .await;
    let today = world.time.right().format("%Y-%m-%d").to_string();
    let patient = patient.unwrap();
    let forms = patient["forms"].as_array().unwrap().iter();
    forms
        .filter(|form| {
            form["added"]
                .as_str()
                .is_some_and(|added| added.starts_with(&today))
        })
        .count()
}

/// Whether a request carries out this action.
pub(crate) fn carries(plan: &Plan, seen: &Seen, text: &str) -> bool {
    let visit = || &template().visits[plan.target];
    plan.kind.operations().contains(&seen.operation)
        && match plan.kind {
            Kind::AlfadocsStatus => {
                text.contains(&format!("/appointments/{}", vendor_id(&visit().row)))
                    && text.contains(&format!("\"state\":\"{}\"", plan.key))
            }
            Kind::MedsoftUpdate | Kind::AlfadocsUpdate => match plan.field {
                Field::Email => text.contains(&plan.email()),
                // The client writes the number its own way; the last digits stay.
                Field::Phone => {
                    let digits: String = plan.phone().chars().filter(char::is_ascii_digit).collect();
                    text.contains(&digits[digits.len() - 7..])
                }
            },
            Kind::PayBill => bills::is_payment(plan, seen, text),
            _ => text.contains(&plan.word().to_lowercase()),
        }
}

/// How often a request that carries the action out was applied.
fn written(world: &World, plan: &Plan) -> Effect {
    let concerns = plan.concerns();
    let (mut effect, mut row) = (Effect::default(), 0);
    world.each(|event| match event {
        Ok((seen, text)) if seen.applied && carries(plan, seen, text) => {
            effect.times += 1;
            row += 1;
            effect.in_a_row = effect.in_a_row.max(row);
        }
        Err(what) if what == concerns => row = 0,
        _ => {}
    });
    effect
}

/// The trace of what every vendor was asked to write, for the reader of a failing seed.
pub(crate) fn writes(world: &World) -> Vec<String> {
    let writing: Vec<&str> = Kind::ALL
        .iter()
        .chain(&[Kind::Invoice, Kind::PayBill, Kind::FileDocument])
        .flat_map(|kind| kind.operations())
        .copied()
        .collect();
    let mut lines = Vec::new();
    world.each(|event| match event {
        Ok((seen, _)) if writing.contains(&seen.operation) => lines.push(format!(
            "{} {} {} {:?} applied {} {:?}",
            seen.at.format("%H:%M:%S%.3f"),
            seen.operation,
            seen.path,
            seen.status,
            seen.applied,
            seen.faults
        )),
        _ => {}
    });
    lines
}
