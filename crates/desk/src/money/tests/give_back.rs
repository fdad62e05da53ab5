//! Money is given back in parts, never more than was taken, and what a vendor still says stays to be done there.

use super::*;

use PaymentMethod::{Card, Cash};

fn amounts(takings: &[Taking]) -> Vec<String> {
    takings
        .iter()
        .map(|taking| taking.amount.amount.to_string())
        .collect()
}

fn paid(clinic: &Clinic, person: Uuid) -> String {
    let statement = block_on(clinic.desk.statement(StatementRequest {
        patient: person,
        from: day("2026-03-01"),
        to: day("2026-03-31"),
    }))
    .unwrap();
    statement.paid[0].amount.to_string()
}

fn unpaid(clinic: &Clinic) -> (Vec<(UnpaidKind, Option<Uuid>, String)>, Unpaid) {
    let unpaid = block_on(clinic.desk.unpaid(UnpaidRequest { from: None })).unwrap();
    let rows = unpaid
        .rows
        .iter()
        .map(|row| {
            (
                row.kind,
                row.taking,
                row.amount.as_ref().unwrap().amount.to_string(),
            )
        })
        .collect();
    (rows, unpaid)
}

#[test]
fn all_that_is_left_is_given_back_once_and_a_giving_back_never() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Card);
    let intent = Uuid::from_u128(6);
    let request = |reason: &str, amount: Option<&str>| GiveBack {
        taking: taken.id,
        amount: amount.map(str::to_owned),
        method: None,
        reason: reason.into(),
        intent,
    };
    assert_eq!(
        refused(block_on(clinic.desk.give_back(request("  ", None)))),
        ("reason".into(), "required".into())
    );
    let back = block_on(clinic.desk.give_back(request("typed twice", None))).unwrap();
    let again = block_on(clinic.desk.give_back(request("typed twice", Some("100")))).unwrap();
    assert_eq!(back, again);
    assert_eq!(
        refused(block_on(
            clinic.desk.give_back(request("typed twice", Some("99")))
        )),
        ("intent".into(), "used-for-something-else".into())
    );
    assert_eq!(back.amount.amount.to_string(), "-100.00");
    assert_eq!((back.method, back.takes_back), (Card, Some(taken.id)));
    for id in [taken.id, back.id] {
        assert_eq!(refused(clinic.cancel(id)), ("id".into(), "given-back".into()));
    }
    let day = clinic.money(None);
    assert_eq!(amounts(&day.takings), ["-100.00", "100.00"]);
    assert_eq!(day.takings[1].left.amount.to_string(), "0.00");
    assert_eq!(day.by_method[0].sum.amount.to_string(), "0.00");
    let lines = clinic.log(AuditAct::MoneyTakenBack);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].reason.as_deref(), Some("typed twice"));
    let numbers = (taken.slip, back.slip);
    assert_eq!(
        (number(numbers.0.as_deref()), number(numbers.1.as_deref())),
        (Some("0001"), Some("0002")),
        "a paper of its own"
    );
}

#[test]
fn parts_are_given_back_by_other_means_and_never_more_than_is_left() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Card);
    let back = clinic.give_back(taken.id, Some("30.5"), Some(Cash)).unwrap();
    assert_eq!(
        (back.amount.amount.to_string(), back.method),
        ("-30.50".into(), Cash)
    );
    assert_eq!(clinic.kept(taken.id).left.amount.to_string(), "69.50");
    assert_eq!(
        refused(clinic.give_back(taken.id, Some("69.51"), None)),
        ("amount".into(), "more-than-left".into())
    );
    for amount in ["0", "-5"] {
        assert_eq!(
            refused(clinic.give_back(taken.id, Some(amount), None)),
            ("amount".into(), "too-small".into())
        );
    }
    let expected = |clinic: &Clinic| -> Vec<(PaymentMethod, String, String)> {
        let lines = clinic.money(None).shift.expected;
        lines
            .into_iter()
            .map(|line| (line.method, line.given_back, line.expected))
            .collect()
    };
    assert_eq!(
        expected(&clinic),
        [
            (Cash, "30.50".to_owned(), "-30.50".to_owned()),
            (Card, "0.00".to_owned(), "100.00".to_owned())
        ],
        "the drawer gave it"
    );
    clinic.give_back(taken.id, None, None).unwrap();
    assert_eq!(expected(&clinic)[1].2, "30.50");
    assert!(!clinic.write(move |conn| Ok(takings::one(conn, taken.id)?.stands())));
    assert_eq!(paid(&clinic, ion), "0.00");
}

