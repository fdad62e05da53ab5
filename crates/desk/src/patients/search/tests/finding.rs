use super::*;

fn people() -> Clinic {
    Clinic::with(vec![
        row("POPESCU", "ION")
            .born("1974-01-31")
            .phone("0722123456")
            .email("ion.popescu@exemplu.ro")
            .id("1740131400019"),
        row("Ștefănescu", "Ana-Maria")
            .born("1985-12-02")
            .phone("+40 744 555 666")
            .email("ana@clinica.example"),
        row("Gheorghiu", "Elena")
            .born("1990-06-15")
            .phone("0040 733 111 222 / 021 312 43 65"),
        row("Łukasz", "Đorđe").phone("021/312-99-88"),
        row("Шевченко", "Юрій").born("2001-03-09").phone("0679876543"),
        row("D'Angelo", "Giuseppe")
            .id("DNGGPP80A01H501U")
            .phone("+39 333 7654321"),
        row("Popa", "Cristina").born("1974-11-05"),
        row("Ionescu", "Popescu").born("2011-01-31"),
        row("<img src=x onerror=alert(1)>", "X"),
    ])
}

#[track_caller]
fn found(clinic: &Clinic, text: &str, first: &str) {
    let names = clinic.names(text);
    assert_eq!(
        names.first().map(String::as_str),
        Some(first),
        "{text} finds {names:?}"
    );
}

#[track_caller]
fn only(clinic: &Clinic, text: &str, name: &str) {
    assert_eq!(clinic.names(text), [name], "{text}");
}

const POPESCU: &str = "POPESCU ION";
const STEFANESCU: &str = "Ștefănescu Ana-Maria";
const GHEORGHIU: &str = "Gheorghiu Elena";
const LUKASZ: &str = "Łukasz Đorđe";
const SHEVCHENKO: &str = "Шевченко Юрій";
const ANGELO: &str = "D'Angelo Giuseppe";

#[test]
fn names_in_any_order_case_and_with_or_without_marks() {
    let clinic = people();
    for text in [
        "popescu ion",
        "ion popescu",
        "ION POPESCU",
        "popescu i",
        "pop ion",
        "popescu  ion.",
        "Popéscu",
    ] {
        found(&clinic, text, POPESCU);
    }
    for text in [
        "stefanescu",
        "Ştefănescu",
        "Ștefănescu",
        "ana maria",
        "anamaria",
        "ana-maria stef",
        "maria",
    ] {
        found(&clinic, text, STEFANESCU);
    }
    for text in ["lukasz", "łuk", "dorde", "Đorđe"] {
        only(&clinic, text, LUKASZ);
    }
    for text in ["dangelo", "d'angelo", "D’Angelo", "angelo"] {
        only(&clinic, text, ANGELO);
    }
}

#[test]
fn fragments_from_three_letters_on_and_beginnings_from_one() {
    let clinic = people();
    for text in ["heorg", "rghi", "len"] {
        only(&clinic, text, GHEORGHIU);
    }
    only(&clinic, "gh", GHEORGHIU);
    only(&clinic, "l", LUKASZ);
    assert_eq!(clinic.names("po"), ["Popa Cristina", POPESCU, "Ionescu Popescu"]);
    assert_eq!(clinic.names("gh e"), [GHEORGHIU]);
    assert!(clinic.names("gh x").is_empty());
}

#[test]
fn either_script() {
    let clinic = people();
    for text in [
        "Шевченко",
        "шевч",
        "shevchenko",
        "Shev",
        "юрій",
        "yurii",
        "yuriy",
        "Ю",
        "chenko",
        "евчен",
    ] {
        only(&clinic, text, SHEVCHENKO);
    }
    let found = clinic.find("Попеску Ион");
    assert_eq!(
        (found.hits[0].name.as_str(), found.by_misspelling),
        (POPESCU, true),
        "k for c is a mistake"
    );
}

#[test]
fn phones_however_they_are_written() {
    let clinic = people();
    for text in [
        "0722123456",
        "0722 123 456",
        "0722-123-456",
        "(0722) 123456",
        "+40722123456",
        "+40 722 123 456",
        "0040722123456",
        "722123",
        "123456",
        "07 22 12",
        "22 12",
        "0722",
    ] {
        only(&clinic, text, POPESCU);
    }
    for text in [
        "0744555666",
        "+40744555666",
        "0040 744 555 666",
        "744 555",
        "555666",
    ] {
        only(&clinic, text, STEFANESCU);
    }
    for text in ["0733111222", "0213124365", "021 312 43 65", "312 43"] {
        only(&clinic, text, GHEORGHIU);
    }
    for text in ["0213129988", "021 312 99 88", "312-99"] {
        only(&clinic, text, LUKASZ);
    }
    for text in ["+380679876543", "00380 67 9876543", "067 987 65 43"] {
        only(&clinic, text, SHEVCHENKO);
    }
    for text in ["3337654321", "0039 333 765", "+39333"] {
        only(&clinic, text, ANGELO);
    }
    assert!(clinic.find("0722123457").hits.is_empty());
}

