//! Invoices: patients who pay, what the vendor's own records show of each act, where it stands, and why a person is asked.

use std::fmt;

use frontdesk_desk::billing::{
    Invoice, InvoiceForm, InvoiceLineForm, InvoiceState, InvoiceStep, IssueInvoice, IssuedThere, PaymentForm,
    PaymentMethod, ServiceKind, StopReason,
};
use frontdesk_desk::connections::WorkPoint;
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve, UnsentEntry};
use frontdesk_desk::{Desk, DeskError};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::action::Kind;
use crate::desk::Place;
use crate::dice::Dice;
use crate::effects::Effect;
use crate::plan::Plan;
use crate::template::template;
use crate::world::World;

/// Patients who have paid nothing before.
const PATIENTS: usize = 3;
/// Where they are invoiced.
const WORK_POINT: &str = "1";
/// What one of the lines of each invoice costs at the vendor: two of them.
const TUBES: i64 = 12_980;

/// A patient who pays, at the desk and at the vendor.
pub(crate) struct Payer {
    pub(crate) record: Uuid,
    pub(crate) code: String,
}

/// Registers the patients at a vendor, always the same ones under the same codes. Answers the codes.
pub(crate) async fn register(world: &World) -> Vec<String> {
    let mut codes = Vec::new();
    for number in 0..PATIENTS {
        let body = json!({ "last": format!("PLATESCU{number}"), "first": "IOANA", "phone": format!("079911100{number}") });
        let made = world
            .admin("POST", "/admin/medsoft/patients", Some(body))
            .await
            .unwrap();
        codes.push(made["code"].as_u64().unwrap().to_string());
    }
    codes
}

/// Makes a filled desk ready to issue invoices to them.
pub(crate) async fn prepare(desk: &Desk, connection: Uuid, codes: Vec<String>) -> Vec<Payer> {
    let point = WorkPoint {
        vendor_id: Some(WORK_POINT.into()),
        name: "Dumbrava Centru".into(),
        confirmed: true,
    };
    desk.accounts()
        .confirm_work_points(connection, vec![point])
        .await
        .unwrap();
    desk.refresh_price_list(connection).await.unwrap();
    let mut payers = Vec::new();
    for code in codes {
        let record = desk.sync().ensure_patient(connection, &code).await.unwrap();
        payers.push(Payer { record, code });
    }
    payers
}

/// Invoices of a seed, beside its other acts: in some seeds one or two.
pub(crate) fn plans(dice: &mut Dice, group: u64, plans: &mut Vec<Plan>) {
    if !dice.percent(45) {
        return;
    }
    for number in 0..dice.between(1, 2) {
        let number = plans.len() + 20 + usize::try_from(number).unwrap();
        let target = dice.below(PATIENTS);
        let at = std::time::Duration::from_millis(dice.between(0, 40_000));
        let intent = Uuid::from_u64_pair(group | 1 << 60, number as u64);
        plans.push(Plan::of(number, Kind::Invoice, intent, at, target));
    }
}

/// The price of the line that is this invoice's own, in hundredths.
fn own_price(plan: &Plan) -> i64 {
    10_000 + 137 * i64::try_from(plan.number).unwrap()
}

