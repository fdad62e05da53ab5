//! What an attendance holds: the parts that the document names, with keys of our own.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::operations::SEND_ATTENDANCE;
use crate::VendorError;
use crate::rules::{filled, intact, silent_debug};

/// The five moments at which the document wants an attendance sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttendanceEvent {
    /// It was made.
    #[default]
    Created,
    /// All of it was cancelled.
    Cancelled,
    /// All of it was blocked.
    Blocked,
    /// Attachments or clinical data changed.
    DetailsChanged,
    /// Exams were added or taken away.
    ExamsChanged,
}

impl AttendanceEvent {
    /// All five, in the document's order.
    pub const ALL: [Self; 5] = [
        Self::Created,
        Self::Cancelled,
        Self::Blocked,
        Self::DetailsChanged,
        Self::ExamsChanged,
    ];
}

/// The patient.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct AttendancePatient {
    /// The patient's id with us.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whole name.
    pub name: String,
    /// Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// `f`, `m`, or what the laboratory agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// National id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_id: Option<String>,
    /// Phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// An exam that is asked for.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Procedure {
    /// Its code at the laboratory.
    pub code: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A sample.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// The code on its label.
    pub code: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
    /// When it was taken, local time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<NaiveDateTime>,
}

/// Who asks for the exams.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Requester {
    /// Whole name.
    pub name: String,
    /// Number at the medical council.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council_number: Option<String>,
    /// The council's state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council_state: Option<String>,
}

/// A file that goes with it.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Media type, as `application/pdf`.
    pub media_type: String,
    /// The file as base64.
    pub base64: String,
}

/// A clinical fact: a question and its answer.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct ClinicalFact {
    /// The question.
    pub name: String,
    /// The answer.
    pub value: String,
}

/// An attendance. Parts that are empty are left out.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Attendance {
    /// Why it is sent.
    pub event: AttendanceEvent,
    /// Its id with us; the same one each time it is sent.
    pub id: String,
    /// The patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<AttendancePatient>,
    /// Exams.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<Procedure>,
    /// Samples.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// Who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester: Option<Requester>,
    /// Files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Clinical data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clinical_data: Vec<ClinicalFact>,
}

silent_debug!(
    Attendance,
    AttendancePatient,
    Procedure,
    Sample,
    Requester,
    Attachment,
    ClinicalFact
);

impl Attendance {
    /// What must be there: an id always; patient and an exam when it is made; an exam when exams change.
    ///
    /// # Errors
    /// `Invalid` naming the field.
    pub fn check(&self) -> Result<(), VendorError> {
        let name = SEND_ATTENDANCE.name;
        filled(name, "id", &self.id)?;
        if self.event == AttendanceEvent::Created {
            let patient = self.patient.as_ref().map_or("", |patient| &patient.name);
            filled(name, "patient.name", patient)?;
            if self.procedures.is_empty() {
                return Err(VendorError::invalid(name, "procedures", "an exam is required"));
            }
        }
        if let Some(patient) = &self.patient {
            filled(name, "patient.name", &patient.name)?;
            intact(name, "patient.name", &patient.name)?;
        }
        for procedure in &self.procedures {
            filled(name, "procedures.code", &procedure.code)?;
        }
        for sample in &self.samples {
            filled(name, "samples.code", &sample.code)?;
        }
        if let Some(requester) = &self.requester {
            filled(name, "requester.name", &requester.name)?;
            intact(name, "requester.name", &requester.name)?;
        }
        for attachment in &self.attachments {
            filled(name, "attachments.name", &attachment.name)?;
            filled(name, "attachments.base64", &attachment.base64)?;
        }
        Ok(())
    }
}

impl fmt::Display for AttendanceEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Created => "created",
            Self::Cancelled => "cancelled",
            Self::Blocked => "blocked",
            Self::DetailsChanged => "details_changed",
            Self::ExamsChanged => "exams_changed",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::attendance;
    use super::*;

    #[test]
    fn an_event_is_spelt_one_way() {
        for event in AttendanceEvent::ALL {
            assert_eq!(serde_json::to_value(event).unwrap(), event.to_string());
        }
    }

    #[test]
    fn what_must_be_there_depends_on_the_moment() {
        attendance().check().unwrap();
        let bare = |event| Attendance {
            event,
            id: "a-1".to_owned(),
            ..Attendance::default()
        };
        assert_eq!(
            bare(AttendanceEvent::Created).check().unwrap_err().field,
            Some("patient.name")
        );
        for event in &AttendanceEvent::ALL[1..] {
            bare(*event).check().unwrap();
        }
        for (field, change) in [
            ("id", (|a| a.id = " ".to_owned()) as fn(&mut Attendance)),
            ("patient.name", |a| a.patient = None),
            ("patient.name", |a| {
                a.patient.as_mut().unwrap().name = "Jo\u{fffd}o".to_owned()
            }),
            ("procedures", |a| a.procedures.clear()),
            ("procedures.code", |a| a.procedures[0].code.clear()),
            ("samples.code", |a| a.samples[0].code.clear()),
            ("requester.name", |a| a.requester.as_mut().unwrap().name.clear()),
            ("attachments.name", |a| a.attachments[0].name.clear()),
            ("attachments.base64", |a| a.attachments[0].base64.clear()),
        ] {
            let mut wrong = attendance();
            change(&mut wrong);
            assert_eq!(wrong.check().unwrap_err().field, Some(field));
        }
        assert!(!format!("{:?}", attendance()).contains("CANARY"));
    }
}
