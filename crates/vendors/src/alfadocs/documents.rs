//! A patient's documents.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use url::Url;

use super::client::Alfadocs;
use super::envelope::failure;
use super::operations::{CREATE_DOCUMENT, DOCUMENT, DOCUMENTS, DOWNLOAD_DOCUMENT};
use super::save::{check_extra, one_of};
use crate::json::{Object, decode};
use crate::refusal::{text, unreadable};
use crate::row::row;
use crate::rules::filled;
use crate::scalar::VendorDate;
use crate::transport::{CallKind, ForeignRedirect, Route};
use crate::{ErrorKind, Rows, VendorError};

/// What a document may be.
pub const DOCUMENT_TYPES: &[&str] = &[
    "text",
    "xray",
    "image",
    "identification",
    "electronic_signature_patient_details",
    "electronic_signature_patient_details_and_terms_and_conditions",
    "other",
];

row! {
    /// A document. The document of the interface says what an answer holds and not by which keys.
    pub struct Document {
        /// Its id.
        id: i64 = "id",
        /// File name.
        name: String = "name",
        /// One of [`DOCUMENT_TYPES`].
        kind: String = "type",
        /// When it was made, a guess.
        created_at: VendorDate = "createdAt",
        /// Where it can be had.
        download_url: String = "downloadUrl",
    }
}

row! {
    /// A document as it is written; all four are required.
    pub struct CreateDocument {
        /// The file as base64.
        base64: String = "base64Data",
        /// One of [`DOCUMENT_TYPES`].
        kind: String = "type",
        /// File name.
        name: String = "name",
        /// The folder it goes into.
        folder: String = "folderName",
    }
}

/// A document's file. `Debug` shows its size only.
#[derive(Clone, PartialEq, Eq)]
pub struct DownloadedDocument {
    /// Its bytes.
    pub bytes: Bytes,
    /// What the server says they are.
    pub media_type: Option<String>,
}

impl fmt::Debug for DownloadedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DownloadedDocument({} bytes)", self.bytes.len())
    }
}

impl Alfadocs {
    /// A patient's documents.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn documents(&self, patient: i64) -> Result<Rows<Document>, VendorError> {
        let outgoing = self.to(&DOCUMENTS).await?.path("patientId", patient);
        self.send(outgoing).await?.rows_if_any()
    }

    /// Adds a document. `None`: the vendor said yes and showed no row, as in its own sample.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn create_document(
        &self,
        patient: i64,
        request: &CreateDocument,
    ) -> Result<Option<Document>, VendorError> {
        let operation = &CREATE_DOCUMENT;
        check_extra(operation, &request.extra)?;
        for (field, text) in [
            ("base64Data", &request.base64),
            ("type", &request.kind),
            ("name", &request.name),
            ("folderName", &request.folder),
        ] {
            filled(operation.name, field, text.as_deref().unwrap_or_default())?;
        }
        one_of(operation, "type", DOCUMENT_TYPES, request.kind.as_deref())?;
        let outgoing = self.to(operation).await?.path("patientId", patient).json(request);
        self.send(outgoing).await?.one()
    }

    /// What is known of a document.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn document(&self, patient: i64, document: i64) -> Result<Document, VendorError> {
        let outgoing = self.to(&DOCUMENT).await?;
        let outgoing = outgoing.path("patientId", patient).path("documentId", document);
        self.send(outgoing).await?.the_one()
    }

    /// A document's file, by its own path; where the vendor has no such path, by the link in [`Alfadocs::document`].
    ///
    /// # Errors
    /// `Unreadable` for a web page instead of a file; else those of the calls.
    pub async fn download_document(
        &self,
        patient: i64,
        document: i64,
    ) -> Result<DownloadedDocument, VendorError> {
        let operation = &DOWNLOAD_DOCUMENT;
        let outgoing = self.to(operation).await?;
        let outgoing = outgoing.path("patientId", patient).path("documentId", document);
        let mut request = outgoing.build(&self.prefix, [self.account().key_header()?])?;
        as_download(&mut request);
        match file(self.exchange(operation.name, request).await?) {
            Err(error) if matches!(error.http_status, Some(404 | 405)) => {
                let Ok(known) = self.document(patient, document).await else {
                    return Err(error);
                };
                match known.download_url.as_deref().filter(|url| !url.trim().is_empty()) {
                    Some(url) => self.open_link(url).await,
                    None => Err(error),
                }
            }
            settled => settled,
        }
    }

    /// Opens a `downloadUrl`. The key goes along to the account's own host only; one redirect to another host is
    /// followed without it, over https.
    ///
    /// # Errors
    /// `Invalid` for what is no link; else those of the call.
    pub async fn open_link(&self, url: &str) -> Result<DownloadedDocument, VendorError> {
        let name = DOWNLOAD_DOCUMENT.name;
        let unusable =
            || VendorError::invalid(name, "downloadUrl", "the link to the document cannot be used");
        let base = &self.account().base_url;
        let url: Url = base.join(url.trim()).map_err(|_| unusable())?;
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return Err(unusable());
        }
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url.as_str().parse().map_err(|_| unusable())?;
        if url.origin() == base.origin() {
            request.headers_mut().extend([self.account().key_header()?]);
        }
        request.extensions_mut().insert(Route("a document's link"));
        as_download(&mut request);
        file(self.exchange(name, request).await?)
    }
}