#[test]
fn what_the_vendor_has_is_given_back_here_and_stays_to_be_undone_there() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let taken = clinic.take(ion, "100", "RON", Cash);
    clinic.at_vendor_as(taken.id, "N1");
    clinic.listed_as(record, "2026-03-02", "100.00", "N1");
    let back = clinic.give_back(taken.id, Some("40"), None).unwrap();
    assert!(back.still_there && !back.at_vendor);
    assert_eq!(paid(&clinic, ion), "60.00");
    let (rows, sums) = unpaid(&clinic);
    assert_eq!(
        rows,
        [(UnpaidKind::StillThere, Some(back.id), "-40.00".to_owned())]
    );
    assert_eq!((sums.owed, sums.not_at_vendor), (vec![], vec![]));
    assert_eq!(sums.still_there[0].amount.to_string(), "-40.00");
    // It is refunded there on the same day: one and the same.
    clinic.listed_as(record, "2026-03-02", "-40.00", "N2");
    assert_eq!(paid(&clinic, ion), "60.00");
    assert_eq!(unpaid(&clinic).0, []);
}

#[test]
fn a_payment_that_the_vendor_lists_without_what_was_given_back_is_counted_once() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let slip = clinic.take(ion, "100", "RON", Cash);
    clinic.give_back(slip.id, Some("40"), None).unwrap();
    // What is left pays an invoice, and is what the vendor gets to know.
    let act = Uuid::from_u128(0xac);
    clinic.write(move |tx| {
        let new = NewTaking {
            id: Uuid::from_u128(1),
            intent: act,
            at: now(),
            author: "Ana",
            person: Some(ion),
            patient_name: "Popescu Ion",
            birth_date: None,
            amount: "60.00".parse().unwrap(),
            currency: "RON",
            method: Cash,
            fiscal_receipt: None,
            card_slip: None,
            note: None,
            invoice: Some(Uuid::from_u128(2)),
            bill: None,
        };
        take(tx, Some(slip.id), &new)?;
        recorded_at_vendor(tx, act, Some("N1"))
    });
    clinic.listed_as(record, "2026-03-05", "60.00", "N1");
    assert_eq!(paid(&clinic, ion), "60.00");
    assert_eq!(unpaid(&clinic).0, []);
    // Somebody corrects the payment itself there, after more was given back.
    let back = clinic.give_back(slip.id, Some("10"), None).unwrap();
    assert!(back.still_there);
    assert_eq!(paid(&clinic, ion), "50.00");
    clinic.write(|tx| Ok(tx.execute("UPDATE patient_payments SET amount = '50.00'", [])?));
    assert_eq!(paid(&clinic, ion), "50.00");
}

#[test]
fn a_slip_that_was_taken_back_is_no_payment_that_the_vendor_lists() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let wrong = clinic.take(ion, "100", "RON", Cash);
    clinic.cancel(wrong.id).unwrap();
    clinic.listed_as(record, "2026-03-02", "100.00", "N1");
    assert_eq!(paid(&clinic, ion), "100.00");
}

#[test]
fn a_slip_that_was_typed_in_on_another_day_leaves_the_list_when_somebody_says_so() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let slip = clinic.take(ion, "100", "RON", Cash);
    clinic.give_back(slip.id, Some("20"), None).unwrap();
    clinic.listed_as(record, "2026-03-04", "80.00", "N1");
    let (rows, sums) = unpaid(&clinic);
    assert_eq!(
        rows,
        [(UnpaidKind::NotAtVendor, Some(slip.id), "80.00".to_owned())]
    );
    assert_eq!(sums.not_at_vendor[0].amount.to_string(), "80.00");
    let there = clinic.is_there(slip.id, Some("CRD 5")).unwrap();
    assert!(there.at_vendor);
    assert_eq!(clinic.is_there(slip.id, None).unwrap(), there, "said twice");
    assert_eq!(unpaid(&clinic).0, []);
    assert_eq!(
        paid(&clinic, ion),
        "80.00",
        "the payment of the later day is this one"
    );
    let lines = clinic.log(AuditAct::MoneyThere);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].person, Some(ion));
    assert_eq!(lines[0].changes[1].after.as_deref(), Some("CRD 5"));

    // Of what is there more is given back, and somebody refunds it there days later.
    let back = clinic.give_back(slip.id, Some("30"), None).unwrap();
    assert_eq!(unpaid(&clinic).0[0].0, UnpaidKind::StillThere);
    clinic.listed_as(record, "2026-03-06", "-30.00", "N2");
    assert!(!clinic.is_there(back.id, Some("N2")).unwrap().still_there);
    assert_eq!(unpaid(&clinic).0, []);
    assert_eq!(paid(&clinic, ion), "50.00");
}

#[test]
fn what_this_desk_brings_there_itself_is_not_said_to_be_there() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Cash);
    let back = clinic.give_back(taken.id, Some("40"), None).unwrap();
    assert_eq!(
        refused(clinic.is_there(back.id, None)),
        ("id".into(), "given-back".into())
    );
    let invoice = "00000000-0000-0000-0000-0000000000f1";
    clinic.write(move |tx| {
        tx.execute(
            "UPDATE takings SET invoice = ?2 WHERE id = ?1",
            [taken.id.to_string(), invoice.into()],
        )?;
        Ok(())
    });
    assert_eq!(
        refused(clinic.is_there(taken.id, None)),
        ("id".into(), "brought-there".into())
    );
}

