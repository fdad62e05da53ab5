//! `contract-request` (method COM-005-002-002-0042).

use std::fmt;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::client::Ehealth;
use super::documents::UrgentDocument;
use super::operations::CONTRACT_REQUEST;
use super::parts::{Division, Employee, EmployeeDivision, ExternalContractor, LegalEntity, PaymentDetails};
use crate::json::Object;
use crate::nested::{List, Nested, Texts};
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::scalar::{Scalar as _, VendorDate};
use crate::{FromObject as _, Rows, VendorError};

/// `contract_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractType {
    /// Pay for each patient who signed with a doctor.
    Capitation,
    /// Repayment of medicines.
    Reimbursement,
}

impl ContractType {
    /// Reads `capitation` or `reimbursement` in any case.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Capitation, Self::Reimbursement]
            .into_iter()
            .find(|kind| text.trim().eq_ignore_ascii_case(&kind.to_string()))
    }
}

/// As it stands in paths: lower case.
impl fmt::Display for ContractType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Capitation => "capitation",
            Self::Reimbursement => "reimbursement",
        })
    }
}

row! {
    /// A contract request of either type. Only CAPITATION has divisions, doctors and external contractors; only
    /// REIMBURSEMENT has medical programmes.
    pub struct ContractRequest {
        /// Id.
        id: String = "id",
        /// `CAPITATION` or `REIMBURSEMENT`.
        contract_type: String = "contract_type",
        /// The same under the name that older servers use.
        kind: String = "type",
        /// Who asks.
        contractor_legal_entity: Nested<LegalEntity> = "contractor_legal_entity",
        /// Its owner.
        contractor_owner: Nested<Employee> = "contractor_owner",
        /// On what ground the owner acts.
        contractor_base: String = "contractor_base",
        /// Where the money goes.
        contractor_payment_details: Nested<PaymentDetails> = "contractor_payment_details",
        /// How many patients have signed.
        contractor_rmsp_amount: Decimal = "contractor_rmsp_amount",
        /// Where work is done.
        contractor_divisions: List<Division> = "contractor_divisions",
        /// Who does it.
        contractor_employee_divisions: List<EmployeeDivision> = "contractor_employee_divisions",
        /// Whether others do part of it.
        external_contractor_flag: bool = "external_contractor_flag",
        /// Who these are.
        external_contractors: List<ExternalContractor> = "external_contractors",
        /// The form of the contract.
        id_form: String = "id_form",
        /// Who signs for the health service.
        nhs_signer: Nested<Employee> = "nhs_signer",
        /// The health service.
        nhs_legal_entity: Nested<LegalEntity> = "nhs_legal_entity",
        /// On what ground the signer acts.
        nhs_signer_base: String = "nhs_signer_base",
        /// Price of the contract, in hryvnias.
        nhs_contract_price: Decimal = "nhs_contract_price",
        /// How it is paid.
        nhs_payment_method: String = "nhs_payment_method",
        /// NEW, IN_PROCESS, APPROVED, DECLINED, TERMINATED, PENDING_NHS_SIGN, NHS_SIGNED or SIGNED.
        status: String = "status",
        /// Why it has this status.
        status_reason: String = "status_reason",
        /// Where the contract is made.
        issue_city: String = "issue_city",
        /// The contract's number.
        contract_number: String = "contract_number",
        /// The contract's id.
        contract_id: String = "contract_id",
        /// The contract that this one goes on from.
        parent_contract_id: String = "parent_contract_id",
        /// From.
        start_date: VendorDate = "start_date",
        /// To.
        end_date: VendorDate = "end_date",
        /// The text to be printed.
        printout_content: String = "printout_content",
        /// The request that this one replaces.
        previous_request_id: String = "previous_request_id",
        /// Who works on it at the health service.
        assignee_id: String = "assignee_id",
        /// Medical programmes, by id.
        medical_programs: Texts = "medical_programs",
        /// The one medical programme of older servers.
        medical_program_id: String = "medical_program_id",
        /// When it was made.
        inserted_at: VendorDate = "inserted_at",
        /// When it was changed.
        updated_at: VendorDate = "updated_at",
    }
}

