//! `create-patient` and `update-patient` (Cont Online v11 §3, §4).

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::client::Medsoft;
use super::find_patients::Patient;
use super::operations::{CREATE_PATIENT, UPDATE_PATIENT};
use crate::VendorError;
use crate::outgoing::Outgoing;
use crate::rules::{filled, given, intact, silent_debug};

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
            .try_for_each(|(field, value)| filled(operation, field, value))?;
        let texts = self
            .required
            .map(|(field, value)| (field, Some(value)))
            .into_iter()
            .chain(self.optional);
        texts
            .into_iter()
            .try_for_each(|(field, value)| intact(operation, field, value.unwrap_or_default()))
    }
}

impl Medsoft {
    /// Creates a patient; the vendor does not look for duplicates. `None`: it said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for an empty `nume`, `prenume` or `tel1` or a text with a destroyed character; else those of the
    /// call.
    pub async fn create_patient(&self, request: &CreatePatient) -> Result<Option<Patient>, VendorError> {
        let body = body!(request);
        body.check(CREATE_PATIENT.name)?;
        self.send(Outgoing::new(&CREATE_PATIENT).json(&body))
            .await?
            .one(|_| true)
    }

    /// Changes a patient. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for an empty `nume`, `prenume` or `tel1`, an `email` not given, or a text with a destroyed
    /// character; else those of the call.
    pub async fn update_patient(&self, request: &UpdatePatient) -> Result<Option<Patient>, VendorError> {
        let body = body!(request);
        body.check(UPDATE_PATIENT.name)?;
        given(UPDATE_PATIENT.name, "email", request.email.as_deref())?;
        let call = Outgoing::new(&UPDATE_PATIENT)
            .code("codPacient", request.patient)
            .json(&body);
        self.send(call)
            .await?
            .one(|row: &Patient| row.patient() == Some(request.patient))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::with_rows;

    const ROW: &str = r#"{"_cod_pacient": 2418, "_search": "ion@posta.example", "cod_pacient": 2418, "nume": "IONESCU",
        "prenume": "ION", "tel": "0722000222", "email": "ion@posta.example"}"#;

    fn new_patient() -> CreatePatient {
        CreatePatient {
            family_name: "Ionescu".to_owned(),
            given_name: "Ion".to_owned(),
            phone: "0722000222".to_owned(),
            ..CreatePatient::default()
        }
    }

    fn changed_patient() -> UpdatePatient {
        UpdatePatient {
            patient: 2418,
            family_name: "Ionescu".to_owned(),
            given_name: "Ion".to_owned(),
            phone: "0722000222".to_owned(),
            email: Some(String::new()),
            ..UpdatePatient::default()
        }
    }

    #[tokio::test]
    async fn create_sends_what_is_given_and_reads_the_row() {
        let (medsoft, stub) = with_rows(ROW);
        let row = medsoft.create_patient(&new_patient()).await.unwrap().unwrap();
        assert_eq!(stub.calls(), ["POST /pacient"]);
        assert_eq!(
            stub.body(),
            r#"{"nume":"Ionescu","prenume":"Ion","tel1":"0722000222"}"#
        );
        assert_eq!(
            (row.patient(), row.phone.as_deref()),
            (Some(2418), Some("0722000222"))
        );
        assert_eq!(
            (row.family_name.as_deref(), row.national_id),
            (Some("IONESCU"), None)
        );
    }

    #[tokio::test]
    async fn create_sends_every_optional_field() {
        let (medsoft, stub) = with_rows(ROW);
        let request = CreatePatient {
            email: Some("ion@posta.example".to_owned()),
            second_phone: Some("0733000333".to_owned()),
            national_id: Some("1800101080015".to_owned()),
            sex: Some(Sex::One),
            preferences: Some("dimineața".to_owned()),
            ..new_patient()
        };
        medsoft.create_patient(&request).await.unwrap();
        let sent: serde_json::Value = serde_json::from_str(&stub.body()).unwrap();
        assert_eq!(
            sent,
            serde_json::json!({"nume": "Ionescu", "prenume": "Ion", "tel1": "0722000222",
                "email": "ion@posta.example", "tel2": "0733000333", "cnp": "1800101080015", "sex": "1",
                "preferinte": "dimineața"})
        );
    }

