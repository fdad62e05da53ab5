//! `gdpr-form` (Cont Online v11 §20).

use std::fmt;

use super::client::{Call, Medsoft};
use super::operations::GDPR_FORM;
use crate::VendorError;
use crate::row::row;
use crate::scalar::VendorDate;

/// `tipComanda`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GdprCommand {
    /// The last form, if there is one.
    #[default]
    Last,
    /// Makes a new form: a write, although it travels as GET.
    New,
}

impl GdprCommand {
    /// Reads `LAST` or `NEW`, spelt exactly so.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "LAST" => Some(Self::Last),
            "NEW" => Some(Self::New),
            _ => None,
        }
    }
}

impl fmt::Display for GdprCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Last => "LAST",
            Self::New => "NEW",
        })
    }
}

/// Which form of which patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GetGdprForm {
    /// `codPacient`.
    pub patient: i64,
    /// `tipComanda`.
    pub command: GdprCommand,
    /// `readonly`: a link for looking only.
    pub read_only: Option<bool>,
}

row! {
    /// A link to a patient's GDPR form; it expires by the clinic's settings.
    pub struct GdprForm {
        /// The address, without the blanks that the vendor leaves around it.
        url: String = "URL",
        /// The form's code; a new form has a greater one.
        form: i64 = "cod_fisa",
        /// When the form was made.
        created_at: VendorDate = "data_adaugare",
    }
}

impl Medsoft {
    /// The link to the last form, or to a new one. `None`: there is none to show.
    ///
    /// # Errors
    /// `Refused` when the clinic has no template configured; else those of the call.
    pub async fn gdpr_form(&self, request: &GetGdprForm) -> Result<Option<GdprForm>, VendorError> {
        let call = Call::new(&GDPR_FORM)
            .path("codPacient", request.patient)
            .path("tipComanda", request.command)
            .query("readonly", request.read_only)
            .writes(request.command == GdprCommand::New);
        let mut form: Option<GdprForm> = self.send(call).await?.one(|_| true)?;
        if let Some(url) = form.as_mut().and_then(|form| form.url.as_mut()) {
            *url = url.trim().to_owned();
        }
        Ok(form)
    }
}
