//! What tests of papers share: the facts that the README shows, and poppler's tools.

use std::process::Command;

use frontdesk_documents::{Documents, Pdf};
use serde_json::{Value, json};

/// The languages of papers.
pub const LANGUAGES: [&str; 6] = ["en", "ro", "it", "cs", "pt-BR", "uk"];

/// The documents that the README shows the facts of.
pub const SHOWN: [&str; 5] = ["invoice", "receipt", "statement", "cash-up", "slip"];

/// The facts that the README shows of that document.
pub fn facts(document: &str) -> Value {
    let readme = include_str!("../../README.md");
    let section = readme
        .split_once(&format!("\n## {document}\n"))
        .unwrap_or_else(|| panic!("the README does not show {document}"))
        .1;
    let block = section.split("```json\n").nth(1).unwrap();
    serde_json::from_str(block.split("```").next().unwrap()).unwrap()
}

/// The document by the built-in template.
pub fn made(document: &str, facts: &Value, language: &str) -> Pdf {
    Documents::default()
        .render(document, facts, language)
        .unwrap_or_else(|error| panic!("{document} in {language}: {error}"))
}

/// What a tool of poppler says of a document.
pub fn asked(tool: &str, arguments: &[&str], pdf: &Pdf) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("paper.pdf");
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

/// The text as it stands on the pages.
pub fn text(pdf: &Pdf) -> String {
    asked("pdftotext", &["-layout", "FILE", "-"], pdf)
}

/// The text with one space between words, so that what a line was broken at is found.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pages' texts.
pub fn pages(pdf: &Pdf) -> Vec<String> {
    text(pdf)
        .split('\u{c}')
        .map(str::to_owned)
        .filter(|page| !page.is_empty())
        .collect()
}

/// An invoice in another shape.
pub fn invoice(change: impl FnOnce(&mut Value)) -> Value {
    let mut facts = facts("invoice");
    change(&mut facts);
    facts
}

/// An invoice of so many lines of 10.25 each.
pub fn long_invoice(lines: usize) -> Value {
    invoice(|facts| {
        facts["lines"] = (1..=lines)
            .map(|number| {
                json!({
                    "text": format!("Analiza {number:03}"), "quantity": "1", "unit_price": "10.25",
                    "vat_rate": "0", "total": "10.25",
                })
            })
            .collect();
        let cents = lines * 1025;
        let total = format!("{}.{:02}", cents / 100, cents % 100);
        facts["vat"] = json!([{ "rate": "0", "base": total, "amount": "0.00" }]);
        facts["sums"] = json!({ "vat": "0.00", "total": total });
        facts["payments"] = json!([]);
    })
}

/// An invoice that gives back an earlier one.
pub fn refund() -> Value {
    invoice(|facts| {
        facts["kind"] = json!("cancellation");
        facts["number"] = json!("75");
        facts["corrects"] = json!({ "series": "PT", "number": "74", "issued_on": "2026-11-23" });
        facts["lines"] = json!([
            { "text": "Consultație cardiologie", "quantity": "-1", "unit_price": "300.00", "vat_rate": "0", "total": "-300.00" },
        ]);
        facts["vat"] = json!([{ "rate": "0", "base": "-300.00", "amount": "0.00" }]);
        facts["sums"] = json!({ "vat": "0.00", "total": "-300.00", "paid": "-300.00", "remaining": "0.00" });
        facts["payments"] = json!([{ "method": "cash", "amount": "-300.00" }]);
    })
}

/// An invoice in another currency than the country's.
pub fn in_euro() -> Value {
    invoice(|facts| {
        facts["currency"] = json!("EUR");
        facts["exchange"] = json!({ "currency": "RON", "rate": "5.044308", "on": "2026-11-20", "total": "1745.33" });
    })
}

/// Our copy of an invoice, with the sums that the vendor returned: they need not agree.
pub fn copy() -> Value {
    invoice(|facts| {
        facts["copy"] = json!({ "reason": "damaged", "issued_on": "2026-11-23" });
        facts["sums"]["total"] = json!("346.01");
    })
}

/// An invoice that was cancelled.
pub fn cancelled() -> Value {
    invoice(|facts| {
        facts["cancelled"] = json!({ "on": "2026-11-24", "by": { "series": "PT", "number": "75", "issued_on": "2026-11-24" } });
    })
}

/// A Romanian receipt for an invoice.
pub fn romanian_receipt() -> Value {
    let invoice = facts("invoice");
    json!({
        "country": "RO", "letterhead": invoice["letterhead"], "series": "CH", "number": "9", "issued_on": "2026-11-23",
        "for_invoice": { "series": "PT", "number": "74", "issued_on": "2026-11-23" }, "patient": invoice["patient"],
        "payer": { "name": "Asigurări Țesătoria SA", "tax_number": "RO999", "address": ["Bd. Morii 1"] },
        "currency": "RON", "sums": { "total": "300.00" }, "payments": [{ "method": "cash", "amount": "300.00" }],
        "issued_by": "Ana Receptor",
    })
}

/// An Italian invoice.
pub fn italian_invoice() -> Value {
    let mut facts = facts("receipt");
    facts["due_on"] = json!("2026-12-23");
    facts
}

/// What the README shows and what it does not, by a name each.
pub fn variants() -> Vec<(&'static str, &'static str, Value)> {
    let mut all: Vec<_> = SHOWN.map(|document| (document, document, facts(document))).into();
    all.extend([
        ("long", "invoice", long_invoice(120)),
        ("refund", "invoice", refund()),
        ("euro", "invoice", in_euro()),
        ("copy", "invoice", copy()),
        ("cancelled", "invoice", cancelled()),
        ("italian", "invoice", italian_invoice()),
        ("romanian", "receipt", romanian_receipt()),
    ]);
    all
}
