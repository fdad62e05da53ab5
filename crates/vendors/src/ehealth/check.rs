//! Trying what only reads: all of it, as far as a request to ask about can be found.

use chrono::{DateTime, Utc};

use super::{ContractType, Ehealth, FindContractRequests, OPERATIONS};
use crate::check::{CheckRow, Findings};

impl Ehealth {
    /// Asks for one contract request, found by the list that only public material knows. One row.
    pub async fn check(&self, now: DateTime<Utc>) -> Vec<CheckRow> {
        let mut findings = Findings::new();
        let mut listed = Findings::new();
        let few = FindContractRequests {
            page_size: Some(5),
            ..FindContractRequests::default()
        };
        for contract_type in [ContractType::Capitation, ContractType::Reimbursement] {
            if !listed.reachable || findings.settled("contract-request") {
                continue;
            }
            let page = self.contract_requests(contract_type, &few, now).await;
            let rows = listed.note("contract-requests", page.map(|page| page.rows));
            if let Some(id) = rows.iter().find_map(|row| row.id.as_deref()) {
                let answer = self.contract_request(contract_type, id, now).await;
                findings.note_one("contract-request", answer.map(Some));
            }
        }
        findings.reachable &= listed.reachable;
        let refused = listed.any_problem();
        findings.report(OPERATIONS, |_| match refused {
            true => "the list of contract requests did not answer, so there is none to ask about",
            false => "there is no contract request to ask about",
        })
    }
}
