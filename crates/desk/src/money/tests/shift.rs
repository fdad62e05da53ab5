//! A shift is closed with what was counted; what was counted once is never counted again.

use std::collections::BTreeMap;
use std::thread;

use rust_decimal::Decimal;

use super::*;
use crate::store::testing::Threads;

use PaymentMethod::{Card, Cash};

fn expected(shift: &Shift) -> Vec<(PaymentMethod, String, String)> {
    shift
        .expected
        .iter()
        .map(|line| (line.method, line.currency.clone(), line.expected.clone()))
        .collect()
}

fn places(lines: &[(PaymentMethod, &str, &str)]) -> Vec<(PaymentMethod, String, String)> {
    lines
        .iter()
        .map(|(method, currency, amount)| (*method, (*currency).to_owned(), (*amount).to_owned()))
        .collect()
}

#[test]
fn what_should_be_there_is_told_by_currency_and_method() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    assert_eq!(
        expected(&clinic.money(None).shift),
        places(&[(Cash, "RON", "0.00")]),
        "the drawer is counted also where nothing was taken"
    );
    clinic.move_cash(CashMoveKind::OpeningFloat, "200").unwrap();
    clinic.take(ion, "100.10", "RON", Cash);
    clinic.take(ion, "0.20", "RON", Cash);
    let card = clinic.take(ion, "50", "RON", Card);
    clinic.take(ion, "30", "EUR", Cash);
    clinic.move_cash(CashMoveKind::In, "5").unwrap();
    clinic.move_cash(CashMoveKind::Out, "80").unwrap();
    clinic.cancel(card.id).unwrap();
    let shift = clinic.money(None).shift;
    assert_eq!(
        expected(&shift),
        places(&[
            (Cash, "EUR", "30.00"),
            (Cash, "RON", "225.30"),
            (Card, "RON", "0.00")
        ])
    );
    let drawer = &shift.expected[1];
    assert_eq!(
        [
            &drawer.opening,
            &drawer.taken,
            &drawer.moved_in,
            &drawer.moved_out
        ],
        ["200.00", "100.30", "5.00", "80.00"]
    );
    assert_eq!(shift.expected[2].given_back, "50.00");
    assert_eq!(shift.moves.len(), 3);
    assert_eq!(clinic.money(None).currency, "RON", "the clinic's");
}

#[test]
fn cash_that_moves_needs_an_amount_and_a_reason() {
    let clinic = Clinic::new();
    assert_eq!(
        refused(clinic.move_cash(CashMoveKind::Out, "0")),
        ("amount".into(), "too-small".into())
    );
    clinic.move_cash(CashMoveKind::OpeningFloat, "0").unwrap();
    let silent = CashMove {
        kind: CashMoveKind::In,
        amount: "5".into(),
        currency: "RON".into(),
        reason: " ".into(),
        intent: Uuid::from_u128(4),
    };
    assert_eq!(
        refused(block_on(clinic.desk.cash_move(silent.clone()))),
        ("reason".into(), "required".into())
    );
    let said = CashMove {
        reason: "change".into(),
        ..silent
    };
    let first = block_on(clinic.desk.cash_move(said.clone())).unwrap();
    assert_eq!(block_on(clinic.desk.cash_move(said)).unwrap(), first);
    assert_eq!(clinic.log(AuditAct::CashMoved).len(), 2);
}

#[test]
fn closing_wants_every_line_and_a_reason_for_a_difference() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.take(ion, "100", "RON", Cash);
    clinic.take(ion, "50", "RON", Card);
    assert_eq!(
        refused(clinic.close(&[(Cash, "RON", "100")], "")),
        ("counted".into(), "required".into())
    );
    assert_eq!(
        refused(clinic.close(
            &[(Cash, "RON", "100"), (Cash, "ron", "1"), (Card, "RON", "50")],
            ""
        )),
        ("counted".into(), "repeated".into())
    );
    let short = [(Cash, "RON", "90"), (Card, "RON", "50")];
    assert_eq!(
        refused(clinic.close(&short, " ")),
        ("reason".into(), "required".into())
    );
    assert_eq!(block_on(clinic.desk.cash_ups()).unwrap().cash_ups, Vec::new());
    let closed = clinic.close(&short, "change given wrongly").unwrap();
    assert_eq!((closed.number, closed.from), (1, None));
    assert_eq!(closed.reason.as_deref(), Some("change given wrongly"));
    assert_eq!(closed.lines[0].difference.as_deref(), Some("-10.00"));
    assert_eq!(closed.lines[1].difference.as_deref(), Some("0.00"));
    let line = &clinic.log(AuditAct::CashUpMade)[0];
    assert_eq!(line.reason.as_deref(), Some("change given wrongly"));
    assert_eq!(line.changes[1].after.as_deref(), Some("90.00 RON"));
}