fn money(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// What it comes to.
pub(crate) fn total(plan: &Plan) -> String {
    money(own_price(plan) + TUBES)
}

/// Asks the desk for it. Answers the entry that it is at.
pub(crate) async fn ask(plan: &Plan, desk: &Desk) -> Result<Uuid, DeskError> {
    let line = |kind, code: &str, quantity, price| InvoiceLineForm {
        kind,
        code: code.into(),
        quantity,
        price,
    };
    let request = IssueInvoice {
        record: template().payers[plan.target].record,
        form: InvoiceForm {
            work_point: WORK_POINT.into(),
            lines: vec![
                line(ServiceKind::Service, "101", 1, Some(money(own_price(plan)))),
                line(ServiceKind::Product, "1", 2, None),
            ],
            payment: PaymentForm {
                method: PaymentMethod::Cash,
                fiscal_receipt: None,
                card_slip: None,
            },
            deposit_used: false,
        },
        intent: plan.intent,
        total: None,
        taking: None,
    };
    Ok(desk.issue_invoice(request).await?.accepted.entry)
}

/// What the vendor's records show of one invoice.
pub(crate) struct Booked {
    /// Sets of its services.
    pub(crate) services: usize,
    /// Notes over its total.
    pub(crate) notes: usize,
    /// Invoices: series and number.
    pub(crate) invoices: Vec<IssuedThere>,
}

/// Looks an invoice up in the vendor's own records.
pub(crate) async fn booked(world: &World, plan: &Plan) -> Booked {
    let code = &template().payers[plan.target].code;
    let path = format!("/admin/medsoft/patients/{code}");
    let books = world.admin("GET", &path, None).await.unwrap();
    let rows = |what: &str| books[what].as_array().unwrap().clone();
    let price = money(own_price(plan));
    let total = total(plan);
    let services = rows("services")
        .iter()
        .filter(|row| row["price"] == price)
        .count();
    let notes: Vec<Value> = rows("notes")
        .into_iter()
        .filter(|row| row["total"] == total)
        .collect();
    let invoices = rows("invoices")
        .into_iter()
        .filter(|row| notes.iter().any(|note| note["code"] == row["invoice"]["note"]))
        .map(|row| IssuedThere {
            series: row["invoice"]["series"].as_str().unwrap().to_owned(),
            number: row["invoice"]["number"].to_string(),
        })
        .collect();
    Booked {
        services,
        notes: notes.len(),
        invoices,
    }
}

/// The effect of an invoice: how often it was issued, and whether any part of it stands there twice.
pub(crate) async fn effect(world: &World, plan: &Plan) -> Effect {
    let booked = booked(world, plan).await;
    let most = booked.services.max(booked.notes).max(booked.invoices.len());
    Effect {
        times: booked.invoices.len(),
        in_a_row: most,
    }
}

/// The invoice of a plan.
async fn invoice(place: &mut Place, intent: Uuid) -> Option<Invoice> {
    place
        .ask(|desk| async move { desk.invoice_of(intent).await.ok() })
        .await
}

/// Where an invoice stands, told as the entry of the step it is at.
pub(crate) async fn standing(place: &mut Place, plan: &Plan) -> Option<UnsentEntry> {
    let first = plan.accepted?;
    let found = invoice(place, plan.intent).await?;
    let mut entry = place.entry(found.entry.unwrap_or(first)).await.ok()?;
    match found.state {
        InvoiceState::Issued => entry.state = EntryState::Done,
        InvoiceState::NotIssued => entry.state = EntryState::Discarded,
        _ => {}
    }
    Some(entry)
}

/// What the desk has never told anybody of an invoice that has ended.
pub(crate) async fn untold(place: &mut Place, plan: &Plan) -> Option<&'static str> {
    let found = invoice(place, plan.intent).await?;
    let id = standing(place, plan).await?.id;
    let entry = place.entry(id).await.ok()?;
    let decisions = place
        .ask(|desk| async move { desk.outbox().decisions(id).await })
        .await
        .unwrap();
    let looked = decisions
        .iter()
        .any(|decided| decided.question == Some(Question::LookThere));
    if step(&entry) == InvoiceStep::Invoice && entry.lost > 0 && !looked {
        return Some("its last call may have arrived, and nobody was told to look");
    }
    let given_up = decisions
        .iter()
        .rfind(|decided| decided.decision == Decision::Discard)?;
    let knows = matches!(found.reached, Some(InvoiceStep::Payment | InvoiceStep::Invoice));
    let blind = matches!(given_up.question, None | Some(Question::NeedsLiveLine));
    let there = booked(&place.world, plan).await.notes > 0;
    (there && blind && !knows).then_some("given up, and its note is at the vendor")
}

/// Between which two things a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Before a call is begun, or after the answer to the one before it was kept.
    Between,
    /// After a call was begun and before its answer was kept.
    During,
}

/// The step that an invoice stood at when its process ended, where it was on its way.
pub(crate) async fn stood_at(place: &mut Place, plan: &Plan) -> Option<(InvoiceStep, Gap)> {
    if plan.kind != Kind::Invoice {
        return None;
    }
    let entry = invoice(place, plan.intent).await?.entry?;
    let entry = place.entry(entry).await.ok()?;
    let gap = match entry.state {
        EntryState::Held | EntryState::Queued | EntryState::Waiting => Gap::Between,
        EntryState::Sending => Gap::During,
        _ => return None,
    };
    Some((step(&entry), gap))
}

