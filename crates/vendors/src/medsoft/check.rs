//! Trying every read-only operation with a clinic's own key, so that what the document leaves open is known
//! before anybody relies on it. Nothing is created or changed.

use super::{Doctors, FindPatients, GdprCommand, GetGdprForm, Medsoft, OPERATIONS, PriceList};
use crate::Rows;
use crate::check::{CheckRow, Findings};

/// How many patients are asked about before "no rows" is accepted.
pub(super) const PATIENTS: usize = 5;

impl Medsoft {
    /// Tries every read-only operation once, those about a patient with up to five patients. Nineteen rows, in
    /// the order of [`OPERATIONS`].
    pub async fn check(&self) -> Vec<CheckRow> {
        let mut check = Check {
            medsoft: self,
            findings: Findings::new(),
        };
        let patients = check.patients().await;
        check.about_patients(&patients).await;
        check.about_the_clinic().await;
        let no_patient = patients.is_empty();
        check
            .findings
            .report(OPERATIONS, |operation| reason(operation, no_patient))
    }
}

struct Check<'a> {
    medsoft: &'a Medsoft,
    findings: Findings,
}

impl Check<'_> {
    /// A few patient codes: by a fragment of the commonest names first, because what an empty search answers is
    /// not documented and may be the whole clinic.
    async fn patients(&mut self) -> Vec<i64> {
        let name = |text: &str| FindPatients {
            family_name: Some(text.to_owned()),
            ..FindPatients::default()
        };
        let text = FindPatients {
            search: Some("a".to_owned()),
            ..FindPatients::default()
        };
        for request in [name("POP"), name("A"), text, FindPatients::default()] {
            if !self.findings.reachable {
                break;
            }
            let rows = self
                .findings
                .note("find-patients", self.medsoft.find_patients(&request).await);
            let codes: Vec<_> = rows
                .iter()
                .filter_map(|row| row.patient())
                .take(PATIENTS)
                .collect();
            if !codes.is_empty() {
                return codes;
            }
        }
        vec![]
    }

    async fn about_patients(&mut self, patients: &[i64]) {
        let medsoft = self.medsoft;
        for &patient in patients {
            if !self.findings.settled("patient-appointments") {
                self.findings.note(
                    "patient-appointments",
                    medsoft.patient_appointments(patient).await,
                );
            }
            if !self.findings.settled("patient-services") {
                self.findings
                    .note("patient-services", medsoft.patient_services(patient).await);
            }
            if !self.findings.settled("patient-payments") {
                let payments = self
                    .findings
                    .note("patient-payments", medsoft.patient_payments(patient).await);
                if let Some(note) = payments.iter().find_map(|row| row.note) {
                    self.findings
                        .note("payment-details", medsoft.payment_details(patient, note).await);
                }
            }
            // A patient without a form may be answered with a refusal.
            if !self.findings.settled("gdpr-form") {
                let request = GetGdprForm {
                    patient,
                    command: GdprCommand::Last,
                    read_only: Some(true),
                };
                let form = medsoft.gdpr_form(&request).await;
                let rows = form.map(|form| Rows {
                    rows: form.into_iter().collect(),
                    unreadable: vec![],
                });
                self.findings.note("gdpr-form", rows);
            }
            if !self.findings.settled("patient-contracts") || !self.findings.settled("contract-details") {
                let contracts = self
                    .findings
                    .note("patient-contracts", medsoft.patient_contracts(patient).await);
                if let Some(contract) = contracts.iter().find_map(|row| row.contract()) {
                    self.findings.note(
                        "contract-details",
                        medsoft.contract_details(patient, contract).await,
                    );
                }
            }
        }
    }

    async fn about_the_clinic(&mut self) {
        let medsoft = self.medsoft;
        if self.findings.reachable {
            self.findings
                .note("appointment-statuses", medsoft.appointment_statuses().await);
        }
        if self.findings.reachable {
            let stock = self.findings.note("all-stock", medsoft.all_stock().await);
            if let Some(product) = stock.iter().find_map(|row| row.product()) {
                self.findings
                    .note("product-stock", medsoft.product_stock(product).await);
            }
        }
        if self.findings.reachable {
            self.findings
                .note("price-list", medsoft.price_list(&PriceList::default()).await);
        }
        if self.findings.reachable {
            self.findings
                .note("doctors", medsoft.doctors(&Doctors::default()).await);
        }
    }
}

fn reason(operation: &str, no_patient: bool) -> &'static str {
    match operation {
        "product-stock" => "no product to ask about was found",
        _ if no_patient => "no patient to ask about was found",
        "payment-details" => "no payment to ask about was found",
        "contract-details" => "no contract code to ask about was found",
        _ => "nothing to ask about was found",
    }
}
