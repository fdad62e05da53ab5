//! A dental practice behind the desk.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use frontdesk_desk::agenda::{AppointmentRow, Stage};
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::sync::SyncState;
use frontdesk_sandbox::{Accounts, FaultKind, Sandbox, Vendor as Server};
use serde_json::{Value, json};

use crate::desk::Place;

/// The request is carried out, the answer is lost.
pub const EFFECT_THEN_NO_ANSWER: [FaultKind; 4] = [
    FaultKind::DropAfter,
    FaultKind::BrokenAfter,
    FaultKind::CutBody,
    FaultKind::BrokenJson,
];
/// The request is not carried out.
pub const NO_EFFECT: [FaultKind; 4] = [
    FaultKind::DropBefore,
    FaultKind::Broken,
    FaultKind::Html,
    FaultKind::TooMany,
];

/// The account of the practice, as it behaves in that dialect.
pub fn account(sandbox: &Sandbox, accounts: &Accounts, dialect: &Value) -> ConnectionDraft {
    sandbox.change_dialect(Server::Alfadocs, dialect).unwrap();
    let account = &accounts.alfadocs;
    let mut draft = ConnectionDraft::of(
        Vendor::Alfadocs,
        "Studio",
        &account.base_url,
        &[],
        &[("key", &account.key)],
    );
    if sandbox.dialect_of(Server::Alfadocs)["paths"] == "other" {
        let root = "/v1/practices/{practiceId}/archives/{archiveId}/patients/{patientId}/phoneNumbers";
        let one = format!("{root}/{{phoneNumberId}}");
        draft.paths = BTreeMap::from([
            ("phone-numbers".to_owned(), root.to_owned()),
            ("create-phone-number".to_owned(), root.to_owned()),
            ("update-phone-number".to_owned(), one),
        ]);
    }
    draft
}

impl Place {
    /// A practice whose desk knows nothing yet.
    pub async fn practice(patients: usize, dialect: &Value) -> Self {
        Self::with(patients, |sandbox, accounts| account(sandbox, accounts, dialect)).await
    }

    /// A small practice, filled.
    pub async fn filled_practice(dialect: &Value) -> Self {
        let place = Self::practice(60, dialect).await;
        place.fill().await;
        place
    }

    /// What the practice's own agenda or a patient's file shows.
    pub async fn at_practice(&self, path: &str) -> Value {
        self.at_vendor("GET", &format!("/admin/alfadocs/{path}"), None)
            .await
    }

    /// A colleague at the practice changes something.
    pub async fn colleague(&self, path: &str, change: Value) -> Value {
        self.at_vendor("POST", &format!("/admin/alfadocs/{path}"), Some(change))
            .await
    }

    /// A colleague at the practice deletes something.
    pub async fn colleague_deletes(&self, path: &str) {
        self.at_vendor("DELETE", &format!("/admin/alfadocs/{path}"), None)
            .await;
    }

    /// How many patients the practice has.
    pub async fn practice_size(&self) -> u32 {
        // The practice may count requests in a second.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let account = self.sandbox.accounts().alfadocs;
        let request = http::Request::builder()
            .uri(format!(
                "{}/v1/practices/{}/archives/{}/patients",
                account.base_url, account.practice, account.archive
            ))
            .header("x-api-key", account.key)
            .body(Bytes::new())
            .unwrap();
        let answer = self.sandbox.answer(request).await.unwrap();
        let answer: Value = serde_json::from_slice(answer.body()).unwrap();
        u32::try_from(answer["total"].as_u64().unwrap()).unwrap()
    }

    /// How often the practice was asked for an operation; with `applied` only how often it carried it out.
    pub fn practice_asked(&self, operation: &str, applied: bool) -> usize {
        let seen = self.sandbox.log(Server::Alfadocs).seen();
        seen.iter()
            .filter(|seen| seen.operation == operation && (seen.applied || !applied))
            .count()
    }

    /// The reading of the first connection.
    pub async fn reading(&self) -> SyncState {
        self.desk
            .sync()
            .states()
            .await
            .unwrap()
            .into_iter()
            .next()
            .unwrap()
    }

    /// Runs the desk for so long.
    pub async fn run(&self, time: Duration) {
        self.while_running(tokio::time::sleep(time)).await;
    }

    /// Today's visits as the practice's own agenda shows them, by id.
    pub async fn visits(&self) -> Vec<String> {
        let today = self.at_practice("today").await;
        let rows = today["appointments"].as_array().unwrap();
        let mut ids: Vec<String> = rows
            .iter()
            .filter(|row| !row["patientId"].is_null())
            .map(|row| row["id"].to_string())
            .collect();
        ids.sort();
        ids
    }

    /// Today's visits as the desk shows them, by the vendor's id.
    pub async fn shown(&self) -> Vec<String> {
        let mut ids: Vec<String> = self
            .today()
            .await
            .into_iter()
            .filter_map(|row| row.vendor_id)
            .collect();
        ids.sort();
        ids
    }

    /// One of today's visits in this state.
    pub async fn visit_in(&self, stage: Stage) -> AppointmentRow {
        let mut rows = self.today().await.into_iter();
        rows.find(|row| row.stage == stage)
            .expect("somebody is in that state today")
    }
}

impl Place {
    /// One of today's visits that is not in this state.
    pub async fn visit_not_in(&self, stage: Stage) -> AppointmentRow {
        let mut rows = self.today().await.into_iter();
        rows.find(|row| row.stage != stage)
            .expect("somebody is in another state today")
    }
}

/// The keys of the statuses that are set.
pub fn set(row: &AppointmentRow) -> Vec<&str> {
    let marks = row.statuses.iter().filter(|mark| mark.set);
    marks.map(|mark| mark.key.as_str()).collect()
}

/// Both readings of the document.
pub fn dialects() -> [Value; 2] {
    [json!({ "preset": "a" }), json!({ "preset": "b" })]
}
