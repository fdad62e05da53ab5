use super::*;
use crate::agenda::Stage;

fn visit_of(clinic: &Clinic, number: usize) -> Option<(String, bool)> {
    let visit = clinic.hit(number).next_visit?;
    Some((format!("{} {}", visit.date, visit.start?), visit.is_today))
}

#[test]
fn the_next_visit_is_what_the_caller_asks_about() {
    // It is 10:00 in Bucharest.
    let clinic = Clinic::with((0..5).map(|number| row("Popa", &number.to_string())).collect());
    assert_eq!(visit_of(&clinic, 0), None);
    clinic.appointment(0, "2026-03-01", "09:00:00");
    assert_eq!(visit_of(&clinic, 0), None, "what is past is no next visit");
    clinic.appointment(0, "2026-03-02", "09:00:00");
    assert_eq!(
        visit_of(&clinic, 0),
        Some(("2026-03-02 09:00:00".to_owned(), true)),
        "today's, where none is to come"
    );
    clinic.appointment(0, "2026-03-09", "08:00:00");
    assert_eq!(
        visit_of(&clinic, 0),
        Some(("2026-03-09 08:00:00".to_owned(), false))
    );
    clinic.appointment(0, "2026-03-02", "10:30:00");
    assert_eq!(
        visit_of(&clinic, 0),
        Some(("2026-03-02 10:30:00".to_owned(), true))
    );
}

#[test]
fn neither_another_patients_row_nor_one_gone_is_a_visit() {
    let clinic = Clinic::with(vec![row("Popa", "Ion")]);
    clinic.appointment(0, "2026-03-02", "11:00:00");
    clinic.change(
        0,
        "UPDATE appointments SET vendor_patient = '999' WHERE record = ?1",
    );
    assert_eq!(visit_of(&clinic, 0), None);
    clinic.change(
        0,
        "UPDATE appointments SET vendor_patient = '0', gone_at = 1 WHERE record = ?1",
    );
    assert_eq!(visit_of(&clinic, 0), None);
    clinic.change(0, "UPDATE appointments SET gone_at = NULL WHERE record = ?1");
    assert!(visit_of(&clinic, 0).is_some());
}

#[test]
fn a_visit_called_off_is_said_only_when_there_is_no_other() {
    let clinic = Clinic::with(vec![row("Popa", "Ion")]);
    clinic.write(|tx| {
        tx.execute(
            "INSERT INTO statuses (connection, key, position, name, active, stage)
             VALUES (?1, '6', 6, 'Anulat', 1, 'cancelled')",
            [CLINIC],
        )?;
        Ok(())
    });
    let first = clinic.appointment(0, "2026-03-02", "11:00:00");
    clinic.write(move |tx| {
        tx.execute(
            "INSERT INTO appointment_flags (appointment, key, value) VALUES (?1, '6', 1)",
            [first.to_string()],
        )?;
        Ok(())
    });
    assert_eq!(
        clinic.hit(0).next_visit.map(|visit| visit.stage),
        Some(Stage::Cancelled)
    );
    let second = clinic.appointment(0, "2026-03-05", "11:00:00");
    let visit = clinic.hit(0).next_visit.unwrap();
    assert_eq!((visit.appointment, visit.stage), (second, Stage::Expected));
}

/// Statuses of the clinic, each called as its stage.
fn stages(clinic: &Clinic) {
    clinic.write(|tx| {
        for (key, stage) in ["confirmed", "arrived", "with_doctor", "done"].iter().enumerate() {
            tx.execute(
                "INSERT INTO statuses (connection, key, position, name, active, stage) VALUES (?1, ?2, ?2, ?3, 1, ?3)",
                rusqlite::params![CLINIC, key.to_string(), stage],
            )?;
        }
        Ok(())
    });
}

fn set(clinic: &Clinic, visit: Uuid, key: u8) {
    clinic.write(move |tx| {
        tx.execute(
            "INSERT INTO appointment_flags (appointment, key, value) VALUES (?1, ?2, 1)",
            rusqlite::params![visit.to_string(), key.to_string()],
        )?;
        Ok(())
    });
}

