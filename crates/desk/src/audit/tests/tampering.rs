use proptest::prelude::*;
use zeroize::Zeroizing;

use super::*;
use crate::audit::chain::LogKey;
use crate::store::testing::Threads;

fn filled(count: u32) -> (Place, Open) {
    let place = Place::new();
    place.sit("Ana");
    let open = place.open();
    open.lines(count);
    assert_eq!(open.problem(), None);
    assert_eq!(open.verdict().lines, count);
    (place, open)
}

#[test]
fn a_change_of_any_column_of_any_line_is_found_at_that_line() {
    use AuditProblem::{Changed, ContentChanged};
    let (_place, open) = filled(5);
    for (column, other, found) in [
        ("at", "at + 1", Changed),
        ("user", "'somebody'", Changed),
        ("user", "NULL", Changed),
        ("user_name", "'Ioana'", Changed),
        ("desk", "'another desk'", Changed),
        ("emergency", "1", Changed),
        ("emergency", "7", Changed),
        ("act", "'patient_opened'", Changed),
        ("person", "'somebody'", Changed),
        ("person", "NULL", Changed),
        ("person", "''", Changed),
        ("appointment", "NULL", Changed),
        ("connection", "''", Changed),
        ("connection", "'Clinica'", Changed),
        ("entry", "person", Changed),
        ("content", "replace(content, '0733', '0734')", ContentChanged),
        ("content", "content || ' '", ContentChanged),
        ("content", "NULL", ContentChanged),
        (
            "content_hash",
            "(SELECT content_hash FROM access_log WHERE seq = 1)",
            Changed,
        ),
        ("mac", "(SELECT mac FROM access_log WHERE seq = 1)", Changed),
    ] {
        for seq in [2, 5] {
            let before = open.column(column)[seq - 1].clone();
            open.tamper(&format!(
                "UPDATE access_log SET {column} = {other} WHERE seq = {seq}"
            ));
            let at = u32::try_from(seq).unwrap();
            assert_eq!(open.problem(), Some((found, at)), "{column} = {other}");
            open.try_write(move |tx| {
                let back = format!("UPDATE access_log SET {column} = ?1 WHERE seq = {seq}");
                Ok(tx.execute(&back, [before])?)
            })
            .unwrap();
            assert_eq!(open.problem(), None, "{column} as it was");
        }
    }
}

#[test]
fn values_moved_from_one_column_to_the_next_are_found() {
    let (_place, open) = filled(3);
    open.tamper("UPDATE access_log SET person = appointment, appointment = person WHERE seq = 2");
    assert_eq!(open.problem(), Some((AuditProblem::Changed, 2)));
}

#[test]
fn a_line_taken_out_is_missing_also_when_the_others_close_up() {
    let (_place, open) = filled(6);
    open.tamper("DELETE FROM access_log WHERE seq = 3");
    assert_eq!(open.problem(), Some((AuditProblem::Missing, 3)));
    for seq in 4..=6 {
        open.tamper(&format!("UPDATE access_log SET seq = seq - 1 WHERE seq = {seq}"));
    }
    assert_eq!(open.problem(), Some((AuditProblem::Changed, 3)));
}

#[test]
fn the_first_line_taken_out_is_missing() {
    let (_place, open) = filled(2);
    open.tamper("DELETE FROM access_log WHERE seq = 1");
    assert_eq!(open.problem(), Some((AuditProblem::Missing, 1)));
}

#[test]
fn lines_cut_off_at_the_end_show() {
    let (_place, open) = filled(5);
    open.tamper("DELETE FROM access_log WHERE seq > 3");
    assert_eq!(open.problem(), Some((AuditProblem::Cut, 4)));
    open.tamper("DELETE FROM access_log");
    assert_eq!(open.problem(), Some((AuditProblem::Cut, 1)));
}

#[test]
fn two_lines_that_changed_places_show() {
    let (_place, open) = filled(4);
    for (from, to) in [(2, 100), (3, 2), (100, 3)] {
        open.tamper(&format!("UPDATE access_log SET seq = {to} WHERE seq = {from}"));
    }
    assert_eq!(open.problem(), Some((AuditProblem::Changed, 2)));
}

