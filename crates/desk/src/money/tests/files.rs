//! Files and papers of the money desk.

use serde_json::Value;

use super::*;
use crate::papers::{Country, Letterhead, PaperFile, PaperKind};
use crate::store::ErasePatient;

use PaymentMethod::{Card, Cash};

fn file(clinic: &Clinic, paper: &MoneyPaper, format: MoneyFormat, language: &str) -> PaperFile {
    let words = Words::of(language).unwrap();
    block_on(clinic.desk.money_file(paper, format, &words)).unwrap()
}

fn table(clinic: &Clinic, paper: &MoneyPaper, language: &str) -> (String, String) {
    let file = file(clinic, paper, MoneyFormat::Csv, language);
    (file.name, String::from_utf8(file.bytes).unwrap())
}

/// A paper of these tests is its facts.
fn facts(file: &PaperFile) -> Value {
    serde_json::from_slice(&file.bytes).unwrap()
}

fn statement(person: Uuid) -> MoneyPaper {
    MoneyPaper::Statement {
        patient: person,
        from: day("2026-03-01"),
        to: day("2026-03-31"),
        language: None,
    }
}

#[test]
fn tables_are_said_in_the_desks_language_with_plain_decimals() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "=Popescu");
    let taken = clinic.take(ion, "1234.5", "RON", Cash);
    clinic.cancel(taken.id).unwrap();
    clinic.move_cash(CashMoveKind::Out, "80").unwrap();
    let treated = clinic.record("2", "Tratat");
    clinic.visit(treated, "2026-03-02", true);
    let of_day = MoneyPaper::Day {
        date: day("2026-03-02"),
    };
    let (name, text) = table(&clinic, &of_day, "ro");
    assert_eq!(name, "incasari-2026-03-02.csv");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("\"Pacient\""), "{text}");
    assert!(
        lines[1].contains("\"1234.50\";\"RON\";\"Numerar\"") && lines[1].contains("-0001\""),
        "{text}"
    );
    assert!(lines[1].contains("\"'=Popescu Ion\""), "{text}");
    assert!(lines[2].contains("\"-1234.50\""), "a sum stays a number: {text}");
    assert!(lines[3].contains("\"-80.00\";\"RON\""), "{text}");
    assert!(
        lines[0].ends_with("\"Medic\"") && lines[4].ends_with("\"Dr. Vasiliu\""),
        "{text}"
    );
    let paper = facts(&file(&clinic, &of_day, MoneyFormat::Pdf, "ro"));
    let moved = &paper["facts"]["tables"][3]["rows"][0];
    assert_eq!(moved[4], "-80.00", "{paper}");
    let (name, text) = table(&clinic, &MoneyPaper::Unpaid { from: None }, "en");
    assert_eq!(name, "unpaid-2026-03-02.csv");
    assert_eq!(text.lines().count(), 2, "{text}");
    let (name, text) = table(&clinic, &statement(ion), "en");
    assert_eq!(name, "statement-1-2026-03-31.csv");
    assert!(
        text.contains("\"2026-03-02\";\"Received, not at Clinica\""),
        "{text}"
    );
}

#[test]
fn a_cash_up_on_paper_is_what_was_closed() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.move_cash(CashMoveKind::OpeningFloat, "200").unwrap();
    clinic.take(ion, "100", "RON", Cash);
    clinic.take(ion, "50", "RON", Card);
    clinic.move_cash(CashMoveKind::Out, "80").unwrap();
    let closed = clinic
        .close(&[(Cash, "RON", "219"), (Card, "RON", "50")], "a leu is missing")
        .unwrap();
    clinic.take(ion, "7", "RON", Cash);
    let paper = MoneyPaper::CashUp { id: closed.id };
    let made = file(&clinic, &paper, MoneyFormat::Pdf, "en");
    assert_eq!(made.name, "cash-up-2026-03-02-1.pdf");
    let made = facts(&made);
    assert_eq!(made["document"], "cash-up");
    let drawer = &made["facts"]["drawers"][0];
    assert_eq!(
        [
            &drawer["opening"],
            &drawer["expected"],
            &drawer["counted"],
            &drawer["difference"]
        ],
        ["200.00", "220.00", "219.00", "-1.00"]
    );
    assert_eq!(drawer["movements"][0]["amount"], "-80.00");
    assert_eq!(drawer["methods"][1]["counted"], "50.00");
    assert_eq!(
        made["facts"]["payments"].as_array().unwrap().len(),
        2,
        "not the later one"
    );
    let (_, text) = table(&clinic, &paper, "en");
    assert!(
        text.contains("\"220.00\";\"219.00\";\"-1.00\";\"a leu is missing\""),
        "{text}"
    );
}

