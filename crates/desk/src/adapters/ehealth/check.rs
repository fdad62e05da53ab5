//! The connection check.

use async_trait::async_trait;
use chrono::SecondsFormat;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::ehealth::{ContractType, FindContractRequests};
use secrecy::ExposeSecret as _;

use super::Adapter;
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
        let (account, now) = (self.client.account(), self.client.tokens().await);
        if account.token.expose_secret() == now.token.expose_secret() {
            return RenewedSecrets::new();
        }
        let end = now
            .expires_at
            .map(|end| end.to_rfc3339_opts(SecondsFormat::Secs, true));
        // A renewed token without an end must not keep the end of the former one.
        let mut renewed = vec![
            ("token", now.token),
            ("expires_at", end.unwrap_or_default().into()),
        ];
        renewed.extend(now.refresh_token.map(|refresh| ("refresh_token", refresh)));
        renewed
    }
}