#[test]
fn a_line_put_in_without_the_key_shows() {
    let (_place, open) = filled(4);
    open.tamper(
        "INSERT INTO access_log SELECT 5, at, user, user_name, desk, emergency, act, person, appointment, connection, \
         entry, content, content_hash, mac FROM access_log WHERE seq = 4",
    );
    assert_eq!(open.problem(), Some((AuditProblem::Changed, 5)));
}

#[test]
fn another_key_takes_no_line_for_its_own() {
    let (_place, open) = filled(3);
    let (key, anchor) = (LogKey::new(Zeroizing::new([9; 32])), open.audit.anchor.clone());
    let verdict = block_on(open.store.read(move |conn| {
        let kept = anchor.read()?;
        crate::audit::verify::verify(conn, &key, kept.as_ref(), None)
    }))
    .unwrap();
    assert_eq!(
        (verdict.problem, verdict.at_line),
        (Some(AuditProblem::Changed), Some(1))
    );
}

#[test]
fn processes_that_write_at_once_make_one_chain() {
    let place = Place::on(Arc::new(Threads::default()));
    place.sit("Ana");
    let (one, two) = (place.open(), {
        // Another process has threads of its own.
        let (ports, _) = ports_on(Arc::new(Threads::default()));
        let ports = Ports {
            executor: ports.executor,
            ..place.ports.clone()
        };
        let store = block_on(Store::open(place.dir.path().join("desk"), &ports)).unwrap();
        let audit = Audit::new(&store, ports, place.seat.clone());
        block_on(audit.begin(&store)).unwrap();
        Open { store, audit }
    });
    std::thread::scope(|scope| {
        scope.spawn(|| one.lines(40));
        scope.spawn(|| two.lines(40));
    });
    let verdict = one.verdict();
    assert_eq!((verdict.lines, verdict.problem), (80, None));
    assert_eq!(two.problem(), None);
}

#[test]
fn an_act_that_is_undone_with_its_transaction_leaves_no_line_and_no_false_end() {
    let (place, open) = filled(2);
    let audit = open.audit.clone();
    let refused: Result<(), DeskError> = open.try_write(move |tx| {
        audit.record(tx, &line(9))?;
        Err(DeskError::internal("the act failed"))
    });
    assert!(refused.is_err());
    assert_eq!(open.verdict().lines, 2);
    drop(open);
    let open = place.open();
    assert_eq!(open.problem(), None);
    open.record(&line(3));
    assert_eq!((open.verdict().lines, open.problem()), (3, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_changed_in_a_line_shows(
        seq in 1_u32..=6,
        column in prop::sample::select(vec![
            "at", "user", "user_name", "desk", "act", "person", "appointment", "connection", "entry", "content",
            "content_hash", "mac",
        ]),
        text in "[a-z0-9-]{0,12}",
        number in any::<i32>(),
    ) {
        let (_place, open) = filled(6);
        let before = open.column(column)[seq as usize - 1].clone();
        let after = if column == "at" { Value::Integer(number.into()) } else { Value::Text(text) };
        prop_assume!(before != after);
        open.try_write(move |tx| {
            Ok(tx.execute(&format!("UPDATE access_log SET {column} = ?1 WHERE seq = {seq}"), [after])?)
        })
        .unwrap();
        let (_, at) = open.problem().unwrap();
        prop_assert_eq!(at, seq);
    }

    #[test]
    fn whichever_lines_are_taken_out_show(taken in prop::collection::btree_set(1_u32..=8, 1..8)) {
        let (_place, open) = filled(8);
        for seq in &taken {
            open.tamper(&format!("DELETE FROM access_log WHERE seq = {seq}"));
        }
        let first = *taken.first().unwrap();
        let at_the_end = taken.len() as u32 == 9 - first;
        let problem = if at_the_end { AuditProblem::Cut } else { AuditProblem::Missing };
        prop_assert_eq!(open.problem(), Some((problem, first)));
    }
}
