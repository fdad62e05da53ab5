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

#[test]
fn nothing_stands_there_that_no_paper_says() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code: String = std::fs::read_dir(sources)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    for id in ids("en") {
        let (stem, number) = id.rsplit_once('-').unwrap();
        let numbered = number.parse::<u32>().is_ok() && code.contains(&format!("\"{stem}-{{"));
        assert!(numbered || code.contains(&format!("\"{id}\"")), "{id}");
    }
}
