//! The gate before every command: who sits here, and may they ask for this.

use frontdesk_desk::session::{Session, SessionState};
use frontdesk_desk::{DeskError, ErrorCode};
use serde_json::Value;

use crate::app::App;
use crate::catalogue;
use crate::declare::Command;

/// Commands whose answer is given once: they look again themselves, before it cannot be taken back any more.
const LOOK_THEMSELVES: [&str; 1] = ["recovery_code"];

impl App {
    /// Asks whoever sits here for leave before the payload is even read, and once more before the answer is given.
    pub(crate) async fn answer(&self, command: Option<&Command>, payload: Value) -> Result<Value, DeskError> {
        let Some(command) = command else {
            return Err(DeskError::new(ErrorCode::BadRequest, "unknown command"));
        };
        let asked = self.session().filter(|_| !command.while_locked);
        let in_training = self.is_training();
        let leave = match &asked {
            Some(session) => Some(session.allows(command.role.needs(), command.name).await?),
            None => None,
        };
        let answer = catalogue::run(self, command.name, payload).await?;
        if asked.is_none()
            && !command.while_locked
            && !in_training
            && let Some(session) = self.session()
        {
            // The desk was opened meanwhile.
            session.allows(command.role.needs(), command.name).await?;
        }
        match (asked, leave) {
            (Some(session), Some(leave))
                if !session.holds(leave) && !LOOK_THEMSELVES.contains(&command.name) =>
            {
                Err(DeskError::new(
                    ErrorCode::SignInNeeded,
                    "somebody came or went while this was answered",
                ))
            }
            _ => Ok(answer),
        }
    }

    /// The session of the real desk; `None` where nobody needs to sign in: no desk is open, or the training clinic is.
    fn session(&self) -> Option<Session> {
        Some(self.real_desk()?.session().clone())
    }

    /// The session to sign in to.
    ///
    /// # Errors
    /// `NotOpen`, why the store could not be opened, `NotAllowed` in the training clinic, which needs none.
    pub(crate) fn session_or_why(&self) -> Result<Session, DeskError> {
        match self.session() {
            Some(session) => Ok(session),
            None => Err(self
                .desk()
                .err()
                .unwrap_or_else(|| DeskError::new(ErrorCode::NotAllowed, "the training clinic is open"))),
        }
    }

    /// Who is signed in, and who may sign in.
    ///
    /// # Errors
    /// The store's.
    pub async fn session_state(&self) -> Result<SessionState, DeskError> {
        match self.session() {
            Some(session) => session.state().await,
            None => Ok(SessionState::open()),
        }
    }

    /// Locks the desk, as the operating system's own lock and sleep do; reading and sending go on.
    pub async fn lock(&self) {
        if let Some(session) = self.session() {
            session.lock().await;
        }
    }

    /// Signs out whoever is signed in or has locked the desk.
    pub(crate) async fn sign_out(&self) {
        if let Some(session) = self.session() {
            session.sign_out().await;
        }
    }

    /// A person touched the keyboard or the pointer.
    pub(crate) fn touched(&self) {
        if let Some(session) = self.session() {
            session.touched();
        }
    }
}
