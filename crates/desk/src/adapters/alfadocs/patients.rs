//! Patients: found, listed by pages, made, changed.

use async_trait::async_trait;
use frontdesk_vendors::alfadocs::{FindPatients, Page, Patient, SavePatient};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::phones::{phone, split};
use super::rewrite::unchanged;
use super::{Adapter, id, no_row, nothing_sent, perhaps_done, text};
use crate::adapters::{
    DirectoryPage, DirectoryPatient, DirectoryQuery, FieldsToSend, PatientDirectory, PatientPages,
};
use crate::connections::PatientRules;
use crate::patients::{PatientForm, Sex};

/// Phones are calls of their own, any number of them or none; there is no free text.
pub(crate) const PATIENT_RULES: PatientRules = PatientRules {
    phone_required: false,
    phone2: true,
    birth_date: true,
    national_id: true,
    sex: true,
    preferences: false,
};
const UPDATE: &str = "update-patient";
/// The fields that are calls of their own.
const PHONES: [&str; 2] = ["phone", "phone2"];
/// The vendor's own: what an update may not turn back.
const STAMPS: [&str; 2] = ["createdAt", "lastModifiedAt"];

fn gender(sex: Sex) -> String {
    match sex {
        Sex::Male => "m".to_owned(),
        Sex::Female => "f".to_owned(),
    }
}

/// The fiscal code in capital letters; what old databases have instead of one is none.
fn fiscal_code(code: Option<String>) -> Option<String> {
    text(code)
        .map(|code| code.to_uppercase())
        .filter(|code| code.chars().all(char::is_alphanumeric) && code.chars().any(|letter| letter != '0'))
}

/// `None` for a row without an id: it can be neither asked about nor kept apart from others.
fn patient(row: Patient) -> Option<DirectoryPatient> {
    let birth_date = row.birth_date();
    let phones = row
        .phones
        .map(|phones| phones.0.rows.iter().filter_map(phone).collect::<Vec<_>>());
    Some(DirectoryPatient {
        vendor_id: row.id?.to_string(),
        last_name: text(row.last_name).unwrap_or_default(),
        first_name: text(row.first_name).unwrap_or_default(),
        birth_date,
        phone: phones.iter().flatten().map(|phone| phone.number.clone()).next(),
        phones,
        email: text(row.email),
        national_id: fiscal_code(row.fiscal_code),
        partial: false,
        extra: row.extra.to_json(),
    })
}

/// The vendor answers for deleted patients too, with "only some data": not always with a word that they are
/// deleted, but without their phones and without the moment the record was made.
fn may_be_deleted(row: &Patient) -> bool {
    row.deleted == Some(true) || (row.phones.is_none() && row.created_at.is_none())
}

impl Adapter {
    /// The patient of an id, unless deleted. One who may be is looked for in the list, which leaves them out.
    async fn present(&self, id: i64) -> Result<Option<Patient>, VendorError> {
        let found = self.if_there(self.client.patient(id).await).await?;
        let Some(row) = found.filter(|row| row.deleted != Some(true)) else {
            return Ok(None);
        };
        if may_be_deleted(&row) {
            let find = FindPatients {
                last_name: text(row.last_name.clone()),
                first_name: text(row.first_name.clone()),
                ..FindPatients::default()
            };
            if find == FindPatients::default() {
                // Nothing to look by: a living patient has a name.
                return Ok(None);
            }
            let listed = self.client.all_patients(&find).await?;
            return Ok(listed.into_iter().find(|row| row.id == Some(id)));
        }
        Ok(Some(Patient {
            id: row.id.or(Some(id)),
            ..row
        }))
    }

    fn page_of(page: Page<Patient>) -> DirectoryPage {
        DirectoryPage {
            rows: page
                .rows
                .into_iter()
                .filter(|row| row.deleted != Some(true))
                .filter_map(patient)
                .collect(),
            next: page.next.map(|next| next.as_str().to_owned()),
            total: page.total.and_then(|total| u32::try_from(total).ok()),
        }
    }
}

fn filters(query: &DirectoryQuery) -> FindPatients {
    let words = text(query.text.clone());
    let (email, name) = match words {
        Some(words) if words.contains('@') => (Some(words), None),
        words => (None, words),
    };
    FindPatients {
        phone: text(query.phone.clone()).map(|phone| split(&phone).number),
        fiscal_code: text(query.national_id.clone()).map(|code| code.to_uppercase()),
        last_name: text(query.last_name.clone()).or(name),
        first_name: text(query.first_name.clone()),
        email,
        ..FindPatients::default()
    }
}

