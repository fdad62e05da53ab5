//! `contract-requests`: an addition of ours, known from public material only.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::client::Ehealth;
use super::contract_request::ContractType;
use super::operations::CONTRACT_REQUESTS;
use crate::json::Object;
use crate::nested::{List, Texts};
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::scalar::{Scalar as _, VendorDate};
use crate::{Rows, VendorError};

/// What to look for. Texts are sent as given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindContractRequests {
    /// Filters in the vendor's spelling, as the table of operations lists them.
    pub filters: Vec<(&'static str, String)>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Rows a page; 50 when not given.
    pub page_size: Option<u32>,
}

row! {
    /// A contract request in a list: ids instead of what they stand for.
    pub struct ContractRequestRow {
        /// Id.
        id: String = "id",
        /// `CAPITATION` or `REIMBURSEMENT`.
        contract_type: String = "contract_type",
        /// Who asks.
        contractor_legal_entity_id: String = "contractor_legal_entity_id",
        /// Its owner.
        contractor_owner_id: String = "contractor_owner_id",
        /// On what ground the owner acts.
        contractor_base: String = "contractor_base",
        /// Status.
        status: String = "status",
        /// Why it has this status.
        status_reason: String = "status_reason",
        /// Who signs for the health service.
        nhs_signer_id: String = "nhs_signer_id",
        /// The health service.
        nhs_legal_entity_id: String = "nhs_legal_entity_id",
        /// On what ground the signer acts.
        nhs_signer_base: String = "nhs_signer_base",
        /// Where the contract is made.
        issue_city: String = "issue_city",
        /// Price of the contract.
        nhs_contract_price: Decimal = "nhs_contract_price",
        /// How it is paid.
        nhs_payment_method: String = "nhs_payment_method",
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
        /// Medical programmes, by id.
        medical_programs: Texts = "medical_programs",
        /// The form of the contract.
        id_form: String = "id_form",
        /// When it was changed.
        updated_at: VendorDate = "updated_at",
        /// When it was made.
        inserted_at: VendorDate = "inserted_at",
    }
}

row! {
    /// Which page of how many.
    pub struct Paging {
        /// This page, from 1.
        page_number: i64 = "page_number",
        /// Rows a page.
        page_size: i64 = "page_size",
        /// Rows in all.
        total_entries: i64 = "total_entries",
        /// Pages in all.
        total_pages: i64 = "total_pages",
    }
}

/// One page of a list. Serialises as the vendor's envelope.
#[derive(Clone, Debug)]
pub struct ContractRequestsPage {
    /// Its rows.
    pub rows: Rows<ContractRequestRow>,
    /// Where it stands, if the vendor says so.
    pub paging: Option<crate::nested::Nested<Paging>>,
    meta: Option<Box<RawValue>>,
}

impl ContractRequestsPage {
    /// The number of the next page; `None` on the last.
    pub fn next(&self) -> Option<u32> {
        let paging = self.paging.as_ref()?;
        let (page, pages) = (paging.page_number?, paging.total_pages?);
        (page < pages && !self.rows.is_empty())
            .then(|| u32::try_from(page + 1).ok())
            .flatten()
    }
}

impl Serialize for ContractRequestsPage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(meta) = &self.meta {
            map.serialize_entry("meta", meta)?;
        }
        map.serialize_entry("data", &self.rows)?;
        if let Some(paging) = &self.paging {
            map.serialize_entry("paging", &*paging.0)?;
        }
        map.end()
    }
}

impl Ehealth {
    /// One page of the contract requests of a type.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn contract_requests(
        &self,
        contract_type: ContractType,
        find: &FindContractRequests,
        now: DateTime<Utc>,
    ) -> Result<ContractRequestsPage, VendorError> {
        let make = || {
            let start = Outgoing::new(&CONTRACT_REQUESTS).path("contract_type", contract_type);
            let filters = find.filters.iter();
            filters
                .fold(start, |outgoing, (name, value)| outgoing.query(name, Some(value)))
                .query("page", find.page)
                .query("page_size", find.page_size)
        };
        let mut envelope = self.send(make, now).await?;
        let Some(rows) = List::read(envelope.data.get()) else {
            return Err(envelope.unreadable("data that is no list"));
        };
        let mut beside = Object::default();
        std::mem::swap(&mut beside, &mut envelope.beside);
        Ok(ContractRequestsPage {
            rows: rows.0,
            paging: beside.take("paging"),
            meta: envelope.meta,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, answering};
    use super::*;

    #[tokio::test]
    async fn filters_travel_encoded_and_the_page_says_what_follows() {
        let body = r#"{"meta":{"code":200,"type":"list"},"data":[{"id":"a","status":"NEW","nhs_contract_price":1.50}],
            "paging":{"page_number":1,"page_size":1,"total_entries":2,"total_pages":2}}"#;
        let (client, stub) = answering(body);
        let find = FindContractRequests {
            filters: vec![("issue_city", "Київ".to_owned()), ("status", "NEW".to_owned())],
            page: Some(1),
            page_size: Some(1),
        };
        let page = client
            .contract_requests(ContractType::Reimbursement, &find, NOW())
            .await
            .unwrap();
        assert_eq!(
            stub.calls(),
            [
                "GET /api/contract_requests/reimbursement?issue_city=%D0%9A%D0%B8%D1%97%D0%B2&status=NEW&page=1&page_size=1"
            ]
        );
        assert_eq!(page.rows.rows[0].status.as_deref(), Some("NEW"));
        assert_eq!(page.next(), Some(2));
        let source: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(serde_json::to_value(&page).unwrap(), source);
    }

    #[tokio::test]
    async fn the_last_page_has_no_next() {
        let page = |body: &str| {
            let (client, _) = answering(body);
            async move {
                client
                    .contract_requests(ContractType::Capitation, &FindContractRequests::default(), NOW())
                    .await
            }
        };
        for body in [
            r#"{"data":[{"id":"a"}],"paging":{"page_number":2,"total_pages":2}}"#,
            r#"{"data":[{"id":"a"}]}"#,
            r#"{"data":[],"paging":{"page_number":1,"total_pages":9}}"#,
            r#"{"data":[{"id":"a"}],"paging":{"page_number":4294967295,"total_pages":9999999999}}"#,
        ] {
            assert_eq!(page(body).await.unwrap().next(), None, "{body}");
        }
        let error = page(r#"{"data":{"id":"a"}}"#).await.unwrap_err();
        assert_eq!(error.kind, crate::ErrorKind::Unreadable);
    }
}
