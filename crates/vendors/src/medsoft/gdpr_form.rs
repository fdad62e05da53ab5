//! `gdpr-form` (Cont Online v11 §20).

use std::fmt;

use super::client::Medsoft;
use super::operations::GDPR_FORM;
use crate::VendorError;
use crate::outgoing::Outgoing;
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
        let call = Outgoing::new(&GDPR_FORM)
            .code("codPacient", request.patient)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::{answering, with_rows};
    use crate::transport::CallKind;

    const ROW: &str = r#"{"URL": "https://doc.vendor.example/pub/f/AA/BB ", "cod_fisa": 1427,
        "data_adaugare": "2026-08-02 17:18:19"}"#;

    fn form(command: GdprCommand, read_only: Option<bool>) -> GetGdprForm {
        GetGdprForm {
            patient: 101,
            command,
            read_only,
        }
    }

    #[tokio::test]
    async fn the_last_form_is_a_read_and_its_link_is_trimmed() {
        let (medsoft, stub) = with_rows(ROW);
        let row = medsoft
            .gdpr_form(&form(GdprCommand::Last, Some(true)))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/101/GDPR/LAST?readonly=true"]);
        assert_eq!(CallKind::of(&stub.only()), CallKind::Read);
        assert_eq!(row.url.as_deref(), Some("https://doc.vendor.example/pub/f/AA/BB"));
        assert_eq!(row.form, Some(1427));
        assert_eq!(
            row.created_at.as_ref().map(|date| date.as_str()),
            Some("2026-08-02 17:18:19")
        );
    }

    #[tokio::test]
    async fn a_new_form_is_a_write_although_it_is_a_get() {
        let (medsoft, stub) = with_rows(ROW);
        medsoft.gdpr_form(&form(GdprCommand::New, None)).await.unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/101/GDPR/NEW"]);
        assert_eq!(CallKind::of(&stub.only()), CallKind::Write);
    }

    #[tokio::test]
    async fn no_form_is_none_and_no_template_is_a_refusal() {
        let (medsoft, _) = answering(r#"{"Status": 0, "ReturnData": null}"#);
        assert_eq!(
            medsoft.gdpr_form(&form(GdprCommand::Last, None)).await.unwrap(),
            None
        );
        let (medsoft, _) = answering(r#"{"Status": 12, "ErrorMessage": "Nu este configurat."}"#);
        let error = medsoft
            .gdpr_form(&form(GdprCommand::Last, None))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind, error.vendor_code.as_deref()),
            (ErrorKind::Refused, Some("12"))
        );
        assert_eq!(error.vendor_message.unwrap().as_str(), "Nu este configurat.");
    }

    #[test]
    fn only_two_commands_exist() {
        assert_eq!(
            ["LAST", "NEW"].map(GdprCommand::parse),
            [Some(GdprCommand::Last), Some(GdprCommand::New)]
        );
        assert!(
            ["", "last", "new", "DELETE", "NEW "]
                .map(GdprCommand::parse)
                .iter()
                .all(Option::is_none)
        );
    }
}
