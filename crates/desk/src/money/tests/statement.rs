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

/// Services as an invoice of this desk put them there: 2 of 250.50 and one of 680.00.
fn invoiced(clinic: &Clinic, record: Uuid, ion: Uuid) {
    let (connection, id) = (clinic.connection, Uuid::from_u128(0xf6));
    clinic.write(move |tx| {
        for (position, name, amount) in [
            (0, "Consultație dermatologie", "250.50"),
            (1, "Ecografie", "680.00"),
        ] {
            tx.execute(
                "INSERT INTO patient_services (record, position, vendor_patient, date, name, amount, currency)
                 VALUES (?1, ?2, '1', '2026-03-02', ?3, ?4, 'RON')",
                rusqlite::params![record.to_string(), position, name, amount],
            )?;
        }
        let line = |code: &str, name: &str, quantity: u32, unit: &str, total: &str| {
            serde_json::json!({ "kind": "service", "code": code, "name": name, "quantity": quantity, "unit": unit,
                "total": total })
        };
        let lines = serde_json::json!([
            line("1", "Consultatie Dermatologie", 2, "250.50", "501.00"),
            line("2", "Ecografie", 1, "680.00", "680.00")
        ]);
        tx.execute(
            "INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, work_point,
                 work_point_name, form, lines, total, currency, reached, ended, series, number, issued_on, author,
                 created_at)
                 VALUES (?1, ?1, ?2, ?3, 'Clinica', ?4, 'Popescu Ion', '1', 'Centru', '{}', ?5, '1181.00', 'RON',
                 'invoice', 'issued', 'DBC', '74', '2026-03-02', 'Ana', ?6)",
            rusqlite::params![
                id.to_string(),
                record.to_string(),
                connection.to_string(),
                ion.to_string(),
                lines.to_string(),
                to_ms(now())
            ],
        )?;
        Ok(())
    });
}

fn invoice_total(told: &Statement) -> String {
    let named = told
        .lines
        .iter()
        .find(|line| line.kind == StatementLineKind::Invoice);
    named.unwrap().text.clone()
}

#[test]
fn what_was_charged_of_an_invoice_is_what_the_invoice_comes_to() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    invoiced(&clinic, record, ion);
    let told = of(&clinic, ion);
    assert_eq!(told.charged[0].amount.to_string(), "1181.00");
    assert_eq!(invoice_total(&told), "DBC 74 · 1181.00 RON");
    assert_eq!(told.lines[0].text, "2 × Consultație dermatologie");
    assert_eq!(told.lines[0].debit.as_ref().unwrap().amount.to_string(), "501.00");
    // Another of the same day and price, that no invoice of this desk knows, stays what the vendor lists.
    service(&clinic, record, 2, "250.50", "1");
    assert_eq!(of(&clinic, ion).charged[0].amount.to_string(), "1431.50");
}

#[test]
fn a_discount_that_the_vendor_gave_is_no_charge() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    invoiced(&clinic, record, ion);
    clinic.write(|tx| {
        let line = |name: &str, price: &str, discount: &str| serde_json::json!({ "name": name, "price": price, "discount": discount });
        let returned = serde_json::json!([
            line("Consultație dermatologie", "501.00", "0.00"),
            line("Ecografie", "680.00", "30.00")
        ]);
        tx.execute("UPDATE invoices SET returned = ?1", [returned.to_string()])?;
        Ok(())
    });
    let told = of(&clinic, ion);
    assert_eq!(told.charged[0].amount.to_string(), "1151.00");
    assert_eq!(invoice_total(&told), "DBC 74 · 1151.00 RON");
}

/// An invoice of the 2nd of March with one line of 100.00 each, as the store keeps it.
struct Kept {
    ended: &'static str,
    name: &'static str,
    quantity: u32,
    put_at: Option<DateTime<Utc>>,
    issued_on: Option<&'static str>,
}

const RIGHT: Kept = Kept {
    ended: "issued",
    name: "Consultatie",
    quantity: 1,
    put_at: None,
    issued_on: Some("2026-03-02"),
};

/// Its services got there, and the rest was given up.
const GIVEN_UP: Kept = Kept {
    ended: "not_issued",
    quantity: 2,
    issued_on: None,
    ..RIGHT
};

