//! The store on real files.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;

use futures::executor::block_on;
use futures::future::join_all;
use rusqlite::Connection;
use tempfile::TempDir;

use super::testing::{Closed, Inline, TestSecrets, Threads, ports_on};
use super::*;
use crate::error::ErrorCode;

const CANARY: &str = "Canary-Ștefănescu-0722123456";

struct Place {
    dir: TempDir,
    ports: Ports,
    secrets: Arc<TestSecrets>,
}

impl Place {
    fn new() -> Self {
        Self::on(Arc::new(Inline))
    }

    fn on(executor: Arc<dyn DatabaseExecutor>) -> Self {
        let (ports, secrets) = ports_on(executor);
        Self {
            dir: tempfile::tempdir().unwrap(),
            ports,
            secrets,
        }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("desk")
    }

    fn open(&self) -> Result<Store, DeskError> {
        block_on(Store::open(self.path(), &self.ports))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Opens, writes a setting and closes.
    fn used(self) -> Self {
        put(&self.open().unwrap(), "greeting", CANARY).unwrap();
        self
    }

    fn code(&self) -> ErrorCode {
        self.open().unwrap_err().code
    }
}

fn put(store: &Store, key: &'static str, value: &str) -> Result<(), DeskError> {
    let value = value.to_owned();
    block_on(store.write(move |tx| {
        tx.execute("INSERT OR REPLACE INTO settings VALUES (?1, ?2)", [key, &value])?;
        Ok(())
    }))
}

fn get(store: &Store, key: &'static str) -> Result<String, DeskError> {
    block_on(store.read(move |conn| {
        Ok(
            conn.query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| {
                row.get(0)
            })?,
        )
    }))
}

