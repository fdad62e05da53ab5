//! A day is the clinic's; what the vendors list stands beside what was taken here.

use super::*;

use PaymentMethod::{Card, Cash};

#[test]
fn a_day_ends_at_the_clinics_midnight() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.at("2026-03-02T21:59:59Z");
    let monday = clinic.take(ion, "1", "RON", Cash);
    clinic.move_cash(CashMoveKind::In, "5").unwrap();
    clinic.at("2026-03-02T22:00:00Z");
    let tuesday = clinic.take(ion, "2", "RON", Cash);
    let taken = |date: Option<&str>| -> Vec<Uuid> {
        clinic
            .money(date)
            .takings
            .iter()
            .map(|taking| taking.id)
            .collect()
    };
    assert_eq!(taken(Some("2026-03-02")), [monday.id]);
    assert_eq!(taken(Some("2026-03-03")), [tuesday.id]);
    assert_eq!(
        clinic.money(None).date,
        day("2026-03-03"),
        "today is the clinic's"
    );
    assert_eq!(clinic.money(Some("2026-03-02")).moves.len(), 1);
    assert_eq!(clinic.money(Some("2026-03-03")).moves, Vec::new());
}

#[test]
fn without_connections_a_day_ends_at_midnight_of_the_letterheads_country() {
    let clinic = Clinic::new();
    clinic.write(|tx| Ok(tx.execute("DELETE FROM connections", [])?));
    clinic.at("2026-03-02T22:30:00Z");
    assert_eq!(
        clinic.money(None).date,
        day("2026-03-02"),
        "nothing is known of where"
    );
    let letterhead = crate::papers::Letterhead {
        name: "Clinica".into(),
        country: crate::papers::Country::Ro,
        ..crate::papers::Letterhead::default()
    };
    block_on(clinic.desk.set_letterhead(letterhead)).unwrap();
    assert_eq!(clinic.money(None).date, day("2026-03-03"));
}

#[test]
fn sums_stand_by_method_user_and_currency() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.take(ion, "10", "RON", Cash);
    clinic.take(ion, "20.5", "RON", Cash);
    clinic.take(ion, "7", "EUR", Cash);
    clinic.take(ion, "3", "RON", Card);
    let day = clinic.money(None);
    let by_method: Vec<_> = day
        .by_method
        .iter()
        .map(|row| {
            (
                row.sum.currency.as_deref(),
                row.method,
                row.count,
                row.sum.amount.to_string(),
            )
        })
        .collect();
    assert_eq!(
        by_method,
        [
            (Some("EUR"), Some(Cash), 1, "7.00".to_owned()),
            (Some("RON"), Some(Cash), 2, "30.50".to_owned()),
            (Some("RON"), Some(Card), 1, "3.00".to_owned()),
        ]
    );
    let by_author: Vec<_> = day
        .by_author
        .iter()
        .map(|row| (row.author.as_deref(), row.sum.amount.to_string()))
        .collect();
    assert_eq!(
        by_author,
        [
            (Some("desk"), "7.00".to_owned()),
            (Some("desk"), "33.50".to_owned())
        ]
    );
    assert_eq!(day.takings[0].method, Card, "newest first");
}

#[test]
fn a_vendors_payment_is_ours_once_and_a_foreign_row_is_nobodys() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let taken = clinic.take(ion, "100", "RON", Cash);
    clinic.listed(record, 0, "2026-03-02", "100.0", Some("1"));
    clinic.listed(record, 1, "2026-03-02", "100.00", None);
    clinic.listed(record, 2, "2026-03-02", "100.00", Some("999"));
    clinic.listed(record, 3, "2026-03-01", "100.00", Some("1"));
    let ours = |clinic: &Clinic| -> Vec<bool> {
        clinic
            .money(None)
            .at_vendors
            .iter()
            .map(|payment| payment.ours)
            .collect()
    };
    assert_eq!(
        ours(&clinic),
        [false, false],
        "this desk has sent nothing there yet"
    );
    clinic.at_vendor(taken.id);
    let mut told = ours(&clinic);
    told.sort_unstable();
    assert_eq!(told, [false, true], "one of two alike is ours");
}

#[test]
fn who_was_treated_and_has_paid_nothing_is_told() {
    let clinic = Clinic::new();
    let today = "2026-03-02";
    let [here, there, foreign, nothing, expected] = [
        ("1", "Aici"),
        ("2", "Acolo"),
        ("3", "Strain"),
        ("4", "Nimic"),
        ("5", "Vine"),
    ]
    .map(|(code, name)| clinic.record(code, name));
    for record in [here, there, foreign, nothing] {
        clinic.visit(record, today, true);
    }
    clinic.visit(expected, today, false);
    let taken = clinic.take(clinic.person(here), "5", "RON", Cash);
    clinic.listed(there, 0, today, "5", Some("2"));
    clinic.listed(foreign, 0, today, "5", Some("2"));
    clinic.listed(nothing, 0, "2026-03-01", "5", Some("4"));
    let unpaid = |clinic: &Clinic| -> Vec<String> {
        clinic
            .money(None)
            .not_paid
            .into_iter()
            .map(|visit| visit.patient_name)
            .collect()
    };
    assert_eq!(unpaid(&clinic), ["Nimic Ion", "Strain Ion"]);
    clinic.cancel(taken.id).unwrap();
    assert_eq!(
        unpaid(&clinic),
        ["Aici Ion", "Nimic Ion", "Strain Ion"],
        "what was taken back is not paid"
    );
}

