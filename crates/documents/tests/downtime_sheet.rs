//! The down-time sheet as PDF, read back by the tools that people and machines read PDFs with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

use std::process::Command;

use frontdesk_documents::{DocumentError, Documents, Pdf};
use serde_json::{Value, json};

fn row(start: &str, family_name: &str, first_name: &str) -> Value {
    json!({
        "start": start, "end": null, "family_name": family_name, "first_name": first_name,
        "birth_date": "1974-01-31", "birth_year": null, "phone": "0722 000 111", "doctor": "Dr. Vasiliu Ana",
        "work_point": "Centru", "purpose": null, "statuses": ["Confirmat"], "video": false, "unsent": false,
        "called_off": false, "same_name": false, "foreign": false, "connection": "MedSoft",
    })
}

fn sheet(days: &[(&str, Vec<Value>)]) -> Value {
    let days: Vec<_> = days
        .iter()
        .map(|(date, rows)| json!({ "date": date, "rows": rows }))
        .collect();
    json!({
        "desk": "Recepția 1", "made_at": "2026-11-23T05:45:00Z", "zone": "Europe/Bucharest",
        "connections": [
            { "name": "MedSoft", "last_contact_at": "2026-11-23T05:44:00Z", "offline_since": null, "complete": true, "asked": 388, "known": 390 },
            { "name": "AlfaDocs", "last_contact_at": "2026-11-22T15:00:00Z", "offline_since": "2026-11-22T15:10:00Z", "complete": false },
        ],
        "days": days, "unsent": 2,
    })
}

fn made(facts: &Value, language: &str) -> Pdf {
    Documents::default()
        .render("downtime-sheet", facts, language)
        .unwrap()
}

/// What a tool of poppler says of a document.
fn asked(tool: &str, arguments: &[&str], pdf: &Pdf) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf");
    std::fs::write(&path, &pdf.bytes).unwrap();
    let path = path.to_str().unwrap();
    let arguments = arguments
        .iter()
        .map(|word| if *word == "FILE" { path } else { word });
    let output = Command::new(tool)
        .args(arguments)
        .output()
        .unwrap_or_else(|_| panic!("{tool} is missing: install poppler-utils"));
    assert!(output.status.success(), "{tool}: {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn text(pdf: &Pdf) -> String {
    asked("pdftotext", &["-layout", "FILE", "-"], pdf)
}

#[test]
fn names_of_every_clinics_country_can_be_read_back() {
    let names = [
        ("Țurcanu-Șerban", "Ștefăniță Îngerița"),
        ("Dvořáková", "Růžena Žofie"),
        ("Ґалаґан", "Єлизавета Їжакевич"),
        ("Conceição", "João Antão"),
        ("Nicolò", "Perché Così"),
    ];
    let rows = names
        .iter()
        .map(|(family, first)| row("08:00:00", family, first))
        .collect();
    let text = text(&made(&sheet(&[("2026-11-23", rows)]), "ro"));
    for (family, first) in names {
        assert!(text.contains(&format!("{family} {first}")), "{family}: {text}");
    }
    assert!(!text.contains('□'), "{text}");
}

#[test]
fn what_a_patient_is_called_is_printed_as_it_is_typed() {
    let nasty = [
        "#panic()",
        "*x*_y_$z$",
        "= Heading",
        "<label> @ref",
        "\\u{41} [a] {b}",
        "-- ~ // no",
    ];
    let rows = nasty.iter().map(|name| row("08:00:00", name, "A")).collect();
    let text = text(&made(&sheet(&[("2026-11-23", rows)]), "en"));
    for name in nasty {
        assert!(text.contains(&format!("{name} A")), "{name}: {text}");
    }
}

#[test]
fn a_letter_that_the_paper_cannot_show_is_seen_and_explained() {
    let text = text(&made(
        &sheet(&[("2026-11-23", vec![row("08:00:00", "王", "Li")])]),
        "en",
    ));
    assert!(text.contains("□ Li"), "{text}");
    assert!(
        text.contains("□ stands for a letter that this paper cannot show."),
        "{text}"
    );
}

#[test]
fn the_sheet_says_what_it_was_made_from_and_what_is_not_sent() {
    let mut tick = row("10:20:00", "Popescu", "Ion");
    tick["unsent"] = json!(true);
    let mut twin = row("11:00:00", "Popescu", "Ion");
    twin["same_name"] = json!(true);
    let mut video = row("12:00:00", "Ionescu", "Maria");
    (video["video"], video["birth_date"], video["birth_year"]) = (json!(true), Value::Null, json!("1980"));
    let facts = sheet(&[("2026-11-23", vec![tick, twin, video])]);
    let english = text(&made(&facts, "en"));
    for said in [
        "Down-time list · Recepția 1 · Monday, 23 November 2026",
        "Made 23 Nov 2026, 07:45",
        "MedSoft: last answer 07:44 · made from 388 of 390 patients",
        "AlfaDocs: no answer since 22 Nov 2026, 17:10 · newest answer 22 Nov 2026, 17:00",
        "somebody may be missing",
        "Not sent to the vendors when this was made: 2",
        "Not sent yet",
        "Same name twice today",
        "born 31 Jan 1974",
        "born 1980",
        "Video visit",
        "Visits: 3",
        "Personal data.",
        "Page 1 of 1",
    ] {
        assert!(english.contains(said), "{said}: {english}");
    }
    let romanian = text(&made(&facts, "ro_RO.UTF-8"));
    for said in [
        "Luni, 23 noiembrie 2026",
        "n. 31 ian. 1974",
        "Pagina 1 din 1",
        "Sosit la",
    ] {
        assert!(romanian.contains(said), "{said}: {romanian}");
    }
}

