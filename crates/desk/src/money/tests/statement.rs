//! A statement counts each thing once.

use super::*;

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
