//! A line that breaks, a key that is refused, a person in a hurry.

use std::collections::BTreeMap;
use std::pin::pin;
use std::time::Duration;

use chrono::TimeDelta;
use frontdesk_sandbox::{Fault, FaultKind};
use futures::future::{Either, select};
use serde_json::json;

use super::world::World;
use crate::connections::{ConnectionDraft, Health, Priority, try_account};
use crate::error::ErrorCode;
use crate::sync::SyncPhase;

#[test]
fn a_vendor_that_fails_is_asked_ever_less_and_found_again() {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    let id = world.connect(&desk);
    world.fill(&desk);
    fail_all(&world, 1.0);
    world.read_for(&desk, Duration::from_secs(300));
    let state = &world.now_or(desk.sync.states()).unwrap()[0];
    assert_eq!(state.phase, SyncPhase::Offline);
    assert!(state.offline_since.is_some() && state.last_contact_at < state.offline_since);
    world.asked.lock().unwrap().clear();
    world.read_for(&desk, Duration::from_secs(3_600));
    let asked = world.asked.lock().unwrap().len();
    // Full jitter under a ceiling of a minute: two a minute on average.
    assert!((30..400).contains(&asked), "{asked} attempts in an hour");
    fail_all(&world, 0.0);
    world.read_for(&desk, Duration::from_secs(70));
    let state = &world.now_or(desk.sync.states()).unwrap()[0];
    assert_eq!((state.phase, state.offline_since), (SyncPhase::Fresh, None));
    let shown = world.now_or(desk.accounts.get(id)).unwrap();
    assert_eq!((shown.health, shown.offline_since), (Health::Online, None));
}

fn fail_all(world: &World, rate: f64) {
    let chaos = json!({ "seed": 1, "rate": rate, "kinds": ["500"] });
    world.colleague("POST", "/admin/chaos", &chaos);
}

/// A desk that has nothing to do: no appointment is near.
fn idle() -> (World, super::world::Running) {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    world.fill(&desk);
    world.leap();
    world.read_for(&desk, Duration::from_secs(120));
    (world, desk)
}

#[test]
fn a_line_that_is_cut_is_noticed_within_seconds_and_so_is_its_return() {
    let (world, desk) = idle();
    let since = |world: &World| world.now_or(desk.sync.states()).unwrap()[0].offline_since;
    for round in 0..4 {
        world.read_for(&desk, Duration::from_secs(31 + 7 * round));
        world.sandbox.faults().set_down(true);
        let cut_at = world.now();
        world.read_for(&desk, Duration::from_secs(15));
        let noticed = since(&world).expect("noticed");
        assert!(noticed - cut_at <= TimeDelta::seconds(12), "{}", noticed - cut_at);
        // However long it lasts.
        world.read_for(&desk, Duration::from_secs(1_800));
        assert_eq!(since(&world), Some(noticed));
        world.sandbox.faults().set_down(false);
        world.read_for(&desk, Duration::from_secs(8));
        assert_eq!(since(&world), None, "back, and noticed");
    }
}

#[test]
fn an_idle_line_costs_the_vendor_little_and_a_busy_one_nothing_more() {
    let (world, desk) = idle();
    world.asked.lock().unwrap().clear();
    world.read_for(&desk, Duration::from_secs(600));
    let asked = world.asked.lock().unwrap().len();
    // The round over everybody and the names of statuses are among them.
    assert!((60..=150).contains(&asked), "{asked} questions in ten minutes");
    let id = world.now_or(desk.accounts.list()).unwrap()[0].id;
    world.now_or(desk.sync.pause(id)).unwrap();
    world.read_for(&desk, Duration::from_secs(10));
    world.asked.lock().unwrap().clear();
    world.read_for(&desk, Duration::from_secs(600));
    assert_eq!(
        world.asked.lock().unwrap().len(),
        0,
        "a paused connection is asked nothing"
    );
}

#[test]
fn a_person_is_not_kept_waiting_by_the_pause_of_the_reading() {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    let id = world.connect(&desk);
    world.fill(&desk);
    world.sandbox.faults().set_down(true);
    world.read_for(&desk, Duration::from_secs(600));
    world.sandbox.faults().set_down(false);
    let before = world.now();
    let account = world
        .now_or(desk.accounts.capabilities(id, Priority::Person))
        .unwrap();
    world.now_or(account.statuses.unwrap().statuses()).unwrap();
    assert!(world.now() - before < TimeDelta::seconds(1));
    assert_eq!(world.now_or(desk.accounts.health(id)).unwrap(), Health::Online);
}

#[test]
fn a_refused_key_is_only_tried_now_and_then_until_it_is_replaced() {
    let world = World::new(120, &json!({ "empty_search": "empty" }));
    let desk = world.open();
    let id = world.connect(&desk);
    world.read_for(&desk, Duration::from_secs(4));
    world.colleague("POST", "/admin/medsoft/key", &json!({}));
    world.read_for(&desk, Duration::from_secs(10));
    assert_eq!(
        world.now_or(desk.sync.states()).unwrap()[0].phase,
        SyncPhase::KeyRefused
    );
    let before = world.asked.lock().unwrap().len();
    world.read_for(&desk, Duration::from_secs(3_600));
    // Every other minute, one request: the vendor may take the key again.
    let asked = world.asked.lock().unwrap().len() - before;
    assert!(
        (25..=31).contains(&asked),
        "a refused key is used {asked} times in an hour"
    );
    assert_eq!(world.fill(&desk)[0].phase, SyncPhase::KeyRefused);

    let wrong = world
        .now_or(desk.accounts.replace_keys(id, &keys("not-the-key")))
        .unwrap();
    assert_eq!(
        (wrong.usable, wrong.problem),
        (false, Some(ErrorCode::KeyRefused))
    );
    assert_eq!(
        world.now_or(desk.sync.states()).unwrap()[0].phase,
        SyncPhase::KeyRefused
    );
    let key = world.sandbox.accounts().medsoft.key;
    assert!(
        world
            .now_or(desk.accounts.replace_keys(id, &keys(&key)))
            .unwrap()
            .usable
    );
    assert!(world.fill(&desk)[0].complete);
    world.assert_held(&desk, "");
}

