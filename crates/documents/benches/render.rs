//! How long a paper takes, beside a page with one word on it, which is what the typesetter costs by itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "it ends where it cannot go on, and prints what it measured"
)]

use std::time::{Duration, Instant};

use frontdesk_documents::{Documents, languages};
use serde_json::{Value, json};

/// How often each is made; the middle one counts.
const TIMES: usize = 21;

/// The least that a paper can be.
const FLOOR: &str = "#set document(title: \"Word\")\nWord";

fn main() {
    let begun = Instant::now();
    let documents = Documents::default();
    floor(&documents);
    println!("first paper of a process  {:>9.2} ms", millis(begun.elapsed()));
    let floor = middle(|| floor(&documents));
    println!("one word, the floor       {:>9.2} ms", millis(floor));
    for document in ["invoice", "receipt", "statement", "cash-up", "slip"] {
        let facts = shown(document);
        for language in languages() {
            told(
                &format!("{document} in {language}"),
                floor,
                middle(|| {
                    documents.render(document, &facts, language).unwrap();
                }),
            );
        }
    }
    for lines in [1, 10, 120, 1000] {
        let facts = invoice(lines);
        told(
            &format!("invoice of {lines} lines"),
            floor,
            middle(|| {
                documents.render("invoice", &facts, "ro").unwrap();
            }),
        );
    }
}

fn floor(documents: &Documents) {
    documents
        .render_by(FLOOR, "invoice", &shown("invoice"), "ro")
        .unwrap();
}

fn middle(mut made: impl FnMut()) -> Duration {
    let mut taken: Vec<_> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            made();
            begun.elapsed()
        })
        .collect();
    taken.sort();
    taken[TIMES / 2]
}

fn told(what: &str, floor: Duration, taken: Duration) {
    let times = taken.as_secs_f64() / floor.as_secs_f64();
    println!("{what:25} {:>9.2} ms  {times:>6.1} × the floor", millis(taken));
}

fn millis(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1000.0
}

/// The facts that the README shows.
fn shown(document: &str) -> Value {
    let readme = include_str!("../README.md");
    let section = readme.split_once(&format!("\n## {document}\n")).unwrap().1;
    let block = section.split("```json\n").nth(1).unwrap();
    serde_json::from_str(block.split("```").next().unwrap()).unwrap()
}

fn invoice(lines: usize) -> Value {
    let mut facts = shown("invoice");
    facts["lines"] = (0..lines)
        .map(|_| json!({ "text": "Hemoleucogramă", "quantity": "1", "unit_price": "10.00", "vat_rate": "0", "total": "10.00" }))
        .collect();
    facts["vat"] = json!([]);
    facts["sums"] = json!({ "total": format!("{}.00", lines * 10) });
    facts["payments"] = json!([]);
    facts
}
