//! What a person fills in to connect an account of a vendor. The window and the command line are made from
//! this, so that a vendor's form stands in one place.

use serde::Serialize;
use ts_rs::TS;

use super::Vendor;

/// The form of one vendor's account. Its labels are messages named `account-<vendor>-<field>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AccountForm {
    /// Which vendor.
    pub vendor: Vendor,
    /// What is asked, in order. The connection's own name is asked of every account and stands not here.
    pub fields: Vec<AccountField>,
    /// The operations whose way can be given anew ("advanced").
    pub ways: Vec<AccountWay>,
    /// Whether the vendor has a harmless question by which an account is tried before it is saved.
    pub testable: bool,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AccountField {
    /// `base_url`, or its name in the draft's details or secrets.
    pub name: String,
    /// How it is asked.
    pub kind: FieldKind,
    /// Whether the account cannot be made without it.
    pub required: bool,
    /// Whether most clinics leave it as it is.
    pub advanced: bool,
    /// For a choice: what can be chosen, labelled `account-<vendor>-<field>-<choice>`.
    pub choices: Vec<String>,
    /// What stands there before anybody types.
    pub default: Option<String>,
}

/// How a field is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// An address of the vendor.
    Address,
    /// One line.
    Text,
    /// Digits.
    Number,
    /// A key: never shown again.
    Secret,
    /// One of several.
    Choice,
    /// JSON over several lines.
    Json,
    /// A warning that is agreed to: `yes`, or nothing.
    Agreement,
}

/// One operation whose way can be given anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AccountWay {
    /// The operation's name (kebab-case).
    pub operation: String,
    /// HTTP method, if nothing else is given.
    pub method: String,
    /// Path template, if nothing else is given.
    pub path: String,
    /// `document`, `public` or `guess`.
    pub source: String,
}

impl AccountField {
    /// A required field.
    pub(crate) fn needed(name: &str, kind: FieldKind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            required: true,
            advanced: false,
            choices: Vec::new(),
            default: None,
        }
    }

    /// A field that may stay empty.
    pub(crate) fn optional(name: &str, kind: FieldKind) -> Self {
        Self {
            required: false,
            ..Self::needed(name, kind)
        }
    }

    /// The same among those that most clinics leave alone, as it stands before anybody types.
    pub(crate) fn advanced(self, default: Option<&str>) -> Self {
        Self {
            advanced: true,
            default: default.map(str::to_owned),
            ..self
        }
    }

    /// The same as a choice.
    pub(crate) fn of(self, choices: &[&str]) -> Self {
        Self {
            choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
            ..self
        }
    }
}

impl AccountForm {
    /// A field by its name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&AccountField> {
        self.fields.iter().find(|field| field.name == name)
    }
}
