//! What other people do at the vendors meanwhile.

use serde_json::{Value, json};

use crate::action::Kind;
use crate::bills;
use crate::dice::Dice;
use crate::plan::{Plan, vendor_id};
use crate::template::template;
use crate::world::World;

/// One change, by an admin route of the sandbox.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    what: String,
    method: &'static str,
    path: String,
    body: Option<Value>,
}

/// What a colleague writes down of a patient.
pub(crate) const ADDRESS: &str = "altul@posta.example";
pub(crate) const PHONE: &str = "0722000999";
pub(crate) const ALFADOCS_ADDRESS: &str = "altro@posta.example";

/// What is said of a thing that a colleague has taken away.
pub(crate) fn gone(what: &str) -> String {
    format!("{what}, which is gone")
}

/// Everything that depends on the names of statuses.
pub(crate) const STATUS_NAMES: &str = "medsoft statuses";

/// A change to the very thing that an action is about.
pub(crate) fn change(dice: &mut Dice, plan: &Plan) -> Option<Change> {
    let visit = || &template().visits[plan.target];
    let (method, path, body) = match plan.kind {
        Kind::MedsoftStatus if dice.percent(20) => {
            return Some(Change {
                what: STATUS_NAMES.to_owned(),
                method: "POST",
                path: format!("/admin/medsoft/statuses/{}", plan.key),
                body: Some(json!({ "name": "Altceva" })),
            });
        }
        Kind::MedsoftStatus => {
            let path = format!("/admin/medsoft/appointments/{}", vendor_id(&visit().row));
            if dice.percent(25) {
                ("DELETE", path, None)
            } else {
                let value = dice.percent(50);
                ("POST", path, Some(json!({ "flags": { &plan.key: value } })))
            }
        }
        Kind::AlfadocsStatus => {
            let path = format!("/admin/alfadocs/appointments/{}", vendor_id(&visit().row));
            if dice.percent(25) {
                ("DELETE", path, None)
            } else {
                let state = *dice.pick(&["confirmed", "waiting", "in_care", "done", "absent"]);
                ("POST", path, Some(json!({ "state": state })))
            }
        }
        Kind::MedsoftUpdate | Kind::Consent => {
            let path = format!("/admin/medsoft/patients/{}", visit().vendor_patient);
            if dice.percent(25) {
                ("DELETE", path, None)
            } else {
                let body = json!({ "email": ADDRESS, "phone": PHONE });
                ("POST", path, Some(body))
            }
        }
        Kind::AlfadocsUpdate => {
            let path = format!("/admin/alfadocs/patients/{}", visit().vendor_patient);
            let deleted = dice.percent(25);
            let body = if deleted {
                json!({ "deleted": true })
            } else {
                json!({ "email": ALFADOCS_ADDRESS })
            };
            ("POST", path, Some(body))
        }
        Kind::MedsoftCreate => {
            let twin =
                json!({ "last": plan.word().to_uppercase(), "first": "ORNELLA", "phone": plan.phone() });
            ("POST", "/admin/medsoft/patients".to_owned(), Some(twin))
        }
        Kind::AlfadocsCreate => {
            let twin = json!({ "lastName": plan.word(), "firstName": "Ornella" });
            ("POST", "/admin/alfadocs/patients".to_owned(), Some(twin))
        }
        Kind::BookVideo => {
            let call = json!({ "name": "Petr Svoboda", "start": plan.start(), "phone": "700000222", "born": "1970" });
            ("POST", "/admin/videodoktor/calls".to_owned(), Some(call))
        }
        Kind::BookAppointment => {
            // The very same, or with somebody else.
            let doctor = if dice.percent(50) {
                template().doctor.parse().unwrap()
            } else {
                0
            };
            let booked = json!({
                "patientId": visit().vendor_patient.parse::<u32>().unwrap(),
                "date": plan.start().format("%Y-%m-%d %H:%M:%S").to_string(),
                "duration": 30, "operatorId": doctor, "allDay": false,
            });
            ("POST", "/admin/alfadocs/appointments".to_owned(), Some(booked))
        }
        Kind::RemoveVideo => {
            let path = format!("/admin/videodoktor/calls/{}", plan.call());
            ("DELETE", path, None)
        }
        Kind::Invoice => {
            // A service of the same name, or another one that is paid for too.
            let body = if dice.percent(50) {
                json!({ "listed": 101, "paid": dice.percent(50) })
            } else {
                json!({ "listed": 112, "paid": true })
            };
            let code = &template().payers[plan.target].code;
            (
                "POST",
                format!("/admin/medsoft/patients/{code}/services"),
                Some(body),
            )
        }
        Kind::PayBill => {
            // Another sum, or the very same one at the same time.
            let amount = if dice.percent(60) {
                bills::COLLEAGUES
            } else {
                bills::amount(plan)
            };
            let bill: u32 = template().charges[plan.target].vendor_id.parse().unwrap();
            let payment = json!({
                "billId": bill, "amount": amount, "date": "2026-11-23", "direction": "incoming", "accountId": 33961,
            });
            ("POST", "/admin/alfadocs/transactions".to_owned(), Some(payment))
        }
        Kind::SendLab | Kind::UploadReport | Kind::FileDocument => return None,
    };
    Some(Change {
        what: plan.concerns(),
        method,
        path,
        body,
    })
}

/// Somebody of the same name was there before a person is written down: only what was seen before sending tells the
/// two apart, so that it excuses nothing.
pub(crate) fn namesake(plan: &Plan) -> Option<Change> {
    let (path, body) = match plan.kind {
        Kind::MedsoftCreate => (
            "/admin/medsoft/patients",
            json!({ "last": plan.word().to_uppercase(), "first": "ORNELLA", "phone": plan.phone() }),
        ),
        Kind::AlfadocsCreate => (
            "/admin/alfadocs/patients",
            json!({ "lastName": plan.word(), "firstName": "Ornella" }),
        ),
        _ => return None,
    };
    Some(Change {
        what: format!("namesake of {}", plan.word()),
        method: "POST",
        path: path.to_owned(),
        body: Some(body),
    })
}

/// Makes it, unless the thing is no longer there.
pub(crate) async fn make(world: &World, change: &Change) {
    if world
        .admin(change.method, &change.path, change.body.clone())
        .await
        .is_some()
    {
        world.changed(&change.what);
        if change.method == "DELETE" {
            world.changed(&gone(&change.what));
        }
    }
}
