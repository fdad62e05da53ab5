//! Every paper in every language: all that it was given can be read back, and it is made to be kept.

use serde_json::Value;

use crate::support::{SHOWN, asked, flat, made, text, variants};

/// How a language writes 1234.56: the marks between thousands and before the fraction.
fn marks(language: &str) -> (&'static str, &'static str) {
    match language {
        "en" => (",", "."),
        "cs" | "uk" => (" ", ","),
        _ => (".", ","),
    }
}

fn written(amount: &str, language: &str) -> String {
    let (group, point) = marks(language);
    let (minus, amount) = match amount.strip_prefix('-') {
        Some(rest) => ("\u{2212}", rest),
        None => ("", amount),
    };
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let mut grouped = whole.to_owned();
    if whole.len() > 3 {
        grouped.insert_str(whole.len() - 3, group);
    }
    format!("{minus}{grouped}{point}{fraction:0<2}")
}

/// Names and amounts within the facts, as the paper has to show them.
fn expected(facts: &Value, language: &str, found: &mut Vec<String>) {
    const NAMES: [&str; 11] = [
        "name",
        "text",
        "doctor",
        "patient",
        "issued_by",
        "desk",
        "reason",
        "counted_by",
        "made_by",
        "number",
        "fiscal_receipt",
    ];
    const AMOUNTS: [&str; 13] = [
        "unit_price",
        "total",
        "base",
        "amount",
        "paid",
        "remaining",
        "stamp",
        "charged",
        "closing",
        "recorded",
        "counted",
        "expected",
        "difference",
    ];
    match facts {
        Value::Array(all) => all.iter().for_each(|each| expected(each, language, found)),
        Value::Object(fields) => {
            for (field, value) in fields {
                match value.as_str() {
                    Some("damaged") => {}
                    Some(said) if NAMES.contains(&field.as_str()) => found.push(said.to_owned()),
                    Some(said) if AMOUNTS.contains(&field.as_str()) => found.push(written(said, language)),
                    _ => expected(value, language, found),
                }
            }
        }
        _ => {}
    }
}

fn in_language(language: &str) {
    for (name, document, facts) in variants() {
        // What a break does is the same in all of them.
        if name == "long" && language != "en" {
            continue;
        }
        let pdf = made(document, &facts, language);
        let said = flat(&text(&pdf));
        let mut parts = Vec::new();
        expected(&facts, language, &mut parts);
        assert!(parts.len() > 1, "{name}: {parts:?}");
        for part in parts {
            assert!(
                said.contains(&flat(&part)),
                "{name} in {language}: {part:?} in {said}"
            );
        }
        assert!(
            !said.contains('□') && !said.contains("paper-"),
            "{name} in {language}: {said}"
        );

        let fonts = asked("pdffonts", &["FILE"], &pdf);
        assert!(fonts.lines().count() >= 4, "{fonts}");
        for font in fonts.lines().skip(2) {
            let embedded_subset_unicode: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
            assert_eq!(
                embedded_subset_unicode,
                ["yes", "yes", "yes"],
                "{name} in {language}: {fonts}"
            );
        }
        let meta = asked("pdfinfo", &["-meta", "FILE"], &pdf);
        let spoken = format!(">{language}<");
        for part in [
            "<pdfaid:part>2",
            "<pdfaid:conformance>A",
            "<pdfuaid:part>1",
            &spoken,
        ] {
            assert!(meta.contains(part), "{name} in {language}: {part}: {meta}");
        }
        let about = asked("pdfinfo", &["FILE"], &pdf);
        assert!(
            about.contains("Tagged:          yes") && about.contains("A4"),
            "{about}"
        );
        assert!(about.contains(&pdf.title), "{name} in {language}: {about}");
    }
}

#[test]
fn a_list_says_its_cells_as_the_language_writes_them() {
    let said = flat(&text(&made("list", &crate::support::facts("list"), "ro")));
    assert!(
        said.contains("23.11.2026, 09:40 Țurcanu Ioana 250,00 RON"),
        "{said}"
    );
}

#[test]
fn every_paper_in_english() {
    in_language("en");
}

#[test]
fn every_paper_in_romanian() {
    in_language("ro");
}

#[test]
fn every_paper_in_italian() {
    in_language("it");
}

#[test]
fn every_paper_in_czech() {
    in_language("cs");
}

#[test]
fn every_paper_in_the_portuguese_of_brazil() {
    in_language("pt-BR");
}

#[test]
fn every_paper_in_ukrainian() {
    in_language("uk");
}

#[test]
fn a_paper_is_called_what_the_language_calls_it() {
    let title = |document, language| made(document, &crate::support::facts(document), language).title;
    assert_eq!(title("invoice", "ro"), "Factură seria PT nr. 74");
    assert_eq!(title("invoice", "uk"), "Рахунок серія PT № 74");
    assert_eq!(title("receipt", "it"), "Ricevuta n. 118");
    assert_eq!(title("receipt", "cs"), "Příjmový doklad č. 118");
    assert_eq!(title("receipt", "pt"), "Recibo nº 118");
    assert_eq!(title("slip", "en"), "Slip for money received no. R1-12");
}

/// The tags within each table, of what poppler says of a paper's structure: what is within stands further right.
fn tables(structure: &str) -> Vec<Vec<&str>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = structure.lines().collect();
    let begins = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.trim().starts_with("Table"));
    begins
        .map(|(at, begin)| {
            let within = lines[at + 1..]
                .iter()
                .take_while(|line| indent(line) > indent(begin));
            within.map(|line| line.trim()).collect()
        })
        .collect()
}

#[test]
fn tables_are_tagged_with_their_heads() {
    for (name, document, facts) in variants() {
        let structure = asked("pdfinfo", &["-struct", "FILE"], &made(document, &facts, "ro"));
        // One without lines is all labels and amounts.
        let tags = match name {
            "romanian" => &["H1"][..],
            _ => &["H1", "Table", "TR", "TD"],
        };
        for tag in tags {
            assert!(
                structure.lines().any(|line| line.trim().starts_with(tag)),
                "{name}: {tag}: {structure}"
            );
        }
        for table in tables(&structure) {
            assert!(
                table.iter().any(|tag| tag.starts_with("TH")),
                "{name}: a table without a head: {table:?}"
            );
        }
    }
}

#[test]
fn the_same_facts_give_the_same_bytes_and_others_do_not() {
    for document in SHOWN {
        let mut facts = crate::support::facts(document);
        let first = made(document, &facts, "ro");
        assert!(first == made(document, &facts, "ro"), "{document}");
        facts["notes"] = serde_json::json!(["Altfel"]);
        assert!(first != made(document, &facts, "ro"), "{document}");
    }
}
