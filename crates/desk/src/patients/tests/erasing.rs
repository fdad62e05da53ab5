//! Nothing of an erased patient stays, and reading does not bring the patient back.

use super::*;
use crate::adapters::VideoVisitRow;
use crate::audit::{AuditAct, AuditQuery};
use crate::error::ErrorCode;
use crate::store::ErasePatient;
use crate::video::{Listed, listed};

impl Clinic {
    fn erase(&self, person: Uuid, reason: &str) -> Result<(), DeskError> {
        block_on(self.desk.erase_patient(ErasePatient {
            id: person,
            reason: reason.into(),
        }))
    }

    /// A patient of whom everything is known that can be.
    fn canary(&self) -> Uuid {
        let record = self.known("7", CANARY, "2026-03-02");
        let person = self.person(record);
        self.sent(record, "done", now());
        let (connection, id) = (self.connection.to_string(), person.to_string());
        self.write(move |tx| {
            tx.execute_batch(&format!(
                "INSERT INTO patient_services (record, position, name) VALUES ('{record}', 0, '{CANARY}');
                 INSERT INTO patient_payments (record, position, payer) VALUES ('{record}', 0, '{CANARY}');
                 INSERT INTO patient_contracts (record, position, name) VALUES ('{record}', 0, '{CANARY}');
                 INSERT INTO video_visits (id, connection, vendor_id, person, name, created_at)
                     VALUES ('{}', '{connection}', 'v1', '{id}', '{CANARY}', 1);
                 INSERT INTO video_visits (id, connection, vendor_id, name, email, created_at)
                     VALUES ('{}', '{connection}', 'v2', '{CANARY}ana {CANARY}', '{CANARY}@Example.test', 1);
                 INSERT INTO lab_orders (id, connection, person, number, form, patient_name, exams, created_at)
                     VALUES ('{}', '{connection}', '{id}', '1', '{CANARY}', '{CANARY}', '[]', 1);
                 INSERT INTO lab_reports (id, connection, lab_order, execution, file_name, bytes, created_at)
                     VALUES ('{}', '{connection}', '{}', 'e', '{CANARY}.pdf', 1, 1);
                 INSERT INTO access_log (seq, at, user_name, desk, act, person, content, content_hash, mac)
                     VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM access_log), 1, 'A', '', 'patient_opened', '{id}',
                         '{CANARY}', 'h', 'm');",
                Uuid::from_u128(1),
                Uuid::from_u128(2),
                Uuid::from_u128(3),
                Uuid::from_u128(4),
                Uuid::from_u128(3),
            ))?;
            Ok(())
        });
        person
    }
}

#[test]
fn nothing_of_an_erased_patient_stays() {
    let clinic = Clinic::new();
    let other = clinic.known("8", "Altcineva", "2026-03-02");
    let person = clinic.canary();
    block_on(clinic.desk.store.copy_today(true)).unwrap();
    let before = clinic.tables_with("qxcanary");
    for table in [
        "patient_records",
        "appointments",
        "patient_documents",
        "patient_services",
        "patient_payments",
        "patient_contracts",
        "video_visits",
        "lab_orders",
        "lab_reports",
        "outbox",
        "access_log",
        "search_documents",
        "search_tokens",
        "search_words_data",
    ] {
        assert!(
            before.iter().any(|name| name == table),
            "{table} is not looked at: {before:?}"
        );
    }
    let old_copy = std::fs::read(clinic.copy()).unwrap();
    clinic.erase(person, "asked for it").unwrap();
    assert_eq!(clinic.tables_with("qxcanary"), Vec::<String>::new());
    assert_eq!(
        clinic.tables_with(&person.to_string()),
        ["access_log"],
        "that something was done stays"
    );
    assert_eq!(clinic.found(CANARY), 0);
    assert_eq!(
        (clinic.found("Altcineva"), clinic.person(other) == person),
        (1, false)
    );
    assert_ne!(
        std::fs::read(clinic.copy()).unwrap(),
        old_copy,
        "copies held the patient"
    );
    let log = clinic.desk.store.dir().join("store.db-wal");
    assert_eq!(
        std::fs::metadata(log).unwrap().len(),
        0,
        "and so did the log of writes"
    );
    assert_eq!(
        clinic.erase(person, "again").unwrap_err().code,
        ErrorCode::NotFound
    );
}

