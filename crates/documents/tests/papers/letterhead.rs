//! The letterhead and its picture.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_documents::{DocumentError, Logo, LogoProblem};
use serde_json::{Value, json};

use crate::support::{asked, documents, facts, invoice, made, text};

/// A picture of one red point.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#b00"/></svg>"##;

fn with(bytes: &[u8]) -> Value {
    invoice(|facts| facts["letterhead"]["logo"] = json!({ "base64": STANDARD.encode(bytes) }))
}

fn problem(bytes: &[u8]) -> LogoProblem {
    match documents().render("invoice", &with(bytes), "en") {
        Err(DocumentError::Logo(problem)) => problem,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("printed"),
    }
}

#[test]
fn a_picture_is_printed_on_every_paper_that_has_a_letterhead() {
    let png = STANDARD.decode(PNG).unwrap();
    let pdf = made("invoice", &with(&png), "ro");
    assert!(asked("pdfimages", &["-list", "FILE"], &pdf).lines().count() > 2);
    let plain = made("invoice", &facts("invoice"), "ro");
    assert_eq!(asked("pdfimages", &["-list", "FILE"], &plain).lines().count(), 2);
    for document in ["receipt", "statement", "cash-up", "slip"] {
        let mut facts = facts(document);
        facts["letterhead"]["logo"] = json!({ "base64": STANDARD.encode(SVG) });
        made(document, &facts, "ro");
    }
    assert!(made("invoice", &with(SVG.as_bytes()), "ro") != plain);
}

#[test]
fn what_cannot_be_printed_is_told_with_what_to_do() {
    let png = STANDARD.decode(PNG).unwrap();
    let mut wide = png.clone();
    wide[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    let text = SVG.replace("<circle", "<text>a</text><circle");
    let prefixed = SVG.replace("<circle", "<svg:image href=\"a.png\"/><circle");
    // A frame of four colours: marker, length, depth, height, width, colours.
    let cmyk = [
        0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 1, 0, 1, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
    ];
    for (bytes, expected) in [
        (vec![0; Logo::LIMIT + 3], LogoProblem::TooLarge),
        (wide, LogoProblem::TooManyPixels),
        (b"GIF89a...".to_vec(), LogoProblem::NotAPicture),
        (b"Popescu".to_vec(), LogoProblem::NotAPicture),
        (png[..40].to_vec(), LogoProblem::Damaged),
        (b"<svg".to_vec(), LogoProblem::Damaged),
        (text.into_bytes(), LogoProblem::Outside),
        (prefixed.into_bytes(), LogoProblem::Outside),
        (cmyk.to_vec(), LogoProblem::Colours),
        (b"\xFF\xD8\xFF\xC0".to_vec(), LogoProblem::Damaged),
    ] {
        assert_eq!(problem(&bytes), expected);
        assert!(expected.to_string().contains("; "), "{expected} says what to do");
    }
    let facts = invoice(|facts| facts["letterhead"]["logo"] = json!({ "base64": "%%%" }));
    assert!(matches!(
        documents().render("invoice", &facts, "en"),
        Err(DocumentError::Logo(LogoProblem::Damaged))
    ));
}

#[test]
fn all_of_the_letterhead_stands_on_the_paper() {
    let said = text(&made("invoice", &facts("invoice"), "cs"));
    for part in [
        "Clinica Șerban & Țurcanu SRL",
        "Str. Înfrățirii 12, et. 2",
        "CUI: RO12345678",
        "Nr. Reg. Com.: J12/345/2010",
        "RO00 EXMP 0000 0000 0000 0001",
        "receptie@clinica.example",
        "Provozovna: Centru",
        "Capital social 200 lei.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
