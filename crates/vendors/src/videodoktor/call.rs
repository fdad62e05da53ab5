//! Calling an operation by name.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{CreateCall, OPERATIONS, Videodoktor, parse_start};
use crate::call::{CallAnswer, CallError, list, one};
use crate::input::{Input, named, no_body};

impl Videodoktor {
    /// Calls an operation by its name in kebab-case, with parameters as in [`OPERATIONS`]; `meet_start` is local ISO
    /// time (`2030-11-23T10:00`). `now` is the time that it must lie after.
    ///
    /// # Errors
    /// [`CallError::Usage`] for names that do not exist or are missing, [`CallError::Vendor`] for all else.
    pub async fn call_by_name(
        &self,
        name: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
        now: DateTime<Utc>,
    ) -> Result<CallAnswer, CallError> {
        let operation = named(OPERATIONS, name)?;
        no_body(operation, body)?;
        let input = Input::new(operation, params)?;
        let id = || input.required("meet_id");
        let name = operation.name;
        let answer = match name {
            "verify" => one(name, &json!({ "token": self.verify().await?.expose() })),
            "create-call" => {
                let start = parse_start(&input.required("meet_start"));
                let request = CreateCall {
                    name: input.required("pacient_jmeno"),
                    email: input.text("pacient_email"),
                    phone: input.text("pacient_telefon"),
                    birth_year: input.required("pacient_narozen"),
                    start: start.ok_or_else(|| {
                        input.invalid("meet_start", "must be local time as 2030-11-23T10:00")
                    })?,
                };
                one(name, &self.create_call(&request, now).await?)
            }
            "calls" => list(name, &self.calls().await?),
            "call" => one(name, &self.call(&id()).await?),
            "remove-call" => one(name, &self.remove_call(&id()).await?),
            "export-call" => one(name, &self.export_call(&id()).await?),
            "server-time" => one(name, &self.server_time().await?),
            other => return Err(CallError::Usage(format!("{other} cannot be called by name"))),
        };
        Ok(answer?)
    }
}
