//! A statement counts each thing once.

use super::*;
use crate::adapters::{IssuedInvoice, VendorPdf};

use PaymentMethod::Cash;

fn of(clinic: &Clinic, person: Uuid) -> Statement {
    block_on(clinic.desk.statement(StatementRequest {
        patient: person,
        from: day("2026-03-01"),
        to: day("2026-03-31"),
    }))
    .unwrap()
}

fn service(clinic: &Clinic, record: Uuid, position: u32, amount: &'static str, of: &'static str) {
    clinic.write(move |tx| {
        tx.execute(
            "INSERT INTO patient_services (record, position, vendor_patient, date, name, amount, currency)
             VALUES (?1, ?2, ?3, '2026-03-02', 'Consultație', ?4, 'RON')",
            rusqlite::params![record.to_string(), position, of, amount],
        )?;
        Ok(())
    });
}

#[test]
fn charges_and_payments_are_counted_once_and_foreign_rows_never() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    service(&clinic, record, 0, "250.00", "1");
    service(&clinic, record, 1, "80.50", "1");
    service(&clinic, record, 2, "999.00", "777");
    let sent = clinic.take(ion, "250", "RON", Cash);
    clinic.at_vendor(sent.id);
    clinic.listed(record, 0, "2026-03-02", "250.00", Some("1"));
    clinic.listed(record, 1, "2026-03-02", "500.00", Some("777"));
    clinic.listed(record, 2, "2026-02-27", "40.00", Some("1"));
    clinic.take(ion, "30", "RON", Cash);
    clinic.take(ion, "10", "EUR", Cash);
    let told = of(&clinic, ion);
    let kinds: Vec<_> = told.lines.iter().map(|line| line.kind).collect();
    use StatementLineKind::{Service, Taking, VendorPayment};
    assert_eq!(kinds, [Service, Service, VendorPayment, Taking, Taking]);
    let sums = |sums: &[Amount]| -> Vec<(String, String)> {
        sums.iter()
            .map(|sum| (sum.currency.clone().unwrap_or_default(), sum.amount.to_string()))
            .collect()
    };
    assert_eq!(sums(&told.charged), [("RON".to_owned(), "330.50".to_owned())]);
    assert_eq!(
        sums(&told.paid),
        [
            ("EUR".to_owned(), "10.00".to_owned()),
            ("RON".to_owned(), "280.00".to_owned())
        ]
    );
    assert_eq!(told.foreign.map(|lines| lines.len()), Some(2));
    assert_eq!(told.checked_at, None, "the vendor was never asked");
    assert_eq!(clinic.log(AuditAct::PatientOpened).len(), 1);
}

#[test]
fn what_was_taken_back_comes_to_nothing() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let taken = clinic.take(ion, "30", "RON", Cash);
    clinic.cancel(taken.id).unwrap();
    let told = of(&clinic, ion);
    assert_eq!(
        (told.lines.len(), told.paid[0].amount.to_string()),
        (2, "0.00".to_owned())
    );
    assert_eq!(
        refused(block_on(clinic.desk.statement(StatementRequest {
            patient: ion,
            from: day("2026-03-02"),
            to: day("2026-03-01"),
        }))),
        ("to".into(), "before-from".into())
    );
}

#[test]
fn a_payment_that_the_vendor_dates_otherwise_is_counted_once() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let taken = clinic.take(ion, "100", "RON", Cash);
    clinic.at_vendor_as(taken.id, "N1");
    // Of a like sum and of that very day, and another payment all the same.
    clinic.listed_as(record, "2026-03-02", "100.00", "N7");
    assert_eq!(of(&clinic, ion).paid[0].amount.to_string(), "200.00");
    clinic.listed_as(record, "2026-03-05", "100.00", "N1");
    let told = of(&clinic, ion);
    assert_eq!(told.paid[0].amount.to_string(), "200.00");
    let kinds: Vec<_> = told.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [StatementLineKind::VendorPayment; 2]);
    let ours = |date: &str| -> Vec<bool> {
        let day = clinic.money(Some(date));
        day.at_vendors.iter().map(|payment| payment.ours).collect()
    };
    assert_eq!(
        (ours("2026-03-02"), ours("2026-03-05")),
        (vec![false], vec![true])
    );
}