#[test]
fn copies_that_could_not_be_removed_go_later() {
    let clinic = Clinic::new();
    let person = clinic.canary();
    block_on(clinic.desk.store.copy_today(true)).unwrap();
    // What the system does not let go.
    let held = clinic.desk.store.dir().join("store.db.damaged-20260302T080000Z");
    std::fs::create_dir(&held).unwrap();
    clinic.erase(person, "asked for it").unwrap();
    std::fs::remove_dir(&held).unwrap();
    std::fs::write(&held, CANARY).unwrap();
    block_on(clinic.desk.finish_erasing()).unwrap();
    assert!(!held.exists());
    block_on(clinic.desk.store.copy_today(true)).unwrap();
    clinic.copy();
    block_on(clinic.desk.finish_erasing()).unwrap();
    clinic.copy();
}

impl Clinic {
    /// The one copy there is.
    fn copy(&self) -> std::path::PathBuf {
        let copies = block_on(self.desk.store.backups()).unwrap();
        assert_eq!(copies.len(), 1);
        self.desk.store.dir().join("backups").join(&copies[0].name)
    }
}

#[test]
fn reading_keeps_an_erased_patient_out_until_somebody_searches_for_them() {
    let clinic = Clinic::new();
    let person = clinic.canary();
    let record = clinic.read(move |conn| {
        Ok(conn.query_row("SELECT id FROM patient_records", [], |row| {
            crate::store::id_of(row, "id")
        })?)
    });
    clinic.erase(person, "asked for it").unwrap();
    assert_eq!(clinic.listed(patient("7", CANARY)), None);
    assert!(clinic.listed(patient("9", "Altcineva")).is_some());
    // What was asked before the erasing and is answered after it.
    clinic.visits(record, vec![visit("a7", "2026-03-02", CANARY)]);
    let connection = clinic.connection;
    let rows = vec![BookAppointment {
        vendor_patient: Some("7".into()),
        ..visit("a7", "2026-03-02", CANARY)
    }];
    let strangers = clinic.read(move |conn| absorb::strangers(conn, connection, &rows));
    assert_eq!(
        strangers,
        Vec::<String>::new(),
        "nobody asks the vendor who that is"
    );
    let video = |id: &str, name: &str| VideoVisitRow {
        vendor_id: id.into(),
        name: Some(name.into()),
        ..VideoVisitRow::default()
    };
    let rows = [video("v1", CANARY), video("v3", "Altcineva")];
    let ids = clinic.desk.ports.ids.clone();
    clinic.write(move |tx| {
        let list = Listed {
            connection,
            rows: &rows,
            asked_at: now(),
            now: now(),
            today: now().date_naive(),
        };
        listed(tx, &list, &*ids)
    });
    assert_eq!(clinic.count("video_visits"), 1);
    assert_eq!(clinic.tables_with("qxcanary"), Vec::<String>::new());

    clinic.write(move |tx| absorb::patient_read(tx, connection, &patient("7", CANARY), times()));
    assert_eq!(
        clinic.found(CANARY),
        1,
        "somebody searched for them at the vendor"
    );
    assert!(
        clinic.listed(patient("7", CANARY)).is_some(),
        "and from then on they are read again"
    );
}

#[test]
fn unsent_work_stops_the_erasing_and_so_does_no_reason() {
    for state in [
        "held", "queued", "sending", "waiting", "unknown", "asks", "refused",
    ] {
        let clinic = Clinic::new();
        let record = clinic.known("7", CANARY, "2026-03-02");
        let person = clinic.person(record);
        clinic.sent(record, state, now());
        let refused = clinic.erase(person, "asked for it").unwrap_err();
        assert_eq!(
            (refused.code, refused.params.0["count"].as_str()),
            (ErrorCode::UnsentWork, "1"),
            "{state}"
        );
        assert_eq!(clinic.found(CANARY), 1);
        assert_eq!(
            clinic.erase(person, "  ").unwrap_err().code,
            ErrorCode::InvalidField
        );
    }
}

