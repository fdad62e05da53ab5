//! Users as the desks of a clinic share them: with their passwords as they are kept, without PINs, which are of one
//! desk, and without what happened when they signed in there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::PartState;
use crate::error::DeskError;
use crate::patients::search::fold;
use crate::session::UserRole;
use crate::store::{from_ms, id_of, to_ms};

/// A user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SharedUser {
    pub id: Uuid,
    pub name: String,
    pub role: UserRole,
    /// PHC string, argon2id.
    pub password: String,
    pub active: bool,
    pub changed_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

/// Everybody who works at this desk.
///
/// # Errors
/// The store's.
pub(crate) fn all(conn: &Connection) -> Result<Vec<SharedUser>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, role, password, active, changed_at, created_at FROM users ORDER BY name, id",
    )?;
    Ok(statement.query_map([], user)?.collect::<Result<_, _>>()?)
}

fn user(row: &Row<'_>) -> rusqlite::Result<SharedUser> {
    let role: String = row.get("role")?;
    Ok(SharedUser {
        id: id_of(row, "id")?,
        name: row.get("name")?,
        // A word that is not known must not make a manager of anybody.
        role: serde_json::from_value(Value::String(role)).unwrap_or(UserRole::Receptionist),
        password: row.get("password")?,
        active: row.get("active")?,
        changed_at: from_ms(row.get("changed_at")?),
        created_at: from_ms(row.get("created_at")?),
    })
}

impl SharedUser {
    fn is_like(&self, other: &Self) -> bool {
        (&self.name, self.role, &self.password, self.active)
            == (&other.name, other.role, &other.password, other.active)
    }

    fn manages(&self) -> bool {
        self.role == UserRole::Manager && self.active
    }
}

/// What becomes of one user of a file.
pub(super) struct Merged {
    pub name: String,
    pub state: PartState,
    /// What to write; `None`: nothing changes here.
    pub written: Option<SharedUser>,
}

/// Whether two names are of one person, as names are compared where somebody signs in: in any case, with or without
/// marks.
fn are_alike(one: &str, other: &str) -> bool {
    let (folded, with) = (fold(one), fold(other));
    if folded.is_empty() {
        one.trim().to_lowercase() == other.trim().to_lowercase()
    } else {
        folded == with
    }
}

/// Whom of this desk a user of a file is: found by id, or else by name among those the file does not know by id. One
/// who has taken the former name of another is not that other.
fn known_here<'a>(
    here: &'a [SharedUser],
    theirs: &[SharedUser],
    user: &SharedUser,
) -> Option<&'a SharedUser> {
    here.iter().find(|known| known.id == user.id).or_else(|| {
        here.iter()
            .filter(|known| theirs.iter().all(|other| other.id != known.id))
            .find(|known| are_alike(&known.name, &user.name))
    })
}

/// Lays the users of a file over those here: the newer one wins, found by id, or else by name. Who manages this desk is
/// never left without anybody who does. In this order they can be written: a name is given up before another takes it.
pub(super) fn merge(here: &[SharedUser], theirs: &[SharedUser]) -> Vec<Merged> {
    let mut after: BTreeMap<Uuid, SharedUser> = here.iter().map(|user| (user.id, user.clone())).collect();
    let mut merged: Vec<(Uuid, Merged)> = Vec::new();
    let (mut known, mut strangers) = (Vec::<(&SharedUser, &SharedUser)>::new(), Vec::new());
    for user in theirs {
        match known_here(here, theirs, user) {
            // Two of one name in a file: the first one stands.
            Some(one) if known.iter().any(|(_, other)| other.id == one.id) => {}
            Some(one) => known.push((user, one)),
            None => strangers.push(user),
        }
    }
    let is_taken = |after: &BTreeMap<Uuid, SharedUser>, id: Uuid, name: &str| {
        after
            .values()
            .any(|other| other.id != id && are_alike(&other.name, name))
    };
    while !known.is_empty() {
        let free = known
            .iter()
            .position(|(user, known)| !is_taken(&after, known.id, &user.name));
        let (user, known) = known.remove(free.unwrap_or_default());
        let wanted = SharedUser {
            id: known.id,
            created_at: known.created_at,
            // Names that only change places, or that somebody else has here, stay as they are.
            name: if free.is_some() { &user.name } else { &known.name }.clone(),
            ..user.clone()
        };
        let state = if wanted.is_like(known) {
            PartState::Same
        } else if known.changed_at > user.changed_at {
            PartState::NewerHere
        } else {
            after.insert(known.id, wanted.clone());
            PartState::Changed
        };
        merged.push((known.id, Merged::of(&wanted, state)));
    }
    for user in strangers {
        if !is_taken(&after, user.id, &user.name) {
            after.insert(user.id, user.clone());
            merged.push((user.id, Merged::of(user, PartState::New)));
        }
    }
    let managed = here.iter().any(SharedUser::manages);
    if managed && !after.values().any(SharedUser::manages) {
        // The last managers stay what they are; what else changed of them is taken.
        for known in here.iter().filter(|user| user.manages()) {
            if let Some(user) = after.get_mut(&known.id) {
                user.role = known.role;
                user.active = known.active;
            }
        }
    }
    merged
        .into_iter()
        .map(|(id, part)| {
            let user = after.get(&id);
            let known = here.iter().find(|user| user.id == id);
            let stays = part.state == PartState::Changed
                && user.is_some_and(|user| known.is_some_and(|known| known.is_like(user)));
            Merged {
                state: if stays { PartState::NewerHere } else { part.state },
                written: user
                    .filter(|_| !stays && matches!(part.state, PartState::New | PartState::Changed))
                    .cloned(),
                ..part
            }
        })
        .collect()
}

