//! Which account money belongs to, and what became of what it was taken for.

use super::*;
use crate::billing::PaymentMethod::Cash;

/// Another account, which has the person, too.
fn second_account(clinic: &Clinic, person: Uuid) -> Uuid {
    let connection = Uuid::from_u128(0xd);
    clinic.write(move |tx| {
        tx.execute(
            "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
             VALUES (?1, 'Dinți', 'alfadocs', 'https://teeth.example', 'Europe/Bucharest', 2)",
            [connection.to_string()],
        )?;
        let row = DirectoryPatient {
            vendor_id: "d1".into(),
            last_name: "Popescu".into(),
            first_name: "Ion".into(),
            ..DirectoryPatient::default()
        };
        let record = absorb::patient_listed(tx, connection, &row, times())?;
        tx.execute(
            "UPDATE patient_records SET person = ?2 WHERE id = ?1",
            [record.map(|id| id.to_string()), Some(person.to_string())],
        )?;
        Ok(())
    });
    connection
}

/// The taking becomes that of an invoice at that connection.
fn invoiced(clinic: &Clinic, taken: &Taking, connection: Uuid, ended: Option<&'static str>) {
    let (taken, ion) = (taken.id, taken.patient.unwrap());
    clinic.write(move |tx| {
        let invoice = Uuid::from_u128(0x1f).to_string();
        tx.execute_batch(&format!(
            "DELETE FROM invoices;
             INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, work_point,
                 work_point_name, form, lines, total, currency, author, created_at)
             VALUES ('{invoice}', '{invoice}', '{ion}', '{connection}', 'Dinți', '{ion}', 'Popescu Ion', '1', 'Centru', '{{}}',
                 '[]', '100', 'RON', 'Ana', 1);
             UPDATE takings SET act = '{invoice}', invoice = '{invoice}' WHERE id = '{taken}';"
        ))?;
        tx.execute("UPDATE invoices SET ended = ?1", [ended])?;
        Ok(())
    });
}

fn unpaid(clinic: &Clinic) -> Unpaid {
    block_on(clinic.desk.unpaid(UnpaidRequest { from: None })).unwrap()
}

#[test]
fn money_belongs_to_the_only_account_of_the_person_and_to_none_of_several() {
    let clinic = Clinic::new();
    let ion = clinic.patient("p1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Cash);
    assert_eq!(taken.account.as_deref(), Some("Clinica"));
    let asked = |patient| {
        let request = MoneyDayRequest { date: None, patient };
        block_on(clinic.desk.money_day(request)).unwrap().account
    };
    assert_eq!(
        (asked(Some(ion)).as_deref(), asked(None)),
        (Some("Clinica"), None)
    );

    let other = second_account(&clinic, ion);
    assert_eq!((clinic.kept(taken.id).account, asked(Some(ion))), (None, None));
    let [row] = &unpaid(&clinic).rows[..] else {
        panic!()
    };
    assert_eq!(
        (row.account.clone(), &row.accounts),
        (None, &vec![clinic.connection, other])
    );
    invoiced(&clinic, &taken, other, None);
    assert_eq!(clinic.kept(taken.id).account.as_deref(), Some("Dinți"));
    assert_eq!(unpaid(&clinic).rows[0].account.as_deref(), Some("Dinți"));
}

#[test]
fn a_table_and_a_statement_name_the_account() {
    let clinic = Clinic::new();
    let ion = clinic.patient("p1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Cash);
    let csv = |paper: &MoneyPaper| {
        let words = Words::of("en").unwrap();
        let file = block_on(clinic.desk.money_file(paper, MoneyFormat::Csv, &words)).unwrap();
        String::from_utf8(file.bytes).unwrap()
    };
    let unpaid = MoneyPaper::Unpaid { from: None };
    let statement = MoneyPaper::Statement {
        patient: ion,
        from: day("2026-03-01"),
        to: day("2026-03-31"),
        language: Some("en".into()),
    };
    assert!(csv(&unpaid).contains("Not at Clinica yet"), "{}", csv(&unpaid));
    assert!(
        csv(&statement).contains("Received, not at Clinica"),
        "{}",
        csv(&statement)
    );
    second_account(&clinic, ion);
    assert!(csv(&unpaid).contains("Not at the vendor yet"), "{}", csv(&unpaid));
    assert!(
        csv(&statement).contains("Received, not at the vendor"),
        "{}",
        csv(&statement)
    );
    clinic.at_vendor(taken.id);
    assert!(
        csv(&statement).contains("recorded at the vendor"),
        "{}",
        csv(&statement)
    );
    let told = block_on(clinic.desk.statement(StatementRequest {
        patient: ion,
        from: day("2026-03-01"),
        to: day("2026-03-31"),
    }));
    assert_eq!(told.unwrap().birth_date, Some(day("1974-01-31")));
}

#[test]
fn a_taking_says_what_became_of_its_invoice() {
    let clinic = Clinic::new();
    let ion = clinic.patient("p1", "Popescu");
    let taken = clinic.take(ion, "100", "RON", Cash);
    let became = |ended| {
        invoiced(&clinic, &taken, clinic.connection, ended);
        let kept = clinic.kept(taken.id);
        (kept.under_way, kept.not_made)
    };
    assert_eq!(became(None), (true, false));
    assert_eq!(became(Some("issued")), (false, false));
    assert_eq!(became(Some("not_issued")), (false, true));
}

#[test]
fn a_taking_says_the_number_of_its_bill_and_whether_the_payment_was_given_up() {
    let clinic = Clinic::new();
    let record = clinic.record("p1", "Popescu");
    let ion = clinic.person(record);
    clinic.bill("p1", "2026-03-02", "100");
    let taken = clinic.take(ion, "100", "RON", Cash);
    let (id, connection) = (taken.id, clinic.connection);
    clinic.write(move |tx| {
        tx.execute_batch(&format!(
            "UPDATE takings SET act = id, bill = '00000000-0000-0000-0000-0000000000b1' WHERE id = '{id}';
             INSERT INTO outbox (id, intent, connection, resource, kind, action, record, state, author, created_at)
             VALUES ('{id}', '{id}', '{connection}', 'bill:1', 'pay_bill', '{{}}', '{record}', 'queued', 'Ana', 1);"
        ))?;
        Ok(())
    });
    let kept = clinic.kept(id);
    assert_eq!((kept.bill_number.as_deref(), kept.not_made), (Some("7"), false));
    clinic.write(|tx| Ok(tx.execute("UPDATE outbox SET state = 'discarded'", [])?));
    assert!(clinic.kept(id).not_made);
}

#[test]
fn a_visit_says_which_accounts_have_the_person() {
    let clinic = Clinic::new();
    let record = clinic.record("p1", "Popescu");
    clinic.visit(record, "2026-03-02", true);
    let other = second_account(&clinic, clinic.person(record));
    let day = clinic.money(None);
    assert_eq!(day.not_paid[0].accounts, vec![clinic.connection, other]);
    assert_eq!(unpaid(&clinic).rows[0].accounts, vec![clinic.connection, other]);
}
