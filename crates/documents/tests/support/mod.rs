//! What tests of papers share: the facts that the README shows, and poppler's tools.

use std::process::Command;

use frontdesk_documents::{Documents, Pdf};
use serde_json::Value;

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
