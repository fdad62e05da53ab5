//! Money is taken under numbers without gaps, and taken back once.

use std::collections::BTreeSet;
use std::thread;

use super::*;
use crate::clinic::{DeskSettings, DeskShare};
use crate::store::testing::Threads;

#[test]
fn slips_are_numbered_one_after_another_and_an_intent_counts_once() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let intent = Uuid::from_u128(0x1);
    let first = block_on(
        clinic
            .desk
            .record_taking(taking(ion, "100", "RON", PaymentMethod::Cash, intent)),
    )
    .unwrap();
    let again =
        block_on(
            clinic
                .desk
                .record_taking(taking(ion, "100.00", "ron", PaymentMethod::Cash, intent)),
        )
        .unwrap();
    assert_eq!(
        (first.id, number(first.slip.as_deref())),
        (again.id, Some("0001"))
    );
    assert_eq!(first.patient_name, "Popescu Ion");
    assert_eq!(
        refused(block_on(clinic.desk.record_taking(taking(
            ion,
            "101",
            "RON",
            PaymentMethod::Cash,
            intent
        )))),
        ("intent".into(), "used-for-something-else".into())
    );
    block_on(clinic.desk.set_settings(DeskSettings {
        name: "Recepția 2".into(),
        ..DeskSettings::default()
    }))
    .unwrap();
    let second = clinic.take(ion, "20", "RON", PaymentMethod::Card);
    assert_eq!(second.slip.as_deref(), Some("REC2-0002"), "the number goes on");
    let lines = clinic.log(AuditAct::MoneyTaken);
    assert_eq!(lines.len(), 2, "once for each taking");
    let values: Vec<_> = lines[0]
        .changes
        .iter()
        .filter_map(|change| change.after.as_deref())
        .collect();
    assert_eq!(values, ["20.00 RON", "card", "REC2-0002"]);
    assert_eq!(lines[0].person, Some(ion));
}

#[test]
fn what_is_typed_wrongly_is_not_taken() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let try_it = |amount: &str, currency: &str| {
        refused(block_on(clinic.desk.record_taking(taking(
            ion,
            amount,
            currency,
            PaymentMethod::Cash,
            Uuid::from_u128(9),
        ))))
    };
    assert_eq!(try_it("0", "RON"), ("amount".into(), "too-small".into()));
    assert_eq!(try_it("-5", "RON"), ("amount".into(), "too-small".into()));
    assert_eq!(try_it("1,5", "RON"), ("amount".into(), "malformed".into()));
    assert_eq!(try_it("5", "lei!"), ("currency".into(), "malformed".into()));
    let nobody = taking(
        Uuid::from_u128(77),
        "5",
        "RON",
        PaymentMethod::Cash,
        Uuid::from_u128(9),
    );
    assert!(block_on(clinic.desk.record_taking(nobody)).is_err());
    assert_eq!(clinic.money(None).takings, Vec::new());
    assert_eq!(
        number(clinic.take(ion, "5", "RON", PaymentMethod::Cash).slip.as_deref()),
        Some("0001"),
        "what was refused has used no number"
    );
}

#[test]
fn two_processes_never_give_the_same_number() {
    let clinic = Clinic::on(Arc::new(Threads::default()));
    let ion = clinic.patient("1", "Popescu");
    let other = clinic.another(Arc::new(Threads::default()));
    let slips = thread::scope(|scope| {
        let workers = [&clinic.desk, &other].map(|desk| {
            let ids = clinic.ports.ids.clone();
            scope.spawn(move || {
                (0..12)
                    .map(|_| {
                        let taken = taking(ion, "1", "RON", PaymentMethod::Cash, ids.next());
                        block_on(desk.record_taking(taken)).unwrap().slip.unwrap()
                    })
                    .collect::<Vec<_>>()
            })
        });
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect::<BTreeSet<_>>()
    });
    assert_eq!(slips.len(), 24, "{slips:?}");
    let numbers: BTreeSet<_> = slips.iter().filter_map(|slip| number(Some(slip))).collect();
    let wanted: Vec<String> = (1..=24).map(|number| format!("{number:04}")).collect();
    assert!(numbers.iter().eq(&wanted), "{numbers:?}");
}

#[test]
fn a_restored_copy_gives_no_number_that_may_be_on_paper() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let take = || clinic.take(ion, "1", "RON", PaymentMethod::Cash).slip.unwrap();
    let close = || {
        let counted = clinic.money(None).shift.expected;
        let counted: Vec<_> = counted
            .iter()
            .map(|line| (line.method, line.currency.as_str(), line.expected.as_str()))
            .collect();
        clinic.close(&counted, "").unwrap().number
    };
    let before = [take(), take()];
    assert_eq!(close(), 1);
    let skip = |elsewhere: Given| clinic.write(move |tx| skip_numbers(tx, elsewhere));
    skip(Given::default());
    let after = take();
    assert_eq!(number(Some(&after)), Some("0201"), "{before:?}");
    assert_eq!((close(), close()), (201, 202));
    // Another copy knows of later ones.
    let later = clinic.write(|tx| {
        tx.execute("UPDATE settings SET value = '777' WHERE key = 'last_slip'", [])?;
        let later = Given::of(tx)?;
        tx.execute("UPDATE settings SET value = '201' WHERE key = 'last_slip'", [])?;
        Ok(later)
    });
    skip(later);
    assert_eq!(number(Some(&take())), Some("0901"));
    assert_eq!(close(), 401);
}

#[test]
fn desks_that_are_called_alike_are_told_apart_by_letters() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let take = || clinic.take(ion, "1", "RON", PaymentMethod::Cash).slip.unwrap();
    let call = |name: &str, other: &str| {
        let share = |name: &str| DeskShare {
            name: name.into(),
            percent: 50,
        };
        let settings = DeskSettings {
            name: name.into(),
            desks: vec![share(name), share(other)],
            ..DeskSettings::default()
        };
        clinic.write(move |tx| settings.save(tx));
    };
    let letters = |slip: &str, begins: &str| {
        let (before, _) = slip.split_once('-').unwrap();
        let letters = before.strip_prefix(begins).unwrap();
        assert!(
            letters.len() == 2 && letters.bytes().all(|letter| letter.is_ascii_uppercase()),
            "{slip}"
        );
        letters.to_owned()
    };
    let own = letters(&take(), "");
    call("Recepția Nord", "Recepția Sud");
    assert_eq!(take(), "RECNOR-0002");
    call("Recepția Nord", "Recepția Nordică");
    assert_eq!(letters(&take(), "RECNOR"), own, "they stay the same ones");
}