#[test]
fn birth_dates_however_they_are_written() {
    let clinic = people();
    for text in [
        "1974-01-31",
        "31.01.1974",
        "31/01/1974",
        "31 01 1974",
        "31.1.1974",
        "31.01.74",
        "31011974",
        "19740131",
        "310174",
        "1974 01",
        "31.01.197",
        "31-01-1974",
    ] {
        only(&clinic, text, POPESCU);
    }
    assert_eq!(clinic.names("31.01"), ["Ionescu Popescu", POPESCU]);
    assert_eq!(clinic.names("1974"), ["Popa Cristina", POPESCU]);
    only(&clinic, "2001", SHEVCHENKO);
    assert!(clinic.names("32.01.1974").is_empty());
}

#[test]
fn emails_national_ids_and_everything_together() {
    let clinic = people();
    for text in [
        "ion.popescu@exemplu.ro",
        "ION.POPESCU@EXEMPLU.RO",
        "popescu@exem",
        "@exemplu",
        "exemplu.ro",
        "exempl",
    ] {
        only(&clinic, text, POPESCU);
    }
    for text in ["1740131400019", "174013140", "400019", "174 013 1400019"] {
        only(&clinic, text, POPESCU);
    }
    for text in ["DNGGPP80A01H501U", "dnggpp80", "a01h501"] {
        only(&clinic, text, ANGELO);
    }
    for text in [
        "popescu 0722",
        "0722 popescu",
        "ion 1974",
        "31.01.1974 pop",
        "0722 123 456 1974",
        "pop ion 1740 @exemplu",
    ] {
        only(&clinic, text, POPESCU);
    }
    assert!(clinic.names("popescu 0744").is_empty());
    assert!(clinic.names("ion 1985").is_empty());
}

#[test]
fn a_misspelt_name_is_found_and_said_to_be_one() {
    let clinic = people();
    for (text, name) in [
        ("popesxu ion", POPESCU),
        ("ppoescu ion", POPESCU), // two letters exchanged are one mistake
        ("gheorgiu", GHEORGHIU),
        ("georgiu", GHEORGHIU), // two mistakes in a long name
        ("georgiu elana", GHEORGHIU),
        ("heorghi", GHEORGHIU),
        ("stefnescu", STEFANESCU),
        ("shefchenko", SHEVCHENKO),
        ("Шевчинко", SHEVCHENKO),
        ("elna", GHEORGHIU),
        ("gheorgiu 0733", GHEORGHIU),
        ("popesxu 1974", POPESCU),
        ("giusepe", ANGELO),
    ] {
        let found = clinic.find(text);
        assert_eq!(
            found.hits.first().map(|hit| hit.name.as_str()),
            Some(name),
            "{text}"
        );
        assert_eq!(
            found.by_misspelling,
            name != GHEORGHIU || text != "heorghi",
            "{text}"
        );
    }
    for text in ["zzzzzz", "popesxu 0799", "gx", "px in"] {
        let found = clinic.find(text);
        assert!(found.hits.is_empty() && !found.by_misspelling, "{text}");
    }
    assert_eq!(
        clinic.find("popescu").hits.len(),
        2,
        "what matches as written brings nobody else"
    );
}

#[test]
fn whatever_is_typed_is_safe() {
    let clinic = people();
    let long = "a".repeat(10_000);
    let many = "popescu ion ana ".repeat(700);
    let different: String = (0..2000).map(|number| format!("x{number}y ")).collect();
    let digits = "0722 ".repeat(2000);
    let texts = [
        "'; DROP TABLE patient_records; --",
        "\"",
        "\"\"",
        "'",
        "*",
        "a*",
        "NEAR",
        "NEAR(a b)",
        "a AND",
        "NOT",
        "OR OR",
        "{names}:",
        "names:popescu",
        "^pop",
        "(",
        ")",
        "a\"b",
        "🙂",
        "🙂🙂 popescu",
        "!!!",
        "-",
        "--",
        "%",
        "_",
        "\\",
        "\0",
        "a\0b",
        "@",
        "@@",
        "a@",
        "+",
        "00",
        "+0",
        "0",
        "/",
        "1/",
        ".",
        "1.",
        "1..2..3",
        "\u{202e}",
        "ﷺ",
        "𝕻𝖔𝖕",
        "नमस्ते",
        "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5",
        "<img src=x onerror=alert(1)>",
        &long,
        &many,
        &different,
        &digits,
    ];
    for text in texts {
        clinic.find(text);
    }
    assert_eq!(clinic.names("popescu").len(), 2, "and everything is still there");
    found(&clinic, "🙂🙂 popescu ion", POPESCU);
    only(&clinic, "onerror", "<img src=x onerror=alert(1)> X");
    for nothing in ["🙂", "!!!", "\"", long.as_str(), different.as_str()] {
        assert!(clinic.find(nothing).hits.is_empty());
    }
    assert!(
        clinic.find(&many).hits.is_empty(),
        "nobody is Popescu, Ion and Ana at once"
    );
}