/// Why a person is asked about an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The process ended before the call was sent, or after its answer was kept.
    Crash,
    /// The same, and by another clock it was more than an hour ago.
    Clock,
    /// The answer was lost, or the process ended while it was awaited.
    AnswerLost,
    /// There was no line, or the vendor asked to wait or refused the key: nothing was sent.
    NoLine,
    /// The vendor said no.
    Refused,
    /// Something is to be looked at there first.
    Stopped,
    /// It waits for another one of the same patient.
    Behind,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Crash,
        Self::Clock,
        Self::AnswerLost,
        Self::NoLine,
        Self::Refused,
        Self::Stopped,
        Self::Behind,
    ];
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Crash => "ended before sending or after the answer",
            Self::Clock => "the same under a clock that is hours off",
            Self::AnswerLost => "answer lost",
            Self::NoLine => "nothing could be sent",
            Self::Refused => "the vendor said no",
            Self::Stopped => "stopped",
            Self::Behind => "behind another one",
        })
    }
}

/// Why somebody is asked about a step; `None`: nobody is.
pub(crate) fn cause(world: &World, entry: &UnsentEntry) -> Option<Cause> {
    match (entry.state, &entry.question) {
        (EntryState::Blocked, _) => Some(Cause::Behind),
        (EntryState::Refused, _) => Some(Cause::Refused),
        (EntryState::Asks, Some(Question::NeedsLiveLine)) => Some(if entry.reason.is_some() {
            Cause::NoLine
        } else if entry.lost > 0 {
            Cause::AnswerLost
        } else if world.time.was_hours_off() {
            Cause::Clock
        } else {
            Cause::Crash
        }),
        (EntryState::Asks, Some(Question::LookThere | Question::Ambiguous { .. })) => Some(Cause::AnswerLost),
        (
            EntryState::Asks,
            Some(Question::Stopped {
                stop: StopReason::CodesLost,
            }),
        ) => Some(Cause::AnswerLost),
        (EntryState::Asks, _) => Some(Cause::Stopped),
        _ => None,
    }
}

/// The step that an entry is.
pub(crate) fn step(entry: &UnsentEntry) -> InvoiceStep {
    use frontdesk_desk::outbox::ActionKind;
    match entry.action {
        ActionKind::InvoiceServices => InvoiceStep::Services,
        ActionKind::InvoicePayment => InvoiceStep::Payment,
        _ => InvoiceStep::Invoice,
    }
}

/// Whether what is asked about an invoice has a cause that excuses it.
pub(crate) fn has_cause(world: &World, entry: &UnsentEntry) -> bool {
    match cause(world, entry) {
        Some(Cause::AnswerLost) => entry.lost > 0,
        Some(Cause::NoLine | Cause::Clock | Cause::Behind) => true,
        Some(Cause::Crash | Cause::Refused | Cause::Stopped) | None => false,
    }
}

/// What a person does about it who looks at the vendor's own records.
pub(crate) async fn answer(place: &mut Place, plans: &[Plan], entry: &UnsentEntry) -> Option<Resolve> {
    let id = entry.invoice?;
    let found = place
        .ask(|desk| async move { desk.invoice(id).await })
        .await
        .ok()?;
    let plan = plans.iter().find(|plan| plan.intent == found.intent)?;
    let booked = booked(&place.world, plan).await;
    let (decision, issued) = match (&entry.question, entry.state) {
        // Whoever is only asked for a line is told that nothing is there, and looks nowhere.
        (Some(Question::NeedsLiveLine), EntryState::Asks) => (Decision::Send, None),
        _ if !booked.invoices.is_empty() => (Decision::Happened, booked.invoices.into_iter().next()),
        (Some(Question::LookThere), EntryState::Asks) => (Decision::Send, None),
        _ => (Decision::Discard, None),
    };
    Some(Resolve {
        id: entry.id,
        decision,
        reason: Some("looked at the vendor".to_owned()),
        issued,
        question: entry.question.clone(),
        attempts: Some(entry.attempts),
        money_kept: None,
    })
}
