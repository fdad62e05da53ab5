//! An account from what was typed and from the environment, made as the vendor's form asks for it.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::Path;

use frontdesk_commands::desk::adapters::form_of;
use frontdesk_commands::desk::connections::{
    AccountForm, Connection, ConnectionDraft, ConnectionEdit, FieldKind, Vendor,
};
use frontdesk_commands::desk::{DeskError, ErrorCode};
use serde_json::json;

use crate::arguments::Given;
use crate::failure::CliError;
use crate::output;

/// Where the keys of an account come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysFrom {
    /// The vendor's environment variables.
    Environment,
    /// Standard input: a line for each of them, in the form's order.
    StandardInput,
}

impl KeysFrom {
    /// What `--key-stdin` says.
    pub fn flag(stdin: bool) -> Self {
        if stdin {
            Self::StandardInput
        } else {
            Self::Environment
        }
    }
}

/// A draft of an account.
///
/// # Errors
/// `Usage` for what is missing or belongs to another vendor, `Io` for a mapping that cannot be read.
pub fn draft(name: &str, vendor: Vendor, given: &Given, keys: KeysFrom) -> Result<ConnectionDraft, CliError> {
    let form = form_of(vendor);
    let mut details = details(&form, given)?;
    if vendor == Vendor::Ehealth
        && let Some(id) = variable(&variable_of(vendor, "client_id"))
    {
        details.entry("client_id".to_owned()).or_insert(id);
    }
    let default = form.field("base_url").and_then(|field| field.default.clone());
    let base_url = given.base_url.clone().or(default);
    let paths = paths(&form, &given.paths)?;
    let secrets = secrets(&form, keys)?;
    let missing = form.fields.iter().find(|field| {
        field.kind == FieldKind::Secret && field.required && !secrets.contains_key(&field.name)
    });
    if let Some(missing) = missing {
        return Err(CliError::Usage(match keys {
            KeysFrom::Environment => format!(
                "put the key into the environment variable {}",
                variable_of(vendor, &missing.name)
            ),
            KeysFrom::StandardInput => format!("standard input holds no {}", flag(&missing.name)),
        }));
    }
    Ok(ConnectionDraft {
        name: name.to_owned(),
        vendor,
        base_url: base_url.ok_or_else(|| CliError::Usage("name --base-url".to_owned()))?,
        details,
        secrets,
        paths,
    })
}

/// A change of an account: what it is, with what was typed in its place.
///
/// # Errors
/// As for [`draft`].
pub fn edit(
    connection: &Connection,
    rename: Option<String>,
    given: &Given,
    clear: &[String],
) -> Result<ConnectionEdit, CliError> {
    let form = form_of(connection.vendor);
    let mut all = connection.details.clone();
    for name in clear {
        let field = name.trim_start_matches('-').replace('-', "_");
        if field == "base_url" || !is_detail(&form, &field) {
            return Err(CliError::Usage(format!("there is no {name} to be cleared")));
        }
        all.remove(&field);
    }
    all.extend(details(&form, given)?);
    let mut ways = connection.paths.clone();
    // A way without words is the table's own again: the form leaves it out.
    ways.extend(paths(&form, &given.paths)?);
    let mut edit = ConnectionEdit {
        id: connection.id,
        name: rename.unwrap_or_else(|| connection.name.clone()),
        base_url: given
            .base_url
            .clone()
            .unwrap_or_else(|| connection.base_url.clone()),
        details: all,
        paths: ways,
        secrets: BTreeMap::new(),
    };
    // No key goes to a server that it was not given for.
    if edit.leads_elsewhere(connection) {
        edit.secrets = secrets(&form, KeysFrom::Environment)?;
    }
    Ok(edit)
}

