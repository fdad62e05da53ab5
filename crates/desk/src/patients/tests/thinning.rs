//! Records without a visit near are kept short, and filled again when somebody opens them or a visit comes near.

use chrono::{Months, TimeDelta};

use super::*;
use crate::clinic::DeskSettings;

impl Clinic {
    fn keeping(months: Option<u32>) -> Self {
        let clinic = Self::new();
        clinic.keep(months);
        clinic
    }

    fn keep(&self, months: Option<u32>) {
        self.write(move |tx| {
            DeskSettings {
                full_record_months: months,
                ..DeskSettings::default()
            }
            .save(tx)
        });
    }

    fn thin(&self) -> usize {
        block_on(self.desk.thin_records()).unwrap()
    }

    fn page(&self, record: Uuid) -> PatientPage {
        block_on(self.desk.page(self.person(record))).unwrap()
    }

    fn is_short(&self, record: Uuid) -> bool {
        let page = self.page(record);
        let hit = &page.patient;
        let short = hit.phone.is_none() && hit.email.is_none() && hit.national_id.is_none();
        assert_eq!(
            short,
            page.appointments.rows.is_empty() && page.phones.rows.is_empty()
        );
        assert_eq!(short, page.documents.rows.is_empty());
        short
    }
}

#[test]
fn what_no_visit_is_near_is_kept_short_and_can_be_found() {
    let clinic = Clinic::keeping(Some(3));
    let far = clinic.known("1", CANARY, "2025-10-01");
    let far_ahead = clinic.known("2", "Ahead", "2026-09-01");
    let recent = clinic.known("3", "Recent", "2025-12-20");
    let coming = clinic.known("4", "Coming", "2026-05-20");
    let unsent = clinic.known("5", "Unsent", "2025-01-01");
    clinic.sent(unsent, "waiting", now());
    let opened = clinic.known("6", "Opened", "2025-01-01");
    block_on(clinic.desk.open_patient(clinic.person(opened))).unwrap();
    let never_asked = clinic.listed(patient("7", "Unasked")).unwrap();
    assert_eq!(clinic.thin(), 2);
    assert_eq!(clinic.thin(), 0, "once is enough");
    for (record, short) in [
        (far, true),
        (far_ahead, true),
        (recent, false),
        (coming, false),
        (unsent, false),
        (opened, false),
    ] {
        assert_eq!(clinic.is_short(record), short);
    }
    assert!(
        clinic.page(never_asked).patient.phone.is_some(),
        "nobody knows whether a visit is near"
    );
    let hit = clinic.page(far).patient;
    assert_eq!(hit.name, format!("{CANARY} {CANARY}ana"));
    assert_eq!(
        (hit.birth_date, hit.sources[0].vendor_id.as_deref()),
        (Some(day("1974-01-31")), Some("1"))
    );
    assert_eq!(
        (clinic.found(CANARY), clinic.found("0722987001")),
        (1, 5),
        "by name, no longer by phone"
    );
    let holding = clinic.tables_with("zqxcanary@");
    assert_eq!(holding, Vec::<String>::new());
}

#[test]
fn reading_does_not_fill_a_short_record_until_it_is_opened() {
    let clinic = Clinic::keeping(Some(3));
    let record = clinic.known("1", CANARY, "2025-10-01");
    clinic.thin();
    clinic.listed(patient("1", CANARY));
    clinic.visits(record, vec![visit("a1", "2025-10-01", CANARY)]);
    assert!(clinic.is_short(record), "listed and asked about again");
    let renamed = DirectoryPatient {
        last_name: "Zqxmarried".into(),
        ..patient("1", CANARY)
    };
    clinic.listed(renamed);
    assert_eq!(
        (clinic.found("Zqxmarried"), clinic.is_short(record)),
        (1, true),
        "the name follows the vendor"
    );

    let page = block_on(clinic.desk.open_patient(clinic.person(record))).unwrap();
    assert_eq!(
        page.appointments.checked_at, None,
        "no visit is denied that nobody asked for"
    );
    clinic.listed(patient("1", CANARY));
    clinic.visits(record, vec![visit("a1", "2025-10-01", CANARY)]);
    let page = clinic.page(record);
    assert_eq!(
        (page.appointments.rows.len(), page.patient.phone.is_some()),
        (1, true)
    );
    assert_eq!(clinic.thin(), 0, "it was opened in the period");
}