#[test]
fn todays_patients_come_first_then_recent_ones_then_the_alphabet() {
    let clinic = Clinic::with(vec![
        row("Popa", "Alina"),
        row("Popa", "Bogdan"),
        row("Popa", "Carmen"),
        row("Popa", "Dan"),
        row("Popa", "Emil"),
        row("Stroe", "Popa"),
        row("Caspopa", "Ada"),
        row("Popa", "Aaron"),
    ]);
    clinic.appointment(3, "2026-03-02", "11:00:00");
    clinic.appointment(2, "2026-03-05", "11:00:00");
    clinic.appointment(0, "2026-04-20", "11:00:00");
    clinic.change(
        4,
        "UPDATE patient_records SET opened_at = 1772300000000 WHERE id = ?1",
    ); // 2026-02-28
    clinic.change(7, "UPDATE patient_records SET gone_at = 5 WHERE id = ?1");
    let expected = [
        "Popa Dan",
        "Popa Carmen",
        "Popa Emil",
        "Popa Alina",
        "Popa Bogdan",
        "Stroe Popa",
        "Caspopa Ada",
        "Popa Aaron",
    ];
    assert_eq!(clinic.names("popa"), expected);
    let gone: Vec<bool> = clinic.find("popa").hits.iter().map(|hit| hit.gone).collect();
    assert_eq!(gone, [false, false, false, false, false, false, false, true]);
    assert_eq!(
        clinic.names(""),
        ["Popa Dan", "Popa Carmen", "Popa Emil"],
        "nothing typed: today's and recent ones"
    );
}

#[test]
fn the_limit_holds_and_says_so() {
    let clinic = Clinic::with(
        (0..30)
            .map(|number| row("Popa", &format!("Ion{number:02}")))
            .collect(),
    );
    let few = clinic.find_up_to("popa", 10);
    assert_eq!((few.hits.len(), few.more, few.searched), (10, true, 30));
    assert_eq!(few.hits[0].name, "Popa Ion00");
    let all = clinic.find_up_to("popa", 30);
    assert_eq!((all.hits.len(), all.more), (30, false));
}

#[test]
fn with_very_many_matches_the_wanted_ones_still_come_first() {
    let mut rows: Vec<Row> = (0..1500)
        .map(|number| row(&format!("Munteanu{number:04}"), "Maria"))
        .collect();
    rows.push(row("Mariasan", "Zoe"));
    rows.push(row("Zamfir", "Maria"));
    rows.push(row("Anamaria", "Zamfira"));
    let clinic = Clinic::with(rows);
    clinic.appointment(1501, "2026-03-02", "11:00:00");
    let found = clinic.find_up_to("mari", 5);
    assert!(found.more);
    let names: Vec<&str> = found.hits.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names[..2], ["Zamfir Maria", "Mariasan Zoe"]);
    assert!(names[2].starts_with("Munteanu0"), "{names:?}");
    assert_eq!(clinic.names("maria zoe"), ["Mariasan Zoe"]);
    assert_eq!(clinic.names("mar z").len(), 3);
}

#[test]
fn a_number_typed_with_gaps_is_not_lost_among_its_halves() {
    let halves = |number: usize| row("Munteanu", "Ana").phone(&format!("0722{number:04}999"));
    let mut rows: Vec<Row> = (0..1200).map(halves).collect();
    rows.push(row("Zamfir", "Dan").phone("0722999123"));
    let found = Clinic::with(rows).find_up_to("0722 999", 1500);
    assert!(found.more);
    assert!(
        found.hits.iter().any(|hit| hit.name == "Zamfir Dan"),
        "{} others",
        found.hits.len()
    );
}

#[test]
fn a_changed_record_is_found_by_what_it_is_now() {
    let clinic = people();
    clinic.change(
        0,
        "UPDATE patient_records SET last_name = 'Vasiliu', phone = '0799000111' WHERE id = ?1",
    );
    only(&clinic, "vasiliu", "Vasiliu ION");
    only(&clinic, "0799000", "Vasiliu ION");
    assert_eq!(
        clinic.names("popescu").len(),
        2,
        "by the e-mail and the other Popescu"
    );
    assert!(clinic.find("0722123456").hits.is_empty());
    assert!(clinic.find("vasiluu").by_misspelling);
    clinic.write(|tx| {
        crate::patients::search::unindex_record(tx, person(0))?;
        tx.execute(
            "DELETE FROM patient_records WHERE id = ?1",
            [person(0).to_string()],
        )?;
        Ok(())
    });
    assert!(clinic.find("vasiliu").hits.is_empty());
    assert!(clinic.find("vasiluu").hits.is_empty());
}

#[test]
fn deleting_a_record_without_a_word_leaves_nothing_in_the_index() {
    let clinic = people();
    clinic.write(|tx| {
        tx.execute(
            "DELETE FROM patient_records WHERE id = ?1",
            [person(0).to_string()],
        )?;
        for check in ["search_words", "search_fragments"] {
            tx.execute(
                &format!("INSERT INTO {check}({check}, rank) VALUES ('integrity-check', 1)"),
                [],
            )?;
        }
        Ok(())
    });
    assert_eq!(clinic.names("popescu"), ["Ionescu Popescu"]);
}
