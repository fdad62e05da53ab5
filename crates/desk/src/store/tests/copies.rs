//! Copies, and ways out of a store that cannot be opened.

use std::fs;

use chrono::TimeDelta;

use super::*;
use crate::store::testing::{Threads, now};

impl Place {
    fn copies(&self) -> Vec<Backup> {
        block_on(Store::copies(self.path(), &self.ports)).unwrap()
    }

    /// Makes the store one of an older application.
    fn aged(self) -> Self {
        let store = self.open().unwrap();
        block_on(store.write(|tx| {
            // What the last migration made is unmade.
            tx.execute_batch("DROP TABLE booking_offers")?;
            Ok(tx.pragma_update(None, "user_version", migrations::NEWEST - 1)?)
        }))
        .unwrap();
        drop(store);
        self
    }

    fn names(&self) -> Vec<String> {
        let mut names = files::names_in(&self.path()).unwrap();
        names.sort();
        names
    }
}

#[test]
fn before_an_update_a_copy_is_made_that_holds_everything_and_shows_nothing() {
    let place = Place::new().used().aged();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
    let [copy] = &place.copies()[..] else {
        panic!("one copy")
    };
    assert_eq!(
        copy.name,
        format!("update-v{}-20260302T080000Z.db", migrations::NEWEST - 1)
    );
    assert_eq!(copy.made_at, now());
    let bytes = fs::read(place.file("backups").join(&copy.name)).unwrap();
    assert_eq!(bytes.len() as u64, copy.bytes);
    assert!(
        !bytes
            .windows(6)
            .any(|window| window == b"Canary" || window == b"SQLite")
    );
    place.open().unwrap();
    assert_eq!(place.copies().len(), 1, "nothing was to be updated");
    #[cfg(unix)]
    for name in ["backups".into(), format!("backups/{}", copy.name)] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(place.file(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

#[test]
fn a_copy_that_cannot_be_made_stops_the_update() {
    let place = Place::new().used().aged();
    fs::write(place.file("backups"), "in the way").unwrap();
    assert_eq!(place.code(), ErrorCode::Internal);
    let key = fs::read(place.file("store.key")).unwrap();
    fs::remove_file(place.file("backups")).unwrap();
    let conn = connect(&place.file("store.db"), &key_of(&place, &key), Use::Reading).unwrap();
    let version: u32 = conn
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(
        version,
        migrations::NEWEST - 1,
        "as the older application left it"
    );
}

fn key_of(place: &Place, file: &[u8]) -> Key {
    key::KeyFile::parse(file)
        .unwrap()
        .unlock(&*place.secrets)
        .unwrap()
}

#[test]
fn the_last_three_before_updates_and_the_last_two_days_are_kept() {
    let place = Place::new();
    let store = place.open().unwrap();
    let conn = connect(&place.file("store.db"), &store.0.key, Use::Copying).unwrap();
    for day in 0..6 {
        let at = now() + TimeDelta::days(day);
        backup::before_update(&store.0.files, &conn, u32::try_from(day).unwrap(), at).unwrap();
        assert!(backup::daily(&store.0.files, &conn, at, true).unwrap());
        assert!(!backup::daily(&store.0.files, &conn, at + TimeDelta::hours(3), true).unwrap());
    }
    let names: Vec<_> = place.copies().into_iter().map(|copy| copy.name).collect();
    let of = |kind: &str| names.iter().filter(|name| name.starts_with(kind)).count();
    assert_eq!((of("update"), of("daily")), (3, 2), "{names:?}");
    assert!(
        names.iter().any(|name| name.starts_with("update-v5"))
            && !names.iter().any(|name| name.starts_with("update-v2-"))
    );
    let later = now() + TimeDelta::days(100);
    backup::daily(&store.0.files, &conn, later, true).unwrap();
    let left = place.copies();
    assert_eq!(left.len(), 1, "what is older than three months goes: {left:?}");
}

#[test]
fn a_copy_takes_the_place_of_a_damaged_store_which_is_kept() {
    let place = Place::new().used();
    let store = place.open().unwrap();
    assert!(block_on(store.copy_today(true)).unwrap());
    put(&store, "greeting", "later").unwrap();
    drop(store);
    let damaged = vec![7; 20_000];
    fs::write(place.file("store.db"), &damaged).unwrap();
    assert_eq!(place.code(), ErrorCode::StoreDamaged);
    let restore = |name: &str| block_on(Store::restore(place.path(), &place.ports, name.to_owned()));
    assert_eq!(restore("../store.key").unwrap_err().code, ErrorCode::NotFound);
    fs::write(place.file("store.db-wal"), b"left over").unwrap();
    restore(&place.copies()[0].name).unwrap();
    assert_eq!(
        fs::read(place.file("store.db.damaged-20260302T080000Z")).unwrap(),
        damaged
    );
    assert!(
        place.file("store.db.damaged-20260302T080000Z-wal").exists() && !place.file("store.db-wal").exists()
    );
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap(),
        CANARY,
        "as when the copy was made"
    );
    assert!(!place.names().contains(&"store.restored".to_owned()));
}

#[test]
fn a_store_of_a_newer_application_gives_way_to_a_copy() {
    let place = Place::new().used().aged();
    let store = place.open().unwrap();
    block_on(store.write(|tx| Ok(tx.pragma_update(None, "user_version", migrations::NEWEST + 1)?))).unwrap();
    drop(store);
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
    block_on(Store::restore(
        place.path(),
        &place.ports,
        place.copies()[0].name.clone(),
    ))
    .unwrap();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn damage_that_nobody_met_is_found_by_the_daily_copy() {
    let place = Place::new();
    let store = place.open().unwrap();
    put(&store, "long", &"x".repeat(200_000)).unwrap();
    drop(store);
    let mut bytes = fs::read(place.file("store.db")).unwrap();
    let end = bytes.len();
    bytes[end - 150_000..end - 50_000].fill(0x55);
    fs::write(place.file("store.db"), bytes).unwrap();
    let store = place.open().unwrap();
    assert!(!store.is_damaged());
    let found = block_on(store.copy_today(true)).unwrap_err();
    assert_eq!(found.code, ErrorCode::StoreDamaged, "{found}");
    assert!(store.is_damaged());
    assert!(place.copies().is_empty() && fs::read_dir(place.file("backups")).unwrap().count() == 0);
}

#[test]
fn a_store_set_aside_is_whole_and_leaves_room_for_a_new_one() {
    let place = Place::new().used();
    let aside = place.dir.path().join("desk.aside-20260302T080000Z");
    block_on(Store::set_aside(place.path(), &place.ports)).unwrap();
    assert!(!Store::exists(&place.path()));
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap_err().code,
        ErrorCode::NotFound
    );
    let kept = block_on(Store::open(aside, &place.ports)).unwrap();
    assert_eq!(get(&kept, "greeting").unwrap(), CANARY);
    drop(kept);
    block_on(Store::set_aside(place.path(), &place.ports)).unwrap();
    assert!(place.dir.path().join("desk.aside-20260302T080000Z-2").exists());
}

#[test]
fn a_closed_store_holds_no_file_and_says_so() {
    let place = Place::new().used();
    let store = place.open().unwrap();
    get(&store, "greeting").unwrap();
    block_on(store.close()).unwrap();
    assert_eq!(get(&store, "greeting").unwrap_err().code, ErrorCode::NotOpen);
    assert_eq!(put(&store, "greeting", "x").unwrap_err().code, ErrorCode::NotOpen);
    assert!(held(&store.0.writer).is_none() && held(&store.0.readers).idle.is_empty());
    assert!(
        !place.file("store.db-wal").exists(),
        "the last connection tidied up"
    );
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn copies_are_removed_with_the_one_that_is_being_made_and_what_gave_way_to_one() {
    let place = Place::on(Arc::new(Threads::default())).used();
    let store = place.open().unwrap();
    assert!(block_on(store.copy_today(true)).unwrap());
    let damaged = [
        "store.db.damaged-20260302T080000Z",
        "store.db.damaged-20260302T080000Z-wal",
    ];
    for name in damaged {
        fs::write(place.file(name), CANARY).unwrap();
    }
    let (before, done) = (place.copies(), std::sync::mpsc::channel());
    let making = store.0.files.lock_copies().unwrap();
    let removing = store.clone();
    let remover = std::thread::spawn(move || {
        block_on(removing.remove_copies()).unwrap();
        done.0.send(()).unwrap();
    });
    fs::write(place.file("backups/unfinished"), CANARY).unwrap();
    assert!(done.1.try_recv().is_err(), "a copy is being made");
    fs::rename(
        place.file("backups/unfinished"),
        place.file("backups/daily-v1-20260302T080100Z.db"),
    )
    .unwrap();
    assert!(before.iter().all(|copy| place.copies().contains(copy)));
    drop(making);
    remover.join().unwrap();
    assert_eq!(place.copies(), []);
    assert!(damaged.iter().all(|name| !place.file(name).exists()));
    fs::write(place.file("backups/unfinished"), CANARY).unwrap();
    block_on(store.remove_copies()).unwrap();
    assert_eq!(fs::read_dir(place.file("backups")).unwrap().count(), 0);
}

#[test]
fn a_copy_from_before_the_first_users_makes_nobody_a_manager() {
    let place = Place::new().used();
    let store = place.open().unwrap();
    assert!(block_on(store.copy_today(true)).unwrap());
    let without = place.copies()[0].name.clone();
    let restore = || block_on(Store::restore(place.path(), &place.ports, without.clone()));
    let add = "INSERT INTO users (id, name, role, password, changed_at, created_at) VALUES ('1', 'Ana', 'manager', 'x', 1, 1)";
    block_on(store.write(move |tx| Ok(tx.execute_batch(add)?))).unwrap();
    drop(store);
    assert_eq!(restore().unwrap_err().code, ErrorCode::NotAllowed);
    let store = place.open().unwrap();
    block_on(store.write(|tx| Ok(tx.execute_batch("DELETE FROM users")?))).unwrap();
    drop(store);
    restore().unwrap();
}

#[test]
fn what_could_not_be_read_is_looked_through_at_the_next_start() {
    let place = Place::new();
    let store = place.open().unwrap();
    put(&store, "long", &"x".repeat(200_000)).unwrap();
    drop(store);
    let whole = fs::read(place.file("store.db")).unwrap();
    let mut bytes = whole.clone();
    let end = bytes.len();
    bytes[end - 150_000..end - 50_000].fill(0x55);
    fs::write(place.file("store.db"), &bytes).unwrap();
    let store = place.open().expect("what opening reads is good");
    assert_eq!(get(&store, "long").unwrap_err().code, ErrorCode::StoreDamaged);
    drop(store);
    assert_eq!(place.code(), ErrorCode::StoreDamaged);
    assert_eq!(place.code(), ErrorCode::StoreDamaged, "as often as it is tried");
    fs::write(place.file("store.db"), &whole).unwrap();
    place.open().unwrap();
    fs::write(place.file("store.db"), &bytes).unwrap();
    place.open().expect("nobody has met it again");
}
