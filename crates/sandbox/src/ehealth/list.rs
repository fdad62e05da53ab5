//! The list of contract requests. It comes from public material, not from the document.

use http::Request;
use serde_json::{Value, json};

use super::dialect::{Dialect, PageLimit};
use super::refusal::Refusal;
use super::requests::{ContractRequest, Kind};

/// Filters that compare with the row's field of the same name.
const FILTERS: [&str; 7] = [
    "id",
    "contractor_legal_entity_id",
    "contractor_owner_id",
    "nhs_signer_id",
    "issue_city",
    "status",
    "contract_number",
];

/// Rows of one page, and the paging beside them.
pub(crate) fn list<'a>(
    all: impl Iterator<Item = &'a ContractRequest>,
    kind: Kind,
    request: &Request<bytes::Bytes>,
    dialect: &Dialect,
) -> Result<(Value, Value), Refusal> {
    let query = request.uri().query().unwrap_or_default();
    let query: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let param = |wanted: &str| {
        let (_, value) = query.iter().find(|(sent, _)| sent == wanted)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    };
    let number = |name: &'static str, usual: usize| match param(name).map(str::parse::<usize>) {
        None => Ok(usual),
        Some(Ok(number)) if number > 0 => Ok(number),
        Some(_) => Err(Refusal::Invalid(name, "expected a positive integer")),
    };
    let most = match dialect.page_limit {
        PageLimit::ThreeHundred => 300,
        PageLimit::Ten => 10,
    };
    let (page, size) = (number("page", 1)?, number("page_size", 50)?.min(most));
    let matches = |row: &&ContractRequest| {
        let flat = row.flat();
        let same = |name: &&str| param(name).is_none_or(|value| flat[*name] == value);
        let program = param("medical_program_id").is_none_or(|wanted| {
            let programs = flat.get("medical_programs").and_then(Value::as_array);
            programs.is_some_and(|programs| programs.iter().any(|program| program == wanted))
        });
        let entity = &row.fields["contractor_legal_entity"];
        let edrpou = param("edrpou").is_none_or(|wanted| entity["edrpou"] == wanted);
        row.kind == kind && program && edrpou && FILTERS.iter().all(same)
    };
    let found: Vec<&ContractRequest> = all.filter(matches).collect();
    let rows = found
        .iter()
        .skip((page - 1).saturating_mul(size))
        .take(size)
        .map(|row| row.row(dialect))
        .collect();
    let paging = json!({
        "page_number": page,
        "page_size": size,
        "total_entries": found.len(),
        "total_pages": found.len().div_ceil(size).max(1),
    });
    Ok((rows, paging))
}
