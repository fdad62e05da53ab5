//! Coming in: by password, PIN, emergency code, recovery code, or as the first manager.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::machine::{Inner, Session};
use super::place::{CameBy, Who};
use super::tries::{self, Turn, Whose};
use super::users::{self, UserRow};
use super::{
    EmergencyAccess, FirstManager, ResetByRecovery, SessionState, SignIn, UnlockByPin, UserRole, emergency,
    rules,
};
use crate::audit::{AuditAct, NewLine};
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;

/// For how long the emergency code lets somebody in.
const EMERGENCY_MINUTES: i64 = 30;

/// What was found under a name or an id, once its try was counted.
pub(super) enum Counted {
    Try { row: Option<UserRow>, left: u32 },
    Wait(i64),
}

/// How somebody came in.
struct Coming {
    who: Who,
    /// Whose wrong tries are forgotten.
    forgiven: Option<Whose>,
    by_password: bool,
    acts: Vec<NewLine>,
}

/// Somebody comes by the emergency code: whoever says so, also where the half hour was begun by somebody else.
fn in_emergency(who: Who, forgiven: Option<Whose>, reason: String) -> Coming {
    Coming {
        who,
        forgiven,
        by_password: false,
        acts: vec![NewLine {
            reason: Some(reason),
            ..NewLine::of(AuditAct::EmergencyAccess)
        }],
    }
}

impl Session {
    /// Makes the first manager of a desk without users, and signs them in.
    ///
    /// # Errors
    /// `NotAllowed` where there are users, `InvalidField`, or the store's.
    pub async fn first_manager(&self, request: FirstManager) -> Result<SessionState, DeskError> {
        let password = Zeroizing::new(request.password);
        let name = rules::name(&request.name)?;
        rules::password(&password, &name)?;
        let _coming = self.0.coming.lock().await;
        let hash = self.hash(password).await?;
        let now = self.0.now();
        let id = self.0.ports.ids.next();
        let who = Who {
            id: Some(id),
            name: name.clone(),
            role: UserRole::Manager,
            until: None,
            came_by: CameBy::of(&hash),
        };
        let coming = Coming {
            who,
            forgiven: None,
            by_password: true,
            acts: vec![
                NewLine {
                    reason: Some(name.clone()),
                    ..NewLine::of(AuditAct::UserAdded)
                },
                NewLine::of(AuditAct::SignedIn),
            ],
        };
        self.admit(coming, move |tx| {
            if users::any(tx)? {
                return Err(DeskError::new(
                    ErrorCode::NotAllowed,
                    "the desk has users already",
                ));
            }
            users::add(tx, id, &name, UserRole::Manager, &hash, now)?;
            users::signed_in(tx, id, now)
        })
        .await?;
        self.state().await
    }

    /// Signs in by name and password: at the start, to unlock, or in place of whoever is signed in. A name that nobody
    /// has takes as long and is told the same.
    ///
    /// # Errors
    /// `WrongPassword`, `TooManyTries`, or the store's.
    pub async fn sign_in(&self, request: SignIn) -> Result<SessionState, DeskError> {
        let _coming = self.0.coming.lock().await;
        let key = self.0.store.log_key();
        let name = request.name;
        let counted = self.count(move |tx| {
            let row = users::by_name(tx, &name)?.filter(|row| row.user.active);
            let whose = match &row {
                Some(row) => Whose::User(row.user.id),
                None => Whose::Stranger(stranger(&key[..], &name)),
            };
            Ok((whose, row))
        });
        let (row, left) = counted.await?.turn()?;
        let kept = row.as_ref().map(|row| row.password.clone());
        let right = self.is(kept, Zeroizing::new(request.password)).await?;
        match row {
            Some(row) if right => self.admit_user(row, true).await?,
            row => return Err(self.wrong(row.map(|row| row.user.name), left).await),
        }
        self.state().await
    }

    /// Unlocks or takes over by PIN, where the user gave their password within this shift.
    ///
    /// # Errors
    /// `PasswordNeeded`, also after three wrong PINs; `WrongPassword`, `TooManyTries`, or the store's.
    pub async fn unlock(&self, request: UnlockByPin) -> Result<SessionState, DeskError> {
        let needed = || DeskError::new(ErrorCode::PasswordNeeded, "a PIN is not enough here");
        let _coming = self.0.coming.lock().await;
        let id = request.id;
        let now = self.0.now();
        if !self.0.place().is_pin_enough(id, now) {
            return Err(needed());
        }
        let found = self.0.store.read(move |conn| users::by_id(conn, id)).await?;
        let usable = found.filter(|row| row.user.active && row.user.has_pin);
        let Some(usable) = usable else {
            return Err(needed());
        };
        let counted = self.count(move |_| Ok((Whose::User(id), Some(usable))));
        let (row, left) = counted.await?.turn()?;
        let kept = row.as_ref().and_then(|row| row.pin.clone());
        let right = self.is(kept, Zeroizing::new(request.pin)).await?;
        match row {
            Some(row) if right => {
                self.0.place().right_pin(id);
                self.admit_user(row, false).await?;
            }
            row => {
                let more = self.0.place().wrong_pin(id);
                let wrong = self.wrong(row.map(|row| row.user.name), left).await;
                return Err(if more { wrong } else { needed() });
            }
        }
        self.state().await
    }