impl Clinic {
    /// Money, an invoice and a paper of a person, all under a name that is looked for.
    fn paid(&self, record: Uuid, number: u128) {
        let (person, id) = (self.person(record), Uuid::from_u128(number));
        let connection = self.connection;
        self.write(move |tx| {
            tx.execute_batch(&format!(
                "INSERT INTO takings (id, intent, at, author, person, patient_name, birth_date, amount, currency, method)
                     VALUES ('{id}', '{id}', 1, 'Ana', '{person}', '{CANARY} {CANARY}ana', '1974-01-31', '5', 'RON', 'cash');
                 INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, birth_date,
                     work_point, work_point_name, form, lines, total, currency, author, created_at)
                     VALUES ('{id}', '{id}', '{record}', '{connection}', 'Clinica', '{person}', '{CANARY} {CANARY}ana',
                     '1974-01-31', '1', 'Centru', '{{}}', '[]', '5', 'RON', 'Ana', 1);
                 INSERT INTO papers (id, record, kind, origin, name, media_type, content, made_at)
                     VALUES ('{id}', '{record}', 'invoice', 'copy', '{CANARY}.pdf', 'application/pdf', x'00', 1);"
            ))?;
            Ok(())
        });
    }

    fn whose(&self, table: &'static str) -> Option<Uuid> {
        self.read(move |conn| {
            Ok(conn.query_row(&format!("SELECT person FROM {table}"), [], |row| {
                crate::store::id_of(row, "person").map(Some)
            })?)
        })
    }
}

#[test]
fn money_of_a_removed_connection_stays_with_its_person_and_erasing_reaches_it() {
    let clinic = Clinic::new();
    let record = clinic.known("7", CANARY, "2026-03-02");
    let nobodys = clinic.person(clinic.known("8", "Altcineva", "2026-03-02"));
    let person = clinic.person(record);
    clinic.paid(record, 0x70);
    block_on(clinic.desk.accounts.remove(clinic.connection)).unwrap();
    for table in ["takings", "invoices", "papers"] {
        assert_eq!(clinic.whose(table), Some(person), "{table}");
    }
    let page = block_on(clinic.desk.open_patient(person)).unwrap();
    assert_eq!(page.patient.name, "Zqxcanary Zqxcanaryana");
    assert!(page.records.is_empty());
    assert_eq!(block_on(clinic.desk.papers(person)).unwrap().len(), 1);
    let gone = block_on(clinic.desk.open_patient(nobodys)).unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound, "nobody is kept without a reason");
    clinic.erase(person, "asked for it").unwrap();
    assert_eq!(clinic.tables_with("qxcanary"), Vec::<String>::new());
}

#[test]
fn whoever_is_left_is_found_by_parts_of_the_name_and_under_the_newest_one() {
    let clinic = Clinic::new();
    let record = clinic.known("7", CANARY, "2026-03-02");
    let person = clinic.person(record);
    clinic.paid(record, 0x70);
    block_on(clinic.desk.accounts.remove(clinic.connection)).unwrap();
    for text in ["zq", "canary", "QXCANARYANA", "zqxcanary 1"] {
        assert_eq!(
            clinic.searched(text).len(),
            usize::from(text != "zqxcanary 1"),
            "{text}"
        );
    }
    // As a store has it that an earlier version kept, and one whose name was written down anew.
    clinic.write(move |tx| {
        tx.execute(
            "UPDATE persons SET left_name = 'Altfel Nume' WHERE id = ?1",
            [person.to_string()],
        )?;
        Ok(())
    });
    assert!(clinic.searched("canary").is_empty());
    clinic.write(search::index_left);
    assert_eq!(clinic.searched("altf").len(), 1);
    assert!(clinic.searched("canary").is_empty());
}

