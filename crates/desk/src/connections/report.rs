//! A connection check as a text that can be saved and sent to support: no key, no personal data.

use std::fmt::Write as _;

use uuid::Uuid;

use super::{Accounts, CheckOutcome, CheckReport};
use crate::error::DeskError;

/// A report as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportText {
    /// What to call it.
    pub name: String,
    /// English, for support.
    pub text: String,
}

impl Accounts {
    /// The last check of an account made since the application started.
    ///
    /// # Errors
    /// `NotFound` when there is no such account or it was not checked, or the store's.
    pub async fn report_text(&self, connection: Uuid) -> Result<ReportText, DeskError> {
        let shown = self.get(connection).await?;
        let (at, report) = self
            .last_report(connection)
            .ok_or_else(|| DeskError::not_found("connection check"))?;
        let vendor = shown.vendor.as_str();
        let mut text = format!(
            "Frontdesk connection check\nvendor: {vendor}\nhost: {}\nchecked: {}\n",
            host(&shown.base_url),
            at.format("%Y-%m-%d %H:%M UTC")
        );
        text.push_str(&lines(&report));
        Ok(ReportText {
            name: format!("connection-check-{vendor}-{}.txt", at.format("%Y-%m-%d-%H%M")),
            text,
        })
    }
}

/// The host alone: the rest of an address may name the clinic.
fn host(base_url: &str) -> String {
    url::Url::parse(base_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}

fn lines(report: &CheckReport) -> String {
    let mut text = format!("usable: {}\ntested: {}\n", yes(report.usable), yes(report.tested));
    if let Some(problem) = report.problem {
        let _ = writeln!(text, "problem: {}", problem.as_str());
    }
    text.push('\n');
    for row in &report.rows {
        let outcome = match row.outcome {
            CheckOutcome::Works => "works",
            CheckOutcome::Missing => "missing",
            CheckOutcome::Refused => "refused",
            CheckOutcome::Unexpected => "unexpected",
            CheckOutcome::NotTried => "not tried",
        };
        let _ = writeln!(
            text,
            "{:<34} {outcome:<11} {}  {}",
            row.operation, row.path, row.detail
        );
    }
    text
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}
