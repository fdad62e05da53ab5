//! The real program as the desk, ended by force at every step of what it does, against the vendors over real HTTP: what a
//! person wished is done once, or stands in front of a person; never twice, never forgotten.
//!
//! The vendors tell when a request arrives, so that a process is ended in every gap: while an answer is under way, when it
//! has just come, and between two requests. `cargo xtask simulate --kills N` runs more of them (200 at night), with
//! `--only invoice` of one kind; `FRONTDESK_SEED` chooses other moments.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod desk;
mod steps;
#[path = "../support/mod.rs"]
mod support;
mod wish;

use std::collections::BTreeMap;

use desk::{Desk, LATE, ROUNDS};
use frontdesk_sandbox::{Fault, FaultKind};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use steps::Steps;
use support::Clinic;
use wish::{KINDS, Kind, Wish, things, typed};

/// How many processes are ended: 20 unless the environment says more.
fn kills() -> usize {
    let said = std::env::var("FRONTDESK_KILLS").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(20)
}

fn seed() -> u64 {
    let said = std::env::var("FRONTDESK_SEED").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// What is wished: everything in turn, or one kind alone.
fn kinds() -> Vec<Kind> {
    let only = std::env::var("FRONTDESK_KILLS_OF").unwrap_or_default();
    let named = |kind: &&Kind| only.is_empty() || format!("{kind:?}").eq_ignore_ascii_case(&only);
    let kinds: Vec<Kind> = KINDS.iter().filter(named).copied().collect();
    assert!(!kinds.is_empty(), "no such kind: {only}");
    kinds
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_ended_at_any_moment_loses_nothing_and_does_nothing_twice() {
    let clinic = Clinic::open().await;
    for vendor in ["medsoft", "videodoktor", "gensoft"] {
        clinic.connect(vendor).await;
    }
    clinic.ok(&["sync", "--json"]).await;
    clinic.sandbox.set_fault(Fault {
        ms: LATE,
        times: None,
        ..Fault::new("*", FaultKind::Latency)
    });
    let kinds = kinds();
    let things = things(&clinic, 1 + kills() / kinds.len()).await;
    let mut desk = Desk {
        clinic,
        dice: ChaCha8Rng::seed_from_u64(seed()),
        usual: BTreeMap::new(),
    };

    let (mut wishes, mut accepted, mut steps) = (Vec::new(), Vec::new(), Steps::default());
    // The first of each kind is left alone: it says how long a command takes.
    for number in 0..kinds.len() + kills() {
        let wish = Wish::nth(&desk.clinic, &things, &kinds, number);
        if let Some(usual) = desk.usual.get(&wish.kind).copied() {
            // Every request of a kind in its turn, so that no gap between two of them is left out.
            let turn = u64::try_from(number / kinds.len()).unwrap();
            let request = 1 + turn % usual;
            desk.killed(&wish.words, &wish.stdin, request).await;
            let open = desk.open().await;
            steps.ended(&open);
            accepted.push((number, open.contains_key(&wish.intent)));
            match desk.dice.random_range(0..4) {
                // The person does it again.
                0 => drop(desk.run(&wish.words, &wish.stdin).await),
                // The desk is started again, and ended again.
                1 => {
                    let request = desk.dice.random_range(1..=usual);
                    desk.killed(&typed(&["outbox", "drain"]), "", request).await;
                    steps.ended(&desk.open().await);
                }
                _ => {}
            }
        } else {
            let before = desk.clinic.requests();
            let (code, told, error) = desk.run(&wish.words, &wish.stdin).await;
            assert_eq!(
                (code, &told["state"]),
                (Some(0), &json!(wish.done())),
                "{:?}: {error}",
                wish.kind
            );
            desk.usual.insert(wish.kind, desk.clinic.requests() - before);
        }
        wishes.push(wish);
    }
    desk.rest().await;

    // What was accepted is done, or stands in front of a person.
    let mut waiting = BTreeMap::<Kind, usize>::new();
    let open = desk.open().await;
    for (number, was_accepted) in &accepted {
        let wish = &wishes[*number];
        let effect = desk.effect(wish).await;
        assert!(
            effect <= 1 || wish.kind == Kind::Report,
            "{:?} {} was done {effect} times",
            wish.kind,
            wish.intent
        );
        match open.get(&wish.intent) {
            Some(row) => {
                let state = row["state"].as_str().unwrap();
                assert!(
                    matches!(state, "asks" | "refused"),
                    "{:?} is stuck: {row}",
                    wish.kind
                );
                *waiting.entry(wish.kind).or_default() += 1;
                assert!(
                    wish.kind != Kind::Invoice || steps.asks(&wish.intent, row),
                    "asked about without an answer that was cut off: {row}"
                );
            }
            None => assert!(
                effect > 0 || !was_accepted,
                "{:?} {} is lost",
                wish.kind,
                wish.intent
            ),
        }
    }

    // People answer, and do again what was never taken: everything ends, and once.
    for _ in 0..ROUNDS {
        let open = desk.open().await;
        if open.is_empty() {
            break;
        }
        for wish in &wishes {
            if let Some(row) = open.get(&wish.intent) {
                desk.answer(wish, row).await;
            }
        }
        desk.rest().await;
    }
    assert!(desk.open().await.is_empty(), "stuck: {:?}", desk.open().await);
    for wish in &wishes {
        let (code, told, error) = desk.run(&wish.words, &wish.stdin).await;
        let effect = desk.effect(wish).await;
        if wish.kind == Kind::Invoice && told["state"] == "not_issued" {
            assert_eq!(effect, 0, "a person gave it up");
            continue;
        }
        assert_eq!(
            (code, &told["state"]),
            (Some(0), &json!(wish.done())),
            "{:?}: {error}",
            wish.kind
        );
        assert!(
            effect == 1 || (effect > 1 && wish.kind == Kind::Report),
            "{:?}: {effect} times",
            wish.kind
        );
    }
    let taken = accepted.iter().filter(|(_, accepted)| *accepted).count();
    let people: usize = waiting.values().sum();
    tell(&steps.to_string());
    tell(&format!(
        "{} processes ended, {taken} of them after the act was taken; lost 0, doubled 0, stuck 0, waiting for a person {people} {waiting:?}",
        accepted.len()
    ));
    assert!(
        taken > accepted.len() / 10,
        "the processes were ended too early to prove anything: {taken}"
    );
    desk.clinic.forget(&["medsoft", "videodoktor", "gensoft"]).await;
}

#[allow(clippy::print_stdout, reason = "`cargo xtask simulate --kills` shows it")]
fn tell(line: &str) {
    println!("{line}");
}
