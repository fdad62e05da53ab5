//! The numbered slip for money taken while a vendor cannot be reached. It is no invoice and says so.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

use crate::Filled;
use crate::charges::{method, proof};
use crate::error::DocumentError;
use crate::exact::Exact;
use crate::figures::recorded;
use crate::head::{Head, numbered, some};
use crate::letterhead::Letterhead;
use crate::parts::{Method, Patient};
use crate::profile::{Problem, ProblemCode, Profile};
use crate::speech::Speech;
use crate::sums::agree;

/// What it is called.
pub(crate) const NAME: &str = "slip";

/// The facts of a slip. One sheet holds it twice: for the patient and for the desk.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// Its number at this desk.
    pub number: String,
    /// Which desk.
    pub desk: Option<String>,
    /// When the money was taken, by the clinic's clock (`2026-11-23T14:05:00`).
    pub received_at: NaiveDateTime,
    /// From whom.
    pub patient: Patient,
    /// The vendor's name (`MedSoft`) where the payment is still missing; empty where that is no one vendor.
    pub vendor: String,
    /// The desk itself enters the payment there, with an invoice or a bill that waits.
    #[serde(default)]
    pub on_its_way: bool,
    /// What for, a line each.
    #[serde(default)]
    pub items: Vec<Item>,
    /// How much was taken.
    pub amount: Exact,
    /// ISO code.
    pub currency: String,
    /// How.
    pub method: Method,
    /// Another word for it, printed in its place.
    pub method_name: Option<String>,
    /// Number of the till's fiscal receipt.
    pub fiscal_receipt: Option<String>,
    /// Number of the terminal's slip.
    pub card_slip: Option<String>,
    /// Who took it.
    pub received_by: Option<String>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What money was taken for.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What.
    pub text: String,
    /// How much; the items' amounts are the slip's where all of them have one.
    pub amount: Option<Exact>,
}

impl Slip {
    /// What any slip must carry and this one does not. A clinic without a letterhead can take money all the same.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        Problem::absent(&[
            (&self.number, ProblemCode::Number, "number"),
            (&self.patient.name, ProblemCode::PatientName, "patient.name"),
        ])
    }

    /// Says the facts in the document's language.
    ///
    /// # Errors
    /// `Mismatch`, `Logo`, `Silent`.
    pub(crate) fn fill(&self, speech: &Speech) -> Result<Filled, DocumentError> {
        let of_items: Option<Decimal> = self.items.iter().map(|item| Some(item.amount?.0)).sum();
        if let Some(reckoned) = of_items.filter(|_| !self.items.is_empty()) {
            agree(NAME, "amount", self.amount.0, reckoned)?;
        }
        let vendor = [("vendor", self.vendor.trim())];
        let moment = speech.at(self.received_at)?;
        let head = Head {
            speech,
            profile: Profile::of(self.country.as_deref()),
            letterhead: &self.letterhead,
            work_point: self.work_point.as_deref(),
            name: speech.say("paper-slip-name", &[])?,
            number: numbered(None, Some(&self.number), speech)?,
            day: moment.clone(),
        };
        let mut facts = vec![[speech.say("paper-slip-received-at", &[])?, moment]];
        let paid_by = method(self.method, self.method_name.as_deref(), speech)?;
        facts.push([speech.say("paper-payment-method", &[])?, paid_by]);
        let proof = proof(self.fiscal_receipt.as_deref(), self.card_slip.as_deref(), speech)?;
        for (message, text) in [
            ("paper-payment-proof", Some(proof.as_str())),
            ("paper-slip-received-by", self.received_by.as_deref()),
            ("paper-slip-desk", self.desk.as_deref()),
        ] {
            if let Some(text) = some(text) {
                facts.push([speech.say(message, &[])?, text.to_owned()]);
            }
        }
        let items: Vec<_> = self
            .items
            .iter()
            .map(|item| {
                let amount = item.amount.map(|amount| speech.amount(amount.0)).transpose()?;
                Ok(json!({ "text": item.text, "amount": amount }))
            })
            .collect::<Result<_, DocumentError>>()?;
        let (not_there, no_invoice) = match (self.vendor.trim(), self.on_its_way) {
            ("", _) => ("paper-slip-not-elsewhere", "paper-slip-nobody-told"),
            (_, true) => ("paper-slip-not-at-vendor", "paper-slip-no-invoice"),
            (_, false) => ("paper-slip-not-at-vendor", "paper-slip-not-told"),
        };
        let data = json!({
            "date": recorded(self.received_at.date()),
            "parts": [
                speech.say("paper-slip-for-patient", &[])?, speech.say("paper-slip-for-desk", &[])?,
            ],
            "parties": head.parties(&self.patient, None)?,
            "dates": facts,
            "columns": [
                speech.say("paper-slip-for", &[])?,
                speech.say("paper-amounts-in", &[("currency", &self.currency)])?,
            ],
            "items": items,
            "amount": [
                speech.say(if self.amount.0 < Decimal::ZERO { "paper-slip-returned" } else { "paper-slip-received" }, &[])?,
                speech.money(self.amount.0, &self.currency)?,
            ],
            "not_at_vendor": speech.say(not_there, &vendor)?,
            "no_invoice": speech.say(no_invoice, &vendor)?,
            "signatures": [
                speech.say("paper-slip-signature-desk", &[])?, speech.say("paper-slip-signature-patient", &[])?,
            ],
            "notes": self.notes,
        });
        head.filled("slip.typ", data)
    }
}
