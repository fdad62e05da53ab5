//! Keeping fresh, opening patients, searching at the vendor.

use std::pin::pin;
use std::time::Duration;

use frontdesk_sandbox::{Fault, FaultKind};
use futures::future::{Either, select};
use serde_json::{Value, json};
use uuid::Uuid;

use super::world::{Running, World};
use crate::error::ErrorCode;
use crate::events::{DeskEvent, Topic};
use crate::sync::FillStrategy;

/// One number out of the store.
pub(super) fn number(world: &World, desk: &Running, sql: &'static str) -> i64 {
    world
        .now_or(
            desk.store
                .read(move |conn| Ok(conn.query_row(sql, [], |row| row.get(0))?)),
        )
        .unwrap()
}

fn text(world: &World, desk: &Running, sql: String) -> Option<String> {
    world
        .now_or(
            desk.store
                .read(move |conn| Ok(conn.query_row(&sql, [], |row| row.get(0))?)),
        )
        .ok()
}

/// An appointment of today that can be changed: its code and its patient's.
fn todays(world: &World) -> (String, String) {
    let day = world.colleague("GET", "/admin/medsoft/today", &Value::Null);
    let rows = day
        .as_array()
        .or_else(|| day["appointments"].as_array())
        .expect("a list")
        .clone();
    let row = rows
        .iter()
        .find(|row| row["code"].is_number() && row["bare"] != json!(true))
        .expect("an appointment");
    (row["code"].to_string(), row["patient"]["code"].to_string())
}

