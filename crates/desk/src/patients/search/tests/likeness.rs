use super::*;
use crate::patients::search::duplicates;
use crate::patients::{Likeness, PatientForm};

fn alike(clinic: &Clinic, form: PatientForm) -> Vec<(usize, Likeness)> {
    let found = block_on(clinic.store.read(move |conn| duplicates(conn, &form))).unwrap();
    found
        .into_iter()
        .map(|(id, likeness)| ((id.as_u128() - person(0).as_u128()) as usize, likeness))
        .collect()
}

fn form(last: &str, first: &str, phone: &str, id: Option<&str>) -> PatientForm {
    PatientForm {
        last_name: last.to_owned(),
        first_name: first.to_owned(),
        phone: phone.to_owned(),
        national_id: id.map(str::to_owned),
        ..PatientForm::default()
    }
}

fn clinic() -> Clinic {
    Clinic::with(vec![
        row("Popescu", "Ion").phone("0722123456").id("1740131400019"),
        row("POPESCU", "IOAN").phone("+40722123456"),
        row("Popescu", "Maria").phone("0722123456"),
        row("Popescu", "Ion").phone("0744000000"),
        row("Ionescu", "Ion").phone("0744000001"),
        row("Шевченко", "Юрій"),
    ])
}

#[test]
fn the_strongest_reason_is_said_and_comes_first() {
    let found = alike(
        &clinic(),
        form("popescu", "Ion", "0040 722 123 456", Some("1740131400019")),
    );
    let expected = [
        (0, Likeness::NationalId),
        (1, Likeness::NameAndPhone),
        (2, Likeness::Phone),
        (3, Likeness::Name),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_near_name_in_either_order_and_script_is_alike() {
    let clinic = clinic();
    assert_eq!(
        alike(&clinic, form("Ion", "Popescu", "0799999999", None)).len(),
        3
    );
    assert_eq!(
        alike(&clinic, form("Popesku", "Ion", "0799999999", None)).len(),
        3
    );
    assert_eq!(
        alike(&clinic, form("Shevchenko", "Yuriy", "0799999999", None)),
        [(5, Likeness::Name)]
    );
    assert_eq!(alike(&clinic, form("Dumitru", "Vasile", "0799999999", None)), []);
    assert_eq!(
        alike(&clinic, form("Popescu", "Vasile", "0799999999", None)),
        [],
        "half a name is nobody"
    );
}

#[test]
fn empty_and_short_fields_are_like_nobody() {
    let clinic = clinic();
    assert_eq!(alike(&clinic, PatientForm::default()), []);
    assert_eq!(alike(&clinic, form("", "", "0", Some("1"))), []);
    assert_eq!(alike(&clinic, form("'; DROP", "\"*", "---", Some("''"))), []);
}

#[test]
fn a_beginning_of_a_name_is_not_the_name() {
    let clinic = Clinic::with(vec![row("Popescu", "Ionela")]);
    assert_eq!(alike(&clinic, form("Pop", "Ion", "0799999999", None)), []);
}
