//! Jobs on an open store.

use std::sync::mpsc::channel;

use futures::future::join_all;
use rusqlite::Connection;

use super::super::testing::{Closed, Threads, ports_on};
use super::*;

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
                tx.execute(
                    "UPDATE settings SET value = CAST(value AS INTEGER) + 1 WHERE key = 'count'",
                    [],
                )?;
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
    assert!(!store.is_damaged());
    assert_eq!(
        put(&store, "long", &"x".repeat(500_000)).unwrap_err().code,
        ErrorCode::DiskFull,
        "still full"
    );
    block_on(store.write(|tx| Ok(tx.pragma_update(None, "max_page_count", 1_000_000)?))).unwrap();
    put(&store, "long", &"x".repeat(500_000)).unwrap();
    assert_eq!(get(&store, "long").unwrap().len(), 500_000, "there is room again");
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
