use super::*;
use crate::audit::read;
use crate::audit::{AuditLine, AuditQuery};

fn found(open: &Open, query: AuditQuery) -> Vec<AuditLine> {
    block_on(open.store.read(move |conn| read::page(conn, &query)))
        .unwrap()
        .lines
}

fn seqs(lines: &[AuditLine]) -> Vec<u32> {
    lines.iter().map(|line| line.seq).collect()
}

#[test]
fn a_page_read_again_by_itself_is_one_line_and_an_opening_is_one_each() {
    let place = Place::new();
    place.sit("Ana");
    let open = place.open();
    let view = NewLine::about(AuditAct::PatientOpened, person(1));
    for _ in 0..10 {
        open.viewed(&view);
        place.clock.forward(TimeDelta::seconds(20));
    }
    assert_eq!(open.acts().len(), 1);
    // Another patient, another person, another act, another time: each is a line.
    open.viewed(&NewLine::about(AuditAct::PatientOpened, person(2)));
    assert_eq!(open.acts().len(), 2);
    open.viewed(&NewLine::about(AuditAct::FormFilled, person(1)));
    assert_eq!(open.acts().len(), 3);
    place.sit("Maria");
    open.viewed(&view);
    assert_eq!(open.acts().len(), 4);
    place.clock.forward(TimeDelta::minutes(6));
    open.viewed(&view);
    assert_eq!(open.acts().len(), 5);
    // Of what is about nobody known, the values tell whether it is the same.
    let order =
        |number: &str| NewLine::of(AuditAct::LabOrderOpened).with("number", None, Some(number.to_owned()));
    for number in ["1", "1", "2", "1"] {
        open.viewed(&order(number));
    }
    assert_eq!(open.acts().len(), 7);
}

#[test]
fn a_visit_and_the_page_of_its_patient_are_one_look() {
    let place = Place::new();
    place.sit("Ana");
    let open = place.open();
    let visit = |number: u128| NewLine {
        appointment: Some(Uuid::from_u128(number)),
        ..NewLine::about(AuditAct::PatientOpened, person(1))
    };
    open.viewed(&visit(1));
    open.viewed(&NewLine::about(AuditAct::PatientOpened, person(1)));
    open.viewed(&visit(2));
    assert_eq!(open.acts().len(), 1);
    // Of whom nobody is known, the visit alone tells.
    for number in [7, 7, 8] {
        open.viewed(&NewLine {
            appointment: Some(Uuid::from_u128(number)),
            ..NewLine::of(AuditAct::PatientOpened)
        });
    }
    assert_eq!(open.acts().len(), 3);
}

#[test]
fn a_clock_set_back_does_not_hide_views() {
    let place = Place::new();
    place.sit("Ana");
    let open = place.open();
    let view = NewLine::about(AuditAct::PatientOpened, person(1));
    open.viewed(&view);
    place.clock.forward(-TimeDelta::days(1));
    open.viewed(&view);
    assert_eq!(open.acts().len(), 2);
}

#[test]
fn lines_are_found_by_whom_by_patient_by_day_and_by_page() {
    let place = Place::new();
    let open = place.open();
    let ana = place.sit("Ana");
    open.lines(4);
    place.clock.forward(TimeDelta::days(1));
    let maria = place.sit("Maria");
    open.record(&NewLine::about(AuditAct::PatientOpened, person(0)));
    open.record(&line(0));
    let query = AuditQuery::default;
    assert_eq!(seqs(&found(&open, query())), [6, 5, 4, 3, 2, 1]);
    let of = |user| AuditQuery {
        user: Some(user),
        ..query()
    };
    assert_eq!(seqs(&found(&open, of(ana))), [4, 3, 2, 1]);
    assert_eq!(seqs(&found(&open, of(maria))), [6, 5]);
    let about = AuditQuery {
        person: Some(person(0)),
        ..query()
    };
    assert_eq!(seqs(&found(&open, about.clone())), [6, 5, 4, 1]);
    let first_day = now().date_naive();
    let until = AuditQuery {
        to: Some(first_day),
        ..about.clone()
    };
    assert_eq!(seqs(&found(&open, until)), [4, 1]);
    let from = AuditQuery {
        from: first_day.succ_opt(),
        ..query()
    };
    assert_eq!(seqs(&found(&open, from)), [6, 5]);
    let opened = AuditQuery {
        act: Some(AuditAct::PatientOpened),
        ..about.clone()
    };
    assert_eq!(seqs(&found(&open, opened)), [5]);
    let older = AuditQuery {
        before: Some(4),
        ..about
    };
    assert_eq!(seqs(&found(&open, older)), [1]);
    let appointment = AuditQuery {
        appointment: Some(Uuid::from_u128(0xa02)),
        ..query()
    };
    let lines = found(&open, appointment);
    assert_eq!(seqs(&lines), [3]);
    assert_eq!(lines[0].patient_name.as_deref(), Some("Canarescu-Ștefania 2"));
    assert_eq!(lines[0].changes[0].after.as_deref(), Some("0733 2"));
    assert_eq!((lines[0].user, lines[0].user_name.as_str()), (Some(ana), "Ana"));
}

#[test]
fn a_page_says_whether_there_are_older_lines() {
    let place = Place::new();
    let open = place.open();
    open.lines(201);
    let page = |before| {
        let query = AuditQuery {
            before,
            ..AuditQuery::default()
        };
        block_on(open.store.read(move |conn| read::page(conn, &query))).unwrap()
    };
    let first = page(None);
    assert_eq!((first.lines.len(), first.more), (200, true));
    let last = page(first.lines.last().map(|line| line.seq));
    assert_eq!((seqs(&last.lines), last.more), (vec![1], false));
}

#[test]
fn the_history_of_a_patient_is_of_changes_and_not_of_views() {
    let place = Place::new();
    let open = place.open();
    open.record(&NewLine::about(AuditAct::PatientOpened, person(1)));
    open.record(&NewLine::about(AuditAct::StatusSet, person(1)));
    open.record(&NewLine::about(AuditAct::PatientEdited, person(2)));
    open.try_write(|tx| crate::audit::became(tx, &person(2).to_string(), &person(1).to_string()))
        .unwrap();
    let lines = block_on(open.store.read(|conn| read::changes(conn, person(1)))).unwrap();
    assert_eq!(seqs(&lines), [3, 2]);
}