impl Merged {
    fn of(user: &SharedUser, state: PartState) -> Self {
        Self {
            name: user.name.clone(),
            state,
            written: None,
        }
    }
}

/// Writes one user. With another password the PIN goes.
///
/// # Errors
/// The store's.
pub(super) fn write(tx: &Connection, user: &SharedUser) -> Result<(), DeskError> {
    let role = serde_json::to_value(user.role)
        .ok()
        .and_then(|word| word.as_str().map(str::to_owned))
        .ok_or_else(|| DeskError::internal("a role without a word"))?;
    tx.execute(
        "INSERT INTO users (id, name, role, password, active, changed_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET name = ?2, role = ?3, active = ?5, changed_at = ?6,
             pin = CASE WHEN password = ?4 THEN pin END,
             failures = CASE WHEN password = ?4 THEN failures ELSE 0 END,
             blocked_until = CASE WHEN password = ?4 THEN blocked_until END,
             password = ?4",
        params![
            user.id.to_string(),
            user.name,
            role,
            user.password,
            user.active,
            to_ms(user.changed_at),
            to_ms(user.created_at)
        ],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        from_ms(minute * 60_000)
    }

    fn user(id: u128, name: &str, role: UserRole, changed: i64) -> SharedUser {
        SharedUser {
            id: Uuid::from_u128(id),
            name: name.to_owned(),
            role,
            password: format!("hash {id} {changed}"),
            active: true,
            changed_at: at(changed),
            created_at: at(0),
        }
    }

    fn states(merged: &[Merged]) -> Vec<PartState> {
        merged.iter().map(|part| part.state).collect()
    }

    #[test]
    fn the_newer_one_wins_and_strangers_come_in() {
        let here = [
            user(1, "Ana", UserRole::Manager, 10),
            user(2, "Ioan", UserRole::Receptionist, 30),
        ];
        let theirs = [
            user(1, "Ana Maria", UserRole::Manager, 20),
            user(2, "Ioan", UserRole::Receptionist, 20),
            user(3, "Olga", UserRole::Receptionist, 5),
        ];
        let merged = merge(&here, &theirs);
        use PartState::{Changed, New, NewerHere, Same};
        assert_eq!(states(&merged), [Changed, NewerHere, New]);
        assert_eq!(merged[0].written.as_ref().unwrap().name, "Ana Maria");
        assert!(merged[1].written.is_none());
        let same = merge(&here, &here);
        assert_eq!(states(&same), [Same, Same]);
    }

    #[test]
    fn one_person_added_at_two_desks_is_one_person() {
        let here = [user(1, "ana", UserRole::Manager, 10)];
        let theirs = [user(9, "Ana", UserRole::Manager, 20)];
        let merged = merge(&here, &theirs);
        let written = merged[0].written.as_ref().unwrap();
        assert_eq!((written.id, written.name.as_str()), (here[0].id, "Ana"));
        assert_eq!(written.password, theirs[0].password);
    }

    #[test]
    fn the_last_manager_here_stays_one() {
        let here = [user(1, "Ana", UserRole::Manager, 10)];
        let mut theirs = [user(1, "Ana", UserRole::Receptionist, 20)];
        let merged = merge(&here, &theirs);
        let written = merged[0].written.as_ref().unwrap();
        assert_eq!(written.role, UserRole::Manager, "what else changed is taken");
        assert_eq!(written.password, theirs[0].password);
        theirs[0].password.clone_from(&here[0].password);
        let merged = merge(&here, &theirs);
        assert!(merged[0].written.is_none() && merged[0].state == PartState::NewerHere);
        // With another manager in the same file it is an ordinary change.
        let both = [theirs[0].clone(), user(2, "Olga", UserRole::Manager, 20)];
        let merged = merge(&here, &both);
        assert_eq!(merged[0].written.as_ref().unwrap().role, UserRole::Receptionist);
    }

    #[test]
    fn a_name_that_another_user_has_here_is_not_taken_from_them() {
        let here = [
            user(1, "Ana", UserRole::Manager, 10),
            user(2, "Olga", UserRole::Receptionist, 10),
        ];
        let theirs = [user(2, "ANA", UserRole::Receptionist, 20)];
        let merged = merge(&here, &theirs);
        assert_eq!(merged[0].written.as_ref().unwrap().name, "Olga");
    }

    #[test]
    fn a_newcomer_with_the_former_name_of_another_is_a_newcomer() {
        use PartState::{Changed, New};
        use UserRole::{Manager, Receptionist};
        for (renamed, former) in [("Ana", "Olga"), ("Maria", "Ana")] {
            let here = [user(1, former, Manager, 10)];
            let mut theirs = [user(1, renamed, Manager, 20), user(3, former, Receptionist, 15)];
            theirs.sort_by(|one, other| one.name.cmp(&other.name));
            let merged = merge(&here, &theirs);
            assert_eq!(states(&merged), [Changed, New]);
            let written: Vec<_> = merged.iter().filter_map(|part| part.written.as_ref()).collect();
            assert_eq!(
                (written[0].id, written[0].name.as_str(), written[0].role),
                (here[0].id, renamed, Manager)
            );
            assert_eq!(
                (written[1].id.as_u128(), written[1].name.as_str(), written[1].role),
                (3, former, Receptionist)
            );
            let conn = Connection::open_in_memory().unwrap();
            conn.execute_batch(crate::store::schema::users::MIGRATION)
                .unwrap();
            write(&conn, &here[0]).unwrap();
            for user in written {
                write(&conn, user).unwrap();
            }
            assert!(all(&conn).unwrap() == theirs);
        }
    }

    #[test]
    fn names_that_go_on_from_one_to_the_next_all_move_and_names_in_a_circle_stay() {
        let at_work = |id, name, changed| user(id, name, UserRole::Manager, changed);
        let here = [at_work(1, "Ana", 10), at_work(2, "Maria", 10)];
        let names = |theirs: &[SharedUser]| {
            let mut merged = merge(&here, theirs);
            merged.sort_by_key(|part| part.written.as_ref().map(|user| user.id));
            merged
                .into_iter()
                .map(|part| part.written.unwrap().name)
                .collect::<Vec<_>>()
        };
        let chain = [at_work(1, "Maria", 20), at_work(2, "Olga", 20)];
        assert_eq!(names(&chain), ["Maria", "Olga"]);
        let circle = [at_work(2, "Ana", 20), at_work(1, "Maria", 20)];
        assert_eq!(names(&circle), ["Ana", "Maria"]);
    }

    #[test]
    fn names_that_sign_in_alike_are_one_name() {
        let here = [user(1, "Pop Ana", UserRole::Manager, 10)];
        let theirs = [user(9, "Pop Ană", UserRole::Manager, 20)];
        let merged = merge(&here, &theirs);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].written.as_ref().unwrap().id, here[0].id);
    }

    #[test]
    fn another_password_takes_the_pin_with_it_and_the_same_leaves_it() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(crate::store::schema::users::MIGRATION)
            .unwrap();
        let ana = user(1, "Ana", UserRole::Manager, 10);
        write(&conn, &ana).unwrap();
        conn.execute("UPDATE users SET pin = 'hash of a pin', failures = 3", [])
            .unwrap();
        let renamed = SharedUser {
            name: "Ana Maria".to_owned(),
            ..ana.clone()
        };
        write(&conn, &renamed).unwrap();
        let pin = || -> Option<String> {
            conn.query_row("SELECT pin FROM users", [], |row| row.get(0))
                .unwrap()
        };
        assert_eq!(pin().as_deref(), Some("hash of a pin"));
        let renewed = SharedUser {
            password: "another".to_owned(),
            ..renamed
        };
        write(&conn, &renewed).unwrap();
        assert_eq!(pin(), None);
        assert!(all(&conn).unwrap() == [renewed]);
    }
}
