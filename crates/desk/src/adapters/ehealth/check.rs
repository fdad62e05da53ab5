//! The connection check.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::ehealth::{ContractType, FindContractRequests};

use super::{Adapter, renewed_tokens};
use crate::adapters::{AccountCheck, RenewedSecrets, check};
use crate::connections::CheckRow;

#[async_trait]
impl AccountCheck for Adapter {
    /// One row of the list of requests.
    async fn harmless(&self) -> Option<Result<(), VendorError>> {
        let find = FindContractRequests {
            page_size: Some(1),
            ..FindContractRequests::default()
        };
        let page = self
            .client
            .contract_requests(ContractType::Capitation, &find, self.clock.now());
        Some(page.await.map(drop))
    }

    async fn check(&self) -> Vec<CheckRow> {
        check::rows(self.client.check(self.clock.now()).await)
    }

    /// The token, its end, and the refresh token where a renewal replaced it.
    async fn renewed(&self) -> RenewedSecrets {
        renewed_tokens(self.client.account(), &self.client.tokens().await)
    }
}