impl ContractRequest {
    /// The type, under whichever name it came.
    pub fn contract_type(&self) -> Option<ContractType> {
        let text = self.contract_type.as_deref().or(self.kind.as_deref());
        ContractType::parse(text?)
    }
}

/// A contract request with what stands beside it. Serialises as the vendor's envelope.
#[derive(Clone, Debug)]
pub struct ContractRequestAnswer {
    /// The request itself.
    pub request: ContractRequest,
    /// Links to its documents; each works for a short time only. Often none.
    pub documents: Rows<UrgentDocument>,
    meta: Option<Box<RawValue>>,
    urgent: Option<Box<RawValue>>,
}

impl Serialize for ContractRequestAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(meta) = &self.meta {
            map.serialize_entry("meta", meta)?;
        }
        map.serialize_entry("data", &self.request)?;
        if let Some(urgent) = &self.urgent {
            map.serialize_entry("urgent", urgent)?;
        }
        map.end()
    }
}

impl Ehealth {
    /// A contract request in full, with the links to its documents.
    ///
    /// # Errors
    /// `Invalid` for an empty id; `Unauthorized`, `Forbidden`, `NotFound` each in words of its own; else those of the
    /// call.
    pub async fn contract_request(
        &self,
        contract_type: ContractType,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<ContractRequestAnswer, VendorError> {
        let make = || {
            Outgoing::new(&CONTRACT_REQUEST)
                .path("contract_type", contract_type)
                .path("id", id)
        };
        let mut envelope = self.send(make, now).await?;
        let Some(data) = Object::parse(&envelope.data).filter(|data| !data.is_empty()) else {
            return Err(envelope.unreadable("data that is no contract request"));
        };
        let urgent = envelope.beside.take_raw("urgent");
        let documents = urgent
            .as_deref()
            .and_then(Object::parse)
            .and_then(|mut urgent| urgent.take_raw("documents"))
            .and_then(|documents| List::read(documents.get()));
        Ok(ContractRequestAnswer {
            request: ContractRequest::from_object(data),
            documents: documents.map(|list| list.0).unwrap_or_default(),
            meta: envelope.meta,
            urgent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{CAPITATION, ID, NOW, REIMBURSEMENT, answering};
    use super::*;

    #[tokio::test]
    async fn a_capitation_request_is_read_in_full_and_written_back() {
        let (client, stub) = answering(CAPITATION);
        let answer = client
            .contract_request(ContractType::Capitation, ID, NOW())
            .await
            .unwrap();
        assert_eq!(
            stub.calls(),
            [format!("GET /api/contract_requests/capitation/{ID}")]
        );
        let request = &answer.request;
        assert_eq!(request.contract_type(), Some(ContractType::Capitation));
        let entity = request.contractor_legal_entity.as_ref().unwrap();
        assert_eq!(entity.edrpou.as_deref(), Some("11223344"));
        let address = &entity.addresses.as_ref().unwrap().rows[0];
        assert_eq!(address.settlement_id.as_deref(), Some("c07"));
        let owner = request.contractor_owner.as_ref().unwrap().party.as_ref().unwrap();
        assert_eq!(owner.second_name, None);
        assert_eq!(
            request
                .contractor_payment_details
                .as_ref()
                .unwrap()
                .mfo
                .as_deref(),
            Some("305299")
        );
        assert_eq!(request.contractor_rmsp_amount.unwrap().to_string(), "1800");
        let division = &request.contractor_divisions.as_ref().unwrap().rows[0];
        let hours = division.working_hours.as_ref().unwrap();
        assert_eq!(hours.mon.as_ref().unwrap().ranges.len(), 2);
        assert_eq!(hours.sat, None);
        assert_eq!(division.mountain_group, Some(false));
        let doctor = &request.contractor_employee_divisions.as_ref().unwrap().rows[0];
        assert_eq!(doctor.staff_units.unwrap().to_string(), "0.75");
        let employee = doctor.employee.as_ref().unwrap();
        assert_eq!(employee.speciality.as_ref().unwrap().officio, Some(true));
        let external = &request.external_contractors.as_ref().unwrap().rows[0];
        assert_eq!(external.contract.as_ref().unwrap().number.as_deref(), Some("77"));
        assert_eq!(
            external.divisions.as_ref().unwrap().rows[0]
                .medical_service
                .as_deref(),
            Some("Лабораторія")
        );
        assert_eq!(request.nhs_contract_price.unwrap().to_string(), "150000.50");
        assert_eq!(
            request.inserted_at.as_ref().unwrap().as_str(),
            "2026-01-10T08:00:00Z"
        );
        assert!(request.extra.is_empty());
        let source: serde_json::Value = serde_json::from_str(CAPITATION).unwrap();
        assert_eq!(serde_json::to_value(&answer).unwrap(), source);
    }

    #[tokio::test]
    async fn a_reimbursement_request_has_programmes_and_documents_beside_the_data() {
        let (client, stub) = answering(REIMBURSEMENT);
        let answer = client
            .contract_request(ContractType::Reimbursement, ID, NOW())
            .await
            .unwrap();
        assert_eq!(
            stub.calls(),
            [format!("GET /api/contract_requests/reimbursement/{ID}")]
        );
        assert_eq!(
            answer.request.medical_programs.as_ref().unwrap().0,
            ["p-1", "p-2"]
        );
        assert_eq!(answer.request.contractor_divisions, None);
        let kinds: Vec<_> = answer
            .documents
            .iter()
            .map(|document| document.kind.as_deref().unwrap())
            .collect();
        assert_eq!(kinds, ["CONTRACT_REQUEST_STATUTE", "SIGNED_CONTENT"]);
        let source: serde_json::Value = serde_json::from_str(REIMBURSEMENT).unwrap();
        assert_eq!(serde_json::to_value(&answer).unwrap(), source);
    }

    #[tokio::test]
    async fn what_is_optional_may_be_missing_or_null() {
        let body = r#"{"data":{"id":"x","type":"CAPITATION","status":"NEW","contractor_divisions":null,"nowe":[1.50]},
            "urgent":{"documents":[]}}"#;
        let (client, _) = answering(body);
        let answer = client
            .contract_request(ContractType::Capitation, "x", NOW())
            .await
            .unwrap();
        assert!(answer.documents.is_empty());
        assert_eq!(answer.request.contract_type(), Some(ContractType::Capitation));
        assert_eq!(answer.request.extra.get("nowe"), Some("[1.50]"));
        for (body, documents) in [
            (r#"{"data":{"id":"x"}}"#, 0),
            (r#"{"data":{"id":"x"},"urgent":null}"#, 0),
            (r#"{"data":{"id":"x"},"urgent":{"documents":{"a":1}}}"#, 0),
            (r#"{"data":{"id":"x"},"urgent":{"documents":[{"url":"u"},5]}}"#, 1),
        ] {
            let answer = answering(body)
                .0
                .contract_request(ContractType::Capitation, "x", NOW())
                .await
                .unwrap();
            assert_eq!(answer.documents.len(), documents, "{body}");
        }
    }

    #[tokio::test]
    async fn an_empty_id_leads_nowhere() {
        for id in ["", " ", ".."] {
            let (client, stub) = answering("{}");
            let error = client
                .contract_request(ContractType::Capitation, id, NOW())
                .await
                .unwrap_err();
            assert_eq!(error.field, Some("id"));
            assert!(stub.calls().is_empty());
        }
    }
}
