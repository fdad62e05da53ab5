//! What people will do in a run.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use frontdesk_desk::agenda::AppointmentRow;
use uuid::Uuid;

use crate::action::Kind;
use crate::dice::Dice;
use crate::template::template;

/// What of a patient is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Email,
    Phone,
}

/// What is known of an act that a person has changed before it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changed {
    /// It is what it was, or the desk has refused to change it.
    No,
    /// The process ended before it could say.
    Perhaps,
    /// The desk has said yes.
    Yes,
}

/// One act of a person, and how far the desk has taken it.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) number: usize,
    pub(crate) kind: Kind,
    pub(crate) intent: Uuid,
    /// When, since the run began.
    pub(crate) at: Duration,
    /// Seconds that it is held back.
    pub(crate) hold: u64,
    /// Which visit, call or execution of the template.
    pub(crate) target: usize,
    /// The status, and whether it is set or cleared.
    pub(crate) key: String,
    pub(crate) value: bool,
    pub(crate) field: Field,
    /// The outbox's entry, once the desk has said yes.
    pub(crate) accepted: Option<Uuid>,
    /// When that was.
    pub(crate) accepted_at: Option<DateTime<Utc>>,
    /// The desk has said no: nothing was promised.
    pub(crate) declined: bool,
    /// How long after the desk has said yes the person wants something else instead.
    pub(crate) change: Option<Duration>,
    pub(crate) changed: Changed,
}

impl Plan {
    /// An act about one thing, with nothing else to choose.
    pub(crate) fn of(number: usize, kind: Kind, intent: Uuid, at: Duration, target: usize) -> Self {
        Self {
            number,
            kind,
            intent,
            at,
            hold: 0,
            target,
            key: String::new(),
            value: true,
            field: Field::Email,
            accepted: None,
            accepted_at: None,
            declined: false,
            change: None,
            changed: Changed::No,
        }
    }

    /// Whether the desk is still to be asked.
    pub(crate) fn is_open(&self) -> bool {
        self.accepted.is_none() && !self.declined
    }

    /// When a video visit or a new appointment begins.
    pub(crate) fn start(&self) -> NaiveDateTime {
        let evening = NaiveDate::from_ymd_opt(2026, 11, 25)
            .and_then(|date| date.and_hms_opt(20, 0, 0))
            .unwrap();
        evening + TimeDelta::days(i64::try_from(self.number).unwrap())
    }

    /// What somebody else may change that matters to this action.
    pub(crate) fn concerns(&self) -> String {
        let visit = || &template().visits[self.target];
        match self.kind {
            Kind::MedsoftStatus => format!("medsoft appointment {}", vendor_id(&visit().row)),
            Kind::AlfadocsStatus => format!("alfadocs appointment {}", vendor_id(&visit().row)),
            Kind::MedsoftUpdate | Kind::Consent => format!("medsoft patient {}", visit().vendor_patient),
            Kind::AlfadocsUpdate => format!("alfadocs patient {}", visit().vendor_patient),
            Kind::MedsoftCreate | Kind::AlfadocsCreate => format!("twin of {}", self.word()),
            Kind::BookAppointment => format!("appointment at {}", self.start()),
            Kind::BookVideo => format!("call at {}", self.start()),
            Kind::RemoveVideo => format!("call {}", self.call()),
            Kind::Invoice => format!("money of {}", template().payers[self.target].code),
            Kind::PayBill => format!("bill {}", template().charges[self.target].vendor_id),
            Kind::SendLab | Kind::UploadReport | Kind::FileDocument => String::new(),
        }
    }

    /// The vendor's id of the call that is removed.
    pub(crate) fn call(&self) -> String {
        template().calls[self.target].vendor_id.clone().unwrap()
    }
}

/// The vendor's id of a visit.
pub(crate) fn vendor_id(row: &AppointmentRow) -> String {
    row.vendor_id.clone().unwrap_or_default()
}

/// A few acts within the first minute, no two of which want the same value of the same thing.
pub(crate) fn plans(dice: &mut Dice, group: u64) -> Vec<Plan> {
    let count = 2 + dice.below(7);
    let mut taken = BTreeSet::new();
    let mut plans: Vec<Plan> = Vec::new();
    for number in 0..count {
        let kind = *dice.pick(&Kind::ALL);
        let Some((target, key, value)) = target(dice, kind, &mut taken) else {
            continue;
        };
        plans.push(Plan {
            number,
            kind,
            intent: Uuid::from_u64_pair(group | 1 << 60, number as u64),
            at: Duration::from_millis(dice.between(0, 40_000)),
            hold: if dice.percent(30) { 8 } else { 0 },
            target,
            key,
            value,
            field: *dice.pick(&[Field::Email, Field::Phone]),
            accepted: None,
            accepted_at: None,
            declined: false,
            change: None,
            changed: Changed::No,
        });
    }
    for plan in plans.iter_mut().filter(|plan| plan.kind.is_changed_by_people()) {
        if dice.percent(50) {
            // About when it is sent: the moment in which a change could be lost.
            plan.change = Some(Duration::from_millis(plan.hold * 1_000 + dice.between(0, 3_000)));
        }
    }
    plans
}

fn target(dice: &mut Dice, kind: Kind, taken: &mut BTreeSet<String>) -> Option<(usize, String, bool)> {
    let template = template();
    let visits = |dice: &mut Dice| {
        let of_vendor: Vec<usize> = (0..template.visits.len())
            .filter(|at| template.visits[*at].row.vendor == kind.vendor())
            .collect();
        // Few of them, so that acts on one thing meet.
        of_vendor[dice.below(of_vendor.len().min(6))]
    };
    let (target, key, value) = match kind {
        Kind::MedsoftStatus | Kind::AlfadocsStatus => {
            let target = visits(dice);
            let row = &template.visits[target].row;
            let marks: Vec<_> = row
                .statuses
                .iter()
                .filter(|mark| mark.active && !(row.exclusive && mark.set))
                .collect();
            let mark = dice.pick(&marks);
            (target, mark.key.clone(), row.exclusive || !mark.set)
        }
        Kind::MedsoftUpdate | Kind::AlfadocsUpdate | Kind::Consent | Kind::BookAppointment => {
            (visits(dice), String::new(), true)
        }
        Kind::MedsoftCreate | Kind::AlfadocsCreate | Kind::BookVideo | Kind::SendLab => {
            return Some((0, String::new(), true));
        }
        Kind::Invoice | Kind::PayBill | Kind::FileDocument => return None,
        Kind::RemoveVideo => (dice.below(template.calls.len()), String::new(), true),
        Kind::UploadReport => (dice.below(template.executions.len()), String::new(), true),
    };
    // Several visits may be one patient's.
    let thing = match kind {
        Kind::MedsoftUpdate | Kind::AlfadocsUpdate | Kind::Consent => {
            template.visits[target].vendor_patient.clone()
        }
        _ => target.to_string(),
    };
    taken
        .insert(format!("{kind} {thing} {key}"))
        .then_some((target, key, value))
}
