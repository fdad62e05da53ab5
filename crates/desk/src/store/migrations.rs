//! The migrations in their order. A store keeps the count of those it has had (`user_version`), so the
//! list only ever grows at its end. Each runs in a transaction of its own.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::schema;
use crate::error::{DeskError, ErrorCode};

const LIST: &[M<'static>] = &[
    M::up(schema::connections::MIGRATION),
    M::up(schema::statuses::MIGRATION),
    M::up(schema::work_points::MIGRATION),
    M::up(schema::patients::MIGRATION),
    M::up(schema::appointments::MIGRATION),
    M::up(schema::facets::MIGRATION),
    M::up(schema::doctors::MIGRATION),
    M::up(schema::sync_cursors::MIGRATION),
    M::up(schema::settings::MIGRATION),
    M::up(schema::search::MIGRATION),
    M::up(crate::outbox::MIGRATION),
    M::up(schema::connections::DETAILS),
    M::up(schema::papers::MIGRATION),
    M::up(schema::video_visits::MIGRATION),
    M::up(schema::laboratory::MIGRATION),
    M::up(schema::contract_requests::MIGRATION),
    M::up(schema::appointments::DAYS),
    M::up(crate::outbox::LOST),
    M::up(schema::video_visits::MISSED),
    M::up(schema::users::MIGRATION),
    M::up(schema::access_log::MIGRATION),
    M::up(schema::patients::KEPT_SHORT),
    M::up(schema::erased::MIGRATION),
    M::up(schema::access_log::ENDED),
    M::up(schema::connections::CHANGED),
    M::up(crate::outbox::DECIDED),
    M::up(crate::money::MIGRATION),
    M::up(crate::papers::MIGRATION),
    M::up(crate::bills::MIGRATION),
    M::up(crate::money::CASH),
    M::up(crate::billing::PRICES),
    M::up(crate::billing::MIGRATION),
    M::up(crate::money::LINKED),
    M::up(crate::billing::NOTED),
    M::up(crate::money::IN_PARTS),
    M::up(schema::patients::LEFT),
    M::up(schema::access_log::CHANGED_THERE),
    M::up(schema::search::LEFT),
    M::up(crate::billing::PUT_AT),
    M::up(schema::bookings::MIGRATION),
];

/// The `user_version` of a store this application has brought up to date.
pub(super) const NEWEST: u32 = LIST.len() as u32;

/// Brings an open store up to date. One that is not new and not up to date is saved first, with its version.
///
/// # Errors
/// `StoreTooNew` for a store of a newer application; why it could not be saved, and then it stays as it is; otherwise
/// what SQLite says.
pub(super) fn migrate(
    conn: &mut Connection,
    save: impl FnOnce(&Connection, u32) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > NEWEST {
        return Err(DeskError::new(
            ErrorCode::StoreTooNew,
            format!("the store has version {version}, this application knows {NEWEST}"),
        ));
    }
    if version > 0 && version < NEWEST {
        save(conn, version)?;
    }
    Migrations::from_slice(LIST)
        .to_latest(conn)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            other => DeskError::internal(format!("migration: {other}")),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_version(version: usize) -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        Migrations::from_slice(LIST)
            .to_version(&mut conn, version)
            .unwrap();
        conn
    }

    #[test]
    fn a_store_that_cannot_be_saved_first_is_left_as_it_is() {
        let mut conn = of_version(11);
        let full = |_: &Connection, _: u32| Err(DeskError::new(ErrorCode::DiskFull, "no space is left"));
        assert_eq!(migrate(&mut conn, full).unwrap_err().code, ErrorCode::DiskFull);
        let version = |conn: &Connection| -> u32 {
            conn.pragma_query_value(None, "user_version", |row| row.get(0))
                .unwrap()
        };
        assert_eq!(version(&conn), 11);
        let mut saved = Vec::new();
        let mut save = |_: &Connection, version: u32| {
            saved.push(version);
            Ok(())
        };
        migrate(&mut conn, &mut save).unwrap();
        migrate(&mut conn, &mut save).unwrap();
        assert_eq!(version(&conn), NEWEST);
        assert_eq!(saved, [11], "what is up to date or new is not saved");
        migrate(&mut Connection::open_in_memory().unwrap(), |_, _| {
            panic!("nothing to save")
        })
        .unwrap();
    }

    /// Those that stores have had, in the order in which they had them. It grows with [`LIST`], at its end.
    const HAD: &[&str] = &[
        "schema::connections::MIGRATION",
        "schema::statuses::MIGRATION",
        "schema::work_points::MIGRATION",
        "schema::patients::MIGRATION",
        "schema::appointments::MIGRATION",
        "schema::facets::MIGRATION",
        "schema::doctors::MIGRATION",
        "schema::sync_cursors::MIGRATION",
        "schema::settings::MIGRATION",
        "schema::search::MIGRATION",
        "crate::outbox::MIGRATION",
        "schema::connections::DETAILS",
        "schema::papers::MIGRATION",
        "schema::video_visits::MIGRATION",
        "schema::laboratory::MIGRATION",
        "schema::contract_requests::MIGRATION",
        "schema::appointments::DAYS",
        "crate::outbox::LOST",
        "schema::video_visits::MISSED",
        "schema::users::MIGRATION",
        "schema::access_log::MIGRATION",
        "schema::patients::KEPT_SHORT",
        "schema::erased::MIGRATION",
        "schema::access_log::ENDED",
        "schema::connections::CHANGED",
        "crate::outbox::DECIDED",
        "crate::money::MIGRATION",
        "crate::papers::MIGRATION",
        "crate::bills::MIGRATION",
        "crate::money::CASH",
        "crate::billing::PRICES",
        "crate::billing::MIGRATION",
        "crate::money::LINKED",
        "crate::billing::NOTED",
        "crate::money::IN_PARTS",
        "schema::patients::LEFT",
        "schema::access_log::CHANGED_THERE",
        "schema::search::LEFT",
        "crate::billing::PUT_AT",
        "schema::bookings::MIGRATION",
    ];

    #[test]
    fn migrations_are_only_ever_added_at_the_end() {
        let source = include_str!("migrations.rs");
        let (_, list) = source.split_once("const LIST").unwrap();
        let (list, _) = list.split_once("];").unwrap();
        let named: Vec<&str> = list
            .lines()
            .filter_map(|line| line.trim().strip_prefix("M::up(")?.strip_suffix("),"))
            .collect();
        assert_eq!(named.len(), LIST.len());
        // A store keeps only how many it has had: one put between them is never run, and the next one runs again.
        assert_eq!(named[..HAD.len()], *HAD);
    }

    #[test]
    fn an_account_of_the_first_release_keeps_what_it_is_made_of() {
        let first_release = 11;
        let mut conn = of_version(first_release);
        conn.execute(
            "INSERT INTO connections (id, name, vendor, base_url, client_path, zone, created_at)
             VALUES ('c', 'Clinica', 'medsoft', 'https://clinic.example', 'dev \"1\"', 'Europe/Bucharest', 1)",
            [],
        )
        .unwrap();
        migrate(&mut conn, |_, _| Ok(())).unwrap();
        let details: String = conn
            .query_row("SELECT details FROM connections WHERE id = 'c'", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(details, r#"{"client_path":"dev \"1\""}"#);
    }
}
