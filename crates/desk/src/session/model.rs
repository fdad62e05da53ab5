//! Users and the session, as the window and the command line see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UserRole {
    /// The day's work.
    Receptionist,
    /// Also connections, users, the access log, wiping.
    Manager,
}

/// Whether somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Nobody needs to be: the training clinic, or no desk is open.
    Open,
    /// A desk without users: its first manager is made now.
    FirstManager,
    /// Nobody has signed in since the start.
    SignedOut,
    /// Somebody was, and the desk is locked; they and others may sign in.
    Locked,
    /// Somebody is.
    SignedIn,
}

/// Whoever is signed in, or was when the desk was locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedIn {
    /// The user; `None` for emergency access, which has none.
    pub id: Option<Uuid>,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: UserRole,
    /// They came in by the emergency code.
    pub emergency: bool,
    /// Until when emergency access lasts.
    pub until: Option<DateTime<Utc>>,
}

/// Somebody who may sign in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonAtDesk {
    /// The user.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// A PIN is enough now: they have one and gave their password within this shift (12 hours, since the start).
    pub pin_enough: bool,
    /// Nobody may try this name before.
    pub wait_until: Option<DateTime<Utc>>,
}

/// The session of this process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SessionState {
    /// Where it stands.
    pub kind: SessionKind,
    /// Whoever is signed in, or was when the desk was locked.
    pub user: Option<SignedIn>,
    /// Everybody who may sign in, by name.
    pub people: Vec<PersonAtDesk>,
    /// After how many minutes without a touch the desk locks itself.
    pub lock_after_minutes: u32,
    /// Whoever is signed in has a PIN.
    pub has_pin: bool,
    /// An emergency code was made and is unused.
    pub emergency_possible: bool,
}

impl SessionState {
    /// Where nobody needs to sign in: the training clinic, or no desk is open.
    #[must_use]
    pub fn open() -> Self {
        Self {
            kind: SessionKind::Open,
            user: None,
            people: Vec::new(),
            lock_after_minutes: crate::clinic::DeskSettings::default().lock_after_minutes,
            has_pin: false,
            emergency_possible: false,
        }
    }
}

/// The first manager of a desk.
#[derive(Clone, Deserialize, TS)]
pub struct FirstManager {
    /// Their name.
    pub name: String,
    /// At least 10 characters.
    pub password: String,
}

/// A name and a password.
#[derive(Clone, Deserialize, TS)]
pub struct SignIn {
    /// The user's name, in any case.
    pub name: String,
    /// Their password.
    pub password: String,
}

/// A PIN, where one is enough.
#[derive(Clone, Deserialize, TS)]
pub struct UnlockByPin {
    /// The user.
    pub id: Uuid,
    /// Four to eight digits.
    pub pin: String,
}

/// A new password of one's own.
#[derive(Clone, Deserialize, TS)]
pub struct ChangePassword {
    /// The old one.
    pub old: String,
    /// The new one; at least 10 characters.
    pub new: String,
}

/// A PIN of one's own, or none.
#[derive(Clone, Deserialize, TS)]
pub struct SetPin {
    /// One's password.
    pub password: String,
    /// Four to eight digits, not all the same and not a row; `None`: no PIN any more.
    pub pin: Option<String>,
}

/// Access when nobody who may sign in is there.
#[derive(Clone, Deserialize, TS)]
pub struct EmergencyAccess {
    /// The code of the sealed envelope.
    pub code: String,
    /// Who it is and why; kept in the access log.
    pub reason: String,
}

/// A new emergency code: shown once, printed and sealed by the manager.
#[derive(Clone, Serialize, TS)]
pub struct EmergencyCode {
    /// The code, in groups.
    pub code: String,
}

/// A manager's new password by the recovery code, when nobody knows the old one.
#[derive(Clone, Deserialize, TS)]
pub struct ResetByRecovery {
    /// The recovery code of this desk.
    pub code: String,
    /// The manager.
    pub name: String,
    /// At least 10 characters.
    pub password: String,
}

/// Somebody who works at the desk, as the manager sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct User {
    /// The user.
    pub id: Uuid,
    /// Their name, unique at this desk.
    pub name: String,
    /// What they may do.
    pub role: UserRole,
    /// May sign in.
    pub active: bool,
    /// Has a PIN.
    pub has_pin: bool,
    /// When they last signed in here.
    pub last_signed_in_at: Option<DateTime<Utc>>,
    /// When they were added.
    pub created_at: DateTime<Utc>,
}

/// Somebody new.
#[derive(Clone, Deserialize, TS)]
pub struct NewUser {
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: UserRole,
    /// Their first password; at least 10 characters.
    pub password: String,
}

/// A changed user. The last active manager stays one.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EditUser {
    /// The user.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: UserRole,
    /// May sign in.
    pub active: bool,
}

/// A new password given by the manager; the PIN goes with the old one.
#[derive(Clone, Deserialize, TS)]
pub struct ResetPassword {
    /// The user.
    pub id: Uuid,
    /// At least 10 characters.
    pub password: String,
}
