//! The first fill.

use std::time::Duration;

use serde_json::json;

use super::world::{World, dialects};
use crate::sync::{FillStrategy, SyncPhase};

#[test]
fn every_patient_and_appointment_is_in_the_store_once_whatever_the_vendor_answers() {
    for dialect in dialects() {
        let world = World::new(160, &dialect);
        let desk = world.open();
        world.connect(&desk);
        let states = world.fill(&desk);
        assert!(
            states[0].complete && states[0].percent == 100,
            "{dialect}: {states:?}"
        );
        assert_eq!(states[0].patients_known, states[0].patients_checked, "{dialect}");
        world.assert_held(&desk, &dialect.to_string());
    }
}

#[test]
fn the_strategy_follows_from_the_answers() {
    let table = [
        (
            json!({ "empty_search": "all", "code_filter": "honoured" }),
            FillStrategy::All,
        ),
        (
            json!({ "empty_search": { "capped": 50 }, "code_filter": "honoured" }),
            FillStrategy::Codes,
        ),
        (
            json!({ "empty_search": "empty", "code_filter": "honoured" }),
            FillStrategy::Codes,
        ),
        (
            json!({ "empty_search": "refused", "code_filter": "honoured" }),
            FillStrategy::Codes,
        ),
        (
            json!({ "empty_search": { "capped": 50 }, "code_filter": "ignored" }),
            FillStrategy::Names,
        ),
        (
            json!({ "empty_search": "empty", "code_filter": "ignored" }),
            FillStrategy::Names,
        ),
        (json!({ "preset": "b" }), FillStrategy::Names),
    ];
    for (dialect, strategy) in table {
        let world = World::new(300, &dialect);
        let desk = world.open();
        let id = world.connect(&desk);
        let report = world.now_or(desk.accounts.check(id)).unwrap();
        assert_eq!(report.fill, Some(strategy), "{dialect}");
        assert!(report.usable && report.rows.len() == 19, "{dialect}");
    }
}

#[test]
fn a_fill_that_is_cut_off_again_and_again_goes_on_where_it_was() {
    for dialect in dialects() {
        let world = World::new(120, &dialect);
        let whole = {
            let other = World::new(120, &dialect);
            let desk = other.open();
            other.connect(&desk);
            other.fill(&desk);
            other.asked.lock().unwrap().len()
        };
        let mut desk = world.open();
        world.connect(&desk);
        let mut restarts = 0;
        loop {
            // Cut off in the middle of whatever is under way; the moments differ each time.
            world.read_for(&desk, Duration::from_millis(900 + 370 * (restarts % 7)));
            drop(desk);
            desk = world.open();
            restarts += 1;
            assert!(restarts < 2_000, "{dialect}: the fill does not come to its end");
            if world.now_or(desk.sync.states()).unwrap()[0].complete {
                break;
            }
        }
        assert!(restarts > 1, "{dialect}");
        world.assert_held(&desk, &dialect.to_string());
        // Each restart may repeat the batch that was under way, and asks the catalogues it had not stored.
        let asked = world.asked.lock().unwrap().len();
        let batch = 2 * 50 + 60;
        assert!(
            asked <= whole + usize::try_from(restarts).unwrap() * batch,
            "{dialect}: {asked} for {whole}"
        );
    }
}

#[test]
fn a_pause_stops_the_asking_and_ends_when_told() {
    let world = World::new(400, &json!({ "empty_search": "empty" }));
    let desk = world.open();
    let id = world.connect(&desk);
    world.read_for(&desk, Duration::from_secs(8));
    world.now_or(desk.sync.pause(id)).unwrap();
    world.read_for(&desk, Duration::from_secs(5));
    let before = world.asked.lock().unwrap().len();
    world.read_for(&desk, Duration::from_secs(600));
    assert_eq!(
        world.asked.lock().unwrap().len(),
        before,
        "a paused connection is asked"
    );
    let state = &world.now_or(desk.sync.states()).unwrap()[0];
    assert_eq!((state.phase, state.complete), (SyncPhase::Paused, false));
    // A pause is of the connection, not of the process.
    drop(desk);
    let desk = world.open();
    assert_eq!(
        world.now_or(desk.sync.states()).unwrap()[0].phase,
        SyncPhase::Paused
    );
    world.now_or(desk.sync.resume(id)).unwrap();
    assert!(world.fill(&desk)[0].complete);
    world.assert_held(&desk, "");
}

