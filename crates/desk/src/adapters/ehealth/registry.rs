//! Contract requests, read.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::ehealth::{ContractRequestRow, ContractType, FindContractRequests};

use super::Adapter;
use super::sheet::{kind_of, sheet};
use crate::adapters::{
    ContractQuery, ContractRegistry, ContractSheet, ContractSheetRow, ContractSheets, FetchedFile,
};
use crate::contracts::ContractKind;

/// Rows asked for a page: what a person reads at a time.
const PAGE_SIZE: u32 = 50;

#[async_trait]
impl ContractRegistry for Adapter {
    async fn request(&self, kind: ContractKind, id: &str) -> Result<ContractSheet, VendorError> {
        let answer = self.client.contract_request(type_of(kind), id, self.clock.now());
        Ok(sheet(&answer.await?, kind, id))
    }

    /// An addition: the vendor's document has no list, public material shows it.
    async fn requests(&self, query: &ContractQuery) -> Result<ContractSheets, VendorError> {
        let filters = [
            ("status", &query.status),
            ("contract_number", &query.number),
            ("edrpou", &query.legal_entity),
        ];
        let filters = filters
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.clone()?)));
        let page = query.page.max(1);
        let find = FindContractRequests {
            filters: filters.collect(),
            page: Some(page),
            page_size: Some(PAGE_SIZE),
        };
        let listed = self
            .client
            .contract_requests(type_of(query.kind), &find, self.clock.now());
        let listed = listed.await?;
        let count = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        let paging = listed.paging.as_deref();
        Ok(ContractSheets {
            rows: listed
                .rows
                .iter()
                .filter_map(|row| brief(row, query.kind))
                .collect(),
            page: paging
                .and_then(|paging| count(paging.page_number))
                .unwrap_or(page),
            pages: paging.and_then(|paging| count(paging.total_pages)),
            total: paging.and_then(|paging| count(paging.total_entries)),
        })
    }

    async fn document(&self, url: &str) -> Result<FetchedFile, VendorError> {
        let document = self.client.open_document(url).await?;
        Ok(FetchedFile {
            name: None,
            media_type: document.media_type,
            bytes: document.bytes,
        })
    }
}

fn type_of(kind: ContractKind) -> ContractType {
    match kind {
        ContractKind::Capitation => ContractType::Capitation,
        ContractKind::Reimbursement => ContractType::Reimbursement,
    }
}

/// A row without an id cannot be asked for and is left out.
fn brief(row: &ContractRequestRow, asked: ContractKind) -> Option<ContractSheetRow> {
    let kind = row.contract_type.as_deref().and_then(ContractType::parse);
    Some(ContractSheetRow {
        vendor_id: row.id.clone()?,
        kind: kind.map_or(asked, kind_of),
        status: row.status.clone(),
        number: row.contract_number.clone(),
        start: row.start_date.as_ref().map(|date| date.date),
        end: row.end_date.as_ref().map(|date| date.date),
    })
}
