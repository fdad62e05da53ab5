//! Trying every operation that sends no mail.

use chrono::{DateTime, Utc};

use super::{OPERATIONS, Videodoktor, ZONE};
use crate::check::{CheckRow, Findings};

/// A clock that is off by more may put a call into the past.
const TOLERATED_SECONDS: i64 = 120;

impl Videodoktor {
    /// Tries every read-only operation once. Seven rows, in the order of [`OPERATIONS`]. The vendor's clock is
    /// compared with `now`; a report is asked for only if there is a call from before today.
    pub async fn check(&self, now: DateTime<Utc>) -> Vec<CheckRow> {
        let mut findings = Findings::new();
        let token = self.verify().await.map(Some);
        let accepted = findings.note_one("verify", token).is_some();
        if findings.reachable {
            let time = self.server_time().await.map(Some);
            if let Some(time) = findings.note_one("server-time", time) {
                findings.add_detail(
                    "server-time",
                    &clock(time.ahead_of(now).map(|ahead| ahead.num_seconds())),
                );
            }
        }
        let mut past = false;
        if findings.reachable && accepted {
            let calls = findings.note("calls", self.calls().await);
            if let Some(id) = calls.iter().find_map(|call| call.id.as_deref()) {
                findings.note_one("call", self.call(id).await.map(Some));
            }
            let today = now.with_timezone(&ZONE).date_naive();
            let over = calls
                .iter()
                .find(|call| call.start().is_some_and(|start| start.date() < today));
            if let Some(id) = over.and_then(|call| call.id.as_deref()) {
                past = true;
                findings.note_one("export-call", self.export_call(id).await.map(Some));
            }
        }
        findings.report(OPERATIONS, |operation| match operation {
            _ if !accepted => "no token was given",
            "export-call" if !past => "there is no call from before today to ask about",
            _ => "there is no call to ask about",
        })
    }
}

fn clock(ahead: Option<i64>) -> String {
    match ahead {
        None => "its clock cannot be read".to_owned(),
        Some(seconds) if seconds.abs() <= TOLERATED_SECONDS => "its clock agrees with this one".to_owned(),
        Some(seconds) if seconds > 0 => format!("its clock is {} minutes ahead of this one", seconds / 60),
        Some(seconds) => format!("its clock is {} minutes behind this one", -seconds / 60),
    }
}