    /// Access by the emergency code, when nobody who may sign in is there: a receptionist's rights for half an hour.
    /// The code is void afterwards; only a desk that was locked meanwhile opens by it again, until the same time.
    ///
    /// # Errors
    /// `InvalidField` for a reason that is none, `WrongPassword`, `TooManyTries`, or the store's.
    pub async fn emergency(&self, request: EmergencyAccess) -> Result<SessionState, DeskError> {
        let reason = rules::reason(&request.reason)?;
        let code = emergency::plain(&Zeroizing::new(request.code));
        let _coming = self.0.coming.lock().await;
        let (_, left) = self.count(|_| Ok((Whose::Emergency, None))).await?.turn()?;
        let now = self.0.now();
        let begun = self.0.place().emergency_begun(now).cloned();
        if let Some(begun) = begun
            && self.is(Some(begun.hash), code.clone()).await?
        {
            let who = Who {
                name: rules::first_words(&reason),
                ..begun.who
            };
            self.admit(in_emergency(who, Some(Whose::Emergency), reason), |_| Ok(()))
                .await?;
            return self.state().await;
        }
        let kept = self.0.store.read(emergency::load).await?.hash;
        if !self.is(kept.clone(), code).await? {
            return Err(self.wrong(None, left).await);
        }
        let who = Who {
            id: None,
            name: rules::first_words(&reason),
            role: UserRole::Receptionist,
            until: Some(self.0.now() + TimeDelta::minutes(EMERGENCY_MINUTES)),
            came_by: CameBy::default(),
        };
        let hash = kept.clone();
        self.admit(in_emergency(who.clone(), None, reason), move |tx| {
            if emergency::load(tx)?.hash != kept {
                // Another process was let in by it, or a manager made a new one.
                return Err(tries::wrong(left));
            }
            emergency::save(tx, &emergency::Kept::default())
        })
        .await?;
        if let Some(hash) = hash {
            self.0.place().emergency_begins(who, hash, now);
        }
        self.state().await
    }

    /// A manager's new password by the recovery code, when nobody knows the old one; signs them in.
    ///
    /// # Errors
    /// `WrongCode`, `NotAllowed` for a receptionist, `NotFound` for a name that nobody has, `InvalidField`, or the store's.
    pub async fn reset(&self, request: ResetByRecovery) -> Result<SessionState, DeskError> {
        let (code, password) = (Zeroizing::new(request.code), Zeroizing::new(request.password));
        rules::password(&password, &request.name)?;
        let _coming = self.0.coming.lock().await;
        if let Err(error) = self.0.store.check_recovery_code(&code).await {
            if error.code == ErrorCode::WrongCode {
                self.put_down(NewLine::of(AuditAct::WrongPassword)).await;
            }
            return Err(error);
        }
        let name = request.name;
        let found = self.0.store.read(move |conn| users::by_name(conn, &name)).await?;
        let manager = found
            .filter(|row| row.user.active)
            .ok_or_else(|| DeskError::not_found("user"))?;
        if manager.user.role != UserRole::Manager {
            return Err(DeskError::new(
                ErrorCode::NotAllowed,
                "a receptionist gets a new password from a manager",
            ));
        }
        let hash = self.hash(password).await?;
        let now = self.0.now();
        let id = manager.user.id;
        self.0.place().forget_password(id);
        let coming = Coming {
            who: Who {
                came_by: CameBy::of(&hash),
                ..who_is(&manager)
            },
            forgiven: Some(Whose::User(id)),
            by_password: true,
            acts: vec![
                NewLine::of(AuditAct::Recovered),
                NewLine::of(AuditAct::PasswordChanged),
                NewLine::of(AuditAct::SignedIn),
            ],
        };
        self.admit(coming, move |tx| {
            users::set_password(tx, id, &hash, false, now)?;
            users::signed_in(tx, id, now)
        })
        .await?;
        self.state().await
    }

    async fn admit_user(&self, row: UserRow, by_password: bool) -> Result<(), DeskError> {
        let id = row.user.id;
        let who = who_is(&row);
        let returns = {
            let place = self.0.place();
            place.locked && place.who.as_ref().is_some_and(|before| before.id == who.id)
        };
        let now = self.0.now();
        let coming = Coming {
            who,
            forgiven: Some(Whose::User(id)),
            by_password,
            acts: vec![NewLine::of(if returns {
                AuditAct::Unlocked
            } else {
                AuditAct::SignedIn
            })],
        };
        self.admit(coming, move |tx| users::signed_in(tx, id, now)).await
    }

