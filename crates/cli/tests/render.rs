//! `render`: papers without a desk, a vendor or a keyring.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use frontdesk_documents::{Apart, DocumentError, Documents};
use serde_json::{Value, json};
use tempfile::TempDir;

fn facts() -> Value {
    json!({
        "letterhead": { "name": "Clinica Țurcanu", "address": ["Str. Lungă 5"], "tax_numbers": [{ "label": "CUI", "value": "RO1" }] },
        "series": "PT", "number": "74", "issued_on": "2026-11-23", "currency": "RON",
        "patient": { "name": "Popescu Ștefăniță" },
        "lines": [{ "text": "Consultație", "vat_rate": "0", "total": "250.00" }], "sums": { "total": "250.00" },
    })
}

/// Runs `render invoice --out paper.pdf` in a folder of its own, with the facts on standard input.
fn run(dir: &TempDir, facts: &Value, rest: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_frontdesk-cli"))
        .args(["render", "invoice", "--data", "-", "--out", "paper.pdf"])
        .args(rest)
        .current_dir(dir.path())
        .env("FRONTDESK_DATA_DIR", dir.path().join("no-desk"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that was typed wrongly reads nothing.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all(facts.to_string().as_bytes());
    child.wait_with_output().unwrap()
}

fn error(output: &Output) -> Value {
    let error: Value = serde_json::from_slice(&output.stderr).unwrap();
    error["error"].clone()
}

fn text(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout", path.to_str().unwrap(), "-"])
        .output()
        .expect("pdftotext is missing: install poppler-utils");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_paper_is_made_without_a_desk() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(&dir, &facts(), &["--lang", "ro", "--country", "ro"]);
    assert!(output.status.success(), "{}", error(&output));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["title"], "Factură seria PT nr. 74");
    assert_eq!(said["problems"], json!([]));
    let path = dir.path().join("paper.pdf");
    let paper = text(&path);
    assert!(
        paper.contains("Popescu Ștefăniță") && paper.contains("250,00 lei"),
        "{paper}"
    );
    assert!(paper.contains("art. 292 din Codul fiscal"), "{paper}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(
        left.len(),
        1,
        "only the paper is left behind, and no desk: {left:?}"
    );
}

#[test]
fn letterhead_and_template_come_from_files() {
    let dir = tempfile::tempdir().unwrap();
    let letterhead = json!({ "name": "Ordinace Dvořákových" });
    std::fs::write(dir.path().join("head.json"), letterhead.to_string()).unwrap();
    let own = "#let paper = json(\"data.json\")\n#set document(title: \"t\")\n= #paper.letterhead.name\n";
    std::fs::write(dir.path().join("own.typ"), own).unwrap();
    let arguments = [
        "--lang",
        "cs",
        "--letterhead",
        "head.json",
        "--template",
        "own.typ",
    ];
    let output = run(&dir, &facts(), &arguments);
    assert!(output.status.success(), "{}", error(&output));
    assert_eq!(text(&dir.path().join("paper.pdf")).trim(), "Ordinace Dvořákových");

    std::fs::write(dir.path().join("own.typ"), "= A\n#nothing\n").unwrap();
    let over = [&arguments[..], &["--overwrite"]].concat();
    let output = run(&dir, &facts(), &over);
    assert_eq!(output.status.code(), Some(1));
    let error = error(&output);
    assert_eq!(
        (error["kind"].as_str(), error["line"].as_u64()),
        (Some("own-template"), Some(2))
    );
    assert!(error["message"].as_str().unwrap().contains("nothing"), "{error}");
    let still = text(&dir.path().join("paper.pdf"));
    assert_eq!(
        still.trim(),
        "Ordinace Dvořákových",
        "what failed leaves the earlier paper"
    );
}

/// Papers whose own templates are laid out by the program, for so long at most.
fn apart(limit: Duration) -> Documents {
    let program = env!("CARGO_BIN_EXE_frontdesk-cli").into();
    Documents::default().apart(Apart::of(program, limit))
}

#[test]
fn an_own_template_is_laid_out_apart_and_makes_the_same_paper() {
    let own = "#import \"parts.typ\": *\n#show: sheet\n#letterhead()\n= #paper.name\n#charges()\n";
    let within = Documents::default()
        .render_by(own, "invoice", &facts(), "ro")
        .unwrap();
    let limit = Duration::from_secs(120);
    assert!(apart(limit).render_by(own, "invoice", &facts(), "ro").unwrap() == within);
    let fails = |template: &str| match apart(limit).render_by(template, "invoice", &facts(), "ro") {
        Err(DocumentError::OwnTemplate { line, message, .. }) => (line, message.into_inner()),
        other => panic!("{other:?}"),
    };
    let (line, message) = fails("= A\n#nothing\n");
    assert!(line == 2 && message.contains("nothing"), "{line}: {message}");
    // A program that is no press, or none, makes no paper and does no harm.
    for program in ["true", "no-such-program"] {
        let apart = Documents::default().apart(Apart::of(program.into(), limit));
        let made = apart.render_by(own, "invoice", &facts(), "ro");
        assert!(
            matches!(made, Err(DocumentError::OwnTemplate { .. })),
            "{program}: {made:?}"
        );
        assert!(apart.render("invoice", &facts(), "ro").is_ok());
    }
}

#[test]
fn a_template_that_does_not_end_is_ended() {
    let nested =
        "#for a in range(9999) { for b in range(9999) { for c in range(9999) { let d = a + b + c } } }";
    let endless = apart(Duration::from_secs(2)).render_by(nested, "invoice", &facts(), "ro");
    let Err(DocumentError::OwnTemplate { message, .. }) = endless else {
        panic!("{endless:?}")
    };
    assert!(
        message.reveal().contains("longer than 2 seconds"),
        "{}",
        message.reveal()
    );
}

#[test]
fn a_template_that_doubles_without_end_is_ended_at_its_ceiling() {
    let limit = Duration::from_secs(120);
    for doubling in [
        "#let many = (1,)\n#for _ in range(60) { many += many }\n#many.len()",
        "#let text = [a]\n#for _ in range(60) { text = text + text }\n#text",
        "#(\"a\" * 9000000000).len()",
    ] {
        let made = apart(limit).render_by(doubling, "invoice", &facts(), "ro");
        let Err(DocumentError::OwnTemplate { message, .. }) = made else {
            panic!("{made:?}")
        };
        assert!(message.reveal().contains("MB of memory"), "{}", message.reveal());
    }
    assert!(
        apart(limit)
            .render_by("#set document(title: \"A\")", "invoice", &facts(), "ro")
            .is_ok(),
        "whoever asked for it goes on"
    );
}

#[test]
fn what_is_wrong_is_told_by_kind_and_code() {
    let dir = tempfile::tempdir().unwrap();
    let failed = |facts: &Value, rest: &[&str], code: i32| {
        let output = run(&dir, facts, rest);
        assert_eq!(output.status.code(), Some(code), "{}", error(&output));
        assert!(!dir.path().join("paper.pdf").exists());
        error(&output)
    };
    let mut wrong = facts();
    wrong["sums"]["total"] = json!("251.00");
    let error = failed(&wrong, &[], 1);
    assert_eq!(error["kind"], "sums-differ");
    assert_eq!(
        (&error["field"], &error["reckoned"]),
        (&json!("sums.total"), &json!("250.00"))
    );

    let mut bare = facts();
    bare["letterhead"] = json!({ "name": "Clinica", "address": ["Str. Lungă 5"] });
    let error = failed(&bare, &["--country", "RO"], 1);
    assert_eq!(error["kind"], "missing-fields");
    assert_eq!(
        error["problems"],
        json!([{ "code": "tax-number", "field": "letterhead.tax_numbers" }])
    );

    let mut unknown = facts();
    unknown["lines"][0]["price"] = json!("1");
    let error = failed(&unknown, &[], 2);
    assert!(
        error["message"].as_str().unwrap().contains("lines[0].price"),
        "{error}"
    );
    assert_eq!(failed(&json!([]), &[], 2)["kind"], "usage");
    assert_eq!(failed(&facts(), &["--lang", "xx"], 2)["kind"], "usage");
    assert_eq!(failed(&facts(), &["--country", "Romania"], 2)["kind"], "usage");
    assert_eq!(failed(&facts(), &["--template", "none.typ"], 1)["kind"], "io");
}
