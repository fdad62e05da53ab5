//! Trying every read-only operation with a clinic's own key, so that what the document leaves open is known
//! before anybody relies on it. Nothing is created or changed.

use std::collections::BTreeMap;
use std::fmt;

use super::{
    Doctors, FindPatients, GdprCommand, GetGdprForm, Medsoft, OPERATIONS, OperationEffect, PriceList,
};
use crate::error::ErrorKind;
use crate::{Rows, VendorError};

/// How many patients are asked about before "no rows" is accepted.
pub(super) const PATIENTS: usize = 5;

/// What became of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It answered as the document says.
    Works,
    /// HTTP 404 or 405: this account has no such operation.
    Missing,
    /// HTTP 401 or 403, or the vendor's own no.
    Refused,
    /// Another shape than the document's, a failing server or a broken line.
    Unexpected,
    /// Not tried, because it writes or because what it needs is not known.
    NotTried,
}

impl Outcome {
    /// The name in `snake_case`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Missing => "missing",
            Self::Refused => "refused",
            Self::Unexpected => "unexpected",
            Self::NotTried => "not_tried",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One line of the report. It holds no personal data and may be saved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CheckRow {
    /// The operation's name.
    pub operation: &'static str,
    /// Its path template.
    pub path: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Numbers and reasons, in English.
    pub detail: String,
}

impl Medsoft {
    /// Tries every read-only operation once, those about a patient with up to five patients. Nineteen rows, in
    /// the order of [`OPERATIONS`].
    pub async fn check(&self) -> Vec<CheckRow> {
        let mut check = Check {
            medsoft: self,
            found: BTreeMap::new(),
            reachable: true,
        };
        let patients = check.patients().await;
        check.about_patients(&patients).await;
        check.about_the_clinic().await;
        check.report(patients.is_empty())
    }
}

struct Check<'a> {
    medsoft: &'a Medsoft,
    found: BTreeMap<&'static str, Finding>,
    reachable: bool,
}

struct Finding {
    outcome: Outcome,
    rows: usize,
    detail: String,
}

impl Finding {
    fn of_error(error: &VendorError) -> Self {
        let outcome = match (error.kind, error.http_status) {
            (ErrorKind::NotFound, _) | (_, Some(405)) => Outcome::Missing,
            (ErrorKind::Unauthorized | ErrorKind::Forbidden | ErrorKind::Refused, _) => Outcome::Refused,
            _ => Outcome::Unexpected,
        };
        let code = error
            .vendor_code
            .as_deref()
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let code = code.map(|code| format!(" (code {code})")).unwrap_or_default();
        Self {
            outcome,
            rows: 0,
            detail: format!("{}{code}", error.message),
        }
    }

    fn of_rows<T>(rows: &Rows<T>) -> Self {
        let (read, unread) = (rows.len(), rows.unreadable.len());
        let outcome = if read == 0 && unread > 0 {
            Outcome::Unexpected
        } else {
            Outcome::Works
        };
        let unread = if unread > 0 {
            format!(", {unread} unreadable")
        } else {
            String::new()
        };
        let noun = if read == 1 { "row" } else { "rows" };
        Self {
            outcome,
            rows: read,
            detail: format!("{read} {noun}{unread}"),
        }
    }

    /// A working answer says more than a failure, and rows say more than none.
    fn rank(&self) -> (bool, bool) {
        (self.outcome == Outcome::Works, self.rows > 0)
    }
}

impl Check<'_> {
    /// Notes what an operation did, keeping the more telling of several tries.
    fn note<T>(&mut self, operation: &'static str, result: Result<Rows<T>, VendorError>) -> Rows<T> {
        let finding = match &result {
            Ok(rows) => Finding::of_rows(rows),
            Err(error) => {
                self.reachable &= error.kind != ErrorKind::NotSent;
                Finding::of_error(error)
            }
        };
        if self
            .found
            .get(operation)
            .is_none_or(|known| known.rank() < finding.rank())
        {
            self.found.insert(operation, finding);
        }
        result.unwrap_or_default()
    }

    fn settled(&self, operation: &str) -> bool {
        !self.reachable
            || self
                .found
                .get(operation)
                .is_some_and(|known| known.rank() == (true, true))
    }

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
            if !self.reachable {
                break;
            }
            let rows = self.note("find-patients", self.medsoft.find_patients(&request).await);
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
            if !self.settled("patient-appointments") {
                self.note(
                    "patient-appointments",
                    medsoft.patient_appointments(patient).await,
                );
            }
            if !self.settled("patient-services") {
                self.note("patient-services", medsoft.patient_services(patient).await);
            }
            if !self.settled("patient-payments") {
                let payments = self.note("patient-payments", medsoft.patient_payments(patient).await);
                if let Some(note) = payments.iter().find_map(|row| row.note) {
                    self.note("payment-details", medsoft.payment_details(patient, note).await);
                }
            }
            // A patient without a form may be answered with a refusal.
            if !self.settled("gdpr-form") {
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
                self.note("gdpr-form", rows);
            }
            if !self.settled("patient-contracts") || !self.settled("contract-details") {
                let contracts = self.note("patient-contracts", medsoft.patient_contracts(patient).await);
                if let Some(contract) = contracts.iter().find_map(|row| row.contract()) {
                    self.note(
                        "contract-details",
                        medsoft.contract_details(patient, contract).await,
                    );
                }
            }
        }
    }

    async fn about_the_clinic(&mut self) {
        let medsoft = self.medsoft;
        if self.reachable {
            self.note("appointment-statuses", medsoft.appointment_statuses().await);
        }
        if self.reachable {
            let stock = self.note("all-stock", medsoft.all_stock().await);
            if let Some(product) = stock.iter().find_map(|row| row.product()) {
                self.note("product-stock", medsoft.product_stock(product).await);
            }
        }
        if self.reachable {
            self.note("price-list", medsoft.price_list(&PriceList::default()).await);
        }
        if self.reachable {
            self.note("doctors", medsoft.doctors(&Doctors::default()).await);
        }
    }

    fn report(mut self, no_patient: bool) -> Vec<CheckRow> {
        let reachable = self.reachable;
        let row = |operation: &super::Operation| {
            let (outcome, detail) = match self.found.remove(operation.name) {
                Some(found) => (found.outcome, found.detail),
                None if operation.effect == OperationEffect::Write => {
                    (Outcome::NotTried, "it would write".to_owned())
                }
                None => (
                    Outcome::NotTried,
                    reason(operation.name, reachable, no_patient).to_owned(),
                ),
            };
            CheckRow {
                operation: operation.name,
                path: operation.path,
                outcome,
                detail,
            }
        };
        OPERATIONS.iter().map(row).collect()
    }
}

fn reason(operation: &str, reachable: bool, no_patient: bool) -> &'static str {
    match operation {
        _ if !reachable => "the vendor could not be reached",
        "product-stock" => "no product to ask about was found",
        _ if no_patient => "no patient to ask about was found",
        "payment-details" => "no payment to ask about was found",
        "contract-details" => "no contract code to ask about was found",
        _ => "nothing to ask about was found",
    }
}
