use super::*;
use crate::audit::{AuditLine, AuditQuery, read};
use crate::error::ErrorCode;
use crate::outbox::EntryState;

/// An account and an entry of it that wants to be sent.
fn entry(open: &Open, id: Uuid) {
    open.try_write(move |tx| {
        tx.execute(
            "INSERT OR IGNORE INTO connections (id, name, vendor, base_url, details, zone, settings, created_at)
             VALUES ('c0000000-0000-0000-0000-000000000001', 'Clinica', 'medsoft', 'https://clinic.example', '{}',
                     'Europe/Bucharest', '{}', 1)",
            [],
        )?;
        tx.execute(
            "INSERT INTO outbox (id, intent, connection, resource, kind, action, state, author, created_at)
             VALUES (?1, ?1, 'c0000000-0000-0000-0000-000000000001', ?1, 'set_status', '{}', 'queued', 'Ana', 1)",
            [id.to_string()],
        )?;
        Ok(())
    })
    .unwrap();
}

fn to_state(open: &Open, id: Uuid, state: &'static str, reason: Option<&'static str>) {
    open.try_write(move |tx| {
        tx.execute(
            "UPDATE outbox SET state = ?2, reason = ?3, vendor_message = ?4, settled_at = 5 WHERE id = ?1",
            rusqlite::params![
                id.to_string(),
                state,
                reason,
                reason.map(|_| format!("{CANARY} is locked"))
            ],
        )?;
        Ok(())
    })
    .unwrap();
}

fn lines(open: &Open) -> Vec<AuditLine> {
    let query = AuditQuery::default();
    block_on(open.store.read(move |conn| read::page(conn, &query)))
        .unwrap()
        .lines
}

#[test]
fn the_end_of_an_entry_is_a_line_of_the_desk_in_the_commit_that_ends_it() {
    let place = Place::new();
    place.sit("Ana");
    let open = place.open();
    let id = Uuid::from_u128(0xe01);
    entry(&open, id);
    open.record(&NewLine {
        entry: Some(id),
        ..NewLine::about(AuditAct::StatusSet, person(1))
    });
    assert_eq!(
        lines(&open)[0].outcome.as_ref().unwrap().state,
        EntryState::Queued
    );
    for state in ["sending", "unknown", "waiting", "asks"] {
        to_state(&open, id, state, None);
        assert_eq!(lines(&open).len(), 1, "{state} is no end");
    }
    to_state(&open, id, "refused", Some("vendor-refused"));
    let found = lines(&open);
    assert_eq!(found.len(), 2);
    let (ended, act) = (&found[0], &found[1]);
    assert_eq!((ended.act, ended.user_name.as_str()), (AuditAct::Settled, ""));
    assert_eq!(
        (ended.person, ended.connection.as_deref()),
        (Some(person(1)), Some("Clinica"))
    );
    for line in [ended, act] {
        let outcome = line.outcome.as_ref().unwrap();
        assert_eq!(outcome.state, EntryState::Refused);
        assert_eq!(outcome.reason, Some(ErrorCode::VendorRefused));
        assert!(outcome.vendor_message.as_ref().unwrap().contains(CANARY));
    }
    // Sent again, and this time it is taken: another end.
    to_state(&open, id, "queued", None);
    to_state(&open, id, "done", None);
    to_state(&open, id, "done", None);
    let found = lines(&open);
    assert_eq!(found.len(), 3);
    assert_eq!(found[2].outcome.as_ref().unwrap().state, EntryState::Done);
    assert_eq!(open.problem(), None);
}

#[test]
fn how_an_act_ended_outlives_its_entry_and_its_vendors_words_do_not_outlive_the_contents() {
    let place = Place::new();
    let open = place.open();
    let id = Uuid::from_u128(0xe02);
    entry(&open, id);
    open.record(&NewLine {
        entry: Some(id),
        ..NewLine::about(AuditAct::StatusSet, person(1))
    });
    to_state(&open, id, "refused", Some("vendor-refused"));
    open.tamper("DELETE FROM outbox");
    let act = lines(&open).pop().unwrap();
    assert_eq!(act.outcome.unwrap().state, EntryState::Refused);

    let id = Uuid::from_u128(0xe03);
    entry(&open, id);
    open.record(&NewLine {
        entry: Some(id),
        ..NewLine::about(AuditAct::StatusSet, person(1))
    });
    to_state(&open, id, "refused", Some("vendor-refused"));
    let audit = open.audit.clone();
    open.try_write(move |tx| audit.erase_person(tx, person(1)))
        .unwrap();
    for line in lines(&open) {
        assert!(line.erased);
        assert!(
            line.outcome
                .is_none_or(|outcome| outcome.vendor_message.is_none())
        );
    }
}

#[test]
fn an_end_that_is_undone_with_its_transaction_leaves_no_line() {
    let place = Place::new();
    let open = place.open();
    let id = Uuid::from_u128(0xe04);
    entry(&open, id);
    let refused: Result<(), DeskError> = open.try_write(move |tx| {
        tx.execute("UPDATE outbox SET state = 'done'", [])?;
        Err(DeskError::internal("the disk is full"))
    });
    assert!(refused.is_err());
    open.lines(1);
    assert_eq!(lines(&open).len(), 1);
}