/// The request that changes nothing of a fresh row.
fn as_it_is(fresh: &Patient) -> SavePatient {
    let request: SavePatient = unchanged(UPDATE, fresh, &[("dateBirth", "dateOfBirth")], &STAMPS);
    SavePatient {
        // Answered with a time, it is no date that requests take, and would stay behind.
        date_of_birth: request.date_of_birth.or_else(|| fresh.birth_date()),
        ..request
    }
}

/// The request that lays the wanted fields over a fresh row.
fn laid_over(fresh: &Patient, fields: &FieldsToSend) -> SavePatient {
    let mut request = as_it_is(fresh);
    request.date_of_birth = fields.birth_date.or(request.date_of_birth);
    // What stands there instead of a fiscal code is not written as if it were one.
    request.fiscal_code = fields
        .national_id
        .clone()
        .map(|code| code.to_uppercase())
        .or_else(|| fiscal_code(request.fiscal_code));
    request.gender = fields.sex.map(gender).or_else(|| {
        request
            .gender
            .filter(|gender| matches!(gender.as_str(), "m" | "f"))
    });
    let changed = |field: &str| fields.changed.contains(&field);
    if changed("email") {
        request.email = Some(fields.email.clone());
    }
    if changed("first_name") || request.first_name.is_none() {
        request.first_name = Some(fields.first_name.clone());
    }
    if changed("last_name") || request.last_name.is_none() {
        request.last_name = Some(fields.last_name.clone());
    }
    request
}

#[async_trait]
impl PatientDirectory for Adapter {
    async fn find(&self, query: &DirectoryQuery) -> Result<Vec<DirectoryPatient>, VendorError> {
        if let Some(code) = &query.code {
            let found = self.present(id("patient", "patientId", code)?).await?;
            return Ok(found.and_then(patient).into_iter().collect());
        }
        let find = filters(query);
        if query.thorough || find == FindPatients::default() {
            let rows = self.client.all_patients(&find).await?;
            return Ok(rows.into_iter().filter_map(patient).collect());
        }
        Ok(Self::page_of(self.client.patients(&find).await?).rows)
    }

    /// Phones are a call of their own and are not written here: a creation has one effect.
    async fn create(&self, form: &PatientForm) -> Result<DirectoryPatient, VendorError> {
        let request = SavePatient {
            first_name: Some(form.first_name.clone()),
            last_name: Some(form.last_name.clone()),
            email: text(Some(form.email.clone())),
            gender: form.sex.map(gender),
            date_of_birth: form.birth_date,
            fiscal_code: text(form.national_id.clone()).map(|code| code.to_uppercase()),
            ..SavePatient::default()
        };
        let row = self.client.create_patient(&request).await?;
        row.and_then(patient).ok_or_else(|| no_row("create-patient"))
    }

    async fn update(
        &self,
        vendor_patient: &str,
        fields: &FieldsToSend,
    ) -> Result<DirectoryPatient, VendorError> {
        let id = id(UPDATE, "patientId", vendor_patient)?;
        let fresh = self.present(id).await.map_err(nothing_sent)?;
        let fresh =
            fresh.ok_or_else(|| VendorError::new(ErrorKind::NotFound, UPDATE, "the patient was deleted"))?;
        if fields.changed.iter().any(|field| !PHONES.contains(field)) {
            let request = laid_over(&fresh, fields);
            self.client.update_patient(id, &request).await?;
        }
        for phone in PHONES.into_iter().filter(|phone| fields.changed.contains(phone)) {
            let known = match &fresh.phones {
                Some(phones) => phones.0.rows.clone(),
                None => self.phone_rows(id).await.map_err(nothing_sent)?,
            };
            let (number, further) = match phone {
                "phone" => (fields.phone.as_str(), false),
                _ => (fields.phone2.as_deref().unwrap_or_default(), true),
            };
            self.put_phone(id, &known, number, further).await?;
        }
        let row = self.client.patient(id).await.map_err(perhaps_done(UPDATE))?;
        patient(row).ok_or_else(|| no_row(UPDATE))
    }
}

