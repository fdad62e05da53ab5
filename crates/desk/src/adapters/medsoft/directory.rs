//! Patients: §2 find, §3 create, §4 update.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::medsoft::{CreatePatient, FindPatients, Patient, Sex as VendorSex, UpdatePatient};

use super::{Adapter, code, date, no_row, text, vendor_id};
use crate::adapters::{DirectoryPatient, DirectoryQuery, FieldsToSend, PatientDirectory};
use crate::connections::PatientRules;
use crate::patients::{PatientForm, Sex};

/// §3 and §4 name what is taken of a patient; a birth date is not among it.
pub(crate) const PATIENT_RULES: PatientRules = PatientRules {
    phone_required: true,
    phone2: true,
    birth_date: false,
    national_id: true,
    sex: true,
    preferences: true,
};

/// The document names the values 1 and 2 without their meaning (§3); they are read as in the first digit
/// of a Romanian national id, where 1 is male and 2 is female.
fn sex(sex: Sex) -> VendorSex {
    match sex {
        Sex::Male => VendorSex::One,
        Sex::Female => VendorSex::Two,
    }
}

/// `None` for a row without a code: it can be neither asked about nor kept apart from others.
fn patient(row: Patient, partial: bool) -> Option<DirectoryPatient> {
    Some(DirectoryPatient {
        vendor_id: vendor_id(row.patient())?,
        last_name: text(row.family_name).unwrap_or_default(),
        first_name: text(row.given_name).unwrap_or_default(),
        birth_date: date(row.birth_date),
        phone: text(row.phone),
        phones: None,
        email: text(row.email),
        national_id: text(row.national_id),
        partial,
        extra: row.extra.to_json(),
    })
}

#[async_trait]
impl PatientDirectory for Adapter {
    async fn find(&self, query: &DirectoryQuery) -> Result<Vec<DirectoryPatient>, VendorError> {
        let request = FindPatients {
            search: text(query.text.clone()),
            family_name: text(query.last_name.clone()),
            given_name: text(query.first_name.clone()),
            phone: text(query.phone.clone()),
            birth_date: None,
            national_id: text(query.national_id.clone()),
            patient: query
                .code
                .as_deref()
                .map(|text| code("find-patients", "cod_pacient", text))
                .transpose()?,
        };
        let rows = self.0.find_patients(&request).await?;
        Ok(rows.into_iter().filter_map(|row| patient(row, false)).collect())
    }

    async fn create(&self, form: &PatientForm) -> Result<DirectoryPatient, VendorError> {
        let request = CreatePatient {
            family_name: form.last_name.clone(),
            given_name: form.first_name.clone(),
            phone: form.phone.clone(),
            email: text(Some(form.email.clone())),
            second_phone: text(form.phone2.clone()),
            national_id: text(form.national_id.clone()),
            sex: form.sex.map(sex),
            preferences: text(form.preferences.clone()),
        };
        let row = self.0.create_patient(&request).await?;
        row.and_then(|row| patient(row, true))
            .ok_or_else(|| no_row("create-patient"))
    }

    async fn update(
        &self,
        vendor_patient: &str,
        fields: &FieldsToSend,
    ) -> Result<DirectoryPatient, VendorError> {
        let request = UpdatePatient {
            patient: code("update-patient", "codPacient", vendor_patient)?,
            family_name: fields.last_name.clone(),
            given_name: fields.first_name.clone(),
            phone: fields.phone.clone(),
            email: Some(fields.email.clone()),
            second_phone: fields.phone2.clone(),
            national_id: fields.national_id.clone(),
            sex: fields.sex.map(sex),
            preferences: fields.preferences.clone(),
        };
        let row = self.0.update_patient(&request).await?;
        row.and_then(|row| patient(row, true))
            .ok_or_else(|| no_row("update-patient"))
    }
}