#[test]
fn money_of_another_currency_that_lies_there_needs_a_reason() {
    let clinic = Clinic::new();
    let found = [(Cash, "RON", "0"), (Cash, "EUR", "20")];
    assert_eq!(
        refused(clinic.close(&found, "")),
        ("reason".into(), "required".into())
    );
    let closed = clinic.close(&found, "found under the drawer").unwrap();
    assert_eq!(closed.lines.len(), 2);
    assert_eq!(closed.lines[0].difference.as_deref(), Some("20.00"));
}

#[test]
fn a_closed_shift_stays_as_it_is_and_what_is_taken_back_later_counts_in_the_next() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Cash);
    let intent = Uuid::from_u128(3);
    let request = || closing(&[(Cash, "RON", "100")], "", intent);
    let closed = block_on(clinic.desk.close_cash(request())).unwrap();
    clinic.at("2026-03-02T12:00:00Z");
    clinic.cancel(taken.id).unwrap();
    let again = block_on(clinic.desk.close_cash(request())).unwrap();
    assert_eq!(again, closed, "the same intent closes once");
    let day = clinic.money(None);
    assert_eq!(day.shift.since, Some(closed.closed_at));
    assert_eq!(expected(&day.shift), places(&[(Cash, "RON", "-100.00")]));
    assert_eq!(
        refused(clinic.close(&[(Cash, "RON", "0")], "")),
        ("reason".into(), "required".into())
    );
    let second = clinic
        .close(&[(Cash, "RON", "0")], "given back of the first shift")
        .unwrap();
    assert_eq!((second.number, second.from), (2, Some(closed.closed_at)));
    assert_eq!(second.lines[0].given_back, "100.00");
    let all = block_on(clinic.desk.cash_ups()).unwrap().cash_ups;
    assert_eq!(all, [second, closed]);
    assert_eq!(
        expected(&clinic.money(None).shift),
        places(&[(Cash, "RON", "0.00")])
    );
}

#[test]
fn an_intent_closes_what_was_counted_then_and_nothing_else() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.take(ion, "100", "RON", Cash);
    let intent = Uuid::from_u128(3);
    let close = |amount: &str, reason: &str| {
        let wanted = closing(&[(Cash, "RON", amount)], reason, intent);
        block_on(clinic.desk.close_cash(wanted))
    };
    let first = close("90", "change").unwrap();
    assert_eq!(close("90.00", "change").unwrap(), first);
    for (amount, reason) in [("100", ""), ("90", "another reason")] {
        assert_eq!(
            refused(close(amount, reason)),
            ("intent".into(), "used-for-something-else".into())
        );
    }
    assert_eq!(block_on(clinic.desk.cash_ups()).unwrap().cash_ups, [first]);
}

#[test]
fn a_clock_that_was_ahead_dates_no_shift_that_follows() {
    let clinic = Clinic::new();
    clinic.at("2027-03-02T08:00:00Z");
    clinic.close(&[(Cash, "RON", "0")], "").unwrap();
    clinic.at("2026-03-02T18:00:00Z");
    let second = clinic.close(&[(Cash, "RON", "0")], "").unwrap();
    assert_eq!(second.closed_at.to_rfc3339(), "2026-03-02T18:00:00+00:00");
    assert_eq!((second.number, second.from), (2, Some(second.closed_at)));
}

#[test]
fn a_float_that_two_people_put_down_is_there_once() {
    let clinic = Clinic::new();
    clinic.move_cash(CashMoveKind::OpeningFloat, "20").unwrap();
    clinic.move_cash(CashMoveKind::OpeningFloat, "200").unwrap();
    let shift = clinic.money(None).shift;
    assert_eq!(expected(&shift), places(&[(Cash, "RON", "200.00")]));
    assert_eq!(shift.moves.len(), 2, "both are told");
}

