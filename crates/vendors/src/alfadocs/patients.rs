//! Patients: searched, read, made, changed, deleted.

use chrono::NaiveDate;

use super::client::Alfadocs;
use super::operations::{CREATE_PATIENT, DELETE_PATIENT, PATIENT, PATIENTS, UPDATE_PATIENT};
use super::pages::{NextPage, Page};
use super::phone_numbers::PhoneNumber;
use super::save::{check_extra, one_of};
use crate::nested::List;
use crate::operation::Operation;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::rules::{filled, intact, silent_debug};
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

/// What to look for: any combination, also none, which answers everybody in pages. Name and e-mail are known from
/// public clients only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FindPatients {
    /// `phoneNumberPrefix`, as 0039.
    pub phone_prefix: Option<String>,
    /// `phoneNumber`.
    pub phone: Option<String>,
    /// `italianFiscalCode`.
    pub fiscal_code: Option<String>,
    /// `offset`: how many rows to pass over.
    pub offset: Option<u32>,
    /// `limit`: rows a page; 100 when not given.
    pub limit: Option<u32>,
    /// `lastName`.
    pub last_name: Option<String>,
    /// `firstName`.
    pub first_name: Option<String>,
    /// `email`.
    pub email: Option<String>,
}

silent_debug!(FindPatients);

row! {
    /// A patient as read; of a deleted one most keys are missing. Custom fields stand in `extra`, their names beginning
    /// with an underscore.
    pub struct Patient {
        /// The id.
        id: i64 = "id",
        /// Given name.
        first_name: String = "firstName",
        /// Family name.
        last_name: String = "lastName",
        /// E-mail address.
        email: String = "email",
        /// Whether mails are sent.
        email_enabled: bool = "emailEnabled",
        /// Phones.
        phones: List<PhoneNumber> = "phoneNumbers",
        /// `m` or `f`.
        gender: String = "gender",
        /// Street.
        street: String = "street",
        /// City.
        city: String = "city",
        /// Postal code.
        postcode: String = "postcode",
        /// Province.
        province: String = "province",
        /// Birth date under the name that answers use.
        date_birth: VendorDate = "dateBirth",
        /// Birth date under the name that requests use.
        date_of_birth: VendorDate = "dateOfBirth",
        /// Place of birth.
        place_of_birth: String = "placeOfBirth",
        /// Italian fiscal code; may be `NON DISPONIBILE`, or zeros.
        fiscal_code: String = "italianFiscalCode",
        /// Job.
        job: String = "job",
        /// Whether e-mails may remind; may come as text.
        email_reminder_possible: bool = "emailReminderPossible",
        /// Whether text messages may remind; may come as text.
        sms_reminder_possible: bool = "smsReminderPossible",
        /// When the record was made.
        created_at: VendorDate = "createdAt",
        /// When it was changed.
        last_modified_at: VendorDate = "lastModifiedAt",
        /// Whether it was deleted.
        deleted: bool = "deleted",
    }
}

impl Patient {
    /// The birth date, under whichever name it came.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        self.date_birth
            .as_ref()
            .or(self.date_of_birth.as_ref())
            .map(|day| day.date)
    }

    /// Custom fields: names with their underscore, and verbatim JSON.
    pub fn custom_fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extra.iter().filter(|(name, _)| name.starts_with('_'))
    }
}

row! {
    /// A patient as written. Custom fields go into `extra`, their names beginning with an underscore.
    pub struct SavePatient {
        /// Given name; required, also for a change.
        first_name: String = "firstName",
        /// Family name; required, also for a change.
        last_name: String = "lastName",
        /// E-mail address.
        email: String = "email",
        /// Whether mails are sent.
        email_enabled: bool = "emailEnabled",
        /// `m` or `f`.
        gender: String = "gender",
        /// Street.
        street: String = "street",
        /// City.
        city: String = "city",
        /// Postal code.
        postcode: String = "postcode",
        /// Province.
        province: String = "province",
        /// Birth date.
        date_of_birth: NaiveDate = "dateOfBirth",
        /// Place of birth.
        place_of_birth: String = "placeOfBirth",
        /// Italian fiscal code.
        fiscal_code: String = "italianFiscalCode",
        /// Job.
        job: String = "job",
        /// Year of the yearly numbering.
        yearly_numbering_year: String = "yearlyNumberingYear",
        /// Number in the yearly numbering.
        yearly_numbering_number: i64 = "yearlyNumberingNumber",
        /// Discount in percent.
        default_discount: i64 = "defaultDiscount",
        /// How the patient came.
        source: i64 = "sourceId",
        /// Price list.
        price_list: i64 = "priceListId",
        /// Whether e-mails may remind.
        email_reminder_possible: bool = "emailReminderPossible",
        /// Whether text messages may remind.
        sms_reminder_possible: bool = "smsReminderPossible",
        /// When the record was made.
        created_at: VendorDate = "createdAt",
        /// Whether documents may be sent for signature.
        document_signature_email_possible: bool = "documentSignatureEmailPossible",
        /// When it was changed.
        last_modified_at: VendorDate = "lastModifiedAt",
    }
}