#[async_trait]
impl PatientPages for Adapter {
    async fn page(&self, after: Option<&str>) -> Result<DirectoryPage, VendorError> {
        let page = match after {
            None => self.client.patients(&FindPatients::default()).await?,
            Some(link) => {
                let unusable = || VendorError::invalid("patients", "offset", "not a page of this account");
                let next = self.client.page_at(link).ok_or_else(unusable)?;
                self.client.next_patients(&next).await?
            }
        };
        Ok(Self::page_of(page))
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_vendors::FromObject as _;

    use super::*;

    fn row(text: &str) -> Patient {
        Patient::from_object(serde_json::from_str(text).unwrap())
    }

    #[test]
    fn what_old_databases_have_instead_of_a_fiscal_code_is_none() {
        let read = |code: &str| {
            let text = format!(r#"{{"id":5,"lastName":"Rossi","italianFiscalCode":"{code}"}}"#);
            patient(row(&text)).unwrap().national_id
        };
        assert_eq!(read("rssnna90e44h501k").as_deref(), Some("RSSNNA90E44H501K"));
        for none in ["NON DISPONIBILE", "", "00000000000000000000"] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn a_deleted_patient_is_told_by_what_is_left() {
        assert!(may_be_deleted(&row(
            r#"{"id":5,"firstName":"Anna","lastName":"Rossi"}"#
        )));
        assert!(may_be_deleted(&row(
            r#"{"id":5,"deleted":"true","phoneNumbers":[]}"#
        )));
        assert!(!may_be_deleted(&row(r#"{"id":5,"phoneNumbers":[]}"#)));
        assert!(!may_be_deleted(&row(
            r#"{"id":5,"createdAt":"2020-01-01 10:00:00"}"#
        )));
    }

    #[test]
    fn an_edit_is_laid_over_everything_that_was_there() {
        let fresh = row(
            r#"{"id":5,"firstName":"Anna","lastName":"Rossi","email":"a@posta.example","gender":"string","city":"Trento",
            "italianFiscalCode":"NON DISPONIBILE","_allergie":"Lattice","phoneNumbers":[]}"#,
        );
        let fields = FieldsToSend {
            last_name: "Bianchi".into(),
            first_name: "Anna".into(),
            email: "a@posta.example".into(),
            changed: vec!["last_name"],
            ..FieldsToSend::default()
        };
        let sent = serde_json::to_value(laid_over(&fresh, &fields)).unwrap();
        assert_eq!(
            sent,
            serde_json::json!({
                "firstName": "Anna", "lastName": "Bianchi", "email": "a@posta.example", "city": "Trento",
                "_allergie": "Lattice",
            })
        );
        let emptied = FieldsToSend {
            email: String::new(),
            changed: vec!["email"],
            ..fields
        };
        let emptied = laid_over(&fresh, &emptied);
        assert_eq!(emptied.email.as_deref(), Some(""));
        assert_eq!(
            emptied.last_name.as_deref(),
            Some("Rossi"),
            "not what was changed"
        );
    }

    #[test]
    fn a_birth_date_stays_unless_another_is_wanted() {
        for read in ["1990-05-04", "1990-05-04 00:00:00", "1990-05-04T00:00:00"] {
            let fresh = row(&format!(
                r#"{{"id":5,"firstName":"Anna","lastName":"Rossi","dateBirth":"{read}","phoneNumbers":[]}}"#
            ));
            let fields = FieldsToSend {
                last_name: "Rossi".into(),
                first_name: "Anna".into(),
                ..FieldsToSend::default()
            };
            let sent = laid_over(&fresh, &fields);
            assert_eq!(sent.date_of_birth, "1990-05-04".parse().ok(), "{read}");
            assert_eq!(sent, as_it_is(&fresh), "{read}: nothing to write");
            let fields = FieldsToSend {
                birth_date: "1991-06-05".parse().ok(),
                ..fields
            };
            let sent = serde_json::to_value(laid_over(&fresh, &fields)).unwrap();
            assert_eq!(sent["dateOfBirth"], "1991-06-05", "{read}");
            assert_eq!(sent.get("dateBirth"), None, "{read}");
        }
    }

    #[test]
    fn what_is_looked_for_becomes_the_vendors_filters() {
        let find = filters(&DirectoryQuery {
            phone: Some("+39 399 0000123".into()),
            national_id: Some("rssnna90e44h501k".into()),
            text: Some("a@posta.example".into()),
            ..DirectoryQuery::default()
        });
        assert_eq!(find.phone.as_deref(), Some("3990000123"));
        assert_eq!(find.fiscal_code.as_deref(), Some("RSSNNA90E44H501K"));
        assert_eq!(
            (find.email.as_deref(), find.last_name),
            (Some("a@posta.example"), None)
        );
    }
}
