//! How the eHealth server behaves where its document is silent or public material disagrees with it.

use serde::{Deserialize, Serialize};

pub use crate::dialect::DialectError;
use crate::dialect::{Presets, changed};

/// What the kind of contract is called in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindKey {
    /// `contract_type`, as the document has it.
    ContractType,
    /// `type`, as older servers have it.
    Type,
}

/// Which words refusals use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// Those of the document, with `$id` filled in.
    Document,
    /// Those of older servers.
    Older,
}

/// Whether requests need `X-Custom-PSK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Psk {
    /// They do not; the document does not mention it.
    NotNeeded,
    /// They do, as all of the public specification says.
    Required,
}

/// Which documents stand in `urgent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgent {
    /// Those of the document's table, by status.
    ByStatus,
    /// Always the signed content, as in the samples.
    AsSample,
}

/// What a document's address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Links {
    /// A signed link to this server's storage that lives ten minutes.
    Signed,
    /// A host and nothing else, as in the samples.
    BareHost,
}

/// How a value that is not there is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// As null.
    Null,
    /// Its key is left out.
    Absent,
}

/// How numbers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbers {
    /// `50000`
    Integers,
    /// `50000.0`
    Floats,
}

/// What a path with an unknown kind of contract is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownKind {
    /// HTTP 404.
    NotFound,
    /// HTTP 500: the server has no clause for it.
    InternalError,
    /// HTTP 422.
    ValidationFailed,
}

/// What an id that is no UUID is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadId {
    /// HTTP 404.
    NotFound,
    /// HTTP 422 with the rule that was broken.
    ValidationFailed,
}

/// What a token that is not valid is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unauthorized {
    /// HTTP 401 with the envelope of errors.
    Envelope,
    /// HTTP 401 with a gateway's page.
    Html,
}

/// What becomes of a refresh token that was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refresh {
    /// It goes on being good.
    Stays,
    /// The answer brings another, and the old one is worth nothing.
    Rotates,
}

/// How long an access token lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenLife {
    /// 24 hours.
    Day,
    /// One hour.
    Hour,
}

/// How a reimbursement request names its programmes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Programs {
    /// `medical_programs`, a list of ids.
    List,
    /// `medical_program_id`, as older servers have it.
    Single,
}

/// The most rows a page of the list has; public material says both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageLimit {
    /// 300.
    ThreeHundred,
    /// 10, so that a small list has several pages.
    Ten,
}

/// One value for each unknown. The default is preset `a`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    /// What the kind of contract is called in the body.
    pub kind_key: KindKey,
    /// Which words refusals use.
    pub words: Words,
    /// Whether requests need `X-Custom-PSK`.
    pub psk: Psk,
    /// Which documents stand in `urgent`.
    pub urgent: Urgent,
    /// What a document's address is.
    pub links: Links,
    /// How a value that is not there is told.
    pub missing: Missing,
    /// How numbers are printed.
    pub numbers: Numbers,
    /// What an unknown kind of contract is answered.
    pub unknown_kind: UnknownKind,
    /// What an id that is no UUID is answered.
    pub bad_id: BadId,
    /// What a token that is not valid is answered.
    pub unauthorized: Unauthorized,
    /// What becomes of a refresh token that was used.
    pub refresh: Refresh,
    /// How long an access token lives.
    pub token_life: TokenLife,
    /// How a reimbursement request names its programmes.
    pub programs: Programs,
    /// The most rows a page of the list has.
    pub page_limit: PageLimit,
}

impl Dialect {
    /// The reading of the document that is kindest to a client.
    pub fn a() -> Self {
        Self {
            kind_key: KindKey::ContractType,
            words: Words::Document,
            psk: Psk::NotNeeded,
            urgent: Urgent::ByStatus,
            links: Links::Signed,
            missing: Missing::Null,
            numbers: Numbers::Integers,
            unknown_kind: UnknownKind::NotFound,
            bad_id: BadId::NotFound,
            unauthorized: Unauthorized::Envelope,
            refresh: Refresh::Stays,
            token_life: TokenLife::Day,
            programs: Programs::List,
            page_limit: PageLimit::ThreeHundred,
        }
    }

    /// The other reading, everywhere.
    pub fn b() -> Self {
        Self {
            kind_key: KindKey::Type,
            words: Words::Older,
            psk: Psk::Required,
            urgent: Urgent::AsSample,
            links: Links::BareHost,
            missing: Missing::Absent,
            numbers: Numbers::Floats,
            unknown_kind: UnknownKind::InternalError,
            bad_id: BadId::ValidationFailed,
            unauthorized: Unauthorized::Html,
            refresh: Refresh::Rotates,
            token_life: TokenLife::Hour,
            programs: Programs::Single,
            page_limit: PageLimit::Ten,
        }
    }

    /// This dialect with the given fields changed: `{"missing": "absent"}`. A `preset` (`a` or `b`) is laid down first.
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