    #[tokio::test]
    async fn update_sends_the_four_required_fields_and_only_given_others() {
        let (medsoft, stub) = with_rows(ROW);
        let request = UpdatePatient {
            sex: Some(Sex::Null),
            ..changed_patient()
        };
        let row = medsoft.update_patient(&request).await.unwrap().unwrap();
        assert_eq!(stub.calls(), ["PUT /pacient/2418"]);
        assert_eq!(
            stub.body(),
            r#"{"nume":"Ionescu","prenume":"Ion","tel1":"0722000222","email":"","sex":null}"#
        );
        assert_eq!(row.patient(), Some(2418));
    }

    #[tokio::test]
    async fn required_fields_are_named_before_sending() {
        let (medsoft, stub) = with_rows(ROW);
        let blank = " ".to_owned();
        let creates = [
            (
                "nume",
                CreatePatient {
                    family_name: blank.clone(),
                    ..new_patient()
                },
            ),
            (
                "prenume",
                CreatePatient {
                    given_name: String::new(),
                    ..new_patient()
                },
            ),
            (
                "tel1",
                CreatePatient {
                    phone: blank,
                    ..new_patient()
                },
            ),
        ];
        for (field, request) in creates {
            let error = medsoft.create_patient(&request).await.unwrap_err();
            assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some(field)));
            assert_eq!(error.operation, "create-patient");
        }
        let updates = [
            (
                "nume",
                UpdatePatient {
                    family_name: String::new(),
                    ..changed_patient()
                },
            ),
            (
                "prenume",
                UpdatePatient {
                    given_name: String::new(),
                    ..changed_patient()
                },
            ),
            (
                "tel1",
                UpdatePatient {
                    phone: String::new(),
                    ..changed_patient()
                },
            ),
            (
                "email",
                UpdatePatient {
                    email: None,
                    ..changed_patient()
                },
            ),
        ];
        for (field, request) in updates {
            let error = medsoft.update_patient(&request).await.unwrap_err();
            assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some(field)));
            assert_eq!(error.operation, "update-patient");
        }
        assert!(stub.calls().is_empty());
    }

    #[tokio::test]
    async fn a_destroyed_character_is_never_written_back() {
        let (medsoft, stub) = with_rows(ROW);
        let broken = "Pop\u{fffd}escu".to_owned();
        let create = CreatePatient {
            family_name: broken.clone(),
            ..new_patient()
        };
        assert_eq!(
            medsoft.create_patient(&create).await.unwrap_err().field,
            Some("nume")
        );
        let update = UpdatePatient {
            preferences: Some(broken),
            ..changed_patient()
        };
        assert_eq!(
            medsoft.update_patient(&update).await.unwrap_err().field,
            Some("preferinte")
        );
        assert!(stub.calls().is_empty());
    }

    #[tokio::test]
    async fn a_yes_without_a_row_is_still_a_yes() {
        let (medsoft, _) = with_rows("");
        assert_eq!(medsoft.create_patient(&new_patient()).await.unwrap(), None);
        let (medsoft, _) = with_rows("17");
        assert_eq!(
            medsoft.create_patient(&new_patient()).await.unwrap_err().kind,
            ErrorKind::Unreadable
        );
    }

    #[test]
    fn sex_has_three_values() {
        let parsed = ["1", "2", "null"].map(Sex::parse);
        assert!(parsed == [Some(Sex::One), Some(Sex::Two), Some(Sex::Null)]);
        assert!(
            ["", "0", "3", "M", "F", "NULL"]
                .map(Sex::parse)
                .iter()
                .all(Option::is_none)
        );
    }
}