#[test]
fn money_of_what_goes_on_by_itself_is_given_back_by_giving_that_up() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let connection = clinic.connection;
    for (kind, act) in [("invoice", 0xf1_u128), ("pay_bill", 0xf2)] {
        let taken = clinic.take(ion, "100", "RON", Cash);
        let (act, of) = (Uuid::from_u128(act).to_string(), taken.id.to_string());
        clinic.write({
            let act = act.clone();
            move |tx| {
                tx.execute_batch(&format!(
                    "UPDATE takings SET act = '{act}' WHERE id = '{of}';
                     INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name,
                         work_point, work_point_name, form, lines, total, currency, author, created_at)
                         SELECT '{act}', '{act}', '{record}', '{connection}', 'Clinica', '{ion}', 'Popescu Ion', '1',
                             'Centru', '{{}}', '[]', '100', 'RON', 'Ana', 1 WHERE '{kind}' = 'invoice';
                     INSERT INTO outbox (id, intent, connection, resource, kind, action, record, state, author, created_at)
                         SELECT '{act}', '{act}', '{connection}', 'bill:1', '{kind}', '{{}}', '{record}', 'queued', 'Ana', 1
                         WHERE '{kind}' = 'pay_bill';"
                ))?;
                Ok(())
            }
        });
        assert!(clinic.kept(taken.id).under_way, "{kind}");
        for part in [None, Some("10")] {
            assert_eq!(
                refused(clinic.give_back(taken.id, part, None)),
                ("id".into(), "under-way".into()),
                "{kind}"
            );
        }
        for state in ["asks", "refused"] {
            let act = act.clone();
            clinic.write(move |tx| {
                tx.execute(
                    "UPDATE outbox SET state = ?2 WHERE id = ?1",
                    [act.as_str(), state],
                )?;
                Ok(())
            });
            assert!(clinic.kept(taken.id).under_way, "{kind} {state}");
        }
        clinic.write(move |tx| {
            tx.execute("UPDATE outbox SET state = 'discarded' WHERE id = ?1", [&act])?;
            tx.execute("UPDATE invoices SET ended = 'not_issued' WHERE id = ?1", [&act])?;
            Ok(())
        });
        assert!(!clinic.kept(taken.id).under_way, "{kind}");
        clinic.give_back(taken.id, None, None).unwrap();
    }
}

/// The money of an act, on that slip.
fn taken_for(
    clinic: &Clinic,
    person: Uuid,
    slip: Option<Uuid>,
    method: PaymentMethod,
    intent: Uuid,
) -> Result<(), DeskError> {
    let id = clinic.ports.ids.next();
    block_on(clinic.desk.store.write(move |tx| {
        take(
            tx,
            slip,
            &NewTaking {
                id,
                intent,
                at: now(),
                author: "Ana",
                person: Some(person),
                patient_name: "Popescu Ion",
                birth_date: None,
                amount: "100".parse().unwrap(),
                currency: "RON",
                method,
                fiscal_receipt: None,
                card_slip: None,
                note: None,
                invoice: Some(Uuid::from_u128(0xf3)),
                bill: None,
            },
        )
    }))
}

#[test]
fn a_slip_pays_by_the_way_it_was_taken_and_an_intent_is_one_act() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let intent = Uuid::from_u128(0x51);
    let slip = block_on(clinic.desk.record_taking(taking(ion, "100", "RON", Cash, intent))).unwrap();
    let by = |slip, method, intent| refused(taken_for(&clinic, ion, slip, method, intent));
    let other = Uuid::from_u128(0x52);
    assert_eq!(
        by(Some(slip.id), Card, other),
        ("taking".into(), "other-method".into())
    );
    for of in [None, Some(slip.id)] {
        assert_eq!(
            by(of, Cash, intent),
            ("intent".into(), "used-for-something-else".into())
        );
    }
    taken_for(&clinic, ion, Some(slip.id), Cash, other).unwrap();
    assert_eq!(
        by(Some(slip.id), Cash, Uuid::from_u128(0x53)),
        ("taking".into(), "used".into())
    );
}

#[test]
fn a_slip_that_somebody_typed_in_at_the_vendor_is_offered_with_that_said() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let [typed, free] = ["100", "60"].map(|amount| clinic.take(ion, amount, "RON", Cash).id);
    clinic.listed_as(record, "2026-03-02", "100.00", "N1");
    let offered = clinic.write(move |tx| free_slips(tx, ion));
    let told: Vec<_> = offered.iter().map(|slip| (slip.id, slip.listed_there)).collect();
    assert_eq!(told, [(typed, true), (free, false)]);
}

#[test]
fn a_store_of_an_earlier_version_keeps_what_was_taken_back() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Cash);
    let back = clinic.cancel(taken.id).unwrap();
    clinic.write(|tx| Ok(tx.execute_batch(IN_PARTS)?));
    assert_eq!(clinic.kept(taken.id).left.amount.to_string(), "0.00");
    assert_eq!(clinic.kept(back.id), back);
    let next = clinic.take(ion, "7", "RON", Cash);
    assert_eq!(
        amounts(&clinic.money(None).takings),
        ["7.00", "-100.00", "100.00"]
    );
    assert_eq!(number(next.slip.as_deref()), Some("0003"));
}
