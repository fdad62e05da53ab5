//! Calling an operation by name.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Gensoft, OPERATIONS};
use crate::call::{CallAnswer, CallError, one};
use crate::input::{Input, named};

impl Gensoft {
    /// Calls an operation by its name in kebab-case. The body of `send-attendance` is a JSON object and is sent as it
    /// is; that of `upload-report` is the PDF.
    ///
    /// # Errors
    /// [`CallError::Usage`] for names that do not exist or are missing, [`CallError::Vendor`] for all else.
    pub async fn call(
        &self,
        name: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
    ) -> Result<CallAnswer, CallError> {
        let operation = named(OPERATIONS, name)?;
        let input = Input::new(operation, params)?;
        let name = operation.name;
        let body = body.ok_or_else(|| CallError::Usage(format!("{name}: needs a body")))?;
        let answer = match name {
            "send-attendance" => {
                let body: Box<RawValue> = serde_json::from_slice(body).map_err(|error| {
                    CallError::Usage(format!(
                        "{name}: the body is not JSON (line {}, column {})",
                        error.line(),
                        error.column()
                    ))
                })?;
                self.send_attendance_as_is(&body).await?
            }
            "upload-report" => self.upload_report(&input.required("ID"), body).await?,
            other => return Err(CallError::Usage(format!("{other} cannot be called by name"))),
        };
        Ok(one(name, &answer)?)
    }
}
