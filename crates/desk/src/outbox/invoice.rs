//! Invoices in the outbox: taken from a person with the money, decided about, shown.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::action::{Action, InvoiceAction};
use super::decide::following;
use super::table::{self, Change, Entry};
use super::{Decision, EntryState, Outbox, Question, Resolve, UnsentEntry, edit, offline, view};
use crate::agenda::Accepted;
use crate::audit::NewLine;
use crate::billing::{self, InvoiceStep, IssueInvoice, IssuedThere, StopReason};
use crate::error::{DeskError, ErrorCode};
use crate::money::{self, GivenBack, NewTaking};

/// The places in the order that the steps after the first one take.
pub(super) const LATER_STEPS: i64 = 2;

/// The longest series or number, in characters.
const LONGEST: usize = 40;

impl Outbox {
    /// Takes an invoice together with the money: the invoice, the taking and the first step are one transaction. The same
    /// intent given again answers the first step.
    ///
    /// # Errors
    /// `NotFound`; `InvalidField` as [`billing::InvoiceTotals::problems`] has it, `total` (`not-a-number`, `changed`) or `intent`;
    /// or the store's.
    pub(crate) async fn issue_invoice(
        &self,
        request: IssueInvoice,
        place: billing::Place,
    ) -> Result<Accepted, DeskError> {
        let IssueInvoice {
            record,
            form,
            intent,
            taking: slip,
            total,
        } = request;
        let confirmed = total
            .map(|total| total.trim().parse::<Decimal>())
            .transpose()
            .map_err(|_| DeskError::invalid("total", "not-a-number"))?;
        let (invoice, taking) = (self.ports.ids.next(), self.ports.ids.next());
        let (now, author) = (self.ports.clock.now(), self.seat.author().name);
        let wanted = form.clone();
        self.accept(
            intent,
            Duration::ZERO,
            move |tx| {
                let whose = billing::whose(tx, record)?;
                let draft = billing::draft(tx, &whose, &wanted, place)?;
                // The price list may have been read anew since a person saw the sum and took the money.
                if confirmed.is_some_and(|confirmed| confirmed != draft.total) {
                    return Err(DeskError::invalid("total", "changed"));
                }
                // What they looked at there is the deposit that is known here; another one is asked about.
                let looked_at = match wanted.deposit_used {
                    true => billing::known_deposit(tx, &whose)?,
                    false => None,
                };
                let action = Action::Invoice(InvoiceAction {
                    invoice,
                    record,
                    step: InvoiceStep::Services,
                    form: wanted.clone(),
                    lines: draft.lines,
                    total: draft.total.to_string(),
                    currency: whose.currency.to_owned(),
                    processed: Vec::new(),
                    note: None,
                    noted_method: None,
                    agreed: looked_at.map(StopReason::from).into_iter().collect(),
                });
                Ok((whose.connection.to_string(), Some(record.to_string()), action))
            },
            move |tx, _| {
                let whose = billing::whose(tx, record)?;
                let draft = billing::draft(tx, &whose, &form, place)?;
                billing::insert(
                    tx,
                    &billing::NewInvoice {
                        id: invoice,
                        intent,
                        whose: &whose,
                        form: &form,
                        draft: &draft,
                        author: &author,
                        now,
                    },
                )?;
                let given = |number: &Option<String>| number.clone().filter(|text| !text.trim().is_empty());
                money::take(
                    tx,
                    slip,
                    &NewTaking {
                        id: taking,
                        intent,
                        at: now,
                        author: &author,
                        person: whose.person,
                        patient_name: &whose.name,
                        birth_date: whose.birth_date,
                        amount: draft.total,
                        currency: whose.currency,
                        method: form.payment.method,
                        fiscal_receipt: given(&form.payment.fiscal_receipt).as_deref(),
                        card_slip: given(&form.payment.card_slip).as_deref(),
                        note: None,
                        invoice: Some(invoice),
                        bill: None,
                    },
                )
            },
        )
        .await
    }

