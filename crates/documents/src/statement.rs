//! A patient's statement: what was charged and what was paid within a time.

use chrono::{NaiveDate, NaiveDateTime};
use frontdesk_basics::money::rounded;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Filled;
use crate::error::DocumentError;
use crate::exact::Exact;
use crate::figures::recorded;
use crate::head::{Head, some};
use crate::letterhead::Letterhead;
use crate::parts::Patient;
use crate::profile::{Problem, ProblemCode, Profile};
use crate::speech::Speech;
use crate::sums::{agree, amount};

/// What it is called.
pub(crate) const NAME: &str = "statement";

/// The facts of a statement.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// Whose it is.
    pub patient: Patient,
    /// The first day; from the beginning when absent.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: NaiveDate,
    /// When it was made, by the clinic's clock (`2026-11-23T14:05:00`).
    pub made_at: NaiveDateTime,
    /// Who made it.
    pub made_by: Option<String>,
    /// One for each currency; amounts of several are never added.
    pub accounts: Vec<Account>,
    /// What it was made from, a line each: the account at a vendor and how fresh it is. Printed as given.
    #[serde(default)]
    pub made_from: Vec<String>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What was charged and paid in one currency.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// ISO code.
    pub currency: String,
    /// Owed before the first day; negative where the patient had paid ahead. 0 when absent.
    pub opening: Option<Exact>,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// All that was charged.
    pub charged: Exact,
    /// All that was paid.
    pub paid: Exact,
    /// Owed after the last day: opening and charged without paid. Negative where the patient has paid ahead.
    pub closing: Exact,
}

/// One thing that was charged or paid.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The day.
    pub on: NaiveDate,
    /// What it is.
    pub text: String,
    /// The paper that goes with it, as given (`PT 74`).
    pub document: Option<String>,
    /// Charged; negative for what was credited.
    pub charged: Option<Exact>,
    /// Paid; negative for what was given back.
    pub paid: Option<Exact>,
}

impl Statement {
    /// What any statement must carry and this one does not.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        Problem::absent(&[
            (&self.letterhead.name, ProblemCode::ClinicName, "letterhead.name"),
            (&self.patient.name, ProblemCode::PatientName, "patient.name"),
        ])
    }

    /// Says the facts in the document's language.
    ///
    /// # Errors
    /// `Mismatch`, `Logo`, `Silent`.
    pub(crate) fn fill(&self, speech: &Speech) -> Result<Filled, DocumentError> {
        for (index, account) in self.accounts.iter().enumerate() {
            account.check(index)?;
        }
        let to = speech.day(self.to)?;
        let period = match self.from {
            Some(from) => {
                let from = speech.day(from)?;
                speech.say("paper-statement-period", &[("from", &from), ("to", &to)])?
            }
            None => speech.say("paper-statement-until", &[("to", &to)])?,
        };
        let head = Head {
            speech,
            profile: Profile::of(self.country.as_deref()),
            letterhead: &self.letterhead,
            work_point: self.work_point.as_deref(),
            name: speech.say("paper-statement-name", &[])?,
            number: None,
            day: period.clone(),
        };
        let moment = speech.at(self.made_at)?;
        let made = match some(self.made_by.as_deref()) {
            Some(name) => speech.say("paper-statement-made-by", &[("moment", &moment), ("name", name)])?,
            None => speech.say("paper-statement-made", &[("moment", &moment)])?,
        };
        let accounts: Vec<_> = self
            .accounts
            .iter()
            .map(|account| account.said(speech))
            .collect::<Result<_, _>>()?;
        let data = json!({
            "date": recorded(self.made_at.date()),
            "dates": [[speech.say("paper-statement-within", &[])?, period]],
            "parties": head.parties(&self.patient, None)?,
            "columns": [
                speech.say("paper-statement-on", &[])?, speech.say("paper-statement-text", &[])?,
                speech.say("paper-statement-document", &[])?, speech.say("paper-statement-charged", &[])?,
                speech.say("paper-statement-paid", &[])?, speech.say("paper-statement-balance", &[])?,
            ],
            "nothing": speech.say("paper-statement-nothing", &[])?,
            "accounts": accounts,
            "made": made,
            "made_from": self.made_from,
            "made_from_heading": speech.say("paper-statement-made-from", &[])?,
            "no_invoice": speech.say("paper-statement-no-invoice", &[])?,
            "notes": self.notes,
        });
        head.filled("statement.typ", data)
    }
}

impl Account {
    fn check(&self, index: usize) -> Result<(), DocumentError> {
        let field = |name: &str| format!("accounts[{index}].{name}");
        let sum = |of: fn(&Entry) -> Option<Exact>| -> Decimal {
            rounded(self.entries.iter().map(|entry| amount(of(entry))).sum())
        };
        agree(
            NAME,
            &field("charged"),
            self.charged.0,
            sum(|entry| entry.charged),
        )?;
        agree(NAME, &field("paid"), self.paid.0, sum(|entry| entry.paid))?;
        let closing = amount(self.opening) + self.charged.0 - self.paid.0;
        agree(NAME, &field("closing"), self.closing.0, closing)
    }

    fn said(&self, speech: &Speech) -> Result<Value, DocumentError> {
        let closing = self.closing.0;
        let money = speech.money(closing.abs(), &self.currency)?;
        let result = if closing > Decimal::ZERO {
            "paper-statement-owed"
        } else if closing < Decimal::ZERO {
            "paper-statement-ahead"
        } else {
            "paper-statement-even"
        };
        let mut balance = amount(self.opening);
        let mut rows = Vec::new();
        for entry in &self.entries {
            balance += amount(entry.charged) - amount(entry.paid);
            let said = |exact: Option<Exact>| exact.map(|exact| speech.amount(exact.0)).transpose();
            rows.push(json!({
                "on": speech.day(entry.on)?,
                "text": entry.text,
                "document": entry.document,
                "charged": said(entry.charged)?,
                "paid": said(entry.paid)?,
                "running": speech.amount(balance)?,
            }));
        }
        Ok(json!({
            "amounts_in": speech.say("paper-amounts-in", &[("currency", &self.currency)])?,
            "opening": [speech.say("paper-statement-opening", &[])?, speech.amount(amount(self.opening))?],
            "rows": rows,
            "closing": [
                speech.say("paper-statement-closing", &[])?, speech.amount(self.charged.0)?,
                speech.amount(self.paid.0)?, speech.amount(closing)?,
            ],
            "result": speech.say(result, &[("amount", &money)])?,
        }))
    }
}
