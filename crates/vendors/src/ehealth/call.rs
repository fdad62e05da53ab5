//! Calling an operation by name.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::operations::CONTRACT_REQUESTS;
use super::{ADDITIONS, ContractType, Ehealth, FindContractRequests, OPERATIONS};
use crate::VendorError;
use crate::call::{CallAnswer, CallError, file, one};
use crate::error::ErrorKind;
use crate::input::{Input, named, no_body};
use crate::operation::Place;

impl Ehealth {
    /// Calls an operation by its name in kebab-case, with parameters as in [`OPERATIONS`] and [`ADDITIONS`]. Answers
    /// are whole envelopes, so that what stands beside the data is not lost.
    ///
    /// # Errors
    /// [`CallError::Usage`] for names that do not exist or are missing, [`CallError::Vendor`] for all else.
    pub async fn call(
        &self,
        name: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
        now: DateTime<Utc>,
    ) -> Result<CallAnswer, CallError> {
        let operation = named(OPERATIONS.iter().chain(ADDITIONS), name)?;
        no_body(operation, body)?;
        let input = Input::new(operation, params)?;
        let contract_type = ContractType::parse(&input.required("contract_type"))
            .ok_or_else(|| input.invalid("contract_type", "must be capitation or reimbursement"))?;
        let id = input.required("id");
        let name = operation.name;
        let answer = match name {
            "contract-request" => one(name, &self.contract_request(contract_type, &id, now).await?),
            "contract-requests" => {
                let find = find(&input)?;
                let page = self.contract_requests(contract_type, &find, now).await?;
                one(name, &page).map(|mut answer| {
                    answer.unreadable_rows = page.rows.unreadable.len();
                    answer
                })
            }
            "contract-document" => {
                let wanted = input.required("type");
                let answer = self.contract_request(contract_type, &id, now).await?;
                let link = answer
                    .documents
                    .iter()
                    .find(|document| document.kind.as_deref() == Some(&wanted))
                    .and_then(|document| document.url.as_deref());
                let Some(link) = link else {
                    let message = "the contract request has no document of this type";
                    return Err(VendorError::new(ErrorKind::NotFound, name, message).into());
                };
                let document = self.open_document(link).await.map_err(|mut error| {
                    if error.kind == ErrorKind::Invalid {
                        // The link is the vendor's, not the caller's.
                        error.kind = ErrorKind::Unreadable;
                        error.field = None;
                    }
                    error
                })?;
                file(name, document.bytes.to_vec(), document.media_type.as_deref())
            }
            other => return Err(CallError::Usage(format!("{other} cannot be called by name"))),
        };
        Ok(answer?)
    }
}

fn find(input: &Input<'_>) -> Result<FindContractRequests, VendorError> {
    let number = |name: &'static str| {
        let text = input.text(name);
        let number = text.map(|text| text.trim().parse::<u32>().ok().filter(|number| *number > 0));
        number
            .map(|number| number.ok_or_else(|| input.invalid(name, "must be a positive whole number")))
            .transpose()
    };
    let filters = CONTRACT_REQUESTS.parameters.iter();
    let filters = filters
        .filter(|known| known.place == Place::Query && !known.name.starts_with("page"))
        .filter_map(|known| Some((known.name, input.text(known.name)?)));
    Ok(FindContractRequests {
        filters: filters.collect(),
        page: number("page")?,
        page_size: number("page_size")?,
    })
}