#[test]
fn a_taking_of_the_moment_of_closing_is_in_that_shift_or_in_the_next() {
    let clinic = Clinic::on(Arc::new(Threads::default()));
    let ion = clinic.patient("1", "Popescu");
    let other = clinic.another(Arc::new(Threads::default()));
    let ids = clinic.ports.ids.clone();
    thread::scope(|scope| {
        let taking_money = scope.spawn(|| {
            for _ in 0..40 {
                let taken = taking(ion, "1", "RON", Cash, ids.next());
                block_on(other.record_taking(taken)).unwrap();
            }
        });
        for desk in [&clinic.desk, &other] {
            let ids = clinic.ports.ids.clone();
            scope.spawn(move || {
                for _ in 0..6 {
                    let shut = closing(&[(Cash, "RON", "3")], "at once", ids.next());
                    block_on(desk.close_cash(shut)).unwrap();
                }
            });
        }
        taking_money.join().unwrap();
    });
    let closed = block_on(clinic.desk.cash_ups()).unwrap().cash_ups;
    let numbers: Vec<u32> = closed.iter().rev().map(|one| one.number).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<u32>>());
    let marked: BTreeMap<Option<String>, Decimal> = clinic.write(|conn| {
        let mut statement = conn.prepare("SELECT cash_up, amount FROM takings")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let mut sums = BTreeMap::new();
        for row in rows {
            let (cash_up, amount): (Option<String>, String) = row?;
            *sums.entry(cash_up).or_insert(Decimal::ZERO) += amount.parse::<Decimal>().unwrap();
        }
        Ok(sums)
    });
    let mut counted = Decimal::ZERO;
    for one in &closed {
        let taken: Decimal = one.lines[0].taken.parse().unwrap();
        let of_rows = marked.get(&Some(one.id.to_string())).copied().unwrap_or_default();
        assert_eq!(taken, of_rows, "the sums are those of the marked rows");
        counted += taken;
    }
    let left: Decimal = clinic.money(None).shift.expected[0].taken.parse().unwrap();
    assert_eq!(
        counted + left,
        Decimal::from(40),
        "nothing is lost and nothing counts twice"
    );
}

/// A connection to a practice that takes euros, made after the clinic's own.
fn practice(clinic: &Clinic) {
    clinic.write(|tx| {
        tx.execute(
            "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
             VALUES ('00000000-0000-0000-0000-0000000000ee', 'Studio', 'alfadocs', 'https://studio.example',
                 'Europe/Rome', 2)",
            [],
        )?;
        Ok(())
    });
}

#[test]
fn a_desk_of_two_currencies_counts_both_and_proposes_that_of_the_patient() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let anna = clinic.record("2", "Ferri");
    let (anna_person, record) = (clinic.person(anna), anna.to_string());
    practice(&clinic);
    clinic.write(move |tx| {
        tx.execute(
            "UPDATE patient_records SET connection = '00000000-0000-0000-0000-0000000000ee' WHERE id = ?1",
            [record],
        )?;
        Ok(())
    });
    let proposed = |patient: Option<Uuid>| {
        let request = MoneyDayRequest { date: None, patient };
        block_on(clinic.desk.money_day(request)).unwrap().currency
    };
    // What was taken last says nothing of what is taken next.
    clinic.take(anna_person, "50", "EUR", Cash);
    assert_eq!(proposed(Some(ion)), "RON");
    assert_eq!(proposed(Some(anna_person)), "EUR");
    assert_eq!(proposed(None), "RON");
    let day = clinic.money(None);
    assert_eq!(day.currencies, ["RON", "EUR"]);
    let drawers: Vec<_> = day
        .shift
        .expected
        .iter()
        .map(|line| (line.currency.as_str(), line.expected.as_str()))
        .collect();
    assert_eq!(drawers, [("EUR", "50.00"), ("RON", "0.00")]);
    assert_eq!(
        refused(clinic.close(&[(Cash, "EUR", "50")], "")),
        ("counted".into(), "required".into())
    );
}
