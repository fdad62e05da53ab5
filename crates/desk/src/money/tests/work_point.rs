//! The work point that the form of a new invoice proposes: the series of a tax document follows it.

use super::*;
use crate::connections::Health;

const TODAY: &str = "2026-03-02";

/// A visit of today at a place, under that patient's code by the row's own word.
fn at(place: &str, of: Option<&str>) -> BookAppointment {
    BookAppointment {
        vendor_id: Some(format!("a {place} {of:?}")),
        vendor_patient: of.map(str::to_owned),
        date: Some(day(TODAY)),
        place: Some(place.to_owned()),
        ..BookAppointment::default()
    }
}

fn proposed(visits: Vec<BookAppointment>) -> Option<String> {
    let clinic = Clinic::new();
    let record = clinic.record("1", "Popescu");
    let connection = clinic.connection.to_string();
    clinic.write(move |tx| {
        for (name, code, confirmed) in [("Centru", "1", true), ("Nord", "2", true), ("Sud", "3", false)] {
            tx.execute(
                "INSERT INTO work_points (connection, name, vendor_id, confirmed) VALUES (?1, ?2, ?3, ?4)",
                rusqlite::params![connection, name, code, confirmed],
            )?;
        }
        tx.execute(
            "INSERT INTO statuses (connection, key, position, name, active, stage)
             VALUES (?1, '9', 9, 'Anulat', 1, 'cancelled')",
            [&connection],
        )?;
        absorb::appointments(tx, record, &visits, times())?;
        let desk = crate::billing::beside_a_form(tx, record, Health::Online, now())?;
        Ok(desk.work_point)
    })
}

#[test]
fn a_visit_of_today_proposes_its_confirmed_place() {
    assert_eq!(proposed(vec![at("Nord", Some("1"))]).as_deref(), Some("2"));
    assert_eq!(proposed(vec![at("Nord", None)]).as_deref(), Some("2"));
    assert_eq!(proposed(vec![at("Sud", None)]), None, "nobody confirmed it");
    assert_eq!(proposed(vec![at("Nord", None), at("Centru", None)]), None);
    let cancelled = BookAppointment {
        flags: [("9".to_owned(), true)].into(),
        ..at("Centru", None)
    };
    assert_eq!(proposed(vec![at("Nord", None), cancelled]).as_deref(), Some("2"));
    let yesterday = BookAppointment {
        date: Some(day("2026-03-01")),
        ..at("Nord", None)
    };
    assert_eq!(proposed(vec![yesterday]), None);
}

#[test]
fn a_row_under_another_patients_code_proposes_nothing() {
    assert_eq!(proposed(vec![at("Nord", Some("777"))]), None);
    let both = vec![at("Nord", Some("777")), at("Centru", Some("1"))];
    assert_eq!(proposed(both).as_deref(), Some("1"));
}