#[test]
fn a_colleagues_tick_of_today_is_seen_within_two_minutes() {
    let world = World::new(200, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    let (code, _) = todays(&world);
    let flag = format!(
        "SELECT value FROM appointment_flags f JOIN appointments a ON a.id = f.appointment
         WHERE a.vendor_id = '{code}' AND f.key = '2'"
    );
    let value = |world: &World| -> i64 {
        let flag = flag.clone();
        world
            .now_or(
                desk.store
                    .read(move |conn| Ok(conn.query_row(&flag, [], |row| row.get(0))?)),
            )
            .unwrap()
    };
    let before = value(&world);
    world.colleague(
        "POST",
        &format!("/admin/medsoft/appointments/{code}"),
        &json!({ "flags": { "2": before == 0 } }),
    );
    world.read_for(&desk, Duration::from_secs(120));
    assert_eq!(value(&world), 1 - before);
    // Between which two looks it was set is known.
    if before == 0 {
        let between = format!(
            "SELECT CAST(first_set_at - last_unset_at AS TEXT) FROM appointment_flags f
             JOIN appointments a ON a.id = f.appointment WHERE a.vendor_id = '{code}' AND f.key = '2'"
        );
        let apart: i64 = text(&world, &desk, between).unwrap().parse().unwrap();
        assert!((1..=120_000).contains(&apart), "{apart} ms");
    }
}

#[test]
fn an_appointment_taken_out_of_the_list_is_marked_and_one_put_in_is_met() {
    let world = World::new(200, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    let (code, patient) = todays(&world);
    world.colleague(
        "DELETE",
        &format!("/admin/medsoft/appointments/{code}"),
        &Value::Null,
    );
    let today = world.now().date_naive().to_string();
    world.colleague(
        "POST",
        "/admin/medsoft/appointments",
        &json!({ "patient": patient.parse::<i64>().unwrap(), "date": today, "start": "19:50" }),
    );
    world.read_for(&desk, Duration::from_secs(150));
    let gone = text(
        &world,
        &desk,
        format!("SELECT CAST(gone_at AS TEXT) FROM appointments WHERE vendor_id = '{code}'"),
    );
    assert!(gone.is_some());
    let sql = format!(
        "SELECT CAST(count(*) AS TEXT) FROM appointments a JOIN patient_records r ON r.id = a.record
         WHERE r.vendor_id = '{patient}' AND a.start LIKE '19:50%' AND a.gone_at IS NULL"
    );
    assert_eq!(text(&world, &desk, sql).as_deref(), Some("1"));
}

#[test]
fn a_patient_who_vanishes_is_marked_after_two_looks_and_unmarked_on_return() {
    let dialects = [
        json!({}),
        json!({ "empty_search": "empty" }),
        json!({ "empty_search": { "capped": 50 }, "code_filter": "ignored" }),
    ];
    for dialect in dialects {
        let world = World::new(60, &dialect);
        let desk = world.open();
        world.connect(&desk);
        world.fill(&desk);
        let code = world.held(&desk).keys().next().cloned().unwrap();
        let sql = format!("SELECT person FROM patient_records WHERE vendor_id = '{code}'");
        let person = text(&world, &desk, sql).unwrap().parse().unwrap();
        world.colleague("DELETE", &format!("/admin/medsoft/patients/{code}"), &Value::Null);
        // Two looks at once are one look.
        for gone in [false, false, true] {
            // The appointments of nobody may be refused; what matters is what is remembered.
            let _ = world.now_or(desk.sync.refresh_person(person));
            assert_eq!(!world.held(&desk).contains_key(&code), gone, "{dialect}");
            world.pass(if gone { 0 } else { 40 });
        }
        assert_eq!(
            number(
                &world,
                &desk,
                "SELECT count(*) FROM patient_records WHERE gone_at IS NOT NULL"
            ),
            1
        );
        world.colleague(
            "POST",
            &format!("/admin/medsoft/patients/{code}"),
            &json!({ "enabled": true }),
        );
        world.now_or(desk.sync.refresh_person(person)).unwrap();
        assert!(world.held(&desk).contains_key(&code), "{dialect}");
    }
}

#[test]
fn the_reading_itself_notices_who_vanished_and_who_is_back() {
    for (dialect, time) in [(json!({}), 60), (json!({ "empty_search": "empty" }), 3_000)] {
        let world = World::new(40, &dialect);
        let desk = world.open();
        world.connect(&desk);
        world.fill(&desk);
        let code = world.held(&desk).keys().next().cloned().unwrap();
        world.colleague("DELETE", &format!("/admin/medsoft/patients/{code}"), &Value::Null);
        for gone in [false, true] {
            world.leap();
            world.read_for(&desk, Duration::from_secs(time));
            assert_eq!(!world.held(&desk).contains_key(&code), gone, "{dialect}");
        }
        world.colleague(
            "POST",
            &format!("/admin/medsoft/patients/{code}"),
            &json!({ "enabled": true }),
        );
        world.leap();
        world.read_for(&desk, Duration::from_secs(time));
        assert!(world.held(&desk).contains_key(&code), "{dialect}");
    }
}

#[test]
fn a_vendor_that_suddenly_names_few_is_not_believed() {
    let world = World::new(80, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    world.sandbox.set_dialect(
        world
            .sandbox
            .dialect()
            .with(&json!({ "empty_search": { "capped": 10 } }))
            .unwrap(),
    );
    for _ in 0..3 {
        world.leap();
        world.read_for(&desk, Duration::from_secs(60));
    }
    assert_eq!(
        number(
            &world,
            &desk,
            "SELECT count(*) FROM patient_records WHERE gone_at IS NOT NULL"
        ),
        0
    );
}

#[test]
fn a_list_that_became_too_long_for_an_answer_makes_nobody_gone_and_another_way_is_found() {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    let known = world.fill(&desk)[0].patients_known;
    world.sandbox.set_dialect(
        world
            .sandbox
            .dialect()
            .with(&json!({ "empty_search": { "capped": 50 } }))
            .unwrap(),
    );
    for _ in 0..3 {
        world.leap();
        world.read_for(&desk, Duration::from_secs(60));
    }
    let state = &world.now_or(desk.sync.states()).unwrap()[0];
    assert_eq!((state.patients_known, state.complete), (known, true));
    assert_eq!(state.strategy, Some(FillStrategy::Codes));
}

#[test]
fn a_patient_registered_at_the_clinic_is_met() {
    for dialect in [json!({}), json!({ "empty_search": "empty" })] {
        let world = World::new(80, &dialect);
        let desk = world.open();
        world.connect(&desk);
        world.fill(&desk);
        world.colleague(
            "POST",
            "/admin/medsoft/patients",
            &json!({ "last": "NOUSOSIT", "first": "ION", "phone": "0700000001" }),
        );
        world.read_for(&desk, Duration::from_secs(3_700));
        let sql = "SELECT count(*) FROM patient_records WHERE last_name = 'NOUSOSIT' AND appointments_checked_at > 0";
        assert_eq!(number(&world, &desk, sql), 1, "{dialect}");
    }
}

#[test]
fn a_newcomer_whose_code_is_answered_with_a_page_is_met_all_the_same() {
    let world = World::new(80, &json!({ "empty_search": "empty" }));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    for first in ["ION", "ANA"] {
        let newcomer = json!({ "last": "NOUSOSIT", "first": first, "phone": "0700000001" });
        world.colleague("POST", "/admin/medsoft/patients", &newcomer);
    }
    world.sandbox.set_fault(Fault {
        status: Some(404),
        ..Fault::new("find-patients", FaultKind::Html)
    });
    world.read_for(&desk, Duration::from_secs(600));
    let sql = "SELECT count(*) FROM patient_records WHERE last_name = 'NOUSOSIT'";
    assert_eq!(number(&world, &desk, sql), 2);
}

#[test]
fn an_opened_patient_is_read_whole_and_at_once() {
    let world = World::new(200, &json!({ "empty_search": "empty" }));
    let desk = world.open();
    world.connect(&desk);
    // In the middle of the first fill.
    world.read_for(&desk, Duration::from_secs(12));
    let person = text(
        &world,
        &desk,
        "SELECT person FROM patient_records ORDER BY vendor_id LIMIT 1".into(),
    )
    .unwrap();
    let before = world.now();
    let person = person.parse().unwrap();
    let read = async {
        match select(pin!(desk.sync.run()), pin!(desk.sync.refresh_person(person))).await {
            Either::Left(_) => panic!("reading never ends"),
            Either::Right((outcome, _)) => outcome,
        }
    };
    world.run(Duration::from_secs(60), read).expect("ends").unwrap();
    assert!(world.now() - before < chrono::TimeDelta::seconds(2));
    let sql = format!(
        "SELECT CAST(min(details_checked_at, appointments_checked_at, services_checked_at, payments_checked_at,
             contracts_checked_at) AS TEXT) FROM patient_records WHERE person = '{person}'"
    );
    assert!(text(&world, &desk, sql).is_some());
    world.sandbox.faults().set_down(true);
    let error = world.now_or(desk.sync.refresh_person(person)).unwrap_err();
    assert_eq!(error.code, ErrorCode::Offline);
}

#[test]
fn a_page_that_stays_open_does_not_ask_without_end() {
    let world = World::new(30, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    let sql = "SELECT person FROM patient_records ORDER BY vendor_id LIMIT 1";
    let person: Uuid = text(&world, &desk, sql.into()).unwrap().parse().unwrap();
    let minute = Duration::from_secs(60);
    let asked = || world.asked.lock().unwrap().len();
    world.read_for(&desk, minute);
    let before = asked();
    world.read_for(&desk, minute);
    let closed = asked() - before;

    // Whatever changes about patients makes the page ask for its patient again.
    let mut news = desk.events.subscribe();
    let page = async {
        desk.sync.opened(person);
        loop {
            match news.recv().await {
                Ok(DeskEvent::Changed(topics)) if topics.contains(&Topic::Patients) => {
                    desk.sync.opened(person)
                }
                _ => {}
            }
        }
    };
    // Payments are asked of who is looked at.
    let looks = || {
        world
            .sandbox
            .medsoft_log()
            .counts()
            .get("patient-payments")
            .copied()
            .unwrap_or_default()
    };
    let (before, looked) = (asked(), looks());
    let both = async { futures::join!(desk.sync.run(), page) };
    assert!(world.run(minute, both).is_none(), "neither ends");
    let open = asked() - before;
    // Five or six questions make one look, and two looks lie half a minute apart. What the reading asks of its own varies
    // by more than that, so that looks are counted by themselves.
    assert!(open <= closed + 20, "{closed} closed, {open} open");
    let looks = looks() - looked;
    assert!((1..=3).contains(&looks), "looked at {looks} times");

    world.sandbox.faults().set_down(true);
    let mut news = desk.events.subscribe();
    let page = async {
        desk.sync.opened(person);
        loop {
            if news.recv().await.is_ok() {
                desk.sync.opened(person);
            }
        }
    };
    let before = asked();
    let both = async { futures::join!(desk.sync.run(), page) };
    assert!(world.run(minute, both).is_none(), "neither ends");
    let down = asked() - before;
    assert!(down <= closed + 40, "{down} while the line is down");
}

#[test]
fn a_search_at_the_vendor_finds_and_keeps() {
    let world = World::new(200, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.colleague(
        "POST",
        "/admin/medsoft/patients",
        &json!({ "last": "ȚURCANU-POP", "first": "Zamfira", "phone": "0700111222", "email": "z@example.org" }),
    );
    for wanted in [
        "țurcanu zamfira",
        "Zamfira Turcanu",
        "0700 111 222",
        "z@example.org",
    ] {
        let (persons, unanswered) = world.now_or(desk.sync.find_at_vendor(wanted)).unwrap();
        assert_eq!((persons.len(), unanswered.len()), (1, 0), "{wanted}");
    }
    assert_eq!(number(&world, &desk, "SELECT count(*) FROM patient_records"), 1);
    for harmless in [
        "",
        "x",
        "'; DROP TABLE persons; --",
        "%",
        "🦷",
        &"a".repeat(10_000),
    ] {
        assert!(
            world.now_or(desk.sync.find_at_vendor(harmless)).is_ok(),
            "{harmless}"
        );
    }
    world.sandbox.faults().set_down(true);
    let error = world.now_or(desk.sync.find_at_vendor("Zamfira")).unwrap_err();
    assert_eq!(error.code, ErrorCode::Offline);
}
