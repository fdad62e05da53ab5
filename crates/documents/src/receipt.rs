//! The receipt: money was taken, or given back.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

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
pub(crate) const NAME: &str = "receipt";

/// The facts of a receipt. With a negative total it says that money was given back.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// The series.
    pub series: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// The invoice that was paid.
    pub for_invoice: Option<Reference>,
    /// Who was treated.
    pub patient: Patient,
    /// Who paid, where that is not the patient.
    pub payer: Option<Payer>,
    /// ISO code of the currency of every amount.
    pub currency: String,
    /// Whether `unit_price` and `discount` of the lines are without VAT.
    #[serde(default)]
    pub prices_without_vat: bool,
    /// What was paid for; may be empty where an invoice is named.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// VAT by rate, only as the vendor returned it.
    #[serde(default)]
    pub vat: Vec<Vat>,
    /// Why there is no VAT, where no row of `vat` says so: the clinic's own words; the country's profile says it
    /// where this is absent.
    pub vat_exemption: Option<String>,
    /// The sums; `total` is what the receipt is for.
    pub sums: Sums,
    /// The total in the country's own money.
    pub exchange: Option<Exchange>,
    /// How it was paid.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Who took the money.
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

impl Receipt {
    /// What the country's profile misses.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let holds = Holds {
            letterhead: &self.letterhead,
            series: self.series.as_deref(),
            number: self.number.as_deref(),
            patient: &self.patient,
            lines: !self.lines.is_empty() || self.for_invoice.is_some(),
            vat: true,
            payments: &self.payments,
        };
        Profile::of(self.country.as_deref()).problems(Paper::Receipt, &holds)
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
        let returned = self.sums.total.0 < Decimal::ZERO;
        let (name, sentence) = match returned {
            true => ("paper-receipt-returned-name", "paper-receipt-returned"),
            false => ("paper-receipt-name", "paper-receipt-received"),
        };
        let head = Head {
            speech,
            profile: Profile::of(self.country.as_deref()),
            letterhead: &self.letterhead,
            work_point: self.work_point.as_deref(),
            name: speech.say(name, &[])?,
            number: numbered(self.series.as_deref(), self.number.as_deref(), speech)?,
            day: speech.day(self.issued_on)?,
        };
        let mut dates = vec![[speech.say("paper-issued-on", &[])?, head.day.clone()]];
        if let Some(invoice) = &self.for_invoice {
            dates.push([
                speech.say("paper-receipt-for-invoice", &[])?,
                referred(invoice, speech)?,
            ]);
        }
        let from = self
            .payer
            .as_ref()
            .map_or(&self.patient.name, |payer| &payer.name);
        let amount = speech.money(self.sums.total.0.abs(), &self.currency)?;
        let issued_by = some(self.issued_by.as_deref())
            .map(|name| speech.say("paper-issued-by", &[("name", name)]))
            .transpose()?;
        let mut data = json!({
            "date": recorded(self.issued_on),
            "dates": dates,
            "parties": head.parties(&self.patient, self.payer.as_ref())?,
            "copy": head.copy(self.copy.as_ref())?,
            "sentence": speech.say(sentence, &[("name", from.trim()), ("amount", &amount)])?,
            "issued_by": issued_by,
            "signature": speech.say("paper-signature", &[])?,
            "notes": self.notes,
        });
        let charges = Charges {
            speech,
            profile: head.profile,
            parts: self.parts(),
            gives_back: returned,
            vat_exemption: self.vat_exemption.as_deref(),
            opposes_reporting: self.opposes_reporting == Some(true),
            expense_type: self.expense_type.as_deref(),
        };
        charges.fill(&mut data)?;
        head.filled("receipt.typ", data)
    }
}