#[test]
fn a_statement_that_left_is_kept_under_the_patient_and_stands_in_the_log() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.take(ion, "10", "RON", Cash);
    let paper = statement(ion);
    let made = file(&clinic, &paper, MoneyFormat::Pdf, "en");
    block_on(clinic.desk.money_was_shown(&paper, &made)).unwrap();
    assert_eq!(block_on(clinic.desk.papers(ion)).unwrap(), Vec::new());
    assert_eq!(
        clinic.log(AuditAct::MoneySaved),
        Vec::new(),
        "nothing has left yet"
    );
    assert_eq!(clinic.log(AuditAct::PaperOpened)[0].person, Some(ion));
    block_on(clinic.desk.money_went_out(&paper, &made)).unwrap();
    let papers = block_on(clinic.desk.papers(ion)).unwrap();
    assert_eq!((papers.len(), papers[0].kind), (1, PaperKind::Statement));
    assert_eq!(clinic.log(AuditAct::MoneySaved)[0].person, Some(ion));
    let again = block_on(clinic.desk.kept_paper(papers[0].id)).unwrap();
    assert_eq!(again.bytes, made.bytes);
    let account = &facts(&made)["facts"]["accounts"][0];
    assert_eq!([&account["paid"], &account["closing"]], ["10.00", "-10.00"]);
}

#[test]
fn a_slip_is_made_once_and_not_for_what_the_vendor_has() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let letterhead = Letterhead {
        name: "Clinica".into(),
        country: Country::Ro,
        ..Letterhead::default()
    };
    block_on(clinic.desk.set_letterhead(letterhead)).unwrap();
    let taken = clinic.take(ion, "10", "RON", Cash);
    let slip = block_on(clinic.desk.taking_slip(taken.id, &english())).unwrap();
    let again = block_on(clinic.desk.taking_slip(taken.id, &english())).unwrap();
    assert_eq!(slip, again);
    let name = format!("{}.pdf", taken.slip.as_deref().unwrap());
    assert_eq!((slip.kind, slip.name), (PaperKind::Slip, name));
    let made = facts(&block_on(clinic.desk.kept_paper(slip.id)).unwrap());
    assert_eq!(
        made["language"], "ro",
        "the clinic's country tells its patients' language"
    );
    assert_eq!(made["facts"]["vendor"], "Clinica");
    assert_eq!(made["facts"]["received_at"], "2026-03-02T10:00:00");
    let sent = clinic.take(ion, "20", "RON", Cash);
    clinic.at_vendor(sent.id);
    assert_eq!(
        refused(block_on(clinic.desk.taking_slip(sent.id, &english()))),
        ("id".into(), "at-vendor".into())
    );
    let back = clinic.take(ion, "30", "RON", Cash);
    clinic.cancel(back.id).unwrap();
    assert_eq!(
        refused(block_on(clinic.desk.taking_slip(back.id, &english()))),
        ("id".into(), "given-back".into()),
        "a slip says that the money is here"
    );
    // Nor is one that was made before shown as if it were of today.
    let before = clinic.take(ion, "40", "RON", Cash);
    let made = block_on(clinic.desk.taking_slip(before.id, &english())).unwrap();
    clinic.cancel(before.id).unwrap();
    assert_eq!(
        refused(block_on(clinic.desk.taking_slip(before.id, &english()))),
        ("id".into(), "given-back".into())
    );
    clinic.at_vendor(taken.id);
    assert_eq!(
        refused(block_on(clinic.desk.taking_slip(taken.id, &english()))),
        ("id".into(), "at-vendor".into())
    );
    let kept = block_on(clinic.desk.papers(ion)).unwrap();
    assert!(
        kept.iter().any(|paper| paper.id == made.id),
        "among the papers it stays"
    );
}