    /// Gives somebody the seat, in the transaction that puts it down. Whoever sat there leaves it.
    async fn admit(
        &self,
        coming: Coming,
        first: impl FnOnce(&Connection) -> Result<(), DeskError> + Send + 'static,
    ) -> Result<(), DeskError> {
        let before = self.0.place().clone();
        let who = coming.who.clone();
        let inner = self.0.clone();
        let done = self.0.store.write(move |tx| {
            first(tx)?;
            if let Some(whose) = &coming.forgiven {
                tries::forget(tx, whose)?;
            }
            inner.take_seat(tx, coming)
        });
        if let Err(error) = done.await {
            // What was not put down has not happened; what happened meanwhile stays.
            {
                let mut place = self.0.place();
                if place.turn == before.turn + 1 && place.signed_in() == Some(&who) {
                    *place = before;
                }
            }
            self.0.seat_as_it_is();
            return Err(error);
        }
        self.0.events.changed(&[Topic::Session]);
        self.0.watch();
        Ok(())
    }

    /// Counts a try before it is looked at.
    pub(super) async fn count(
        &self,
        whose: impl FnOnce(&Connection) -> Result<(Whose, Option<UserRow>), DeskError> + Send + 'static,
    ) -> Result<Counted, DeskError> {
        let now = self.0.now();
        self.0
            .store
            .write(move |tx| {
                let (whose, row) = whose(tx)?;
                Ok(match tries::take_turn(tx, &whose, now)? {
                    Turn::Try { left } => Counted::Try { row, left },
                    Turn::Wait { seconds } => Counted::Wait(seconds),
                })
            })
            .await
    }

    /// Puts a wrong try down and says what is told of it. A name that nobody has is not kept: people type their
    /// password there.
    pub(super) async fn wrong(&self, name: Option<String>, left: u32) -> DeskError {
        self.put_down(NewLine {
            reason: name,
            ..NewLine::of(AuditAct::WrongPassword)
        })
        .await;
        // The screen shows until when there is a pause.
        self.0.events.changed(&[Topic::Session]);
        tries::wrong(left)
    }

    /// The right one was given without anybody coming in.
    pub(super) async fn forgive(&self, whose: Whose) -> Result<(), DeskError> {
        self.0.store.write(move |tx| tries::forget(tx, &whose)).await
    }

    async fn put_down(&self, line: NewLine) {
        let inner = self.0.clone();
        let done = self.0.store.write(move |tx| inner.audit.record(tx, &line)).await;
        if let Err(error) = done {
            tracing::warn!(%error, "a wrong try could not be put down");
        }
    }

    /// Hashes on the database's threads: it takes tens of milliseconds.
    pub(super) async fn hash(&self, secret: Zeroizing<String>) -> Result<String, DeskError> {
        let inner = self.0.clone();
        self.0
            .store
            .read(move |_| inner.hashing.make(&*inner.ports.random, &secret))
            .await
    }

    /// Compares there too.
    pub(super) async fn is(
        &self,
        kept: Option<String>,
        secret: Zeroizing<String>,
    ) -> Result<bool, DeskError> {
        let inner = self.0.clone();
        self.0
            .store
            .read(move |_| Ok(inner.hashing.is(kept.as_deref(), &secret)))
            .await
    }
}

impl Counted {
    pub(super) fn turn(self) -> Result<(Option<UserRow>, u32), DeskError> {
        match self {
            Self::Try { row, left } => Ok((row, left)),
            Self::Wait(seconds) => Err(tries::too_many(seconds)),
        }
    }
}

impl Inner {
    /// Seat, memory and log change together, in the writer's turn.
    fn take_seat(&self, tx: &Connection, coming: Coming) -> Result<(), DeskError> {
        let now: DateTime<Utc> = self.ports.clock.now();
        let leaves = {
            let place = self.place();
            place
                .signed_in()
                .filter(|before| before.id != coming.who.id)
                .is_some()
        };
        if leaves {
            self.audit.record(tx, &NewLine::of(AuditAct::SignedOut))?;
        }
        self.seat.take(Some(coming.who.author()));
        for act in &coming.acts {
            self.audit.record(tx, act)?;
        }
        let mut place = self.place();
        if let Some(id) = coming.who.id.filter(|_| coming.by_password) {
            place.password_given(id, now);
        }
        place.sit(coming.who, now);
        Ok(())
    }
}

fn who_is(row: &UserRow) -> Who {
    Who {
        id: Some(row.user.id),
        name: row.user.name.clone(),
        role: row.user.role,
        until: None,
        came_by: CameBy::of(&row.password),
    }
}

/// A name that nobody has, as it is remembered.
fn stranger(key: &[u8], name: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"frontdesk stranger 1");
    hash.update(key);
    hash.update(rules::known_as(name).as_bytes());
    hash.finalize()[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
