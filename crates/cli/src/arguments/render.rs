//! Papers out of facts in a file.

use std::path::PathBuf;

use clap::Args;
use frontdesk_documents::DOCUMENTS;

use super::{Out, language};

#[derive(Debug, Args)]
pub struct Render {
    /// Which paper.
    #[arg(value_parser = DOCUMENTS)]
    pub document: String,
    /// Its facts as JSON, or `-` for standard input; crates/documents/README.md shows them.
    #[arg(long, value_name = "FILE")]
    pub data: PathBuf,
    /// The language of the paper.
    #[arg(long, value_parser = language, default_value = "en")]
    pub lang: &'static str,
    /// The clinic's country (RO, IT, ...), in place of the one in the facts: what the paper must carry there.
    #[arg(long, value_name = "CODE", value_parser = country)]
    pub country: Option<String>,
    #[command(flatten)]
    pub out: Out,
    /// A letterhead as JSON, in place of the one in the facts.
    #[arg(long, value_name = "FILE")]
    pub letterhead: Option<PathBuf>,
    /// A Typst template in place of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

fn country(text: &str) -> Result<String, String> {
    let letters = text.len() == 2 && text.chars().all(|letter| letter.is_ascii_alphabetic());
    match letters {
        true => Ok(text.to_ascii_uppercase()),
        false => Err("expected two letters".to_owned()),
    }
}