#[test]
fn what_is_told_of_the_fill_rises_and_ends_with_the_fill() {
    let world = World::new(400, &json!({ "empty_search": { "capped": 30 } }));
    let desk = world.open();
    world.connect(&desk);
    let mut told = desk.events.subscribe();
    world.fill(&desk);
    let mut states = Vec::new();
    while let Ok(event) = told.try_recv() {
        if let crate::events::DeskEvent::Sync(state) = event {
            states.push(state);
        }
    }
    assert!(states.len() > 5);
    assert!(states.is_sorted_by_key(|state| state.percent));
    assert!(
        states
            .iter()
            .all(|state| state.complete == (state.percent == 100))
    );
    assert!(
        states
            .iter()
            .any(|state| state.phase == SyncPhase::Patients && state.seconds_left.is_some())
    );
    assert!(
        states
            .iter()
            .any(|state| state.phase == SyncPhase::Appointments && state.seconds_left.is_some())
    );
    assert_eq!(states.last().unwrap().phase, SyncPhase::Fresh);
}

#[test]
fn the_pace_is_kept() {
    let world = World::new(300, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    let asked = world.asked.lock().unwrap();
    // Fifty a second: no 51 requests within less than a second.
    for window in asked.windows(51) {
        assert!(
            window[50] - window[0] >= chrono::TimeDelta::milliseconds(999),
            "{:?}",
            window[50] - window[0]
        );
    }
}

#[test]
fn waiting_for_everything_asks_about_everybody_again_after_a_night() {
    let world = World::new(120, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    let known = world.fill(&desk)[0].patients_known;
    let first = world.now_or(desk.sync.states()).unwrap()[0].last_full_round;
    // Just filled: there is nothing to wait for.
    world.asked.lock().unwrap().clear();
    world.fill(&desk);
    assert!(world.asked.lock().unwrap().len() < 30);
    world.pass(13 * 3_600);
    world.asked.lock().unwrap().clear();
    let began = world.now();
    let state = world.fill(&desk).remove(0);
    assert!(state.complete && state.last_full_round > first);
    let asked = world.asked.lock().unwrap().len();
    assert!(asked >= known as usize, "{asked} for {known}");
    // At the whole pace: fifty a second.
    assert!(world.now() - began < chrono::TimeDelta::seconds(30));
    world.assert_held(&desk, "");
}

#[test]
fn a_desk_that_slept_for_a_weekend_catches_up_without_a_flood_and_today_comes_first() {
    let world = World::new(900, &json!({ "empty_search": "empty" }));
    let desk = world.open();
    world.connect(&desk);
    let known = world.fill(&desk)[0].patients_known;
    let round = world.now_or(desk.sync.states()).unwrap()[0].last_full_round;
    world.pass(60 * 3_600);
    let woke = world.now();
    let today = woke.date_naive().to_string();
    let unread = format!(
        "SELECT count(*) FROM appointments a JOIN patient_records r ON r.id = a.record
         WHERE a.date = '{today}' AND a.gone_at IS NULL AND r.appointments_checked_at < {}",
        woke.timestamp_millis()
    );
    let stale = |world: &World| -> i64 {
        let sql = unread.clone();
        world
            .now_or(
                desk.store
                    .read(move |conn| Ok(conn.query_row(&sql, [], |row| row.get(0))?)),
            )
            .unwrap()
    };
    assert!(stale(&world) > 0, "somebody is expected on that day");
    world.asked.lock().unwrap().clear();
    world.read_for(&desk, Duration::from_secs(10));
    assert_eq!(stale(&world), 0, "today is read within seconds");
    world.read_for(&desk, Duration::from_secs(20));
    let near = world.asked.lock().unwrap().len();
    world.read_for(&desk, Duration::from_secs(60));
    // Of the fifty a second that are allowed no more than about a third are used.
    let minute = world.asked.lock().unwrap().len() - near;
    assert!(
        minute <= 60 * 50 / 2,
        "{minute} questions in a minute, {near} before"
    );
    // And yet nobody waits for the evening.
    world.read_for(&desk, Duration::from_secs(900));
    let state = &world.now_or(desk.sync.states()).unwrap()[0];
    assert!(
        state.last_full_round > round,
        "{known} patients: {:?}",
        state.last_full_round
    );
    assert!(state.today_as_of > Some(woke));
}