    /// Makes a copy of an invoice just issued, where the vendor's own paper is not there. One that cannot be made now is
    /// made when somebody wants it.
    pub(super) async fn make_copy_of(&self, entry: &Entry) {
        let Action::Invoice(action) = &entry.action else {
            return;
        };
        if action.step != InvoiceStep::Invoice {
            return;
        }
        match billing::make_copy(&self.store, &self.ports, action.invoice).await {
            Ok(true) => self.events.changed(entry.action.topics()),
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, code = %error.code.as_str(), "no copy of an invoice was made");
            }
        }
    }

    /// A person goes on with what an entry waits for. Of what does not wait without a person, that is what only waited
    /// for one; every question is answered by a decision that names it.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, or the store's.
    pub async fn resume(&self, entry: Uuid) -> Result<(), DeskError> {
        let found = self.store.read(move |conn| table::by_id(conn, entry)).await?;
        let found = found.ok_or_else(|| DeskError::not_found("outbox entry"))?;
        let question = edit::asked(&found);
        let only_waited = match &question {
            None => true,
            Some(question) => *question == Question::NeedsLiveLine && found.lost == 0,
        };
        if !only_waited && !offline::waits(found.action.kind()) {
            return Err(DeskError::new(
                ErrorCode::NotAllowed,
                "something is asked about it, which is answered by a decision",
            ));
        }
        match found.state {
            EntryState::Asks | EntryState::Waiting | EntryState::Refused => {
                // Another question by the time it is written down is not answered by this.
                self.resolve(Resolve {
                    id: entry,
                    decision: Decision::Send,
                    reason: None,
                    issued: None,
                    question,
                    attempts: Some(found.attempts),
                    money_kept: None,
                })
                .await
            }
            _ => Ok(()),
        }
    }
}

/// Series and number as a person read them at the vendor.
pub(super) fn checked(issued: Option<&IssuedThere>) -> Result<IssuedThere, DeskError> {
    let there = issued.cloned().unwrap_or(IssuedThere {
        series: String::new(),
        number: String::new(),
    });
    for (field, text) in [("series", &there.series), ("number", &there.number)] {
        if text.trim().is_empty() {
            return Err(DeskError::invalid(field, "required"));
        }
        if text.trim().chars().count() > LONGEST {
            return Err(DeskError::invalid(field, "too-long"));
        }
    }
    Ok(there)
}

/// A person found the invoice issued: whatever step it stood at, nothing more is sent. Answers whether it still stood.
pub(super) fn happened(
    tx: &Connection,
    entry: &Entry,
    action: &InvoiceAction,
    there: &IssuedThere,
    now: DateTime<Utc>,
) -> Result<bool, DeskError> {
    let from = [EntryState::Asks, EntryState::Refused];
    let moved = table::advance(tx, entry, &from, EntryState::Done, Change::afresh(), now)?;
    if moved {
        billing::issued_by_hand(tx, action.invoice, there, now)?;
        keep_other_method(tx, entry, action)?;
        if let Some(invoice) = billing::by_id(tx, action.invoice)? {
            money::recorded_at_vendor(tx, invoice.intent, invoice.note.as_deref())?;
        }
    }
    Ok(moved)
}

/// Keeps how the vendor noted the payment, where that is not how it was taken: what was read before the call, or what a
/// person was asked about.
fn keep_other_method(tx: &Connection, entry: &Entry, action: &InvoiceAction) -> Result<(), DeskError> {
    let asked = match &entry.question {
        Some(Question::Stopped {
            stop: StopReason::RecordedDiffers { field, theirs, .. },
        }) if field == "method" => Some(theirs.as_str()),
        _ => None,
    };
    let read = entry.snapshot.as_deref();
    match (action.step, read.or(asked)) {
        (InvoiceStep::Invoice, Some(word)) => billing::noted_as(tx, action.invoice, word),
        _ => Ok(()),
    }
}

/// A yes to a stop is kept with the step: it is not asked again as long as it is the same.
pub(super) fn agree(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    let (Action::Invoice(action), Some(Question::Stopped { stop })) = (&entry.action, &entry.question) else {
        return Ok(());
    };
    let mut agreed = action.clone();
    if !agreed.agreed.contains(stop) {
        agreed.agreed.push(stop.clone());
    }
    table::replace_action(tx, entry, &Action::Invoice(agreed))
}

/// A no to several lines at once may have come after the first of them, and a no to an invoice after it was made, so that
/// before another try it is looked for like one whose answer was lost.
pub(super) fn doubt_the_refusal(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    if matches!(entry.action, Action::Invoice(_)) && entry.attempts > 0 {
        tx.execute(
            "UPDATE outbox SET lost = lost + 1 WHERE id = ?1",
            [entry.id.to_string()],
        )?;
    }
    Ok(())
}