#[test]
fn a_visit_that_comes_near_fills_a_short_record_again() {
    let clinic = Clinic::keeping(Some(3));
    let by_patient = clinic.known("1", CANARY, "2025-10-01");
    let by_day = clinic.known("2", "Listed", "2025-10-01");
    let still_far = clinic.known("3", "Faraway", "2025-10-01");
    assert_eq!(clinic.thin(), 3);
    clinic.visits(by_patient, vec![visit("n1", "2026-03-09", "control")]);
    clinic.visits(still_far, vec![visit("n3", "2026-12-09", "control")]);
    let connection = clinic.connection;
    let of = |patient: &str, row| BookAppointment {
        vendor_patient: Some(patient.into()),
        ..row
    };
    let answer = crate::adapters::DayRows {
        rows: vec![of("2", visit("n2", "2026-03-09", "control"))],
        whole: false,
    };
    clinic.write(move |tx| {
        let range = (day("2026-03-09"), day("2026-03-09"));
        absorb::days(tx, connection, range, &answer, &absorb::Seen::default(), times())
    });
    for (record, visits) in [(by_patient, 1), (by_day, 1), (still_far, 0)] {
        assert_eq!(clinic.page(record).appointments.rows.len(), visits);
    }
    clinic.listed(patient("1", CANARY));
    clinic.listed(patient("3", "Faraway"));
    assert!(clinic.page(by_patient).patient.phone.is_some());
    assert!(clinic.page(still_far).patient.phone.is_none());
}

#[test]
fn a_manager_who_wants_everything_again_gets_it() {
    let clinic = Clinic::keeping(Some(3));
    let record = clinic.known("1", CANARY, "2025-10-01");
    assert_eq!(clinic.thin(), 1);
    clinic.keep(None);
    assert_eq!(clinic.thin(), 0);
    clinic.listed(patient("1", CANARY));
    clinic.visits(record, vec![visit("a1", "2025-10-01", CANARY)]);
    assert_eq!(
        (
            clinic.page(record).appointments.rows.len(),
            clinic.found("0722987001")
        ),
        (1, 1)
    );
}

#[test]
fn many_records_are_kept_short_batch_by_batch() {
    let clinic = Clinic::keeping(Some(1));
    for number in 0..450 {
        let record = clinic.listed(patient(&number.to_string(), "Multi")).unwrap();
        clinic.visits(record, Vec::new());
    }
    let mut thinned = Vec::new();
    let mut after = None;
    while after.is_some() || thinned.is_empty() {
        let batch = clinic.write(move |tx| thin::batch(tx, after, now()));
        thinned.push(batch.thinned);
        after = batch.next;
    }
    assert_eq!(thinned, [200, 200, 50]);
}

#[test]
fn what_was_sent_long_ago_is_forgotten_and_what_is_open_is_not() {
    let clinic = Clinic::keeping(Some(2));
    let record = clinic.known("1", "Vechi", "2025-01-01");
    let long_ago = now() - Months::new(3);
    clinic.sent(record, "done", long_ago);
    clinic.sent(record, "discarded", long_ago);
    clinic.sent(record, "refused", long_ago);
    clinic.sent(record, "done", now() - TimeDelta::days(20));
    let connection = clinic.connection.to_string();
    let at = to_ms(long_ago);
    clinic.write(move |tx| {
        tx.execute_batch(&format!(
            "INSERT INTO video_visits (id, connection, vendor_id, name, start, created_at)
                 VALUES ('{}', '{connection}', 'v1', 'X', '2025-11-01T10:00:00', {at}),
                        ('{}', '{connection}', 'v2', 'Y', '2026-03-01T10:00:00', {at});
             INSERT INTO lab_orders (id, connection, number, form, patient_name, exams, created_at)
                 VALUES ('{}', '{connection}', '1', '{{}}', 'X', '[]', {at});",
            Uuid::from_u128(1),
            Uuid::from_u128(2),
            Uuid::from_u128(3),
        ))?;
        Ok(())
    });
    assert_eq!(
        clinic.thin(),
        0,
        "a refusal nobody has answered keeps the record whole"
    );
    assert_eq!(
        (
            clinic.count("outbox"),
            clinic.count("video_visits"),
            clinic.count("lab_orders")
        ),
        (2, 1, 0)
    );
}
