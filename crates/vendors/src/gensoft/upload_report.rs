//! `upload-report`: the PDF of a released report, for one execution of an exam. A second one replaces the first.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderValue;
use serde_json::json;

use super::account::UploadTransport;
use super::answer::GensoftAnswer;
use super::client::Gensoft;
use super::operations::UPLOAD_REPORT;
use crate::outgoing::Outgoing;
use crate::pdf::pdf_defect;
use crate::rules::filled;
use crate::transport::Progress;
use crate::{ErrorKind, VendorError};

impl Gensoft {
    /// Uploads a report. The same call may be made again: it makes a newer version of the same.
    ///
    /// # Errors
    /// `Invalid`, field `pdf`, saying what is wrong with the file, or field `ID`; else those of the call.
    pub async fn upload_report(&self, execution: &str, pdf: &[u8]) -> Result<GensoftAnswer, VendorError> {
        self.upload_report_telling(execution, pdf, Progress::silent())
            .await
    }

    /// The same, telling how many bytes of how many have left: the bytes of the body, which is longer than the file
    /// where it travels as base64 or in a form. The beginning and, after a yes, the whole are told over any transport.
    ///
    /// # Errors
    /// As [`Gensoft::upload_report`].
    pub async fn upload_report_telling(
        &self,
        execution: &str,
        pdf: &[u8],
        progress: Progress,
    ) -> Result<GensoftAnswer, VendorError> {
        let name = UPLOAD_REPORT.name;
        filled(name, "ID", execution)?;
        if let Some(defect) = pdf_defect(pdf) {
            let message = format!("the file is no PDF that can be handed on: {defect}");
            return Err(VendorError::invalid(name, "pdf", message));
        }
        let outgoing = Outgoing::new(&UPLOAD_REPORT).path("ID", execution.trim());
        let outgoing = match self.account().upload {
            UploadTransport::Raw => outgoing.body(
                Bytes::copy_from_slice(pdf),
                HeaderValue::from_static("application/pdf"),
            ),
            UploadTransport::Multipart => {
                let (body, content_type) = multipart(execution.trim(), pdf)?;
                outgoing.body(body, content_type)
            }
            UploadTransport::Base64 => outgoing.json(&json!({ "file": STANDARD.encode(pdf) })),
        };
        let total = outgoing.body_len() as u64;
        progress.tell(0, total);
        let answer = self.send(outgoing.progress(progress.clone())).await?;
        progress.tell(total, total);
        Ok(answer)
    }
}

/// A form with one file, and a boundary that does not occur in it.
fn multipart(execution: &str, pdf: &[u8]) -> Result<(Bytes, HeaderValue), VendorError> {
    let occurs = |boundary: &str| {
        pdf.windows(boundary.len())
            .any(|window| window == boundary.as_bytes())
    };
    let boundary = (0_u32..)
        .map(|number| format!("frontdesk-report-{number}"))
        .find(|boundary| !occurs(boundary))
        .unwrap_or_default();
    let file: String = execution
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"laudo-{file}.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(pdf);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let content_type =
        HeaderValue::from_str(&format!("multipart/form-data; boundary={boundary}")).map_err(|_| {
            VendorError::new(
                ErrorKind::Invalid,
                UPLOAD_REPORT.name,
                "the form cannot be written",
            )
        })?;
    Ok((body.into(), content_type))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PDF, answering, uploading};
    use super::*;
    use crate::transport::CallKind;

    async fn sent(upload: UploadTransport, pdf: &[u8]) -> http::Request<Bytes> {
        let (client, stub) = uploading(upload);
        client.upload_report("10", pdf).await.unwrap();
        assert_eq!(stub.calls(), ["PUT /api/v1/results/upload/execution/10"]);
        assert_eq!(CallKind::of(&stub.only()), CallKind::Write);
        stub.only()
    }

    #[tokio::test]
    async fn the_pdf_travels_as_the_connection_says() {
        let raw = sent(UploadTransport::Raw, PDF).await;
        assert_eq!(raw.headers()["content-type"], "application/pdf");
        assert_eq!(&raw.body()[..], PDF);
        let json = sent(UploadTransport::Base64, PDF).await;
        assert_eq!(json.headers()["content-type"], "application/json");
        let body: serde_json::Value = serde_json::from_slice(json.body()).unwrap();
        assert_eq!(STANDARD.decode(body["file"].as_str().unwrap()).unwrap(), PDF);
    }

    #[tokio::test]
    async fn a_forms_boundary_never_occurs_in_the_file() {
        let mut tricky = PDF.to_vec();
        tricky.splice(23..23, *b"\r\n--frontdesk-report-0--\r\n\xff");
        for (pdf, boundary) in [(PDF, "frontdesk-report-0"), (&tricky, "frontdesk-report-1")] {
            let form = sent(UploadTransport::Multipart, pdf).await;
            assert_eq!(
                form.headers()["content-type"],
                format!("multipart/form-data; boundary={boundary}")
            );
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"laudo-10.pdf\"\r\n\
                 Content-Type: application/pdf\r\n\r\n"
            );
            let expected = [head.as_bytes(), pdf, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
            assert_eq!(form.body()[..], expected);
        }
        let (client, stub) = uploading(UploadTransport::Multipart);
        client.upload_report("a\"b\r\n/é", PDF).await.unwrap();
        assert!(String::from_utf8_lossy(stub.only().body()).contains("filename=\"laudo-ab.pdf\""));
    }

    #[tokio::test]
    async fn what_is_no_pdf_is_not_sent() {
        let (client, stub) = answering(200, "");
        let mangled = String::from_utf8_lossy(PDF).into_owned();
        for (id, pdf, field) in [
            ("10", &b""[..], "pdf"),
            ("10", b"<html></html>", "pdf"),
            ("10", &PDF[..PDF.len() - 8], "pdf"),
            ("10", mangled.as_bytes(), "pdf"),
            ("", PDF, "ID"),
            (" ", PDF, "ID"),
            ("..", PDF, "ID"),
        ] {
            let error = client.upload_report(id, pdf).await.unwrap_err();
            assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some(field)));
        }
        assert!(stub.calls().is_empty());
    }
}
