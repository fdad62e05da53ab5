//! What else is known of a patient: §8 services, §9 payments, §11 contracts.

use async_trait::async_trait;
use frontdesk_vendors::medsoft as theirs;
use frontdesk_vendors::{ErrorKind, Rows, VendorError};

use super::{Adapter, code, date, text, vendor_id};
use crate::adapters::{PatientContract, PatientFacets, PatientPayment, PatientService};
use crate::patients::Amount;

const SERVICES: &str = "patient-services";
const PAYMENTS: &str = "patient-payments";

/// Every row, or none.
fn whole<T>(operation: &'static str, rows: Rows<T>) -> Result<Rows<T>, VendorError> {
    if rows.unreadable.is_empty() {
        return Ok(rows);
    }
    Err(VendorError::new(
        ErrorKind::Unreadable,
        operation,
        "rows of an unknown shape",
    ))
}

fn service(row: theirs::PatientService) -> PatientService {
    PatientService {
        vendor_patient: vendor_id(row.patient),
        date: date(row.date),
        name: text(row.name).unwrap_or_default(),
        doctor: text(row.doctor),
        price: row.price.map(|price| Amount {
            amount: price.amount,
            currency: price.currency,
        }),
        extra: row.extra.to_json(),
    }
}

fn payment(row: theirs::PatientPayment) -> PatientPayment {
    PatientPayment {
        vendor_patient: vendor_id(row.patient),
        note: vendor_id(row.note),
        date: date(row.date),
        place: text(row.work_point),
        payer: text(row.patient_name),
        total: row.total.map(|amount| Amount {
            amount,
            currency: text(row.currency),
        }),
        method: text(row.method),
        extra: row.extra.to_json(),
    }
}

impl Adapter {
    async fn service_rows(&self, vendor_patient: &str) -> Result<Rows<theirs::PatientService>, VendorError> {
        let patient = code(SERVICES, "codPacient", vendor_patient)?;
        self.0.patient_services(patient).await
    }

    async fn payment_rows(&self, vendor_patient: &str) -> Result<Rows<theirs::PatientPayment>, VendorError> {
        let patient = code(PAYMENTS, "codPacient", vendor_patient)?;
        self.0.patient_payments(patient).await
    }
}

#[async_trait]
impl PatientFacets for Adapter {
    async fn services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError> {
        let rows = self.service_rows(vendor_patient).await?;
        Ok(rows.into_iter().map(service).collect())
    }

    async fn payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError> {
        let rows = self.payment_rows(vendor_patient).await?;
        Ok(rows.into_iter().map(payment).collect())
    }

    async fn all_services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError> {
        let rows = whole(SERVICES, self.service_rows(vendor_patient).await?)?;
        Ok(rows.into_iter().map(service).collect())
    }

    async fn all_payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError> {
        let rows = whole(PAYMENTS, self.payment_rows(vendor_patient).await?)?;
        Ok(rows.into_iter().map(payment).collect())
    }

    async fn contracts(&self, vendor_patient: &str) -> Result<Vec<PatientContract>, VendorError> {
        let rows = self
            .0
            .patient_contracts(code("patient-contracts", "codPacient", vendor_patient)?)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| PatientContract {
                vendor_patient: vendor_id(row.patient),
                name: text(row.name).unwrap_or_default(),
                start: date(row.start),
                end: date(row.end),
                extra: row.extra.to_json(),
            })
            .collect())
    }
}
