//! What the vendor answers of money and what nobody can go by: it is kept as far as it goes, and a person looks.

use frontdesk_vendors::VendorError;

use super::action::Action;
use super::perform::{self, Outcome};
use super::retry;
use super::table::Entry;
use super::watched::goes_on_by_itself as is_money;
use super::{Outbox, Question};
use crate::adapters::Capabilities;
use crate::error::DeskError;
use crate::money;

impl Outbox {
    /// A look failed. What the vendor answers the same way each time about money is a person's to look up: waiting for
    /// another answer would keep everything behind it waiting too.
    pub(super) async fn not_looked(&self, entry: &Entry, error: VendorError) -> Result<(), DeskError> {
        let is_answer = retry::is_answer(&error);
        let again = match entry.reason {
            Some(reason) if is_answer == retry::is_answer_code(reason) => entry.failures + 1,
            _ => 1,
        };
        if is_answer && is_money(entry.action.kind()) && again >= retry::SAME_ANSWERS {
            return self.ask_because(entry, Question::LookThere, error.into()).await;
        }
        let counted = Entry {
            failures: again - 1,
            ..entry.clone()
        };
        let wait = retry::wait(again, error.retry_after, self.jitter());
        self.pause(&counted, error.into(), wait).await
    }

    /// What stands at the vendor could not be read before sending. Of money that may have arrived, nobody can say then
    /// whether it has; the line is not at fault.
    pub(super) async fn not_prepared(
        &self,
        entry: &Entry,
        error: &VendorError,
        account: &Capabilities,
    ) -> Result<(), DeskError> {
        if entry.lost > 0 && is_money(entry.action.kind()) && retry::is_answer(error) {
            return self
                .ask_because(entry, Question::LookThere, error.clone().into())
                .await;
        }
        self.failed(entry, error, retry::after_read(error), account).await
    }

    /// An entry whose bill has payments of this desk beside it: none of these is its own. After a copy took the place of the
    /// store, what a person saw before can be older than they are.
    pub(super) async fn beside_own_payments(&self, entry: &Entry) -> Result<Entry, DeskError> {
        let mut entry = entry.clone();
        let intent = entry.intent;
        if let Action::PayBill(pay) = &mut entry.action {
            let bill = pay.bill;
            let own = self
                .store
                .read(move |conn| money::refs_of_bill(conn, bill, intent))
                .await?;
            pay.own = own;
        }
        Ok(entry)
    }

    /// Keeps what an answer brought that does not show what was wanted: no later call gives the paper of an invoice again.
    /// Where it cannot be kept, a person looks there all the same.
    pub(super) async fn keep_part_of(&self, entry: &Entry, outcome: Outcome) {
        let (entry, now) = (entry.clone(), self.ports.clock.now());
        let kept = self
            .store
            .write(move |tx| perform::keep_part(tx, &entry, &outcome, now))
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, code = %error.code.as_str(), "an answer in part was not kept");
        }
    }
}
