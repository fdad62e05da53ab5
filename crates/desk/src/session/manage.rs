//! What a manager does about users, and everybody about their own password and PIN.

use zeroize::Zeroizing;

use super::machine::Session;
use super::place::{CameBy, Who};
use super::tries::Whose;
use super::users::{self, UserRow};
use super::{
    ChangePassword, EditUser, EmergencyCode, NewUser, ResetPassword, SessionState, SetPin, User, emergency,
    rules,
};
use crate::audit::{AuditAct, FieldChange, NewLine};
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;

impl Session {
    /// Everybody who works at the desk, by name.
    ///
    /// # Errors
    /// The store's.
    pub async fn users(&self) -> Result<Vec<User>, DeskError> {
        let all = self.0.store.read(users::all).await?;
        Ok(all.into_iter().map(|row| row.user).collect())
    }

    /// Whoever is called so, in any case and with or without marks.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn user_called(&self, name: &str) -> Result<User, DeskError> {
        let name = name.to_owned();
        let found = self.0.store.read(move |conn| users::by_name(conn, &name)).await?;
        Ok(found.ok_or_else(|| DeskError::not_found("user"))?.user)
    }

    /// Adds somebody.
    ///
    /// # Errors
    /// `NotAllowed` where there is no manager yet, `InvalidField` (name `taken`, password `too-short`, ...), or the store's.
    pub async fn add_user(&self, request: NewUser) -> Result<Vec<User>, DeskError> {
        let password = Zeroizing::new(request.password);
        let name = rules::name(&request.name)?;
        rules::password(&password, &name)?;
        let hash = self.hash(password).await?;
        let (inner, now, id) = (self.0.clone(), self.0.now(), self.0.ports.ids.next());
        self.0
            .store
            .write(move |tx| {
                if !users::any(tx)? {
                    // With only a receptionist, nobody could ever manage anything.
                    return Err(DeskError::new(
                        ErrorCode::NotAllowed,
                        "the first one is the first manager",
                    ));
                }
                users::add(tx, id, &name, request.role, &hash, now)?;
                let line = NewLine {
                    reason: Some(name.clone()),
                    changes: vec![change("role", None, Some(request.role.as_str()))],
                    ..NewLine::of(AuditAct::UserAdded)
                };
                inner.audit.record(tx, &line)
            })
            .await?;
        self.0.events.changed(&[Topic::Session]);
        self.users().await
    }

    /// Changes somebody's name, role, or whether they may sign in. Whoever may not any more is signed out at once.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (name `taken`, ...), `LastManager`, or the store's.
    pub async fn edit_user(&self, request: EditUser) -> Result<Vec<User>, DeskError> {
        let name = rules::name(&request.name)?;
        let (inner, now) = (self.0.clone(), self.0.now());
        let edit = EditUser { name, ..request };
        let asked = edit.clone();
        self.0
            .store
            .write(move |tx| {
                let before = users::by_id(tx, edit.id)?.ok_or_else(|| DeskError::not_found("user"))?;
                let changes = differences(&before.user, &edit);
                if changes.is_empty() {
                    return Ok(());
                }
                users::edit(tx, edit.id, &edit.name, edit.role, edit.active, now)?;
                let line = NewLine {
                    reason: Some(before.user.name),
                    changes,
                    ..NewLine::of(AuditAct::UserEdited)
                };
                inner.audit.record(tx, &line)
            })
            .await?;
        if !asked.active {
            self.0.place().forget_password(asked.id);
            self.send_away(Some(asked.id)).await;
        }
        self.rename_seated(&asked);
        self.0.events.changed(&[Topic::Session]);
        self.users().await
    }

    /// Gives somebody a new password; their PIN goes with the old one, and whoever sits here or elsewhere by it.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, or the store's.
    pub async fn reset_password(&self, request: ResetPassword) -> Result<Vec<User>, DeskError> {
        let password = Zeroizing::new(request.password);
        let id = request.id;
        let found = self.0.store.read(move |conn| users::by_id(conn, id)).await?;
        let user = found.ok_or_else(|| DeskError::not_found("user"))?.user;
        rules::password(&password, &user.name)?;
        let hash = self.hash(password).await?;
        let (inner, now) = (self.0.clone(), self.0.now());
        self.0
            .store
            .write(move |tx| {
                users::set_password(tx, id, &hash, false, now)?;
                let line = NewLine {
                    reason: Some(user.name),
                    ..NewLine::of(AuditAct::PasswordChanged)
                };
                inner.audit.record(tx, &line)
            })
            .await?;
        self.0.place().forget_password(id);
        self.send_away(Some(id)).await;
        self.0.events.changed(&[Topic::Session]);
        self.users().await
    }

    /// A new password of one's own.
    ///
    /// # Errors
    /// `WrongPassword`, `TooManyTries`, `InvalidField`, `SignInNeeded`, `NotAllowed` for emergency access, or the
    /// store's.
    pub async fn change_password(&self, request: ChangePassword) -> Result<SessionState, DeskError> {
        let new = Zeroizing::new(request.new);
        let own = self.own()?;
        rules::password(&new, &own.name)?;
        let id = self.confirmed(&own, request.old).await?.user.id;
        let hash = self.hash(new).await?;
        let came_by = CameBy::of(&hash);
        let (inner, now) = (self.0.clone(), self.0.now());
        self.0
            .store
            .write(move |tx| {
                users::set_password(tx, id, &hash, true, now)?;
                let line = NewLine {
                    reason: Some(own.name),
                    ..NewLine::of(AuditAct::PasswordChanged)
                };
                inner.audit.record(tx, &line)?;
                // Together with the row, or the next question would find another password than they came by.
                if let Some(who) = inner.place().who.as_mut().filter(|who| who.id == Some(id)) {
                    who.came_by = came_by;
                }
                Ok(())
            })
            .await?;
        self.state().await
    }

    /// A PIN of one's own, or none.
    ///
    /// # Errors
    /// As [`Session::change_password`].
    pub async fn set_pin(&self, request: SetPin) -> Result<SessionState, DeskError> {
        let pin = request.pin.map(Zeroizing::new);
        let own = self.own()?;
        if let Some(pin) = &pin {
            rules::pin(pin)?;
        }
        let id = self.confirmed(&own, request.password).await?.user.id;
        let hash = match pin {
            Some(pin) => Some(self.hash(pin).await?),
            None => None,
        };
        let (inner, now) = (self.0.clone(), self.0.now());
        self.0
            .store
            .write(move |tx| {
                users::set_pin(tx, id, hash.as_deref(), now)?;
                let line = NewLine {
                    reason: Some(own.name),
                    changes: vec![FieldChange {
                        field: "pin".to_owned(),
                        before: None,
                        after: None,
                        theirs: None,
                    }],
                    ..NewLine::of(AuditAct::PasswordChanged)
                };
                inner.audit.record(tx, &line)
            })
            .await?;
        // It was given just now.
        self.0.place().password_given(id, now);
        self.0.events.changed(&[Topic::Session]);
        self.state().await
    }

    /// Whether that is the password of whoever is signed in; asked for before what cannot be taken back. Wrong ones
    /// count as at the door. A desk without users asks nobody.
    ///
    /// # Errors
    /// `WrongPassword`, `TooManyTries`, `SignInNeeded`, `NotAllowed` for emergency access, or the store's.
    pub async fn confirm_password(&self, password: String) -> Result<(), DeskError> {
        if !self.0.store.read(users::any).await? {
            return Ok(());
        }
        let own = self.own()?;
        self.confirmed(&own, password).await.map(drop)
    }

    /// Makes a new emergency code; the one before it is void.
    ///
    /// # Errors
    /// The store's.
    pub async fn make_emergency_code(&self) -> Result<EmergencyCode, DeskError> {
        let code = emergency::make(&*self.0.ports.random);
        let hash = self.hash(emergency::plain(&code)).await?;
        let inner = self.0.clone();
        self.0
            .store
            .write(move |tx| {
                let kept = emergency::Kept {
                    hash: Some(hash),
                    ..emergency::Kept::default()
                };
                emergency::save(tx, &kept)?;
                inner.audit.record(tx, &NewLine::of(AuditAct::CodeMade))
            })
            .await?;
        self.0.events.changed(&[Topic::Session]);
        Ok(EmergencyCode {
            code: code.to_string(),
        })
    }

    /// Whoever is signed in and has a password.
    pub(super) fn own(&self) -> Result<Who, DeskError> {
        let own = self.0.place().signed_in().cloned();
        let own = own.ok_or_else(|| DeskError::new(ErrorCode::SignInNeeded, "nobody is signed in here"))?;
        if own.id.is_none() {
            return Err(DeskError::new(
                ErrorCode::NotAllowed,
                "emergency access has no password",
            ));
        }
        Ok(own)
    }

    pub(super) async fn confirmed(&self, own: &Who, password: String) -> Result<UserRow, DeskError> {
        let password = Zeroizing::new(password);
        let _coming = self.0.coming.lock().await;
        let id = own.id.unwrap_or_default();
        let counted = self.count(move |tx| Ok((Whose::User(id), users::by_id(tx, id)?)));
        let (row, left) = counted.await?.turn()?;
        let kept = row.as_ref().map(|row| row.password.clone());
        let right = self.is(kept, password).await?;
        match row {
            Some(row) if right => {
                self.forgive(Whose::User(id)).await?;
                Ok(row)
            }
            _ => Err(self.wrong(Some(own.name.clone()), left).await),
        }
    }

    /// The one who sits here is called and may do what a manager just set.
    fn rename_seated(&self, edit: &EditUser) {
        let mut place = self.0.place();
        let signed_in = !place.locked;
        if let Some(who) = place.who.as_mut().filter(|who| who.id == Some(edit.id)) {
            who.name.clone_from(&edit.name);
            who.role = edit.role;
            if signed_in {
                self.0.seat.take(Some(who.author()));
            }
        }
    }
}

fn differences(before: &User, after: &EditUser) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    if before.name != after.name {
        changes.push(change("name", Some(&before.name), Some(&after.name)));
    }
    if before.role != after.role {
        changes.push(change(
            "role",
            Some(before.role.as_str()),
            Some(after.role.as_str()),
        ));
    }
    if before.active != after.active {
        let word = |active| Some(if active { "yes" } else { "no" });
        changes.push(change("active", word(before.active), word(after.active)));
    }
    changes
}

fn change(field: &str, before: Option<&str>, after: Option<&str>) -> FieldChange {
    FieldChange {
        field: field.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        theirs: None,
    }
}
