//! How the AlfaDocs server behaves where its document is silent or public clients have met something else.

use serde::{Deserialize, Serialize};

pub use crate::dialect::DialectError;
use crate::dialect::{Presets, changed};

/// The paths that no document prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paths {
    /// Words joined by hyphens, as the paths that are known.
    Kebab,
    /// The other candidate of each.
    Other,
}

/// The method of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// PUT or PATCH.
    Either,
    /// PUT only.
    Put,
    /// PATCH only.
    Patch,
}

/// What an update does to fields that it does not send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Omitted {
    /// They stay as they are.
    Kept,
    /// They are emptied.
    Cleared,
}

/// Whether an update must send what the document marks as required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// It must; otherwise HTTP 400.
    Enforced,
    /// "One or multiple attributes": it need not.
    Lenient,
}

/// What the creation or update of one patient or phone number answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// The record in `data`.
    Object,
    /// A list of the one record in `data`.
    List,
    /// An empty list in `data`, as the samples.
    Empty,
}

/// How a care plan stands in `data`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanData {
    /// As an object, as clients read it.
    Object,
    /// As a list of one, as the sample.
    List,
}

/// How the rows of the documents' list stand in `data`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentRows {
    /// As they are.
    Plain,
    /// Each under its own index: `data[i][i]`.
    Nested,
}

/// How a deletion is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deleted {
    /// HTTP 204 and nothing.
    NoContent,
    /// HTTP 200 with `{"status":"success"}`.
    Success,
}

/// How an error is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorBody {
    /// `{"error": "…"}`
    Json,
    /// A web page.
    Html,
}

/// How truth values and numbers are written where samples and descriptions disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scalars {
    /// As their types say.
    Typed,
    /// As texts, as in the samples.
    Text,
}

/// How a value that is not there is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// As null.
    Null,
    /// With what stands in old databases: empty texts, `N/A`, `NON DISPONIBILE`, `-0001-11-30`; other keys are left out.
    Leftovers,
}

/// `links` where there is no further page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoLinks {
    /// `{}`
    Object,
    /// `[]`
    List,
}

/// What `count` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// How many rows there are.
    True,
    /// 0, as in the samples.
    Zero,
}

/// How the context is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// In `data`.
    Data,
    /// Not at all.
    Bare,
}

/// The words of records that no document describes: bills, liabilities, transactions, free slots, operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// `amount`, `number`, `date`, `name`.
    Short,
    /// `totalAmount`, `billNumber`, `startDate`, `firstName` and `lastName`.
    Long,
}

/// What a range longer than allowed is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LongRange {
    /// HTTP 400.
    Refused,
    /// The allowed part, from its start, and no word about the rest.
    Cut,
}

/// Whether patients are found by `lastName`, `firstName` and `email`, which the document does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filters {
    /// They are.
    Honoured,
    /// These parameters are as if not sent.
    Ignored,
}

/// The most rows that a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageLimit {
    /// As many as asked for.
    AsAsked,
    /// 20, whatever was asked for.
    Twenty,
}

/// What becomes of a bill's liabilities when payments reach its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Liabilities {
    /// They stay until they are deleted, as the document says.
    Stay,
    /// They go by themselves.
    Go,
}

/// How a document's contents are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Download {
    /// At once.
    Direct,
    /// By a redirect to an address of the same host that needs no key.
    Redirect,
}

/// How many requests a key may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// As many as it likes.
    None,
    /// So many within a second of the sandbox's clock, then HTTP 429.
    PerSecond(usize),
}

/// One value for each unknown. The default is preset `a`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    /// The paths that no document prints.
    pub paths: Paths,
    /// The method that updates an appointment.
    pub appointment_update: Update,
    /// The method that updates a patient or a phone number.
    pub other_update: Update,
    /// What an update does to fields that it does not send.
    pub omitted: Omitted,
    /// Whether an update must send what is marked as required.
    pub required: Required,
    /// What the creation or update of a patient or phone number answers.
    pub written: Written,
    /// How a care plan stands in `data`.
    pub plan_data: PlanData,
    /// How the rows of the documents' list stand in `data`.
    pub document_rows: DocumentRows,
    /// How a deletion is answered.
    pub deleted: Deleted,
    /// How an error is told.
    pub error_body: ErrorBody,
    /// How truth values and numbers are written.
    pub scalars: Scalars,
    /// How a value that is not there is told.
    pub missing: Missing,
    /// `links` where there is no further page.
    pub no_links: NoLinks,
    /// What `count` says.
    pub count: Count,
    /// How the context is wrapped.
    pub context: Context,
    /// The words of records that no document describes.
    pub words: Words,
    /// What a range longer than allowed is answered.
    pub long_range: LongRange,
    /// Whether patients are found by parameters that the document does not list.
    pub filters: Filters,
    /// The most rows that a page has.
    pub page_limit: PageLimit,
    /// What becomes of a bill's liabilities when it is paid.
    pub liabilities: Liabilities,
    /// How a document's contents are given.
    pub download: Download,
    /// How many requests a key may make.
    pub limit: Limit,
}

impl Dialect {
    /// The reading of the document that is kindest to a client.
    pub fn a() -> Self {
        Self {
            paths: Paths::Kebab,
            appointment_update: Update::Either,
            other_update: Update::Either,
            omitted: Omitted::Kept,
            required: Required::Enforced,
            written: Written::Object,
            plan_data: PlanData::Object,
            document_rows: DocumentRows::Plain,
            deleted: Deleted::NoContent,
            error_body: ErrorBody::Json,
            scalars: Scalars::Typed,
            missing: Missing::Null,
            no_links: NoLinks::Object,
            count: Count::True,
            context: Context::Data,
            words: Words::Short,
            long_range: LongRange::Refused,
            filters: Filters::Honoured,
            page_limit: PageLimit::AsAsked,
            liabilities: Liabilities::Stay,
            download: Download::Direct,
            limit: Limit::None,
        }
    }

    /// The other reading, everywhere.
    pub fn b() -> Self {
        Self {
            paths: Paths::Other,
            appointment_update: Update::Patch,
            other_update: Update::Put,
            omitted: Omitted::Cleared,
            required: Required::Lenient,
            written: Written::List,
            plan_data: PlanData::List,
            document_rows: DocumentRows::Nested,
            deleted: Deleted::Success,
            error_body: ErrorBody::Html,
            scalars: Scalars::Text,
            missing: Missing::Leftovers,
            no_links: NoLinks::List,
            count: Count::Zero,
            context: Context::Bare,
            words: Words::Long,
            long_range: LongRange::Cut,
            filters: Filters::Ignored,
            page_limit: PageLimit::Twenty,
            liabilities: Liabilities::Go,
            download: Download::Redirect,
            limit: Limit::PerSecond(10),
        }
    }

    /// This dialect with the given fields changed: `{"paths": "other"}`. A `preset` (`a` or `b`) is laid down first.
    ///
    /// # Errors
    /// [`DialectError`] for a preset, field or value that does not exist.
    pub fn with(&self, changes: &serde_json::Value) -> Result<Self, DialectError> {
        changed(self, changes)
    }
}

impl Presets for Dialect {
    fn a() -> Self {
        Self::a()
    }
    fn b() -> Self {
        Self::b()
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::a()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_presets_differ_in_every_field() {
        crate::dialect::presets_differ::<Dialect>();
    }
}
