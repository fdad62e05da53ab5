//! Files that commands write: none is written over unless that is said.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::json;
use support::Clinic;

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";
const PASSPHRASE: &str = "four words of a clinic\n";

fn facts() -> String {
    json!({ "letterhead": { "name": "Clinica" }, "number": "1", "issued_on": "2026-11-23", "currency": "RON", "patient": { "name": "Pop" },
        "lines": [{ "text": "Consultație", "total": "1.00" }], "sums": { "total": "1.00" } })
    .to_string()
}

/// Every command that writes a file, without the file; the second of each is its standard input.
fn writing(facts: &str) -> Vec<(Vec<&str>, &str)> {
    let period = ["--from", "2026-11-01", "--to", "2026-11-30"];
    let statement = [&["takings", "statement", "--patient", NOBODY][..], &period].concat();
    let invoice = ["invoice", "issue", "--patient", "1", "--work-point", "1"];
    vec![
        (
            vec!["contracts", "document", NOBODY, "1", "--out", "kept.pdf"],
            "",
        ),
        (
            vec!["render", "invoice", "--data", "-", "--out", "kept.pdf"],
            facts,
        ),
        (vec!["clinic", "export", "--out", "kept.pdf"], PASSPHRASE),
        (vec!["outbox", "export", "--out", "kept.pdf"], ""),
        (vec!["downtime-sheet", "--out", "kept.pdf"], ""),
        (vec!["audit", "export", "--out", "kept.pdf"], ""),
        (vec!["connections", "check", "medsoft", "--out", "kept.pdf"], ""),
        (
            vec![
                "call",
                "medsoft",
                "doctors",
                "--connection",
                "medsoft",
                "--out",
                "kept.pdf",
            ],
            "",
        ),
        (vec!["takings", "unpaid", "--out", "kept.pdf"], ""),
        (
            vec!["takings", "save", "--date", "2026-11-23", "--out", "kept.pdf"],
            "",
        ),
        ([&statement[..], &["--out", "kept.pdf"]].concat(), ""),
        (vec!["takings", "slip", NOBODY, "--out", "kept.pdf"], ""),
        (vec!["cash-up", "save", NOBODY, "--out", "kept.pdf"], ""),
        (vec!["papers", "save", NOBODY, "--out", "kept.pdf"], ""),
        (vec!["bills", "paper", NOBODY, "--out", "kept.pdf"], ""),
        (vec!["documents", "download", NOBODY, "--out", "kept.pdf"], ""),
        (
            [&invoice[..], &["--service", "servicii:101", "--pdf", "kept.pdf"]].concat(),
            "",
        ),
    ]
}

/// What needs a thing that this desk does not have writes nothing even when it may.
fn lacks(words: &[&str]) -> bool {
    words.contains(&NOBODY) || words[0] == "invoice"
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_writes_over_a_file_unless_that_is_said() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let kept = clinic.dir.path().join("kept.pdf");
    let path = kept.to_str().unwrap();
    let facts = facts();
    for (words, stdin) in writing(&facts) {
        let words: Vec<&str> = words
            .iter()
            .map(|word| if *word == "kept.pdf" { path } else { word })
            .collect();
        std::fs::write(&kept, "an earlier one").unwrap();
        let error = clinic.failed(&words, &[], stdin, 2).await;
        let said = error["message"].as_str().unwrap();
        assert!(
            said.contains(path) && said.contains("--overwrite"),
            "{words:?}: {said}"
        );
        assert_eq!(std::fs::read(&kept).unwrap(), b"an earlier one", "{words:?}");
        let over = [&words[..], &["--overwrite"]].concat();
        if lacks(&words) {
            clinic.failed(&over, &[], stdin, 1).await;
            assert_eq!(std::fs::read(&kept).unwrap(), b"an earlier one", "{words:?}");
        } else {
            clinic.ok_with(&over, &[], stdin).await;
            assert_ne!(std::fs::read(&kept).unwrap(), b"an earlier one", "{words:?}");
        }
    }
    let left: Vec<_> = clinic
        .dir
        .path()
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .filter(|name| name.to_string_lossy().ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "no part stays behind: {left:?}");
    clinic.forget(&["medsoft"]).await;
}
