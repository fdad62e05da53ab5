//! Writes: no action lost, none done twice.
//!
//! An action is accepted by one transaction that writes what the person will see and the entry that will
//! be sent. One process sends; an answer that is lost is looked for at the vendor, never sent again blindly.

mod accept;
mod action;
mod answered;
mod bill_actions;
mod bills;
mod booking;
mod decide;
mod doubt;
mod drain;
mod edit;
mod export;
mod filing;
mod invoice;
mod lab;
mod lay;
mod lock;
mod logged;
mod model;
mod offline;
mod overlay;
mod perform;
mod places;
mod queue;
mod rebase;
mod retry;
mod rules;
mod step;
mod table;
mod theirs;
mod video;
mod view;
mod watched;
mod whole_store;

use std::sync::Arc;

use tokio::sync::Notify;
use uuid::Uuid;

pub(crate) use action::BookAppointmentAction;
pub(crate) use bills::unsent_of_bill;
pub(crate) use booking::{NOT_PENCILLED, pencilled};
pub use export::UnsentTable;
pub(crate) use invoice::{accepted_of, derived, step_line};
pub(crate) use lab::{NewReport, NewSending, is_entry_blocked};
pub use model::{
    ActionKind, Decided, Decision, EditUnsent, EntryState, FieldDifference, Question, Resolve, Settled,
    TakenBy, Unsent, UnsentCounts, UnsentEntry, UnsentForm,
};
pub use offline::{Offline, offline};
pub(crate) use overlay::{
    PendingTicks, fields_done_since, is_pending, pending_fields, pending_ticks, reapply_edits,
    ticks_done_since, ticks_under_way,
};
pub(crate) use table::OPEN as OPEN_STATES;
pub(crate) use table::{DECIDED, LOST, MIGRATION, open_entries_of};
pub(crate) use video::{PendingVisits, pending_visits};
pub(crate) use view::ticks_of;
pub(crate) use whole_store::{ask_about_all_open, count_unsettled, forget_settled_before, is_wanted};

use crate::audit::Audit;
use crate::connections::Accounts;
use crate::events::Events;
use crate::ports::Ports;
use crate::session::Seat;
use crate::store::Store;

/// The queue of actions of one desk.
#[derive(Clone)]
pub struct Outbox {
    store: Store,
    ports: Ports,
    accounts: Accounts,
    events: Events,
    wake: Arc<Notify>,
    /// Tells this process's sends from those of another on the same store.
    process: Uuid,
    /// Whose acts these are.
    seat: Seat,
    /// Where they are put down.
    audit: Audit,
}

impl Outbox {
    /// The outbox of an open store. Whoever sits in `seat` stands beside every act.
    #[must_use]
    pub fn new(
        store: Store,
        ports: Ports,
        accounts: Accounts,
        events: Events,
        seat: Seat,
        audit: Audit,
    ) -> Self {
        let process = ports.ids.next();
        Self {
            store,
            ports,
            accounts,
            events,
            wake: Arc::new(Notify::new()),
            process,
            seat,
            audit,
        }
    }

    /// Wakes the sender: a new key, a line that is back, a decision.
    pub fn wake(&self) {
        self.wake.notify_one();
    }
}