#[test]
fn two_statements_that_follow_each_other_name_a_payment_once() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let taken = clinic.take(ion, "100", "RON", Cash);
    clinic.at_vendor_as(taken.id, "N1");
    clinic.listed_as(record, "2026-04-01", "100.00", "N1");
    assert_eq!(of(&clinic, ion).paid, Vec::new());
    let april = block_on(clinic.desk.statement(StatementRequest {
        patient: ion,
        from: day("2026-04-01"),
        to: day("2026-04-30"),
    }))
    .unwrap();
    assert_eq!(april.paid[0].amount.to_string(), "100.00");
}

#[test]
fn what_a_person_finished_by_hand_is_counted_once_with_the_note_of_another_day() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let taken = clinic.take(ion, "100", "RON", Cash);
    // An invoice that a person found issued: nobody told the payment's code.
    clinic.at_vendor(taken.id);
    clinic.listed_as(record, "2026-03-03", "100.00", "N1");
    assert_eq!(of(&clinic, ion).paid[0].amount.to_string(), "100.00");
    // One of before is another one.
    clinic.listed_as(record, "2026-03-01", "100.00", "N0");
    assert_eq!(of(&clinic, ion).paid[0].amount.to_string(), "200.00");
}

#[test]
fn the_payment_of_a_bill_is_ours_whoever_the_bill_is_of() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    // Of a patient whom this store does not know.
    clinic.bill("77", "2026-03-02", "100.00");
    clinic.write(move |tx| {
        tx.execute_batch(
            "INSERT INTO bill_transactions (bill, vendor_id, amount, currency, date, direction, seen_at)
                 VALUES ('00000000-0000-0000-0000-0000000000b1', 't9', '100.00', 'RON', '2026-03-02', 'incoming', 1),
                     ('00000000-0000-0000-0000-0000000000b1', 't8', '100.00', 'RON', '2026-03-02', 'incoming', 1)",
        )?;
        Ok(())
    });
    let taken = clinic.take(ion, "100", "RON", Cash);
    clinic.at_vendor_as(taken.id, "t9");
    clinic.write(move |tx| {
        tx.execute(
            "UPDATE takings SET person = NULL, bill = '00000000-0000-0000-0000-0000000000b1' WHERE id = ?1",
            [taken.id.to_string()],
        )?;
        Ok(())
    });
    let day = clinic.money(Some("2026-03-02"));
    let mut ours: Vec<bool> = day.at_vendors.iter().map(|payment| payment.ours).collect();
    ours.sort_unstable();
    assert_eq!(
        ours,
        [false, true],
        "the one that the vendor calls so, and no other"
    );
}

#[test]
fn an_invoice_is_of_the_day_on_which_it_was_issued_and_not_of_the_asking() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let (connection, id) = (clinic.connection, Uuid::from_u128(0xf5));
    let dates = clinic.write(move |tx| {
        // Asked for on Friday evening, with the line down; sent on Monday.
        let friday = "2026-02-27T16:00:00Z".parse::<DateTime<Utc>>().unwrap();
        tx.execute_batch(&format!(
            "INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, work_point,
                 work_point_name, form, lines, total, currency, author, created_at)
                 VALUES ('{id}', '{id}', '{record}', '{connection}', 'Clinica', '{ion}', 'Popescu Ion', '1', 'Centru',
                 '{{}}', '[]', '100', 'RON', 'Ana', {});",
            to_ms(friday)
        ))?;
        let issued = IssuedInvoice {
            vendor_id: None,
            series: Some("PT".into()),
            number: Some("74".into()),
            issued_on: None,
            due_on: None,
            lines: Vec::new(),
            pdf: VendorPdf::Absent,
            answer: "{}".into(),
        };
        crate::billing::issued(tx, id, &issued, now())?;
        let of = crate::billing::for_money::of_person(tx, ion)?;
        Ok(of.into_iter().map(|invoice| invoice.date).collect::<Vec<_>>())
    });
    assert_eq!(dates, [day("2026-03-02")]);
}
