//! A patient's phone numbers.

use super::client::Alfadocs;
use super::operations::{CREATE_PHONE_NUMBER, PHONE_NUMBER, PHONE_NUMBERS, UPDATE_PHONE_NUMBER};
use super::save::check_extra;
use crate::operation::Operation;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::rules::intact;
use crate::{Rows, VendorError};

row! {
    /// A phone number.
    pub struct PhoneNumber {
        /// Its id.
        id: i64 = "id",
        /// Prefix, as 0039.
        prefix: String = "prefix",
        /// The number.
        number: String = "number",
        /// What it is.
        label: String = "label",
        /// Whether it takes text messages.
        sms_enabled: bool = "smsEnabled",
    }
}

row! {
    /// A phone number as written.
    pub struct SavePhoneNumber {
        /// Prefix, as 0039.
        prefix: String = "prefix",
        /// The number.
        number: String = "number",
        /// What it is.
        label: String = "label",
        /// Whether it takes text messages.
        sms_enabled: bool = "smsEnabled",
    }
}

impl SavePhoneNumber {
    fn check(&self, operation: &'static Operation) -> Result<(), VendorError> {
        check_extra(operation, &self.extra)?;
        if self
            .number
            .as_deref()
            .is_some_and(|number| number.trim().is_empty())
        {
            return Err(VendorError::invalid(
                operation.name,
                "number",
                "number must not be empty",
            ));
        }
        intact(operation.name, "label", self.label.as_deref().unwrap_or_default())
    }
}

impl Alfadocs {
    /// All phone numbers of a patient.
    ///
    /// # Errors
    /// Those of the calls.
    pub async fn phone_numbers(&self, patient: i64) -> Result<Rows<PhoneNumber>, VendorError> {
        let outgoing = self.to(&PHONE_NUMBERS).await?.path("patientId", patient);
        self.all_pages(outgoing, |row: &PhoneNumber| row.id.map(|id| id.to_string()))
            .await
    }

    /// One phone number.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn phone_number(&self, patient: i64, id: i64) -> Result<PhoneNumber, VendorError> {
        let outgoing = self.to(&PHONE_NUMBER).await?;
        let outgoing = outgoing.path("patientId", patient).path("phoneNumberId", id);
        self.send(outgoing).await?.the_one()
    }

    /// Adds a phone number. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn create_phone_number(
        &self,
        patient: i64,
        request: &SavePhoneNumber,
    ) -> Result<Option<PhoneNumber>, VendorError> {
        request.check(&CREATE_PHONE_NUMBER)?;
        let outgoing = self.to(&CREATE_PHONE_NUMBER).await?;
        self.send(outgoing.path("patientId", patient).json(request))
            .await?
            .one()
    }

    /// Changes a phone number. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn update_phone_number(
        &self,
        patient: i64,
        id: i64,
        request: &SavePhoneNumber,
    ) -> Result<Option<PhoneNumber>, VendorError> {
        request.check(&UPDATE_PHONE_NUMBER)?;
        let finish = |outgoing: Outgoing| {
            outgoing
                .path("patientId", patient)
                .path("phoneNumberId", id)
                .json(request)
        };
        self.update(&UPDATE_PHONE_NUMBER, finish).await?.one()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    const ROW: &str = r#"{"id":1,"prefix":"0039","number":"0330000111","label":"casa","smsEnabled":true}"#;

    #[tokio::test]
    async fn numbers_are_listed_and_read() {
        let (client, stub) = answering(&format!(r#"{{"links":[],"total":1,"results":[{ROW}]}}"#));
        let rows = client.phone_numbers(5).await.unwrap();
        assert_eq!(stub.calls(), [format!("GET {A}/patients/5/phone-numbers")]);
        assert_eq!(round_trip(&rows.rows[0], ROW), 0);
        let (client, stub) = answering(&format!(r#"{{"data":{ROW}}}"#));
        assert_eq!(
            client.phone_number(5, 1).await.unwrap().number.as_deref(),
            Some("0330000111")
        );
        assert_eq!(stub.calls(), [format!("GET {A}/patients/5/phone-numbers/1")]);
    }

    #[tokio::test]
    async fn numbers_are_added_and_changed() {
        let (client, stub) = answering(&format!(r#"{{"status":"success","data":[{ROW}]}}"#));
        let request = SavePhoneNumber {
            number: Some("0330000111".to_owned()),
            sms_enabled: Some(false),
            ..SavePhoneNumber::default()
        };
        assert_eq!(
            client.create_phone_number(5, &request).await.unwrap().unwrap().id,
            Some(1)
        );
        assert!(
            client
                .update_phone_number(5, 1, &request)
                .await
                .unwrap()
                .is_some()
        );
        assert_eq!(
            stub.calls(),
            [
                format!("POST {A}/patients/5/phone-numbers"),
                format!("PATCH {A}/patients/5/phone-numbers/1"),
            ]
        );
        for sent in stub.seen() {
            assert_eq!(&sent.body()[..], br#"{"number":"0330000111","smsEnabled":false}"#);
        }
        let empty = SavePhoneNumber {
            number: Some(" ".to_owned()),
            ..SavePhoneNumber::default()
        };
        assert_eq!(
            client.create_phone_number(5, &empty).await.unwrap_err().field,
            Some("number")
        );
        assert_eq!(
            client.update_phone_number(5, 1, &empty).await.unwrap_err().field,
            Some("number")
        );
    }
}