impl Kept {
    fn insert(self, clinic: &Clinic, record: Uuid) {
        let (connection, id) = (clinic.connection, Uuid::new_v4());
        let total = format!("{}.00", self.quantity * 100);
        let lines = serde_json::json!([{ "kind": "service", "code": "1", "name": self.name,
            "quantity": self.quantity, "unit": "100.00", "total": total }]);
        let reached = if self.ended == "issued" {
            "invoice"
        } else {
            "services"
        };
        clinic.write(move |tx| {
            tx.execute(
                "INSERT INTO invoices (id, intent, record, connection, connection_name, patient_name, work_point,
                     work_point_name, form, lines, total, currency, reached, ended, put_at, issued_on, author, created_at)
                     VALUES (?1, ?1, ?2, ?3, 'Clinica', 'Popescu Ion', '1', 'Centru', '{}', ?4, ?5, 'RON', ?6, ?7, ?8, ?9,
                     'Ana', ?10)",
                rusqlite::params![
                    id.to_string(),
                    record.to_string(),
                    connection.to_string(),
                    lines.to_string(),
                    total,
                    reached,
                    self.ended,
                    self.put_at.map(to_ms),
                    self.issued_on,
                    to_ms(now())
                ],
            )?;
            Ok(())
        });
    }
}

/// What is charged of these invoices, where the vendor lists these rows of 100.00 each.
fn charged(invoices: Vec<Kept>, rows: &[(&'static str, &'static str)]) -> String {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    for invoice in invoices {
        invoice.insert(&clinic, record);
    }
    for (position, (date, name)) in (0_i64..).zip(rows.iter().copied()) {
        clinic.write(move |tx| {
            tx.execute(
                "INSERT INTO patient_services (record, position, vendor_patient, date, name, amount, currency)
                 VALUES (?1, ?2, '1', ?3, ?4, '100.00', 'RON')",
                rusqlite::params![record.to_string(), position, date, name],
            )?;
            Ok(())
        });
    }
    of(&clinic, ion).charged[0].amount.to_string()
}

#[test]
fn an_invoice_given_up_leaves_the_right_one_its_services() {
    let there = [("2026-03-02", "Consultație")];
    assert_eq!(charged(vec![GIVEN_UP, RIGHT], &there), "100.00");
    // As long as nobody has taken its own away, both stand there.
    let both = [there[0], there[0]];
    assert_eq!(charged(vec![GIVEN_UP, RIGHT], &both), "300.00");
    assert_eq!(charged(vec![GIVEN_UP], &there), "200.00");
}

#[test]
fn an_invoice_given_up_says_nothing_of_another_day_or_another_service() {
    let later = [("2026-03-20", "Consultație")];
    assert_eq!(charged(vec![GIVEN_UP], &later), "100.00");
    let other = [("2026-03-02", "Ecografie")];
    assert_eq!(charged(vec![GIVEN_UP], &other), "100.00");
    // Its services waited two days for the line.
    let waited = Kept {
        put_at: Some("2026-03-04T09:00:00Z".parse().unwrap()),
        ..GIVEN_UP
    };
    assert_eq!(charged(vec![waited], &[("2026-03-04", "Consultație")]), "200.00");
}

#[test]
fn an_invoice_found_issued_claims_nothing_of_the_weeks_after() {
    let found = || Kept {
        quantity: 2,
        put_at: Some(now()),
        issued_on: None,
        ..RIGHT
    };
    assert_eq!(charged(vec![found()], &[("2026-03-02", "Consultație")]), "200.00");
    assert_eq!(charged(vec![found()], &[("2026-03-20", "Consultație")]), "100.00");
}

#[test]
fn by_its_price_alone_a_row_is_taken_only_where_it_can_be_no_other() {
    let of = |name: &'static str, quantity: u32| Kept {
        name,
        quantity,
        ..RIGHT
    };
    let (first, second) = (("2026-03-02", "CD1"), ("2026-03-02", "CD2"));
    assert_eq!(charged(vec![of("Consult", 2)], &[first]), "200.00");
    // Which of the two it is, nothing tells.
    assert_eq!(charged(vec![of("Consult", 2)], &[first, second]), "200.00");
    assert_eq!(
        charged(vec![of("Consult", 2), of("Control", 1)], &[first, second]),
        "300.00"
    );
    assert_eq!(
        charged(vec![of("Consult", 2), of("Control", 1)], &[first]),
        "100.00"
    );
    // What another line is called by name is not to be had by price.
    let named = ("2026-03-02", "Control");
    assert_eq!(
        charged(vec![of("Consult", 2), of("Control", 1)], &[first, named]),
        "300.00"
    );
    assert_eq!(
        charged(vec![of("Consult", 2), of("Control", 1)], &[named]),
        "100.00"
    );
}
