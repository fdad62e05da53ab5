//! `create-patient` and `update-patient` (Cont Online v11 §3, §4).

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::client::{Call, Medsoft};
use super::find_patients::Patient;
use super::operations::{CREATE_PATIENT, UPDATE_PATIENT};
use super::rules::{filled, given, silent_debug};
use crate::VendorError;

/// `sex` in the vendor's three values. Which number means what the document does not say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// `"1"`.
    One,
    /// `"2"`.
    Two,
    /// `null`.
    Null,
}

impl Sex {
    /// Reads `1`, `2` or `null`; anything else is none of the vendor's values.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "1" => Some(Self::One),
            "2" => Some(Self::Two),
            "null" => Some(Self::Null),
            _ => None,
        }
    }
}

impl Serialize for Sex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One => serializer.serialize_str("1"),
            Self::Two => serializer.serialize_str("2"),
            Self::Null => serializer.serialize_none(),
        }
    }
}

/// A new patient. The vendor cannot be told a birth date.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CreatePatient {
    /// `nume`: family name, required.
    pub family_name: String,
    /// `prenume`: given name, required.
    pub given_name: String,
    /// `tel1`: phone, required.
    pub phone: String,
    /// `email`.
    pub email: Option<String>,
    /// `tel2`: second phone; no read shows it again.
    pub second_phone: Option<String>,
    /// `cnp`: national id.
    pub national_id: Option<String>,
    /// `sex`; no read shows it again.
    pub sex: Option<Sex>,
    /// `preferinte`: preferences; no read shows it again.
    pub preferences: Option<String>,
}

/// A changed patient. The four required fields are always written; the others only when given.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct UpdatePatient {
    /// `codPacient`: which patient.
    pub patient: i64,
    /// `nume`: family name, required.
    pub family_name: String,
    /// `prenume`: given name, required.
    pub given_name: String,
    /// `tel1`: phone, required.
    pub phone: String,
    /// `email`: required, but may be empty text.
    pub email: Option<String>,
    /// `tel2`: second phone; no read shows it again.
    pub second_phone: Option<String>,
    /// `cnp`: national id.
    pub national_id: Option<String>,
    /// `sex`; no read shows it again.
    pub sex: Option<Sex>,
    /// `preferinte`: preferences; no read shows it again.
    pub preferences: Option<String>,
}

silent_debug!(Sex, CreatePatient, UpdatePatient);

struct Body<'a> {
    required: [(&'static str, &'a str); 3],
    optional: [(&'static str, Option<&'a str>); 4],
    sex: Option<Sex>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.required {
            map.serialize_entry(key, value)?;
        }
        for (key, value) in self
            .optional
            .iter()
            .filter_map(|(key, value)| Some((key, (*value)?)))
        {
            map.serialize_entry(key, value)?;
        }
        if let Some(sex) = &self.sex {
            map.serialize_entry("sex", sex)?;
        }
        map.end()
    }
}

macro_rules! body {
    ($request:expr) => {
        Body {
            required: [
                ("nume", &$request.family_name),
                ("prenume", &$request.given_name),
                ("tel1", &$request.phone),
            ],
            optional: [
                ("email", $request.email.as_deref()),
                ("tel2", $request.second_phone.as_deref()),
                ("cnp", $request.national_id.as_deref()),
                ("preferinte", $request.preferences.as_deref()),
            ],
            sex: $request.sex,
        }
    };
}

impl Body<'_> {
    fn check(&self, operation: &'static str) -> Result<(), VendorError> {
        self.required
            .iter()
            .try_for_each(|(field, value)| filled(operation, field, value))
    }
}

impl Medsoft {
    /// Creates a patient; the vendor does not look for duplicates. `None`: it said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for an empty `nume`, `prenume` or `tel1`; else those of the call.
    pub async fn create_patient(&self, request: &CreatePatient) -> Result<Option<Patient>, VendorError> {
        let body = body!(request);
        body.check(CREATE_PATIENT.name)?;
        self.send(Call::new(&CREATE_PATIENT).body(&body)?)
            .await?
            .one(|_| true)
    }

    /// Changes a patient. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for an empty `nume`, `prenume` or `tel1` or an `email` not given; else those of the call.
    pub async fn update_patient(&self, request: &UpdatePatient) -> Result<Option<Patient>, VendorError> {
        let body = body!(request);
        body.check(UPDATE_PATIENT.name)?;
        given(UPDATE_PATIENT.name, "email", request.email.as_deref())?;
        let call = Call::new(&UPDATE_PATIENT)
            .path("codPacient", request.patient)
            .body(&body)?;
        self.send(call)
            .await?
            .one(|row: &Patient| row.patient() == Some(request.patient))
    }
}
