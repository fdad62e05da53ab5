//! `render`: a paper out of facts in a file, without a vendor and without a store.

use std::io::Read as _;
use std::path::Path;

use frontdesk_documents::{Apart, DocumentError, Documents};
use serde_json::{Value, json};

use crate::arguments::Render;
use crate::failure::CliError;
use crate::output;

/// The facts of papers with a letterhead may leave it, and the country, to the command line.
const WITHOUT_LETTERHEAD: &str = "downtime-sheet";

/// Writes the PDF and says what it is called and what a copy lacks.
///
/// # Errors
/// `Usage` for facts that are not those of the paper, `Io`, `Document` for all else that keeps it from being made.
pub fn run(given: &Render) -> Result<(), CliError> {
    let file = given.out.file()?;
    let mut facts = object(&given.data)?;
    let letterhead = given.letterhead.as_deref().map(object).transpose()?;
    if given.document == WITHOUT_LETTERHEAD && (letterhead.is_some() || given.country.is_some()) {
        return Err(CliError::Usage(format!(
            "{WITHOUT_LETTERHEAD} has neither a letterhead nor a country"
        )));
    }
    if let Some(letterhead) = letterhead {
        facts["letterhead"] = letterhead;
    }
    if let Some(country) = &given.country {
        facts["country"] = json!(country);
    }
    let template = given.template.as_deref().map(text).transpose()?;
    let documents = Documents::default().apart(Apart::of_this_program());
    let problems = Documents::problems(&given.document, &facts)?;
    let pdf = match &template {
        Some(template) => documents.render_by(template, &given.document, &facts, given.lang)?,
        None => documents.render(&given.document, &facts, given.lang)?,
    };
    file.write(&pdf.bytes)?;
    output::json(&json!({
        "file": given.out.out, "title": pdf.title, "bytes": pdf.bytes.len(), "problems": problems,
    }))
}

impl From<DocumentError> for CliError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::WrongFacts { .. } => Self::Usage(error.to_string()),
            error => Self::Document(Box::new(error)),
        }
    }
}

/// The error as it is printed: the person at the terminal wrote the template, and may read what it quotes.
pub fn failure(error: &DocumentError) -> Value {
    let kind = match error {
        DocumentError::Missing { .. } => "missing-fields",
        DocumentError::Mismatch { .. } => "sums-differ",
        DocumentError::Logo(_) => "logo",
        DocumentError::OwnTemplate { .. } => "own-template",
        _ => "document",
    };
    let mut object = json!({ "kind": kind, "message": error.to_string() });
    match error {
        DocumentError::Missing { problems, .. } => object["problems"] = json!(problems),
        DocumentError::Mismatch {
            field,
            given,
            reckoned,
            ..
        } => {
            object["field"] = json!(field);
            object["given"] = json!(given.to_string());
            object["reckoned"] = json!(reckoned.to_string());
        }
        DocumentError::OwnTemplate { line, message, .. } => {
            object["line"] = json!(line);
            object["message"] = json!(format!("{error}: {}", message.reveal()));
        }
        _ => {}
    }
    object
}

fn object(from: &Path) -> Result<Value, CliError> {
    let text = text(from)?;
    match serde_json::from_str(&text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        _ => Err(CliError::Usage(format!("{} is no JSON object", from.display()))),
    }
}

fn text(from: &Path) -> Result<String, CliError> {
    let read = if from == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(from)
    };
    read.map_err(|source| CliError::Io {
        what: from.display().to_string(),
        source,
    })
}