#[test]
fn what_was_seen_of_a_day_is_of_those_who_were_asked_about_since() {
    let clinic = Clinic::new();
    let records: Vec<Uuid> = ["1", "2", "3"]
        .into_iter()
        .map(|code| clinic.record(code, "Popescu"))
        .collect();
    for record in &records {
        clinic.visit(*record, "2026-03-02", true);
    }
    // Twice on a day is one patient.
    clinic.visit(records[0], "2026-03-02", false);
    for (record, checked) in [
        (records[0], "2026-03-02T06:00:00Z"),
        (records[1], "2026-03-01T21:00:00Z"),
    ] {
        let checked: DateTime<Utc> = checked.parse().unwrap();
        clinic.write(move |tx| {
            Ok(tx.execute(
                "UPDATE patient_records SET payments_checked_at = ?1 WHERE id = ?2",
                rusqlite::params![to_ms(checked), record.to_string()],
            )?)
        });
    }
    let asked = clinic.money(Some("2026-03-02")).asked;
    assert_eq!((asked.asked, asked.patients), (1, 3));
}

#[test]
fn what_was_before_this_desk_began_is_unpaid_only_where_somebody_asks_for_it() {
    let clinic = Clinic::new();
    let began: DateTime<Utc> = "2026-03-01T08:00:00Z".parse().unwrap();
    clinic.write(move |tx| Ok(tx.execute("UPDATE connections SET created_at = ?1", [to_ms(began)])?));
    for (code, name, date) in [("1", "Demult", "2026-02-20"), ("2", "Apoi", "2026-03-01")] {
        let record = clinic.record(code, name);
        clinic.visit(record, date, true);
    }
    let told = |from: Option<NaiveDate>| {
        let unpaid = block_on(clinic.desk.unpaid(UnpaidRequest { from })).unwrap();
        let names: Vec<String> = unpaid.rows.into_iter().map(|row| row.patient_name).collect();
        (unpaid.from, names)
    };
    assert_eq!(told(None), (day("2026-03-01"), vec!["Apoi Ion".to_owned()]));
    let (from, names) = told(Some(day("2026-02-01")));
    assert_eq!((from, names.len()), (day("2026-02-01"), 2));
}

#[test]
fn unpaid_are_visits_and_money_that_no_vendor_has() {
    let clinic = Clinic::new();
    let treated = clinic.record("1", "Tratat");
    clinic.visit(treated, "2026-02-20", true);
    let early = clinic.record("2", "Demult");
    clinic.visit(early, "2026-01-01", true);
    let record = clinic.record("3", "Popescu");
    let ion = clinic.person(record);
    let taken = clinic.take(ion, "100", "RON", Cash);
    let sent = clinic.take(ion, "70", "RON", Cash);
    clinic.at_vendor(sent.id);
    let back = clinic.take(ion, "60", "RON", Cash);
    clinic.cancel(back.id).unwrap();
    let rows = |clinic: &Clinic, from: Option<&str>| {
        let unpaid = block_on(clinic.desk.unpaid(UnpaidRequest { from: from.map(day) })).unwrap();
        let rows: Vec<_> = unpaid
            .rows
            .iter()
            .map(|row| (row.kind, row.patient_name.clone(), row.subject.clone()))
            .collect();
        (rows, unpaid.owed, unpaid.not_at_vendor)
    };
    let (told, owed, not_there) = rows(&clinic, None);
    assert_eq!(
        told,
        [
            (
                UnpaidKind::Visit,
                "Tratat Ion".to_owned(),
                Some("Dr. Vasiliu".to_owned())
            ),
            (
                UnpaidKind::NotAtVendor,
                "Popescu Ion".to_owned(),
                taken.slip.clone()
            ),
        ]
    );
    assert_eq!(owed, Vec::new(), "nothing is owed: it was received");
    assert_eq!(not_there.len(), 1);
    assert_eq!(not_there[0].amount.to_string(), "100.00");
    assert_eq!(rows(&clinic, Some("2026-01-01")).0.len(), 3);
    assert_eq!(
        refused(block_on(clinic.desk.unpaid(UnpaidRequest {
            from: Some(day("2024-01-01"))
        }))),
        ("from".into(), "too-old".into())
    );
    // Somebody types it in at the vendor by hand.
    clinic.listed(record, 0, "2026-03-02", "100.00", Some("3"));
    assert_eq!(rows(&clinic, None).0.len(), 1, "{taken:?} is listed there");
}

#[test]
fn what_is_owed_is_what_bills_ask_for_and_not_what_was_received() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.bill("1", "2026-03-01", "130.00");
    clinic.take(ion, "50", "RON", Cash);
    let unpaid = block_on(clinic.desk.unpaid(UnpaidRequest { from: None })).unwrap();
    let kinds: Vec<_> = unpaid.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [UnpaidKind::Bill, UnpaidKind::NotAtVendor]);
    let sums = [unpaid.owed, unpaid.not_at_vendor, unpaid.still_there]
        .map(|sums| sums.iter().map(|sum| sum.amount.to_string()).collect::<Vec<_>>());
    assert_eq!(
        sums,
        [vec!["130.00".to_owned()], vec!["50.00".to_owned()], vec![]]
    );
}

#[test]
fn a_slip_stays_on_the_list_beside_a_like_payment_that_was_taken_on_another_day() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let sent = clinic.take(ion, "100", "RON", Cash);
    clinic.at_vendor_as(sent.id, "N1");
    clinic.at("2026-03-05T08:00:00Z");
    let slip = clinic.take(ion, "100", "RON", Cash);
    clinic.listed_as(record, "2026-03-05", "100.00", "N1");
    let unpaid = block_on(clinic.desk.unpaid(UnpaidRequest { from: None })).unwrap();
    let left: Vec<_> = unpaid.rows.iter().map(|row| row.taking).collect();
    assert_eq!(left, [Some(slip.id)]);
}
