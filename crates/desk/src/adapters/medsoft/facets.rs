//! What else is known of a patient: §8 services, §9 payments, §11 contracts.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::{Adapter, code, date, text, vendor_id};
use crate::adapters::{PatientContract, PatientFacets, PatientPayment, PatientService};
use crate::patients::Amount;

#[async_trait]
impl PatientFacets for Adapter {
    async fn services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError> {
        let rows = self
            .0
            .patient_services(code("patient-services", "codPacient", vendor_patient)?)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| PatientService {
                vendor_patient: vendor_id(row.patient),
                date: date(row.date),
                name: text(row.name).unwrap_or_default(),
                doctor: text(row.doctor),
                price: row.price.map(|price| Amount {
                    amount: price.amount,
                    currency: price.currency,
                }),
                extra: row.extra.to_json(),
            })
            .collect())
    }

    async fn payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError> {
        let rows = self
            .0
            .patient_payments(code("patient-payments", "codPacient", vendor_patient)?)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| PatientPayment {
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
            })
            .collect())
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