impl SavePatient {
    fn check(&self, operation: &'static Operation) -> Result<(), VendorError> {
        check_extra(operation, &self.extra)?;
        filled(
            operation.name,
            "firstName",
            self.first_name.as_deref().unwrap_or_default(),
        )?;
        filled(
            operation.name,
            "lastName",
            self.last_name.as_deref().unwrap_or_default(),
        )?;
        one_of(operation, "gender", &["m", "f"], self.gender.as_deref())?;
        for (field, text) in [
            ("firstName", &self.first_name),
            ("lastName", &self.last_name),
            ("email", &self.email),
            ("street", &self.street),
            ("city", &self.city),
            ("placeOfBirth", &self.place_of_birth),
            ("job", &self.job),
        ] {
            intact(operation.name, field, text.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }
}

impl Alfadocs {
    async fn find(&self, find: &FindPatients) -> Result<Outgoing, VendorError> {
        Ok(self
            .to(&PATIENTS)
            .await?
            .query("phoneNumberPrefix", find.phone_prefix.as_deref())
            .query("phoneNumber", find.phone.as_deref())
            .query("italianFiscalCode", find.fiscal_code.as_deref())
            .query("offset", find.offset)
            .query("limit", find.limit)
            .query("lastName", find.last_name.as_deref())
            .query("firstName", find.first_name.as_deref())
            .query("email", find.email.as_deref()))
    }

    /// The first page of the patients looked for.
    ///
    /// # Errors
    /// `Redirect` when the next page is said to lie at another host; else those of the call.
    pub async fn patients(&self, find: &FindPatients) -> Result<Page<Patient>, VendorError> {
        self.first_page(self.find(find).await?).await
    }

    /// A next page.
    ///
    /// # Errors
    /// As [`Alfadocs::patients`].
    pub async fn next_patients(&self, next: &NextPage) -> Result<Page<Patient>, VendorError> {
        self.next_page(&PATIENTS, next).await
    }

    /// All pages of the patients looked for, one after the other.
    ///
    /// # Errors
    /// As [`Alfadocs::patients`], whichever page fails first.
    pub async fn all_patients(&self, find: &FindPatients) -> Result<Rows<Patient>, VendorError> {
        let outgoing = self.find(find).await?;
        self.all_pages(outgoing, |row: &Patient| row.id.map(|id| id.to_string()))
            .await
    }

    /// One patient, deleted ones included.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn patient(&self, id: i64) -> Result<Patient, VendorError> {
        let outgoing = self.to(&PATIENT).await?.path("patientId", id);
        self.send(outgoing).await?.the_one()
    }

    /// Makes a patient. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn create_patient(&self, request: &SavePatient) -> Result<Option<Patient>, VendorError> {
        request.check(&CREATE_PATIENT)?;
        let outgoing = self.to(&CREATE_PATIENT).await?.json(request);
        self.send(outgoing).await?.one()
    }

