//! The messages that only papers say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

use std::collections::BTreeSet;
use std::path::Path;

use frontdesk_basics::Words;

fn ids(language: &str) -> BTreeSet<String> {
    let all = Words::of_documents(language);
    let unique: BTreeSet<_> = all.iter().cloned().collect();
    assert_eq!(all.len(), unique.len(), "{language}: a message stands twice");
    unique
}

#[test]
fn every_language_says_the_same() {
    let base = ids("en");
    assert!(base.len() > 50, "{base:?}");
    let languages = Words::paper_languages();
    assert_eq!(languages.len(), 6, "{languages:?}");
    for language in languages {
        assert_eq!(ids(language), base, "{language}");
    }
}

/// The Rust code of a folder, beside this crate's.
fn code_in(folder: &str) -> String {
    std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// Whether the money desk says a word in its tables: whole, as the head of a column, or with an end that it makes.
fn in_a_table(code: &str, end: &str) -> bool {
    let whole = |word: &str| code.contains(&format!("\"{word}\""));
    let head = |name: &str| ["", "*", "="].iter().any(|mark| whole(&format!("{mark}{name}")));
    let (kind, _) = end.split_once('-').unwrap_or((end, ""));
    whole(end) || end.strip_prefix("column-").is_some_and(head) || code.contains(&format!("\"{kind}-{{"))
}

#[test]
fn nothing_stands_there_that_no_paper_says() {
    let (code, desk) = (code_in("src"), code_in("../desk/src/money"));
    for id in ids("en") {
        if let Some(end) = id.strip_prefix("money-table-") {
            assert!(in_a_table(&desk, end), "{id}");
            continue;
        }
        let (stem, number) = id.rsplit_once('-').unwrap();
        let numbered = number.parse::<u32>().is_ok() && code.contains(&format!("\"{stem}-{{"));
        assert!(numbered || code.contains(&format!("\"{id}\"")), "{id}");
    }
}
