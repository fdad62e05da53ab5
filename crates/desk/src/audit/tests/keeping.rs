use super::*;
use crate::audit::keep;
use crate::clinic::DeskSettings;

fn erase(open: &Open, number: u32) -> usize {
    let audit = open.audit.clone();
    open.try_write(move |tx| {
        let emptied = audit.erase_person(tx, person(number))?;
        let line = NewLine {
            patient_name: Some(CANARY.to_owned()),
            reason: Some("asked in writing".to_owned()),
            ..NewLine::about(AuditAct::PatientErased, person(number))
        };
        audit.record(tx, &line)?;
        Ok(emptied)
    })
    .unwrap()
}

/// What `Desk` does once a day.
fn thin(place: &Place, open: &Open) {
    let now = place.clock.now();
    let Some(before) = block_on(open.store.read(move |conn| keep::past_before(conn, now))).unwrap() else {
        return;
    };
    let mut told = false;
    loop {
        let audit = open.audit.clone();
        if !open.try_write(move |tx| audit.thin(tx, before, told)).unwrap() {
            return;
        }
        told = true;
    }
}

#[test]
fn an_erased_patient_is_nowhere_in_the_log_and_the_chain_holds() {
    let place = Place::new();
    let open = place.open();
    open.lines(7);
    assert_eq!(erase(&open, 1), 2);
    let verdict = open.verdict();
    assert_eq!((verdict.problem, verdict.lines, verdict.erased), (None, 8, 2));
    for (place, content) in open.column("content").into_iter().enumerate() {
        let Value::Text(text) = content else { continue };
        let of_erased = [1, 4].contains(&place) || place == 7;
        assert!(!(of_erased && text.contains(CANARY)), "line {}", place + 1);
    }
    let texts = format!("{:?}", open.column("content").last());
    assert!(texts.contains("asked in writing"), "why stays: {texts}");
}

#[test]
fn contents_emptied_without_a_cause_show() {
    let place = Place::new();
    let open = place.open();
    open.lines(6);
    erase(&open, 1);
    // Of a patient whom nobody erased.
    open.tamper("UPDATE access_log SET content = NULL WHERE seq = 1");
    assert_eq!(open.problem(), Some((AuditProblem::ContentChanged, 1)));
}

#[test]
fn the_reason_of_an_erasure_cannot_be_emptied_by_it() {
    let place = Place::new();
    let open = place.open();
    open.lines(3);
    erase(&open, 1);
    open.tamper("UPDATE access_log SET content = NULL WHERE act = 'patient_erased'");
    assert_eq!(open.problem(), Some((AuditProblem::ContentChanged, 4)));
}

#[test]
fn lines_of_a_person_who_came_to_another_are_erased_with_them() {
    let place = Place::new();
    let open = place.open();
    open.lines(3);
    open.try_write(|tx| {
        crate::audit::became(tx, &person(1).to_string(), &person(2).to_string())?;
        crate::audit::became(tx, &person(2).to_string(), &person(0).to_string())
    })
    .unwrap();
    assert_eq!(erase(&open, 0), 3);
    assert_eq!((open.problem(), open.verdict().erased), (None, 3));
}

#[test]
fn contents_past_their_time_are_emptied_and_told_of_once() {
    let place = Place::new();
    let open = place.open();
    let months = |log_months| {
        open.try_write(move |tx| {
            let settings = DeskSettings {
                log_months,
                ..DeskSettings::default()
            };
            settings.save(tx)
        })
        .unwrap();
    };
    months(12);
    open.lines(1100);
    place.clock.forward(TimeDelta::days(300));
    open.lines(2);
    thin(&place, &open);
    assert_eq!(open.verdict().erased, 0);
    place.clock.forward(TimeDelta::days(100));
    thin(&place, &open);
    let verdict = open.verdict();
    assert_eq!(
        (verdict.problem, verdict.lines, verdict.erased),
        (None, 1103, 1100)
    );
    assert_eq!(open.acts().last().unwrap(), "log_thinned");
    thin(&place, &open);
    assert_eq!(open.verdict().lines, 1103, "nothing is told twice");
    // What is younger than that was emptied by nobody's leave.
    open.tamper("UPDATE access_log SET content = NULL WHERE seq = 1101");
    assert_eq!(open.problem(), Some((AuditProblem::ContentChanged, 1101)));
}

#[test]
fn a_thinning_is_itself_thinned_later_and_the_chain_holds() {
    let place = Place::new();
    let open = place.open();
    open.lines(2);
    place.clock.forward(TimeDelta::days(73 * 31));
    thin(&place, &open);
    place.clock.forward(TimeDelta::days(73 * 31));
    open.lines(1);
    thin(&place, &open);
    let verdict = open.verdict();
    assert_eq!((verdict.problem, verdict.lines, verdict.erased), (None, 5, 3));
}

#[test]
fn what_is_left_of_emptied_contents_tells_nothing() {
    let place = Place::new();
    let open = place.open();
    open.record(&line(1));
    open.record(&line(1));
    let hashes = open.column("content_hash");
    assert_ne!(hashes[0], hashes[1], "the same contents under two salts");
}

#[test]
fn names_and_values_stand_in_contents_only() {
    let place = Place::new();
    let open = place.open();
    open.lines(3);
    for column in [
        "user",
        "user_name",
        "desk",
        "act",
        "person",
        "appointment",
        "connection",
        "entry",
        "content_hash",
        "mac",
    ] {
        let text = format!("{:?}", open.column(column));
        for secret in [CANARY, "0722", "0733", "asked on the phone"] {
            assert!(!text.contains(secret), "{secret} in {column}");
        }
    }
    assert!(format!("{:?}", open.column("content")).contains(CANARY));
    let anchor = std::fs::read_to_string(place.dir.path().join("desk").join("store.log")).unwrap();
    assert!(!anchor.contains(CANARY));
}
