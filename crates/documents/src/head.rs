//! What papers have in common around their contents: the letterhead, whom they are for, and marks across the head.

use serde_json::{Value, json};

use crate::Filled;
use crate::error::DocumentError;
use crate::letterhead::Letterhead;
use crate::logo::{self, Picture};
use crate::parts::{CopyMark, CopyReason, Patient, Payer, Reference};
use crate::profile::Profile;
use crate::speech::Speech;

/// A paper on its way to being filled.
pub(crate) struct Head<'a> {
    pub(crate) speech: &'a Speech,
    pub(crate) profile: Profile,
    pub(crate) letterhead: &'a Letterhead,
    pub(crate) work_point: Option<&'a str>,
    /// What the paper is (`Invoice`).
    pub(crate) name: String,
    /// Its series and number, as they are said.
    pub(crate) number: Option<String>,
    /// Its day, as it is said.
    pub(crate) day: String,
}

impl Head<'_> {
    /// Puts the contents under the letterhead.
    ///
    /// # Errors
    /// `Logo`, `Silent`.
    pub(crate) fn filled(self, template: &'static str, mut data: Value) -> Result<Filled, DocumentError> {
        let speech = self.speech;
        let picture = self.letterhead.logo.as_ref().map(logo::picture).transpose()?;
        let title = joined(" ", [Some(&self.name), self.number.as_ref()]);
        let clinic = Some(&self.letterhead.name).filter(|name| !name.trim().is_empty());
        data["letterhead"] = self.letterhead_said(picture.as_ref())?;
        data["name"] = self.name.clone().into();
        data["number"] = self.number.clone().into();
        data["day"] = self.day.clone().into();
        data["running"] = joined(" · ", [clinic, Some(&title), Some(&self.day)]).into();
        data["page"] = speech
            .say("paper-page", &[("page", "{page}"), ("pages", "{pages}")])?
            .into();
        data["brought"] = speech.say("paper-brought", &[("page", "{page}")])?.into();
        data["carried"] = speech.say("paper-carried", &[("page", "{page}")])?.into();
        Ok(Filled {
            title,
            template,
            data,
            picture,
        })
    }

    fn letterhead_said(&self, picture: Option<&Picture>) -> Result<Value, DocumentError> {
        let letterhead = self.letterhead;
        let tax: Vec<_> = letterhead
            .tax_numbers
            .iter()
            .map(|number| format!("{}: {}", number.label.trim(), number.value.trim()))
            .collect();
        let work_point = some(self.work_point)
            .map(|name| self.speech.say("paper-work-point", &[("name", name)]))
            .transpose()?;
        Ok(json!({
            "name": letterhead.name,
            "logo": picture.map(|picture| picture.file),
            "address": letterhead.address,
            "tax": tax,
            "bank": letterhead.bank,
            "contact": letterhead.contact,
            "footer": letterhead.footer,
            "work_point": work_point,
        }))
    }

    /// Whom the paper is for: the patient, and who pays.
    pub(crate) fn parties(
        &self,
        patient: &Patient,
        payer: Option<&Payer>,
    ) -> Result<Vec<Value>, DocumentError> {
        let speech = self.speech;
        let mut of_patient = patient.address.clone();
        if let (Some(label), Some(id)) = (self.profile.national_id(), some(patient.national_id.as_deref())) {
            of_patient.push(format!("{label}: {id}"));
        }
        if let Some(code) = some(patient.code.as_deref()) {
            of_patient.push(speech.say("paper-patient-code", &[("code", code)])?);
        }
        let mut parties = Vec::new();
        if let Some(payer) = payer {
            let mut lines = payer.address.clone();
            lines.extend(some(payer.tax_number.as_deref()).map(str::to_owned));
            parties.push(json!({
                "heading": speech.say("paper-payer", &[])?, "name": payer.name, "lines": lines,
            }));
        }
        // A bill may name nobody: then there is no heading over nothing.
        if some(Some(&patient.name)).is_some() || !of_patient.is_empty() {
            parties.push(json!({
                "heading": speech.say("paper-patient", &[])?, "name": patient.name, "lines": of_patient,
            }));
        }
        Ok(parties)
    }

    /// The mark of a copy; `null` on the paper itself.
    pub(crate) fn copy(&self, copy: Option<&CopyMark>) -> Result<Value, DocumentError> {
        let Some(copy) = copy else {
            return Ok(Value::Null);
        };
        let reason = match copy.reason {
            CopyReason::Missing => "paper-copy-missing",
            CopyReason::Damaged => "paper-copy-damaged",
            CopyReason::NotMade => "paper-copy-not-made",
        };
        let date = self.speech.day(copy.issued_on)?;
        Ok(json!({
            "word": self.speech.say("paper-copy", &[])?,
            "lines": [
                self.speech.say(reason, &[])?,
                self.speech.say("paper-copy-as-issued", &[("date", &date)])?,
            ],
        }))
    }
}

/// `series PT no. 74`.
pub(crate) fn numbered(
    series: Option<&str>,
    number: Option<&str>,
    speech: &Speech,
) -> Result<Option<String>, DocumentError> {
    let Some(number) = some(number) else {
        return Ok(None);
    };
    Ok(Some(match some(series) {
        Some(series) => speech.say("paper-series-number", &[("series", series), ("number", number)])?,
        None => speech.say("paper-number", &[("number", number)])?,
    }))
}

/// `PT 74 of 23 Nov 2026`.
pub(crate) fn referred(reference: &Reference, speech: &Speech) -> Result<String, DocumentError> {
    let document = joined(
        " ",
        [some(reference.series.as_deref()), Some(reference.number.trim())],
    );
    match reference.issued_on {
        None => Ok(document),
        Some(day) => {
            let date = speech.day(day)?;
            speech.say("paper-document-of", &[("document", &document), ("date", &date)])
        }
    }
}

/// Those that are there, one after another.
pub(crate) fn joined<T: AsRef<str>, const N: usize>(between: &str, parts: [Option<T>; N]) -> String {
    let there: Vec<_> = parts.into_iter().flatten().collect();
    let texts: Vec<_> = there.iter().map(AsRef::as_ref).collect();
    texts.join(between)
}

/// A text that says something.
pub(crate) fn some(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