#[test]
fn a_line_full_of_faults_loses_nothing() {
    for seed in 0..3 {
        let world = World::new(
            60,
            &json!({ "empty_search": if seed % 2 == 0 { "all" } else { "empty" } }),
        );
        let desk = world.open();
        world.connect(&desk);
        let kinds = json!([
            "drop_before",
            "drop_after",
            "500",
            "429",
            "cut_body",
            "broken_json",
            "html",
            "empty"
        ]);
        world.colleague(
            "POST",
            "/admin/chaos",
            &json!({ "seed": seed, "rate": 0.15, "kinds": kinds }),
        );
        let done = async {
            match select(pin!(desk.sync.run()), pin!(until_complete(&world, &desk))).await {
                Either::Left(_) => panic!("reading never ends"),
                Either::Right(_) => {}
            }
        };
        world
            .run(Duration::from_secs(12 * 3_600), done)
            .expect("the fill ends");
        // What chaos left unread is read by the next round, once the line is well.
        world.colleague("POST", "/admin/chaos", &json!({ "seed": 0, "rate": 0.0 }));
        world.leap();
        world.read_for(&desk, Duration::from_secs(4_500));
        world.assert_held(&desk, &format!("seed {seed}"));
    }
}

async fn until_complete(world: &World, desk: &super::world::Running) {
    loop {
        if desk.sync.states().await.unwrap()[0].complete {
            return;
        }
        world.ports().clock.sleep(Duration::from_secs(5)).await;
    }
}

#[test]
fn a_vendor_that_asks_for_peace_gets_it() {
    let world = World::new(60, &json!({}));
    let desk = world.open();
    world.connect(&desk);
    let mut fault = Fault::new("patient-appointments", FaultKind::TooMany);
    fault.retry_after = 45;
    world.sandbox.set_fault(fault);
    world.fill(&desk);
    let asked = world.asked.lock().unwrap();
    let longest = asked.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
    assert!(
        longest >= TimeDelta::seconds(44) && longest <= TimeDelta::seconds(46),
        "{longest}"
    );
}

fn keys(key: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("key".into(), key.into())])
}

fn set_key(draft: &mut ConnectionDraft, key: &str) {
    draft.secrets.insert("key".into(), key.into());
}

fn set_path(draft: &mut ConnectionDraft, path: &str) {
    draft.details.insert("client_path".into(), path.into());
}

#[test]
fn what_is_wrong_with_an_account_is_told_before_it_is_saved() {
    let world = World::new(60, &json!({}));
    let attempt = |change: &dyn Fn(&mut ConnectionDraft)| {
        let mut draft = world.draft();
        change(&mut draft);
        world.now_or(try_account(world.ports(), &draft))
    };
    let problem = |change: &dyn Fn(&mut ConnectionDraft)| attempt(change).unwrap().problem;
    assert_eq!(problem(&|_| {}), None);
    assert_eq!(
        problem(&|draft| set_key(draft, "wrong")),
        Some(ErrorCode::KeyRefused)
    );
    assert_eq!(
        problem(&|draft| set_path(draft, "elsewhere")),
        Some(ErrorCode::WrongAddress)
    );
    for (field, change) in [
        (
            "base_url",
            &(|draft: &mut ConnectionDraft| draft.base_url = "http://clinic.example".into())
                as &dyn Fn(&mut _),
        ),
        ("key", &|draft: &mut ConnectionDraft| set_key(draft, " ")),
        ("key", &|draft: &mut ConnectionDraft| set_key(draft, "a\nb")),
        ("name", &|draft: &mut ConnectionDraft| draft.name = String::new()),
        ("client_path", &|draft: &mut ConnectionDraft| set_path(draft, "/")),
    ] {
        let error = attempt(change).unwrap_err();
        assert_eq!(
            (error.code, error.params.0["field"].as_str()),
            (ErrorCode::InvalidField, field)
        );
    }
    for (kind, expected) in [
        (FaultKind::Html, ErrorCode::Offline),
        (FaultKind::Empty, ErrorCode::WrongAddress),
        (FaultKind::DropBefore, ErrorCode::Offline),
    ] {
        world.sandbox.set_fault(Fault::new("*", kind));
        assert_eq!(problem(&|_| {}), Some(expected), "{kind:?}");
    }
    world.sandbox.faults().set_down(true);
    assert_eq!(problem(&|_| {}), Some(ErrorCode::Offline));
    for style in ["status_200", "html_403"] {
        let world = World::new(60, &json!({ "unknown_key": style }));
        let mut draft = world.draft();
        set_key(&mut draft, "wrong");
        let report = world.now_or(try_account(world.ports(), &draft)).unwrap();
        assert_eq!(report.problem, Some(ErrorCode::KeyRefused), "{style}");
    }
}