/// The keys that are given, by their names in the form.
///
/// # Errors
/// `Io` when standard input cannot be read.
pub fn secrets(form: &AccountForm, from: KeysFrom) -> Result<BTreeMap<String, String>, CliError> {
    let names = form
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Secret)
        .map(|field| &field.name);
    let mut secrets = BTreeMap::new();
    let mut lines = std::io::stdin().lock().lines();
    for name in names {
        let secret = match from {
            KeysFrom::Environment => variable(&variable_of(form.vendor, name)),
            KeysFrom::StandardInput => {
                let line = lines.next().transpose().map_err(|source| CliError::Io {
                    what: "standard input".to_owned(),
                    source,
                })?;
                line.and_then(filled)
            }
        };
        secrets.extend(secret.map(|secret| (name.clone(), secret)));
    }
    Ok(secrets)
}

/// What was typed cannot be used: told by its flag.
pub fn typed(error: DeskError) -> CliError {
    let param = |name: &str| error.params.0.get(name).map(String::as_str);
    match (error.code, param("field")) {
        (ErrorCode::InvalidField, Some(field)) => {
            let reason = param("reason").unwrap_or_default().replace('-', " ");
            let operation = param("operation")
                .map(|name| format!(" of {name}"))
                .unwrap_or_default();
            let field = if field == "paths" { "path" } else { field };
            CliError::Usage(format!("--{}{operation}: {reason}", flag(field)))
        }
        _ => error.into(),
    }
}

fn details(form: &AccountForm, given: &Given) -> Result<BTreeMap<String, String>, CliError> {
    let mapping = given.mapping.as_deref().map(text_of).transpose()?;
    let all = [
        ("client_path", given.client_path.clone()),
        ("practice", given.practice.clone()),
        ("archive", given.archive.clone()),
        ("start_format", given.start_format.clone()),
        ("upload", given.upload.clone()),
        ("mapping", mapping),
        ("plain_http", given.plain_http.then(|| "yes".to_owned())),
        ("client_id", given.client_id.clone()),
        ("auth_url", given.auth_url.clone()),
        ("zone", given.zone.clone()),
    ];
    let mut details = BTreeMap::new();
    for (name, value) in all {
        let Some(value) = value else { continue };
        if !is_detail(form, name) {
            return Err(CliError::Usage(format!(
                "--{} belongs to another vendor",
                flag(name)
            )));
        }
        details.insert(name.to_owned(), value);
    }
    if given.plain_http {
        output::error(&json!({ "warning": {
            "kind": "plain-http",
            "message": "with plain http, whoever shares the network can read patients' data and the key",
        } }));
    }
    Ok(details)
}

fn is_detail(form: &AccountForm, name: &str) -> bool {
    form.field(name)
        .is_some_and(|field| field.kind != FieldKind::Secret)
}

fn paths(form: &AccountForm, given: &[String]) -> Result<BTreeMap<String, String>, CliError> {
    let mut paths = BTreeMap::new();
    for text in given {
        let usage = |why: &str| CliError::Usage(format!("--path {text}: {why}"));
        let (operation, way) = text
            .split_once('=')
            .ok_or_else(|| usage("expected OPERATION=[METHOD] [/PATH]"))?;
        let operation = operation.trim();
        if form.ways.iter().all(|known| known.operation != operation) {
            return Err(usage("there is no such operation"));
        }
        if paths
            .insert(operation.to_owned(), way.trim().to_owned())
            .is_some()
        {
            return Err(usage("the operation is given twice"));
        }
    }
    Ok(paths)
}

fn text_of(file: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(file).map_err(|source| CliError::Io {
        what: file.display().to_string(),
        source,
    })
}

fn flag(field: &str) -> String {
    field.replace('_', "-")
}

/// `FRONTDESK_VIDEODOKTOR_APP_KEY` and its like.
fn variable_of(vendor: Vendor, name: &str) -> String {
    format!(
        "FRONTDESK_{}_{}",
        vendor.as_str().to_ascii_uppercase(),
        name.to_ascii_uppercase()
    )
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().and_then(filled)
}

fn filled(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