#[test]
fn whoever_sits_here_is_told_of_that_visit_and_nobody_of_one_that_is_over() {
    // It is 10:00 in Bucharest.
    let clinic = Clinic::with((0..2).map(|number| row("Popa", &number.to_string())).collect());
    stages(&clinic);
    let early = clinic.appointment(0, "2026-03-02", "08:30:00");
    let later = clinic.appointment(0, "2026-03-02", "12:00:00");
    clinic.appointment(0, "2026-12-18", "12:00:00");
    set(&clinic, early, 1);
    let next = |number| clinic.hit(number).next_visit.map(|visit| visit.appointment);
    assert_eq!(next(0), Some(early), "it is late, and they wait");
    set(&clinic, early, 2);
    assert_eq!(next(0), Some(early), "they are with the doctor");
    set(&clinic, early, 3);
    assert_eq!(next(0), Some(later));
    set(&clinic, later, 3);
    assert_eq!(
        visit_of(&clinic, 0),
        Some(("2026-12-18 12:00:00".to_owned(), false)),
        "seen before the hour it was booked for"
    );
    let only = clinic.appointment(1, "2026-03-02", "12:00:00");
    set(&clinic, only, 3);
    assert_eq!(next(1), None);
}

#[test]
fn two_records_of_a_person_are_one_line_that_rests_on_the_older_answer() {
    let clinic = Clinic::with(vec![
        row("Popa", "Ion").phone("0722000111"),
        row("POPA", "IOAN").id("1740131400019"),
    ]);
    clinic.write(|tx| {
        tx.execute(
            "UPDATE patient_records SET person = ?1, details_checked_at = 9000, appointments_checked_at = 9000 WHERE id = ?2",
            [person(0).to_string(), person(1).to_string()],
        )?;
        index_record(tx, person(1))
    });
    let found = clinic.find("popa");
    assert_eq!(found.hits.len(), 1);
    let hit = &found.hits[0];
    assert_eq!(
        (hit.name.as_str(), hit.sources.len()),
        ("POPA IOAN", 2),
        "the record read last gives the name"
    );
    assert_eq!(hit.phone.as_deref(), Some("0722000111"));
    assert_eq!(hit.national_id.as_deref(), Some("1740131400019"));
    assert_eq!(hit.appointments_checked_at, None, "one vendor was never asked");
    clinic.change(
        0,
        "UPDATE patient_records SET appointments_checked_at = 4000 WHERE id = ?1",
    );
    assert_eq!(
        clinic
            .hit(0)
            .appointments_checked_at
            .map(|at| at.timestamp_millis()),
        Some(4000)
    );
    clinic.change(0, "UPDATE patient_records SET gone_at = 1 WHERE id = ?1");
    assert!(!clinic.hit(0).gone, "the other vendor still names them");
}

#[test]
fn a_patient_not_yet_at_the_vendor_is_pending() {
    let clinic = Clinic::with(vec![row("Popa", "Ion")]);
    assert!(!clinic.hit(0).pending);
    clinic.change(0, "UPDATE patient_records SET vendor_id = NULL WHERE id = ?1");
    assert!(clinic.hit(0).pending);
    assert_eq!(clinic.find("popa").hits[0].sources[0].vendor_id, None);
}

#[test]
fn a_new_patient_that_was_given_up_waits_for_nothing_and_is_not_counted() {
    let clinic = Clinic::with(vec![row("Popa", "Ion"), row("Rusu", "Ana")]);
    assert_eq!(clinic.find("rusu").searched, 2);
    clinic.change(
        0,
        "UPDATE patient_records SET vendor_id = NULL, gone_at = 1 WHERE id = ?1",
    );
    assert!(!clinic.hit(0).pending);
    assert_eq!(clinic.find("rusu").searched, 1);
    // Another vendor knows them.
    clinic.change(
        1,
        "UPDATE patient_records SET person = '00000000-0000-0000-0000-000000a00000' WHERE id = ?1",
    );
    assert_eq!(
        clinic.find("rusu").searched,
        2,
        "a person without records may have money here"
    );
}
