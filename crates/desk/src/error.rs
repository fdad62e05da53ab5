//! The core's one error type. Every error has a stable code; the window turns codes into words of the
//! person's language, never these English texts.

use std::collections::BTreeMap;

use frontdesk_vendors::VendorError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, as a stable code that crosses the wire. Each has a message `error-<code>` in every
/// catalogue (a test holds them together).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// A field of a form or an argument is not acceptable; params `field`, `reason`.
    InvalidField,
    /// The thing asked for is not in the store (any more).
    NotFound,
    /// The name of a connection is taken.
    NameTaken,
    /// The appointment came without an identifier and cannot be changed through the vendor.
    RowWithoutId,
    /// The vendor cannot be reached; params `connection`.
    Offline,
    /// The vendor refused the key; params `connection`.
    KeyRefused,
    /// The address answers, but not like this vendor: wrong address or client path.
    WrongAddress,
    /// The vendor said no; params `vendor_message`, `vendor_code`.
    VendorRefused,
    /// The account may not see or do this; its key is good.
    VendorForbidden,
    /// The vendor does not know the thing that was asked for.
    VendorNotFound,
    /// The vendor's answer could not be read.
    VendorUnreadable,
    /// The vendor's answer was larger than allowed.
    VendorTooLarge,
    /// The vendor says yes and does not carry it out.
    NoEffect,
    /// The vendor's own row lacks what the vendor requires to change it, and only there can it be set.
    RecordIncomplete,
    /// Somebody else changed it at the vendor in the same moment.
    RecordChanged,
    /// The vendor asks to slow down.
    VendorBusy,
    /// The operating system's keyring cannot be used.
    KeyringUnavailable,
    /// The keyring no longer holds the key of the store.
    KeyMissing,
    /// The key in the keyring is not the one of this store.
    KeyWrong,
    /// The store's file is damaged.
    StoreDamaged,
    /// The store was written by a newer version of the application.
    StoreTooNew,
    /// The disk is full.
    DiskFull,
    /// A copy took the store's place: what was unsent in it may have been sent since, and nobody has looked.
    CopyRestored,
    /// The action cannot be undone any more.
    TooLateToUndo,
    /// A connection still has unsent work.
    UnsentWork,
    /// The act needs a live line and a person watching.
    NeedsLiveLine,
    /// Nobody is signed in, or the desk is locked.
    SignInNeeded,
    /// The password, PIN or code is not right; params `left`: tries before a pause.
    WrongPassword,
    /// Too many wrong tries; params `seconds`.
    TooManyTries,
    /// A PIN is not enough here: the password is needed.
    PasswordNeeded,
    /// The last manager must stay one.
    LastManager,
    /// The recovery code is not that of this desk, or mistyped.
    WrongCode,
    /// The store opens by its recovery code only (strict mode).
    KeySealed,
    /// A file that was given is not what it should be, or damaged.
    FileUnreadable,
    /// A file that was given was written by a newer version of the application.
    FileTooNew,
    /// A file says that it was made in the future: the clock there or here is wrong.
    FileAhead,
    /// No desk is open yet (first start).
    NotOpen,
    /// The command is not allowed now (locked, or the role may not).
    NotAllowed,
    /// An unknown command or a payload of the wrong shape.
    BadRequest,
    /// The system has nothing to open or save a file with.
    CannotOpen,
    /// A paper lacks what its country asks for; params `fields`: names, separated by commas.
    PaperIncomplete,
    /// A template of the clinic's own cannot be used; params `line`, `message`.
    TemplateRefused,
    /// Our own mistake.
    Internal,
}

impl ErrorCode {
    /// The code as it stands on the wire and in message ids.
    #[must_use]
    pub fn as_str(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

/// An error of the core: code, parameters for the message, and an English detail for the log that names
/// no patient and no key.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{detail}")]
pub struct DeskError {
    /// Stable code.
    pub code: ErrorCode,
    /// Values for the message; may hold personal data, so they never reach a log.
    pub params: Params,
    /// English detail, free of personal data.
    pub detail: String,
    /// The vendor's call behind it, if one was.
    pub cause: Option<Box<VendorCause>>,
}

/// The facts of a failed vendor call, for support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorCause {
    /// The operation's name.
    pub operation: String,
    /// What kind of failure, in the words of the vendors crate.
    pub kind: String,
    /// The HTTP status, if an answer came.
    pub http_status: Option<u16>,
    /// The vendor's own code of the refusal.
    pub vendor_code: Option<String>,
    /// What happened and what to do, in English, free of personal data.
    #[serde(default)]
    pub message: String,
}

/// Message parameters whose `Debug` says nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Params(pub BTreeMap<String, String>);

impl std::fmt::Debug for Params {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} params]", self.0.len())
    }
}

impl DeskError {
    /// An error without parameters.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            params: Params::default(),
            detail: detail.into(),
            cause: None,
        }
    }

    /// The same error with one more message parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.0.insert(name.to_owned(), value.into());
        self
    }

    /// A field that is not acceptable; `reason` is a stable word (`required`, `too-long`, `not-a-number`, ...).
    pub fn invalid(field: &str, reason: &str) -> Self {
        Self::new(ErrorCode::InvalidField, format!("{field}: {reason}"))
            .with("field", field)
            .with("reason", reason)
    }

    /// Our own mistake.
    pub fn internal(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::Internal, detail)
    }

    /// Something that is not in the store.
    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("{what} is not in the store"))
    }
}

impl From<VendorError> for DeskError {
    fn from(error: VendorError) -> Self {
        use frontdesk_vendors::ErrorKind as Kind;
        let code = match error.kind {
            Kind::Invalid => ErrorCode::InvalidField,
            Kind::Changed => ErrorCode::RecordChanged,
            Kind::Incomplete => ErrorCode::RecordIncomplete,
            Kind::NotSent | Kind::Interrupted | Kind::Server => ErrorCode::Offline,
            Kind::TooLarge => ErrorCode::VendorTooLarge,
            Kind::Redirect => ErrorCode::WrongAddress,
            Kind::NotFound => ErrorCode::VendorNotFound,
            Kind::Unauthorized => ErrorCode::KeyRefused,
            Kind::Forbidden => ErrorCode::VendorForbidden,
            Kind::RateLimited => ErrorCode::VendorBusy,
            Kind::Refused => ErrorCode::VendorRefused,
            Kind::Unreadable => ErrorCode::VendorUnreadable,
        };
        let mut desk = Self::new(code, format!("{}: {}", error.operation, error.message));
        desk.cause = Some(Box::new(VendorCause {
            operation: error.operation.to_owned(),
            kind: error.kind.as_str().to_owned(),
            http_status: error.http_status,
            vendor_code: error.vendor_code.clone(),
            message: error.message.to_string(),
        }));
        if let Some(code) = error.vendor_code {
            desk = desk.with("vendor_code", code);
        }
        if let Some(field) = error.field {
            desk = desk.with("field", field).with("reason", "vendor-rule");
        }
        if let Some(message) = error.vendor_message {
            desk = desk.with("vendor_message", message.as_str());
        }
        desk
    }
}

impl From<rusqlite::Error> for DeskError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        let code = match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => ErrorCode::DiskFull,
            Some(Sqlite::NotADatabase | Sqlite::DatabaseCorrupt) => ErrorCode::StoreDamaged,
            _ if matches!(error, rusqlite::Error::QueryReturnedNoRows) => ErrorCode::NotFound,
            _ => ErrorCode::Internal,
        };
        // SQLite's texts name columns and constraints, never values.
        Self::new(code, format!("store: {error}"))
    }
}
