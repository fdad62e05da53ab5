//! The promise of the outbox, over seeds.

use frontdesk_simulate::{Kind, simulate, simulate_many, simulate_twice};

#[test]
fn over_some_hundred_seeds_nothing_is_lost_doubled_or_stuck() {
    let totals = simulate_many(0, 300);
    let first = totals.failed.iter().next();
    let shown = first.map(|(seed, trace)| format!("seed {seed}:\n{}", trace.join("\n")));
    assert!(
        totals.failed.is_empty(),
        "{}\n{totals}",
        shown.unwrap_or_default()
    );
    assert!(totals.actions > 700, "people did something: {totals}");
    assert!(totals.changes > 30, "people changed their minds: {totals}");
    assert!(totals.crashes > 100, "processes ended: {totals}");
    for (kind, least) in [(Kind::Invoice, 60), (Kind::PayBill, 90), (Kind::FileDocument, 20)] {
        let (_, all) = totals.by_kind.get(&kind).copied().unwrap_or_default();
        assert!(all > least, "{kind}: {all}");
    }
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in [3, 17, 40] {
        let (one, two) = (simulate(seed), simulate(seed));
        assert_eq!(one.trace, two.trace, "seed {seed}");
        assert_eq!(one.hash(), two.hash());
    }
    assert_ne!(simulate(3).hash(), simulate(17).hash());
}

/// The judges themselves, tried on a desk whose every call of one operation arrives twice.
#[test]
fn whatever_arrives_twice_is_said_to_be_doubled() {
    for operation in [
        "create-transaction",
        "create-document",
        "add-services",
        "create-patient",
        "gdpr-form",
        "send-attendance",
    ] {
        let doubled = (0..40).find(|seed| simulate_twice(*seed, operation).doubled > 0);
        assert!(doubled.is_some(), "{operation}: twice, and nobody says so");
    }
}