#[test]
fn money_given_back_has_a_receipt_of_its_own() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    let letterhead = Letterhead {
        name: "Clinica".into(),
        country: Country::It,
        ..Letterhead::default()
    };
    block_on(clinic.desk.set_letterhead(letterhead)).unwrap();
    let taken = clinic.take(ion, "100", "RON", Card);
    let back = clinic.give_back(taken.id, Some("40"), Some(Cash)).unwrap();
    let paper = block_on(clinic.desk.taking_slip(back.id, &english())).unwrap();
    assert_eq!(
        paper,
        block_on(clinic.desk.taking_slip(back.id, &english())).unwrap()
    );
    let name = format!("{}.pdf", back.slip.as_deref().unwrap());
    assert_eq!(
        (paper.kind, paper.name, paper.patient),
        (PaperKind::Receipt, name, Some(ion))
    );
    let made = facts(&block_on(clinic.desk.kept_paper(paper.id)).unwrap());
    assert_eq!([&made["document"], &made["language"]], ["receipt", "it"]);
    let said = &made["facts"];
    assert_eq!(
        [
            &said["number"],
            &said["sums"]["total"],
            &said["payments"][0]["amount"],
            &said["payments"][0]["method"]
        ],
        ["0002", "-40.00", "-40.00", "cash"]
    );
    assert_eq!(said["notes"][0], "typed twice");
    let line = said["lines"][0]["text"].as_str().unwrap();
    assert!(
        line.starts_with("Rimborsato") && line.ends_with(taken.slip.as_deref().unwrap()),
        "{line}"
    );
    // The rest of the slip can still be printed: it says what was received.
    let slip = block_on(clinic.desk.taking_slip(taken.id, &english())).unwrap();
    assert_eq!(slip.kind, PaperKind::Slip);

    let of_invoice = clinic.take(ion, "70", "RON", Cash);
    clinic.write(move |tx| {
        tx.execute(
            "INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, work_point,
                 work_point_name, form, lines, total, currency, ended, series, number, issued_on, author, created_at)
             SELECT '00000000-0000-0000-0000-0000000000f1', 'i', 'r', id, name, ?1, 'Popescu', '1', 'Sediu', '{}', '[]',
                 '70.00', 'RON', 'issued', 'CRD', '12', '2026-03-02', 'Ana', 1 FROM connections",
            [ion.to_string()],
        )?;
        tx.execute(
            "UPDATE takings SET invoice = '00000000-0000-0000-0000-0000000000f1', at_vendor = 1 WHERE id = ?1",
            [of_invoice.id.to_string()],
        )?;
        Ok(())
    });
    let back = clinic.give_back(of_invoice.id, None, None).unwrap();
    let paper = block_on(clinic.desk.taking_slip(back.id, &english())).unwrap();
    let said = facts(&block_on(clinic.desk.kept_paper(paper.id)).unwrap());
    let invoice = &said["facts"]["for_invoice"];
    assert_eq!(
        [&invoice["series"], &invoice["number"], &invoice["issued_on"]],
        ["CRD", "12", "2026-03-02"]
    );
}

#[test]
fn papers_for_patients_are_in_the_language_of_the_clinics_country() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    for (country, language) in [(Country::It, "it"), (Country::Ro, "ro"), (Country::Neutral, "en")] {
        let letterhead = Letterhead {
            name: "Clinica".into(),
            country,
            ..Letterhead::default()
        };
        block_on(clinic.desk.set_letterhead(letterhead)).unwrap();
        let taken = clinic.take(ion, "10", "RON", Cash);
        let slip = block_on(clinic.desk.taking_slip(taken.id, &english())).unwrap();
        let slip = facts(&block_on(clinic.desk.kept_paper(slip.id)).unwrap());
        let told = facts(&file(&clinic, &statement(ion), MoneyFormat::Pdf, "en"));
        assert_eq!([&slip["language"], &told["language"]], [language, language]);
    }
    let in_language = |language: &str| {
        let paper = MoneyPaper::Statement {
            patient: ion,
            from: day("2026-03-01"),
            to: day("2026-03-31"),
            language: Some(language.into()),
        };
        block_on(clinic.desk.money_file(&paper, MoneyFormat::Pdf, &english()))
    };
    assert_eq!(facts(&in_language("PT-br").unwrap())["language"], "pt-BR");
    assert_eq!(refused(in_language("de")), ("language".into(), "unknown".into()));
}

#[test]
fn looking_at_what_a_patients_papers_are_called_stands_in_the_log() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    block_on(clinic.desk.papers(ion)).unwrap();
    assert_eq!(clinic.log(AuditAct::PatientOpened), Vec::new(), "there are none");
    let taken = clinic.take(ion, "10", "RON", Cash);
    block_on(clinic.desk.taking_slip(taken.id, &english())).unwrap();
    block_on(clinic.desk.papers(ion)).unwrap();
    let lines = clinic.log(AuditAct::PatientOpened);
    assert_eq!((lines.len(), lines[0].person), (1, Some(ion)));
}

