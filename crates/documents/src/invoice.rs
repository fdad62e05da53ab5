//! The invoice, its cancellation and its credit.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Filled;
use crate::charges::Charges;
use crate::error::DocumentError;
use crate::figures::recorded;
use crate::head::{Head, numbered, referred, some};
use crate::letterhead::Letterhead;
use crate::parts::{CopyMark, Exchange, Line, Patient, Payer, Payment, Reference, Sums, Vat};
use crate::profile::{Holds, Paper, Problem, Profile};
use crate::speech::Speech;
use crate::sums::{self, Parts};

/// What it is called.
pub(crate) const NAME: &str = "invoice";

/// The facts of an invoice.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// Invoice, or a paper that gives back.
    #[serde(default)]
    pub kind: InvoiceKind,
    /// The series, as the vendor gave it.
    pub series: Option<String>,
    /// The number, as the vendor gave it.
    pub number: Option<String>,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// When it has to be paid.
    pub due_on: Option<NaiveDate>,
    /// When the services were done, where that is one day and another than that of issue.
    pub supplied_on: Option<NaiveDate>,
    /// The invoice that this paper cancels or credits.
    pub corrects: Option<Reference>,
    /// Set where this invoice itself was cancelled: says so across its head.
    pub cancelled: Option<Cancelled>,
    /// Whom it is for.
    pub patient: Patient,
    /// Who pays, where that is not the patient.
    pub payer: Option<Payer>,
    /// ISO code of the currency of every amount.
    pub currency: String,
    /// Whether `unit_price` and `discount` of the lines are without VAT.
    #[serde(default)]
    pub prices_without_vat: bool,
    /// What it is for.
    pub lines: Vec<Line>,
    /// VAT by rate.
    #[serde(default)]
    pub vat: Vec<Vat>,
    /// Why there is no VAT, where no row of `vat` says so: the clinic's own words; the country's profile says it
    /// where this is absent.
    pub vat_exemption: Option<String>,
    /// The sums.
    pub sums: Sums,
    /// The total in the country's own money.
    pub exchange: Option<Exchange>,
    /// What was taken for it.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Who made it out.
    pub issued_by: Option<String>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Italy: the patient does not want the expense reported to Sistema TS.
    pub opposes_reporting: Option<bool>,
    /// Italy: the kind of expense for Sistema TS, as the vendor has it.
    pub expense_type: Option<String>,
    /// Set where the vendor made the paper and this is our copy of it.
    pub copy: Option<CopyMark>,
}

/// Which paper it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceKind {
    /// An invoice.
    #[default]
    Invoice,
    /// A further invoice that cancels an earlier one whole (`storno`).
    Cancellation,
    /// A credit note: gives back a part.
    Credit,
}

/// That an invoice was cancelled.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancelled {
    /// The day.
    pub on: Option<NaiveDate>,
    /// The paper that cancelled it.
    pub by: Option<Reference>,
}

impl Invoice {
    /// What the country's profile misses.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let holds = Holds {
            letterhead: &self.letterhead,
            series: self.series.as_deref(),
            number: self.number.as_deref(),
            patient: &self.patient,
            lines: !self.lines.is_empty(),
            vat: !self.vat.is_empty() || self.lines.iter().all(|line| line.vat_rate.is_some()),
            payments: &self.payments,
        };
        Profile::of(self.country.as_deref()).problems(Paper::Invoice, &holds)
    }

    /// Whether what the vendor returned is printed as it is.
    pub(crate) fn is_copy(&self) -> bool {
        self.copy.is_some()
    }

    fn parts(&self) -> Parts<'_> {
        Parts {
            lines: &self.lines,
            prices_without_vat: self.prices_without_vat,
            vat: &self.vat,
            sums: &self.sums,
            exchange: self.exchange.as_ref(),
            payments: &self.payments,
            currency: &self.currency,
        }
    }

    /// Says the facts in the document's language.
    ///
    /// # Errors
    /// `Mismatch`, `Logo`, `Silent`.
    pub(crate) fn fill(&self, speech: &Speech) -> Result<Filled, DocumentError> {
        if !self.is_copy() {
            sums::check(NAME, &self.parts())?;
        }
        let name = speech.say(
            match self.kind {
                InvoiceKind::Invoice => "paper-invoice-name",
                InvoiceKind::Cancellation => "paper-invoice-cancellation",
                InvoiceKind::Credit => "paper-invoice-credit",
            },
            &[],
        )?;
        let head = Head {
            speech,
            profile: Profile::of(self.country.as_deref()),
            letterhead: &self.letterhead,
            work_point: self.work_point.as_deref(),
            name,
            number: numbered(self.series.as_deref(), self.number.as_deref(), speech)?,
            day: speech.day(self.issued_on)?,
        };
        let mut dates = vec![[speech.say("paper-issued-on", &[])?, head.day.clone()]];
        for (message, date) in [
            ("paper-supplied-on", self.supplied_on),
            ("paper-due-on", self.due_on),
        ] {
            if let Some(date) = date {
                dates.push([speech.say(message, &[])?, speech.day(date)?]);
            }
        }
        if let Some(corrected) = &self.corrects {
            dates.push([
                speech.say("paper-invoice-corrects", &[])?,
                referred(corrected, speech)?,
            ]);
        }
        let issued_by = some(self.issued_by.as_deref())
            .map(|name| speech.say("paper-issued-by", &[("name", name)]))
            .transpose()?;
        let mut data = json!({
            "date": recorded(self.issued_on),
            "dates": dates,
            "parties": head.parties(&self.patient, self.payer.as_ref())?,
            "copy": head.copy(self.copy.as_ref())?,
            "cancelled": self.cancelled_said(speech)?,
            "issued_by": issued_by,
            "notes": self.notes,
        });
        let charges = Charges {
            speech,
            profile: head.profile,
            parts: self.parts(),
            gives_back: self.kind != InvoiceKind::Invoice,
            vat_exemption: self.vat_exemption.as_deref(),
            opposes_reporting: self.opposes_reporting == Some(true),
            expense_type: self.expense_type.as_deref(),
        };
        charges.fill(&mut data)?;
        head.filled("invoice.typ", data)
    }

    /// The mark of an invoice that was cancelled; `null` where it was not.
    fn cancelled_said(&self, speech: &Speech) -> Result<Value, DocumentError> {
        let Some(cancelled) = &self.cancelled else {
            return Ok(Value::Null);
        };
        let mut lines = Vec::new();
        if let Some(day) = cancelled.on {
            let date = speech.day(day)?;
            lines.push(speech.say("paper-cancelled-on", &[("date", &date)])?);
        }
        if let Some(paper) = &cancelled.by {
            let document = referred(paper, speech)?;
            lines.push(speech.say("paper-cancelled-by", &[("document", &document)])?);
        }
        Ok(json!({ "word": speech.say("paper-cancelled", &[])?, "lines": lines }))
    }
}