/// Whether an entry is a step that follows from one that is at the vendor.
pub(super) fn is_later_step(entry: &Entry) -> bool {
    matches!(&entry.action, Action::Invoice(action) if action.step != InvoiceStep::Services)
}

/// Whether giving an entry up needs a reason: something of it is at the vendor, or may be.
pub(super) fn needs_reason(tx: &Connection, entry: &Entry, resolve: &Resolve) -> Result<bool, DeskError> {
    let of_money = matches!(entry.action, Action::Invoice(_)) || resolve.money_kept.is_some();
    Ok(of_money && !is_only_here(tx, entry)?)
}

/// An invoice whose step a person gave up is not issued; the money that was taken stays taken.
pub(super) fn give_up(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    match &entry.action {
        Action::Invoice(action) => billing::given_up(tx, action.invoice),
        _ => Ok(()),
    }
}

/// The act that money was taken for: of an invoice it is the first step's.
fn act_of(tx: &Connection, entry: &Entry) -> Result<Option<Uuid>, DeskError> {
    Ok(match &entry.action {
        Action::Invoice(action) => billing::by_id(tx, action.invoice)?.map(|invoice| invoice.intent),
        Action::PayBill(_) => Some(entry.intent),
        _ => None,
    })
}

/// Whether nothing of an entry can be at the vendor.
fn is_only_here(tx: &Connection, entry: &Entry) -> Result<bool, DeskError> {
    let reached = match &entry.action {
        Action::Invoice(action) => billing::by_id(tx, action.invoice)?.and_then(|invoice| invoice.reached),
        _ => None,
    };
    Ok(reached.is_none() && entry.lost == 0)
}

/// Whether money was taken for an entry that no vendor has.
pub(super) fn has_money_here(conn: &Connection, entry: &Entry) -> Result<bool, DeskError> {
    match act_of(conn, entry)? {
        Some(act) => money::is_here(conn, act),
        None => Ok(false),
    }
}

/// What becomes of the money of an invoice or payment that was given up. A person who says where it is has looked, and is
/// believed as long as no vendor has it; where nobody says so, money that certainly is only here stays for the next one.
/// Answers the line of the log.
pub(super) fn settle_money(
    tx: &Connection,
    entry: &Entry,
    kept: Option<bool>,
    back: &GivenBack<'_>,
) -> Result<Option<NewLine>, DeskError> {
    let Some(act) = act_of(tx, entry)? else {
        return Ok(None);
    };
    match kept {
        Some(false) if money::is_at_vendor(tx, act)? => Err(DeskError::invalid("money_kept", "at-vendor")),
        Some(false) => money::give_back(tx, act, back),
        Some(true) => money::set_free(tx, act).map(|()| None),
        None => keep_money(tx, entry).map(|()| None),
    }
}

/// The money of an invoice or payment that was given up before anything of it was at the vendor stays here, for the next
/// one of the person.
pub(super) fn keep_money(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    match act_of(tx, entry)? {
        Some(act) if is_only_here(tx, entry)? => money::set_free(tx, act),
        _ => Ok(()),
    }
}

/// What an unsent entry says of its invoice.
pub(super) fn describe(entry: &Entry, line: &mut UnsentEntry) {
    if let Action::Invoice(action) = &entry.action {
        line.invoice = Some(action.invoice);
        line.subject = Some(format!("{} {}", action.total, action.currency));
    }
}

/// A step of an invoice in words, and how many of its sendings lost their answer.
pub(crate) fn step_line(conn: &Connection, entry: Uuid) -> Result<Option<(UnsentEntry, u32)>, DeskError> {
    let Some(entry) = table::by_id(conn, entry)? else {
        return Ok(None);
    };
    Ok(Some((view::line(conn, &entry)?, entry.lost)))
}

/// An entry as it was accepted.
pub(crate) fn accepted_of(conn: &Connection, entry: Uuid) -> Result<Option<Accepted>, DeskError> {
    Ok(table::by_id(conn, entry)?.map(|entry| super::accept::accepted(&entry)))
}

/// An id that always follows from another one.
pub(crate) fn derived(id: Uuid, what: &str) -> Uuid {
    following(id, what)
}
