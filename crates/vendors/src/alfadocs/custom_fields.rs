//! Fields that a clinic adds to patients, care plans and other objects.

use super::client::Alfadocs;
use super::operations::{CREATE_CUSTOM_FIELD, CUSTOM_FIELDS};
use super::save::check_extra;
use crate::nested::Texts;
use crate::row::row;
use crate::rules::filled;
use crate::{Rows, VendorError};

row! {
    /// A custom field, read and written. Its value stands in a patient under its technical name with an underscore.
    pub struct CustomField {
        /// Its id.
        id: i64 = "id",
        /// `patient`, `care_plan` …
        object_type: String = "objectType",
        /// What people read.
        label: String = "label",
        /// What programs read, without the underscore.
        technical_name: String = "technicalName",
        /// `single_line_text`, `single_checkbox`, `dropdown` …
        kind: String = "type",
        /// What a dropdown offers.
        choices: Texts = "choices",
    }
}

impl Alfadocs {
    /// Custom fields of all objects, or of one kind.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn custom_fields(&self, object_type: Option<&str>) -> Result<Rows<CustomField>, VendorError> {
        let outgoing = self.to(&CUSTOM_FIELDS).await?.query("objectType", object_type);
        self.send(outgoing).await?.rows()
    }

    /// Adds a custom field. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for a field without object, label or technical name, or of the wrong kind; else those of the call.
    pub async fn create_custom_field(
        &self,
        request: &CustomField,
    ) -> Result<Option<CustomField>, VendorError> {
        let name = CREATE_CUSTOM_FIELD.name;
        check_extra(&CREATE_CUSTOM_FIELD, &request.extra)?;
        filled(
            name,
            "objectType",
            request.object_type.as_deref().unwrap_or_default(),
        )?;
        filled(name, "label", request.label.as_deref().unwrap_or_default())?;
        filled(
            name,
            "technicalName",
            request.technical_name.as_deref().unwrap_or_default(),
        )?;
        let outgoing = self.to(&CREATE_CUSTOM_FIELD).await?.json(request);
        self.send(outgoing).await?.one()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    const ROW: &str = r#"{"id":1,"objectType":"patient","label":"Altezza","technicalName":"height","type":"dropdown",
        "choices":["bassa","alta"]}"#;

    #[tokio::test]
    async fn fields_are_listed_by_object() {
        let (client, stub) = answering(&format!(r#"{{"data":[{ROW}]}}"#));
        let rows = client.custom_fields(Some("care_plan")).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!("GET {A}/custom-object-fields?objectType=care_plan")]
        );
        assert_eq!(round_trip(&rows.rows[0], ROW), 0);
    }

    #[tokio::test]
    async fn a_field_is_written_as_it_is_read() {
        let (client, stub) = answering(&format!(r#"{{"data":{ROW}}}"#));
        let field = client
            .create_custom_field(&client.custom_fields(None).await.unwrap().rows[0])
            .await
            .unwrap();
        assert_eq!(field.unwrap().technical_name.as_deref(), Some("height"));
        let sent = stub.seen().pop().unwrap();
        assert_eq!(stub.calls()[1], format!("POST {A}/custom-object-fields"));
        let sent: serde_json::Value = serde_json::from_slice(sent.body()).unwrap();
        assert_eq!(sent, serde_json::from_str::<serde_json::Value>(ROW).unwrap());
        let bare = CustomField {
            label: Some("x".to_owned()),
            ..CustomField::default()
        };
        assert_eq!(
            client.create_custom_field(&bare).await.unwrap_err().field,
            Some("objectType")
        );
    }
}