#[test]
fn of_an_erased_patient_the_sums_stay_and_nothing_else() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Zqxcanary");
    let noted = RecordTaking {
        note: Some("Zqxcanary".into()),
        ..taking(ion, "10", "RON", Cash, Uuid::from_u128(8))
    };
    let taken = block_on(clinic.desk.record_taking(noted)).unwrap();
    block_on(clinic.desk.taking_slip(taken.id, &english())).unwrap();
    let paper = statement(ion);
    let made = file(&clinic, &paper, MoneyFormat::Pdf, "en");
    block_on(clinic.desk.money_went_out(&paper, &made)).unwrap();
    clinic.close(&[(Cash, "RON", "10")], "").unwrap();
    block_on(clinic.desk.erase_patient(ErasePatient {
        id: ion,
        reason: "asked for it".into(),
    }))
    .unwrap();
    let day = clinic.money(None);
    let left = &day.takings[0];
    assert_eq!(
        (
            left.patient,
            left.patient_name.as_str(),
            left.birth_date,
            &left.note
        ),
        (None, "", None, &None)
    );
    assert_eq!(left.amount.amount.to_string(), "10.00");
    let papers: u32 =
        clinic.write(|conn| Ok(conn.query_row("SELECT count(*) FROM papers", [], |row| row.get(0))?));
    assert_eq!(papers, 0);
    let closed = block_on(clinic.desk.cash_ups()).unwrap().cash_ups;
    let on_paper = file(
        &clinic,
        &MoneyPaper::CashUp { id: closed[0].id },
        MoneyFormat::Pdf,
        "en",
    );
    let text = String::from_utf8(on_paper.bytes).unwrap();
    assert!(
        text.contains("10.00") && !text.to_lowercase().contains("zqxcanary"),
        "{text}"
    );
}

#[test]
fn a_slip_says_what_becomes_of_the_money_and_what_it_was_for() {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let ion = clinic.person(record);
    let alone = clinic.take(ion, "10", "RON", Cash);
    let waits = clinic.take(ion, "581", "RON", Cash);
    let (connection, of) = (clinic.connection, waits.id.to_string());
    clinic.write(move |tx| {
        tx.execute_batch(&format!(
            "INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, work_point,
                 work_point_name, form, lines, total, currency, author, created_at)
                 VALUES ('{act}', '{act}', '{record}', '{connection}', 'Clinica', '{ion}', 'Popescu Ion', '1', 'Centru',
                 '{{}}', '[{{\"kind\":\"service\",\"code\":\"1\",\"name\":\"Consultație\",\"quantity\":2,
                 \"unit\":\"250.50\",\"total\":\"501.00\"}},{{\"kind\":\"service\",\"code\":\"2\",\"name\":\"EKG\",
                 \"quantity\":1,\"unit\":\"80.00\",\"total\":\"80.00\"}}]', '581.00', 'RON', 'Ana', 1);
             UPDATE takings SET act = '{act}', invoice = '{act}' WHERE id = '{of}';",
            act = Uuid::from_u128(0xf7)
        ))?;
        Ok(())
    });
    let said = |taking: Uuid| {
        let slip = block_on(clinic.desk.taking_slip(taking, &english())).unwrap();
        facts(&block_on(clinic.desk.kept_paper(slip.id)).unwrap())
    };
    let (alone, waits) = (said(alone.id), said(waits.id));
    assert_eq!(
        [&alone["facts"]["on_its_way"], &waits["facts"]["on_its_way"]],
        [false, true]
    );
    assert_eq!(
        [&alone["facts"]["vendor"], &waits["facts"]["vendor"]],
        ["Clinica", "Clinica"]
    );
    assert_eq!(alone["facts"]["items"], serde_json::json!([]));
    assert_eq!(
        waits["facts"]["items"],
        serde_json::json!([
            { "text": "2 × Consultație", "amount": "501.00" },
            { "text": "EKG", "amount": "80.00" }
        ])
    );
    assert_eq!(
        alone["language"], "ro",
        "there is no letterhead; the patient's account is Romanian"
    );
}

#[test]
fn a_cash_up_gives_the_reason_only_where_something_differs() {
    let clinic = Clinic::new();
    let ion = clinic.patient("1", "Popescu");
    clinic.take(ion, "100", "RON", Cash);
    let waits = clinic.take(ion, "20", "EUR", Cash).id.to_string();
    clinic.write(move |tx| {
        tx.execute("UPDATE takings SET slip = NULL WHERE id = ?1", [waits])?;
        Ok(())
    });
    let counted = [(Cash, "RON", "99"), (Cash, "EUR", "20")];
    let closed = clinic.close(&counted, "Wrong change").unwrap();
    let made = facts(&file(
        &clinic,
        &MoneyPaper::CashUp { id: closed.id },
        MoneyFormat::Pdf,
        "en",
    ));
    let reasons: Vec<_> = made["facts"]["drawers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|drawer| (drawer["currency"].as_str().unwrap(), drawer["reason"].as_str()))
        .collect();
    assert_eq!(reasons, [("EUR", None), ("RON", Some("Wrong change"))]);
    let slips: Vec<_> = made["facts"]["payments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|payment| {
            (
                payment["currency"].as_str().unwrap(),
                payment["without_slip"] == true,
            )
        })
        .collect();
    assert_eq!(slips, [("RON", false), ("EUR", true)]);
}