fn as_download(request: &mut Request<Bytes>) {
    request
        .headers_mut()
        .insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    request.extensions_mut().insert(CallKind::Read);
    request.extensions_mut().insert(ForeignRedirect);
}

fn file(response: Response<Bytes>) -> Result<DownloadedDocument, VendorError> {
    let name = DOWNLOAD_DOCUMENT.name;
    if !response.status().is_success() {
        return Err(failure(name, &response));
    }
    let media_type = response.headers().get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|kind| Some(kind.to_str().ok()?.to_owned()));
    let status = response.status().as_u16();
    let bytes = response.into_body();
    let is = |kind: &str| {
        media_type
            .as_deref()
            .is_some_and(|given| given.trim_start().starts_with(kind))
    };
    // The vendor's own no (VENDORS: `{"error": ...}`) may come with a yes of HTTP; a document that is JSON has no such key.
    if is("application/json") {
        let complaint = decode(&bytes)
            .ok()
            .and_then(|raw| Object::parse(&raw))
            .and_then(|object| text(&object, "error"));
        if complaint.is_some() {
            return Err(VendorError::new(
                ErrorKind::Refused,
                name,
                "the vendor sent an error instead of a file",
            )
            .with_http_status(status)
            .with_vendor_message(complaint));
        }
    }
    if is("text/html") || bytes.is_empty() {
        let mut error = unreadable(
            name,
            status,
            "a web page or nothing instead of a file".to_owned(),
            bytes,
        );
        error.kind = ErrorKind::Unreadable;
        return Err(error);
    }
    Ok(DownloadedDocument { bytes, media_type })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, asking, round_trip};
    use super::*;
    use crate::testing::response;

    const ROW: &str = r#"{"id":2,"name":"rx.png","type":"xray","createdAt":"2026-01-02 10:00:00",
        "downloadUrl":"https://files.example/rx?sig=1"}"#;

    #[tokio::test]
    async fn rows_nested_under_their_index_are_read() {
        let (client, stub) = answering(&format!(r#"{{"data":[[{ROW}],{{"1":{ROW}}},{{"2":{ROW}}}]}}"#));
        let rows = client.documents(5).await.unwrap();
        assert_eq!(stub.calls(), [format!("GET {A}/patients/5/documents")]);
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| round_trip(row, ROW) == 0));
        assert!(answering("{}").0.documents(5).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_new_document_needs_all_four_and_may_be_answered_with_nothing() {
        let text = |text: &str| Some(text.to_owned());
        let whole = CreateDocument {
            base64: text("JVBERg=="),
            kind: text("text"),
            name: text("a.pdf"),
            folder: text("Esami"),
            ..CreateDocument::default()
        };
        let (client, stub) = answering("{}");
        assert_eq!(client.create_document(5, &whole).await.unwrap(), None);
        assert_eq!(stub.calls(), [format!("POST {A}/patients/5/documents")]);
        assert_eq!(
            stub.body(),
            r#"{"base64Data":"JVBERg==","type":"text","name":"a.pdf","folderName":"Esami"}"#
        );
        for (field, change) in [
            ("base64Data", (|r| r.base64 = None) as fn(&mut CreateDocument)),
            ("type", |r| r.kind = Some("pdf".to_owned())),
            ("name", |r| r.name = Some(String::new())),
            ("folderName", |r| r.folder = None),
        ] {
            let mut wrong = whole.clone();
            change(&mut wrong);
            assert_eq!(
                client.create_document(5, &wrong).await.unwrap_err().field,
                Some(field)
            );
        }
    }

    #[tokio::test]
    async fn one_document_is_described() {
        let (client, stub) = answering(&format!(r#"{{"data":{ROW}}}"#));
        assert_eq!(client.document(5, 2).await.unwrap().kind.as_deref(), Some("xray"));
        assert_eq!(stub.calls(), [format!("GET {A}/patients/5/documents/2")]);
    }

    #[tokio::test]
    async fn a_file_comes_by_its_path_with_the_key() {
        let (client, stub) = answering("%PDF");
        let file = client.download_document(5, 2).await.unwrap();
        assert_eq!(&file.bytes[..], b"%PDF");
        let sent = stub.only();
        assert_eq!(stub.calls(), [format!("GET {A}/patients/5/documents/2/download")]);
        assert!(sent.headers().contains_key("x-api-key"));
        assert_eq!(sent.extensions().get(), Some(&ForeignRedirect));
        assert_eq!(format!("{file:?}"), "DownloadedDocument(4 bytes)");
    }

    #[tokio::test]
    async fn without_such_a_path_the_link_is_opened_and_a_foreign_host_sees_no_key() {
        for (link, key) in [
            ("https://files.example/rx?sig=1", false),
            ("/api/v1/file/2", true),
        ] {
            let row = ROW.replace("https://files.example/rx?sig=1", link);
            let (client, stub) = asking(move |request| {
                Ok(match request.uri().path() {
                    path if path.ends_with("/download") => response(404, ""),
                    path if path.ends_with("/documents/2") => response(200, format!(r#"{{"data":{row}}}"#)),
                    _ => response(200, "bytes"),
                })
            });
            assert_eq!(&client.download_document(5, 2).await.unwrap().bytes[..], b"bytes");
            let last = stub.seen().pop().unwrap();
            assert_eq!(last.headers().contains_key("x-api-key"), key, "{link}");
        }
        let (client, stub) = answering("");
        for link in ["ftp://x/", "https://a:b@files.example/"] {
            assert_eq!(
                client.open_link(link).await.unwrap_err().field,
                Some("downloadUrl")
            );
        }
        assert!(stub.calls().is_empty());
    }

    #[tokio::test]
    async fn a_page_is_no_file() {
        let (client, _) = asking(|_| {
            let mut page = response(200, "<html>login</html>");
            page.headers_mut().insert(
                "content-type",
                HeaderValue::from_static("text/html; charset=utf-8"),
            );
            Ok(page)
        });
        assert_eq!(
            client.download_document(5, 2).await.unwrap_err().kind,
            ErrorKind::Unreadable
        );
        assert_eq!(
            answering("").0.download_document(5, 2).await.unwrap_err().kind,
            ErrorKind::Unreadable
        );
    }
}