#[test]
fn erasing_who_came_back_with_a_connection_erases_what_was_left_before() {
    let mut clinic = Clinic::new();
    let record = clinic.known("7", CANARY, "2026-03-02");
    clinic.paid(record, 0x70);
    block_on(clinic.desk.accounts.remove(clinic.connection)).unwrap();
    clinic.comes_back();
    let again = clinic.person(clinic.known("7", CANARY, "2026-03-02"));
    assert_ne!(clinic.whose("takings"), Some(again));
    clinic.erase(again, "asked for it").unwrap();
    assert_eq!(clinic.tables_with("qxcanary"), Vec::<String>::new());
}

impl Clinic {
    /// The account, once more, after it was removed.
    fn comes_back(&mut self) {
        self.connection = Uuid::from_u128(0xd);
        let connection = self.connection.to_string();
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
                 VALUES (?1, 'Clinica', 'medsoft', 'https://self.example', 'Europe/Bucharest', 1)",
                [&connection],
            )?;
            Ok(())
        });
    }

    /// The copy of a bill that was looked at, and nothing else.
    fn with_a_bill(&self, record: Uuid, number: u128) {
        let id = Uuid::from_u128(number);
        self.write(move |tx| {
            tx.execute_batch(&format!(
                "INSERT INTO papers (id, record, kind, origin, name, media_type, content, made_at)
                     VALUES ('{id}', '{record}', 'bill', 'copy', 'bill.pdf', 'application/pdf', x'00', 1);"
            ))?;
            Ok(())
        });
    }

    fn searched(&self, text: &str) -> Vec<(String, Option<NaiveDate>)> {
        let query = FindPatients {
            text: text.into(),
            limit: None,
        };
        let found = block_on(self.desk.find_patients(query)).unwrap();
        found
            .hits
            .into_iter()
            .map(|hit| (hit.name, hit.birth_date))
            .collect()
    }
}

#[test]
fn whose_papers_are_all_that_is_left_of_a_connection_is_found_by_name_and_erased() {
    let clinic = Clinic::new();
    let record = clinic.known("7", CANARY, "2026-03-02");
    let person = clinic.person(record);
    clinic.with_a_bill(record, 0x71);
    clinic.known("8", "Altcineva", "2026-03-02");
    let before = clinic.searched(CANARY);
    assert_eq!(before.len(), 1);
    block_on(clinic.desk.accounts.remove(clinic.connection)).unwrap();
    assert_eq!(
        clinic.searched(CANARY),
        before,
        "under the name and birth date they had"
    );
    assert_eq!(
        clinic.searched("Altcineva"),
        [],
        "nobody is kept without a reason"
    );
    let page = block_on(clinic.desk.open_patient(person)).unwrap();
    assert_eq!(vec![(page.patient.name, page.patient.birth_date)], before);
    clinic.erase(person, "asked for it").unwrap();
    assert_eq!(clinic.searched(CANARY), []);
    assert_eq!(clinic.tables_with("qxcanary"), Vec::<String>::new());
    assert_eq!(clinic.count("papers"), 0);
}

#[test]
fn erasing_who_came_back_erases_papers_that_were_all_that_was_left() {
    let mut clinic = Clinic::new();
    let record = clinic.known("7", CANARY, "2026-03-02");
    let before = clinic.person(record);
    clinic.with_a_bill(record, 0x71);
    block_on(clinic.desk.accounts.remove(clinic.connection)).unwrap();
    clinic.comes_back();
    let again = clinic.person(clinic.known("7", CANARY, "2026-03-02"));
    clinic.erase(again, "asked for it").unwrap();
    assert_eq!(clinic.tables_with("qxcanary"), Vec::<String>::new());
    assert_eq!(clinic.count("papers"), 0);
    // A namesake of that day of birth would be among them: who went is told one by one.
    let lines = block_on(clinic.desk.access_log(AuditQuery {
        act: Some(AuditAct::PatientErased),
        ..AuditQuery::default()
    }))
    .unwrap()
    .lines;
    let mut gone: Vec<_> = lines.iter().filter_map(|line| line.person).collect();
    gone.sort_unstable();
    let mut both = vec![again, before];
    both.sort_unstable();
    assert_eq!(gone, both);
}