fn bytes_of_all_files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_was_written_is_there_after_reopening() {
    let place = Place::new().used();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn no_file_shows_what_is_in_it() {
    let place = Place::new();
    let store = place.open().unwrap();
    put(&store, "greeting", CANARY).unwrap();
    get(&store, "greeting").unwrap();
    let files = bytes_of_all_files(&place.path());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for wanted in ["store.db", "store.db-wal", "store.db-shm", "store.key"] {
        assert!(
            names.contains(&wanted),
            "{wanted} is looked at too, there are {names:?}"
        );
    }
    let keys: Vec<Vec<u8>> = place.secrets.kept.lock().unwrap().values().cloned().collect();
    for (name, bytes) in files {
        for text in ["SQLite format 3", CANARY, "Canary", "CREATE TABLE", "0722123456"] {
            assert!(!holds(&bytes, text), "{name} shows {text}");
        }
        for key in keys.iter().chain([&store.0.key.to_vec()]) {
            assert!(
                !bytes.windows(key.len()).any(|window| window == key),
                "{name} shows a key"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    fs::create_dir(place.path()).unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let store = place.open().unwrap();
    put(&store, "a", "b").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.path()), 0o700);
    for entry in fs::read_dir(place.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn every_way_of_not_opening_has_its_own_name() {
    let place = Place::new().used();
    place.secrets.broken.store(true, Ordering::SeqCst);
    assert_eq!(place.code(), ErrorCode::KeyringUnavailable);
    place.secrets.broken.store(false, Ordering::SeqCst);

    let kept = place.secrets.kept.lock().unwrap().clone();
    place.secrets.kept.lock().unwrap().clear();
    assert_eq!(place.code(), ErrorCode::KeyMissing);
    for wrong in [vec![7; 32], vec![7; 16], Vec::new()] {
        place
            .secrets
            .kept
            .lock()
            .unwrap()
            .extend(kept.keys().map(|name| (name.clone(), wrong.clone())));
        assert_eq!(place.code(), ErrorCode::KeyWrong);
    }
    *place.secrets.kept.lock().unwrap() = kept;
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap(),
        CANARY,
        "and none of them did harm"
    );
}

#[test]
fn a_key_that_does_not_pass_the_check_is_wrong() {
    let place = Place::new().used();
    let text = fs::read_to_string(place.file("store.key")).unwrap();
    let check = text.lines().find(|line| line.contains("\"check\"")).unwrap();
    fs::write(place.file("store.key"), text.replace(check, "  \"check\": \"AAAA\",")).unwrap();
    assert_eq!(place.code(), ErrorCode::KeyWrong);
}

#[test]
fn a_damaged_key_file_is_damage_and_a_newer_one_is_newer() {
    let place = Place::new().used();
    let text = fs::read_to_string(place.file("store.key")).unwrap();
    for damaged in ["", "{", "{\"version\": 1}", &text.replace("keyring", "smoke")] {
        fs::write(place.file("store.key"), damaged).unwrap();
        assert_eq!(place.code(), ErrorCode::StoreDamaged, "{damaged}");
    }
    fs::write(
        place.file("store.key"),
        text.replace("\"version\": 1", "\"version\": 2"),
    )
    .unwrap();
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
    let more_slots = text.replace(
        "\"slots\": [",
        "\"slots\": [{\"kind\": \"recovery\", \"wrapped\": \"AA\"},",
    );
    fs::write(place.file("store.key"), more_slots).unwrap();
    assert_eq!(
        get(&place.open().unwrap(), "greeting").unwrap(),
        CANARY,
        "unknown slots are passed over"
    );
}

#[test]
fn a_damaged_file_is_damage_and_never_replaced() {
    let place = Place::new().used();
    let whole = fs::read(place.file("store.db")).unwrap();
    let mut torn = whole.clone();
    torn[100..200].fill(0);
    for damaged in [
        torn,
        whole[..1000].to_vec(),
        Vec::new(),
        b"SQLite format 3\0 but not really".to_vec(),
    ] {
        fs::write(place.file("store.db"), &damaged).unwrap();
        assert_eq!(place.code(), ErrorCode::StoreDamaged, "{} bytes", damaged.len());
        assert_eq!(fs::read(place.file("store.db")).unwrap(), damaged);
    }
    fs::write(place.file("store.db"), whole).unwrap();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);
}

#[test]
fn damage_deep_inside_is_found_when_read() {
    let place = Place::new();
    let store = place.open().unwrap();
    let long = "x".repeat(200_000);
    put(&store, "long", &long).unwrap();
    drop(store);
    let mut bytes = fs::read(place.file("store.db")).unwrap();
    let end = bytes.len();
    bytes[end - 150_000..end - 50_000].fill(0x55);
    fs::write(place.file("store.db"), bytes).unwrap();
    let store = place.open().unwrap();
    assert_eq!(get(&store, "long").unwrap_err().code, ErrorCode::StoreDamaged);
}

#[test]
fn a_store_that_lost_a_file_is_not_a_first_start() {
    let place = Place::new().used();
    fs::remove_file(place.file("store.key")).unwrap();
    assert!(Store::exists(&place.path()));
    assert_eq!(place.code(), ErrorCode::KeyMissing);
    assert!(!place.file("store.key").exists());

    let place = Place::new().used();
    fs::remove_file(place.file("store.db")).unwrap();
    assert!(Store::exists(&place.path()));
    assert_eq!(place.code(), ErrorCode::StoreDamaged);
    assert!(!place.file("store.db").exists());

    assert!(!Store::exists(&Place::new().path()));
}

#[test]
fn a_newer_store_is_left_alone() {
    let place = Place::new();
    let store = place.open().unwrap();
    let newer = migrations::NEWEST + 1;
    block_on(store.write(move |tx| Ok(tx.pragma_update(None, "user_version", newer)?))).unwrap();
    drop(store);
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
    assert_eq!(place.code(), ErrorCode::StoreTooNew);
}

#[test]
fn a_keyring_that_forgets_is_noticed_before_there_is_anything_to_lose() {
    let place = Place::new();
    place.secrets.forgets.store(true, Ordering::SeqCst);
    assert_eq!(place.code(), ErrorCode::KeyringUnavailable);
    assert!(!Store::exists(&place.path()));
    place.secrets.forgets.store(false, Ordering::SeqCst);
    place.open().unwrap();
}

#[test]
fn a_crash_while_making_a_store_is_made_good() {
    // After the database got its name and before the key file did.
    let place = Place::new().used();
    fs::rename(place.file("store.key"), place.file("store.key.new")).unwrap();
    assert_eq!(get(&place.open().unwrap(), "greeting").unwrap(), CANARY);

    // Before the database got its name: nothing was ever in it.
    let place = Place::new().used();
    fs::rename(place.file("store.key"), place.file("store.key.new")).unwrap();
    fs::rename(place.file("store.db"), place.file("store.db.new")).unwrap();
    let store = place.open().unwrap();
    assert_eq!(get(&store, "greeting").unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(
        place.secrets.kept.lock().unwrap().len(),
        1,
        "the key of the store that never was is gone"
    );
    assert!(!place.file("store.db.new").exists() && !place.file("store.key.new").exists());

    // A key file cut short is of the same moment.
    let place = Place::new();
    fs::create_dir_all(place.path()).unwrap();
    fs::write(place.file("store.key.new"), "{\"ver").unwrap();
    place.open().unwrap();
}

#[test]
fn an_error_or_a_panic_undoes_the_whole_write_and_the_store_goes_on() {
    let place = Place::new();
    let store = place.open().unwrap();
    put(&store, "a", "before").unwrap();
    let change = "UPDATE settings SET value = 'after'";
    let refused = block_on(store.write::<()>(move |tx| {
        tx.execute(change, [])?;
        Err(DeskError::new(ErrorCode::NotAllowed, "on purpose"))
    }));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);
    let panicked = block_on(store.write::<()>(move |tx| {
        tx.execute(change, [])?;
        panic!("on purpose");
    }));
    assert_eq!(panicked.unwrap_err().code, ErrorCode::Internal);
    assert_eq!(get(&store, "a").unwrap(), "before");
    let panicked = block_on(store.read::<()>(|conn| {
        conn.query_row("SELECT value FROM settings", [], |_| Ok(()))?;
        panic!("on purpose");
    }));
    assert_eq!(panicked.unwrap_err().code, ErrorCode::Internal);
    put(&store, "a", "later").unwrap();
    assert_eq!(get(&store, "a").unwrap(), "later");
}

#[test]
fn the_text_of_a_panic_with_somebodys_name_in_it_goes_nowhere() {
    let place = Place::new();
    let store = place.open().unwrap();
    let error = block_on(store.read::<()>(|_| panic!("cannot file {CANARY}"))).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Canary"));
}

#[test]
fn readers_cannot_write() {
    let place = Place::new();
    let store = place.open().unwrap();
    let tried = block_on(store.read(|conn| Ok(conn.execute("DELETE FROM settings", [])?)));
    assert_eq!(tried.unwrap_err().code, ErrorCode::Internal);
}

#[test]
fn a_read_sees_one_moment() {
    let place = Place::on(Arc::new(Threads::default()));
    let store = place.open().unwrap();
    put(&store, "a", "1").unwrap();
    let (looked, go_on) = (channel::<()>(), channel::<()>());
    let read = store.read(move |conn| {
        let look = || {
            conn.query_row("SELECT value FROM settings WHERE key = 'a'", [], |row| {
                row.get::<_, String>(0)
            })
        };
        let first = look()?;
        looked.0.send(()).unwrap();
        go_on.1.recv().unwrap();
        Ok((first, look()?))
    });
    let write = async {
        looked.1.recv().unwrap();
        store
            .write(|tx| {
                tx.execute("UPDATE settings SET value = '2'", [])?;
                Ok(())
            })
            .await
            .unwrap();
        go_on.0.send(()).unwrap();
    };
    let (read, ()) = block_on(async { futures::join!(read, write) });
    assert_eq!(read.unwrap(), ("1".to_owned(), "1".to_owned()));
    assert_eq!(get(&store, "a").unwrap(), "2");
}

#[test]
fn many_at_once_lose_nothing() {
    let place = Place::on(Arc::new(Threads::default()));
    let store = place.open().unwrap();
    put(&store, "count", "0").unwrap();
    let add = || {
        store.write(|tx| {
            let count: i64 = tx.query_row(
                "SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'count'",
                [],
                |row| row.get(0),
            )?;
            tx.execute(
                "UPDATE settings SET value = ?1 WHERE key = 'count'",
                [(count + 1).to_string()],
            )?;
            Ok(())
        })
    };
    let look = || {
        store
            .read(|conn| Ok(conn.query_row("SELECT count(*) FROM settings", [], |row| row.get::<_, i64>(0))?))
    };
    block_on(async {
        let (written, read) = futures::join!(
            join_all((0..100).map(|_| add())),
            join_all((0..100).map(|_| look()))
        );
        assert!(written.iter().all(Result::is_ok));
        assert!(read.into_iter().all(|count| count.unwrap() == 1));
    });
    assert_eq!(get(&store, "count").unwrap(), "100");
}

#[test]
fn two_processes_share_a_store() {
    let place = Place::on(Arc::new(Threads::default()));
    let stores = [place.open().unwrap(), place.open().unwrap()];
    put(&stores[0], "count", "0").unwrap();
    let add = |store: Store| async move {
        store
            .write(|tx| {
                tx.execute("UPDATE settings SET value = CAST(value AS INTEGER) + 1 WHERE key = 'count'", [])?;
                Ok(())
            })
            .await
    };
    let all = block_on(join_all((0..60).map(|number| add(stores[number % 2].clone()))));
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(get(&stores[0], "count").unwrap(), "60");
    assert_eq!(get(&stores[1], "count").unwrap(), "60");
}

#[test]
fn two_that_make_the_store_at_the_same_time_make_one() {
    let place = Place::new();
    let open = || Store::open(place.path(), &place.ports);
    let opened: Vec<Store> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| block_on(open()).unwrap()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    put(&opened[0], "greeting", CANARY).unwrap();
    for store in &opened {
        assert_eq!(get(store, "greeting").unwrap(), CANARY);
    }
    assert_eq!(place.secrets.kept.lock().unwrap().len(), 1);
}

#[test]
fn a_caller_that_stops_waiting_stops_nothing() {
    let place = Place::on(Arc::new(Threads::default()));
    let store = place.open().unwrap();
    let (go, wait) = channel::<()>();
    let mut write = Box::pin(store.write(move |tx| {
        wait.recv().unwrap();
        tx.execute("INSERT INTO settings VALUES ('a', 'kept')", [])?;
        Ok(())
    }));
    assert!(futures::FutureExt::now_or_never(&mut write).is_none());
    drop(write);
    go.send(()).unwrap();
    put(&store, "b", "next").unwrap();
    assert_eq!(get(&store, "a").unwrap(), "kept");
}

#[test]
fn a_closing_application_is_an_error_and_no_waiting_for_ever() {
    let (ports, _) = ports_on(Arc::new(Closed));
    let dir = tempfile::tempdir().unwrap();
    let opened = block_on(Store::open(dir.path().join("desk"), &ports));
    assert_eq!(opened.unwrap_err().code, ErrorCode::Internal);
}

#[test]
fn a_full_disk_is_told_apart_and_undone() {
    let place = Place::new();
    let store = place.open().unwrap();
    let filled = block_on(store.write(|tx| {
        let pages: u32 = tx.pragma_query_value(None, "page_count", |row| row.get(0))?;
        tx.pragma_update(None, "max_page_count", pages + 4)?;
        tx.execute("INSERT INTO settings VALUES ('long', ?1)", ["x".repeat(500_000)])?;
        Ok(())
    }));
    assert_eq!(filled.unwrap_err().code, ErrorCode::DiskFull);
    assert_eq!(get(&store, "long").unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn the_rules_of_the_connection_hold() {
    let place = Place::new();
    let store = place.open().unwrap();
    let rules = |conn: &Connection| -> Result<(String, i64, i64, i64, i64), DeskError> {
        let number = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        Ok((
            conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?,
            number("synchronous")?,
            number("foreign_keys")?,
            number("secure_delete")?,
            number("temp_store")?,
        ))
    };
    let full = 2;
    let memory = 2;
    let expected = ("wal".to_owned(), full, 1, 1, memory);
    assert_eq!(block_on(store.write(move |tx| rules(tx))).unwrap(), expected);
}

#[test]
fn a_new_store_has_every_migration_and_no_loose_ends() {
    let place = Place::new();
    let store = place.open().unwrap();
    let version: u32 =
        block_on(store.read(|conn| Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)))
            .unwrap();
    assert_eq!(version, migrations::NEWEST);
    let problems: i64 = block_on(store.read(|conn| {
        Ok(
            conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })?,
        )
    }))
    .unwrap();
    assert_eq!(problems, 0);
}
