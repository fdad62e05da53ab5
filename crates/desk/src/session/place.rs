//! Who sits here now, in this process's memory.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::tries::FREE;
use super::{Author, SignedIn, UserRole};

/// For how long after a password a PIN is enough: a shift.
const SHIFT_HOURS: i64 = 12;

/// Somebody who is signed in, or was when the desk was locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Who {
    /// `None`: by the emergency code.
    pub(super) id: Option<Uuid>,
    pub(super) name: String,
    pub(super) role: UserRole,
    /// Until when emergency access lasts.
    pub(super) until: Option<DateTime<Utc>>,
    /// The password they had when they came.
    pub(super) came_by: CameBy,
}

/// Tells one password as it is kept from another; of the password itself it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CameBy(Option<[u8; 8]>);

impl CameBy {
    /// Of a PHC string.
    pub(super) fn of(kept: &str) -> Self {
        let digest: [u8; 32] = Sha256::digest(kept).into();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Self(Some(first))
    }
}

impl Who {
    pub(super) fn author(&self) -> Author {
        Author {
            user: self.id,
            name: self.name.clone(),
            role: Some(self.role),
            emergency: self.id.is_none(),
        }
    }

    pub(super) fn shown(&self) -> SignedIn {
        SignedIn {
            id: self.id,
            name: self.name.clone(),
            role: self.role,
            emergency: self.id.is_none(),
            until: self.until,
        }
    }
}

/// Emergency access that has begun: until its time its own code opens the desk again after a lock. It ends sooner when a
/// user sits down, when whoever has it signs out, and with the process.
#[derive(Debug, Clone)]
pub(super) struct Begun {
    pub(super) who: Who,
    /// PHC string of the code, which is void for everything else.
    pub(super) hash: String,
    /// When somebody last did something by it: a clock that was set back makes the half hour no longer.
    seen_at: DateTime<Utc>,
}

/// The seat of this process, and what it remembers since the start.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) who: Option<Who>,
    pub(super) locked: bool,
    touched_at: DateTime<Utc>,
    /// Counts every change of who sits here: what was asked by one is not answered to another.
    pub(super) turn: u64,
    passwords: HashMap<Uuid, PasswordGiven>,
    emergency: Option<Begun>,
    /// What was refused since the last change, so that a window that asks again and again fills no log.
    refused: HashSet<String>,
}

#[derive(Debug, Clone, Copy)]
struct PasswordGiven {
    at: DateTime<Utc>,
    wrong_pins: u32,
}

impl Place {
    pub(super) fn empty(now: DateTime<Utc>) -> Self {
        Self {
            who: None,
            locked: false,
            touched_at: now,
            turn: 0,
            passwords: HashMap::new(),
            emergency: None,
            refused: HashSet::new(),
        }
    }

    /// Whoever is signed in, the desk not being locked.
    pub(super) fn signed_in(&self) -> Option<&Who> {
        self.who.as_ref().filter(|_| !self.locked)
    }

    /// Somebody sits down.
    pub(super) fn sit(&mut self, who: Who, now: DateTime<Utc>) {
        if who.id.is_some() {
            self.emergency = None;
        }
        self.who = Some(who);
        self.locked = false;
        self.touched_at = now;
        self.changed();
    }

    /// The desk is locked; says who sat there, if somebody did.
    pub(super) fn lock(&mut self) -> Option<Who> {
        let who = self.signed_in().cloned()?;
        self.locked = true;
        self.changed();
        Some(who)
    }

    /// Nobody sits here any more; says who did, or had locked the desk.
    pub(super) fn leave(&mut self) -> Option<Who> {
        let who = self.who.take()?;
        self.locked = false;
        self.emergency = None;
        if let Some(id) = who.id {
            self.passwords.remove(&id);
        }
        self.changed();
        Some(who)
    }

    /// Emergency access began by the code of this hash.
    pub(super) fn emergency_begins(&mut self, who: Who, hash: String, now: DateTime<Utc>) {
        let seen_at = now;
        self.emergency = Some(Begun { who, hash, seen_at });
    }

    /// Emergency access that was locked before its time.
    pub(super) fn emergency_begun(&self, now: DateTime<Utc>) -> Option<&Begun> {
        self.emergency.as_ref().filter(|begun| {
            self.locked && begun.seen_at <= now && begun.who.until.is_some_and(|until| now < until)
        })
    }

    fn changed(&mut self) {
        self.turn += 1;
        self.refused.clear();
    }

    /// Whether this refusal is the first of its kind since somebody came or went.
    pub(super) fn is_refused_first(&mut self, command: &str) -> bool {
        self.refused.insert(command.to_owned())
    }

    pub(super) fn touch(&mut self, now: DateTime<Utc>) {
        if self.signed_in().is_none() {
            return;
        }
        self.touched_at = now;
        if let Some(begun) = &mut self.emergency {
            begun.seen_at = begun.seen_at.max(now);
        }
    }

    /// When this seat is locked by itself; `None`: nobody sits there.
    pub(super) fn locks_at(&self, after: TimeDelta) -> Option<DateTime<Utc>> {
        let who = self.signed_in()?;
        let idle = self.touched_at + after;
        Some(who.until.map_or(idle, |until| until.min(idle)))
    }

    pub(super) fn password_given(&mut self, user: Uuid, at: DateTime<Utc>) {
        self.passwords.insert(user, PasswordGiven { at, wrong_pins: 0 });
    }

    pub(super) fn forget_password(&mut self, user: Uuid) {
        self.passwords.remove(&user);
    }

    /// Whether a PIN is enough of this user now. A clock that was set back makes the shift no longer.
    pub(super) fn is_pin_enough(&self, user: Uuid, now: DateTime<Utc>) -> bool {
        self.passwords.get(&user).is_some_and(|given| {
            let since = now - given.at;
            since >= TimeDelta::zero() && since < TimeDelta::hours(SHIFT_HOURS)
        })
    }

    /// A wrong PIN; says whether another one may be tried.
    pub(super) fn wrong_pin(&mut self, user: Uuid) -> bool {
        let Some(given) = self.passwords.get_mut(&user) else {
            return false;
        };
        given.wrong_pins += 1;
        let more = given.wrong_pins < FREE;
        if !more {
            self.passwords.remove(&user);
        }
        more
    }

    /// The right PIN.
    pub(super) fn right_pin(&mut self, user: Uuid) {
        if let Some(given) = self.passwords.get_mut(&user) {
            given.wrong_pins = 0;
        }
    }
}