#[test]
fn every_page_of_a_long_day_has_its_head_and_its_number() {
    let rows = (0..200)
        .map(|number| {
            row(
                &format!("{:02}:{:02}:00", 7 + number / 20, number % 20 * 3),
                &format!("Nume{number:03}"),
                "Ana",
            )
        })
        .collect();
    let pdf = made(&sheet(&[("2026-11-23", rows), ("2026-11-24", vec![])]), "en");
    let pages: Vec<String> = text(&pdf)
        .split('\u{c}')
        .map(str::to_owned)
        .filter(|page| !page.is_empty())
        .collect();
    assert!(pages.len() > 5, "{}", pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert!(
            page.contains(&format!("Page {} of {}", number + 1, pages.len())),
            "{page}"
        );
        assert!(
            page.contains("Arrived at") && page.contains("Made 23 Nov 2026, 07:45"),
            "{page}"
        );
    }
    let last = pages.last().unwrap();
    assert!(
        last.contains("Tuesday, 24 November 2026") && last.contains("No visits are known for this day."),
        "{last}"
    );
    for number in 0..200 {
        let name = format!("Nume{number:03} Ana");
        assert_eq!(
            pages.iter().filter(|page| page.contains(&name)).count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn a_word_longer_than_its_cell_stays_in_it() {
    let long = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft";
    let pdf = made(&sheet(&[("2026-11-23", vec![row("08:00:00", long, "A")])]), "en");
    // 60 mm of patient's column begin 27 mm from the edge of the paper; 72 points an inch.
    let boxes = asked("pdftotext", &["-bbox", "FILE", "-"], &pdf);
    let ends: Vec<f64> = boxes
        .lines()
        .filter(|line| line.contains("xMin=\"80."))
        .map(|line| {
            line.split("xMax=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    assert!(
        !ends.is_empty() && ends.iter().all(|end| *end < (27.0 + 60.0) * 72.0 / 25.4),
        "{boxes}"
    );
}

#[test]
fn the_document_is_tagged_titled_and_carries_its_own_fonts() {
    let pdf = made(
        &sheet(&[("2026-11-23", vec![row("08:00:00", "Popescu", "Ion")])]),
        "ro",
    );
    assert_eq!(pdf.title, "Listă de avarie 23 nov. 2026, 07:45");
    let about = asked("pdfinfo", &["FILE"], &pdf);
    for said in [
        "Tagged:          yes",
        "Listă de avarie 23 nov. 2026, 07:45",
        "Encrypted:       no",
    ] {
        assert!(about.contains(said), "{said}: {about}");
    }
    let meta = asked("pdfinfo", &["-meta", "FILE"], &pdf);
    for said in [
        "<pdfaid:part>2",
        "<pdfaid:conformance>A",
        "<pdfuaid:part>1",
        ">ro<",
    ] {
        assert!(meta.contains(said), "{said}: {meta}");
    }
    let structure = asked("pdfinfo", &["-struct", "FILE"], &pdf);
    for tag in ["H1", "Table", "THead", "TH", "TD"] {
        assert!(
            structure.lines().any(|line| line.trim().starts_with(tag)),
            "{tag}: {structure}"
        );
    }
    let fonts = asked("pdffonts", &["FILE"], &pdf);
    for font in fonts.lines().skip(2) {
        let embedded_subset_unicode: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
        assert!(
            font.contains("Inter") && embedded_subset_unicode == ["yes", "yes", "yes"],
            "{fonts}"
        );
    }
    assert!(fonts.lines().count() >= 4, "{fonts}");
}

#[test]
fn the_same_facts_give_the_same_bytes_and_others_do_not() {
    let facts = sheet(&[("2026-11-23", vec![row("08:00:00", "Popescu", "Ion")])]);
    let other = sheet(&[("2026-11-23", vec![row("08:00:00", "Popescu", "Ioan")])]);
    assert!(made(&facts, "ro") == made(&facts, "ro"));
    assert!(made(&facts, "ro") != made(&other, "ro"));
}

#[test]
fn facts_of_another_shape_are_refused_without_quoting_them() {
    let documents = Documents::default();
    let mut facts = sheet(&[]);
    facts["unsent"] = json!("Popescu Ion");
    let error = documents.render("downtime-sheet", &facts, "en").unwrap_err();
    assert!(
        matches!(&error, DocumentError::WrongFacts { document: "downtime-sheet", field, .. } if field == "unsent"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("Popescu"));
    assert!(matches!(
        documents.render("invoice-of-nobody", &facts, "en"),
        Err(DocumentError::UnknownDocument)
    ));
}