    /// Changes a patient. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn update_patient(
        &self,
        id: i64,
        request: &SavePatient,
    ) -> Result<Option<Patient>, VendorError> {
        request.check(&UPDATE_PATIENT)?;
        let finish = |outgoing: Outgoing| outgoing.path("patientId", id).json(request);
        self.update(&UPDATE_PATIENT, finish).await?.one()
    }

    /// Deletes a patient.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn delete_patient(&self, id: i64) -> Result<(), VendorError> {
        let outgoing = self.to(&DELETE_PATIENT).await?.path("patientId", id);
        self.send(outgoing).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;
    use crate::FromObject as _;

    const ROW: &str = r#"{"id":5,"firstName":"Anna","lastName":"D'Angelo","email":"a@posta.example",
        "emailEnabled":true,"phoneNumbers":[{"id":1,"prefix":"0039","number":"3330000111","smsEnabled":true}],
        "gender":"f","street":"Via Po 1","city":"Torino","postcode":"10100","province":"","dateBirth":"1990-05-04",
        "placeOfBirth":"Torino","italianFiscalCode":"NON DISPONIBILE","job":"x","createdAt":"2020-01-01 10:00:00",
        "lastModifiedAt":"2021-01-01 10:00:00","deleted":false,"_height":170.50,"emailValid":true}"#;

    fn save(text: &str) -> SavePatient {
        SavePatient::from_object(serde_json::from_str(text).unwrap())
    }

    #[tokio::test]
    async fn every_filter_travels_and_custom_fields_are_kept() {
        let (client, stub) = answering(&format!(
            r#"{{"links":{{}},"total":1,"offset":0,"limit":100,"results":[{ROW}]}}"#
        ));
        let text = |text: &str| Some(text.to_owned());
        let find = FindPatients {
            phone_prefix: text("0039"),
            phone: text("333"),
            fiscal_code: text("RSS"),
            offset: Some(0),
            limit: Some(50),
            last_name: text("D'Angelo"),
            first_name: text("Anna"),
            email: text("a@b"),
        };
        let page = client.patients(&find).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!(
                "GET {A}/patients?phoneNumberPrefix=0039&phoneNumber=333&italianFiscalCode=RSS&offset=0&limit=50\
                 &lastName=D%27Angelo&firstName=Anna&email=a%40b"
            )]
        );
        assert_eq!(
            (page.total, page.offset, page.limit, page.next),
            (Some(1), Some(0), Some(100), None)
        );
        let row = &page.rows.rows[0];
        assert_eq!(round_trip(row, ROW), 2);
        assert_eq!(row.birth_date(), "1990-05-04".parse().ok());
        assert_eq!(row.custom_fields().collect::<Vec<_>>(), [("_height", "170.50")]);
        assert_eq!(
            row.phones.as_ref().unwrap().rows[0].number.as_deref(),
            Some("3330000111")
        );
    }

    #[tokio::test]
    async fn a_deleted_patient_and_odd_dates_are_read() {
        let body = r#"{"status":"success","data":{"id":5,"dateBirth":"-0001-11-30","emailReminderPossible":"true"}}"#;
        let (client, stub) = answering(body);
        let row = client.patient(5).await.unwrap();
        assert_eq!(stub.calls(), [format!("GET {A}/patients/5")]);
        assert_eq!(
            (row.birth_date(), row.email_reminder_possible),
            (None, Some(true))
        );
        assert_eq!(row.extra.get("dateBirth"), Some("\"-0001-11-30\""));
        let (client, _) = answering(r#"{"data":{"id":5,"dateOfBirth":"1990-05-04"}}"#);
        assert_eq!(
            client.patient(5).await.unwrap().birth_date(),
            "1990-05-04".parse().ok()
        );
    }

    #[tokio::test]
    async fn a_new_patient_has_a_date_of_birth_and_custom_fields() {
        let (client, stub) = answering(&format!(r#"{{"status":"success","data":[{ROW}]}}"#));
        let request = save(
            r#"{"firstName":"Anna","lastName":"Rossi","dateOfBirth":"1990-05-04","emailEnabled":"true","_height":170.50}"#,
        );
        assert_eq!(
            client.create_patient(&request).await.unwrap().unwrap().id,
            Some(5)
        );
        assert_eq!(stub.calls(), [format!("POST {A}/patients")]);
        assert_eq!(
            stub.body(),
            r#"{"firstName":"Anna","lastName":"Rossi","emailEnabled":true,"dateOfBirth":"1990-05-04","_height":170.50}"#
        );
    }

    #[tokio::test]
    async fn a_change_needs_both_names_and_a_deletion_nothing() {
        let (client, stub) = answering(r#"{"status":"success","data":[]}"#);
        let request = save(r#"{"firstName":"Anna","lastName":"Rossi"}"#);
        assert_eq!(client.update_patient(5, &request).await.unwrap(), None);
        client.delete_patient(5).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!("PATCH {A}/patients/5"), format!("DELETE {A}/patients/5")]
        );
        for (text, field) in [
            (r#"{"lastName":"Rossi"}"#, "firstName"),
            (r#"{"firstName":"Anna","lastName":" "}"#, "lastName"),
            (r#"{"firstName":"A","lastName":"R","gender":"x"}"#, "gender"),
            (
                r#"{"firstName":"A","lastName":"R","dateOfBirth":"4.5.1990"}"#,
                "dateOfBirth",
            ),
            (
                r#"{"firstName":"A","lastName":"R","dateBirth":"1990-05-04"}"#,
                "body",
            ),
            (r#"{"firstName":"A","lastName":"R\ufffd"}"#, "lastName"),
            (r#"{"firstName":"A","lastName":"R","_x":"\ufffd"}"#, "_*"),
        ] {
            let wrong = save(text);
            assert_eq!(
                client.update_patient(5, &wrong).await.unwrap_err().field,
                Some(field),
                "{text}"
            );
            assert_eq!(
                client.create_patient(&wrong).await.unwrap_err().field,
                Some(field),
                "{text}"
            );
        }
        assert_eq!(stub.calls().len(), 2);
    }
}
