//! Documents of a contract request: links that work for a short time and take no token.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Request, header};
use url::Url;

use super::client::Ehealth;
use super::operations::CONTRACT_DOCUMENT;
use crate::VendorError;
use crate::refusal::http_failure;
use crate::row::row;
use crate::transport::{CallKind, ForeignRedirect, Route};

row! {
    /// A link to a document.
    pub struct UrgentDocument {
        /// `CONTRACT_REQUEST_STATUTE`, `CONTRACT_REQUEST_ADDITIONAL_DOCUMENT`, `SIGNED_CONTENT`, or another.
        kind: String = "type",
        /// Where it can be had, for a short time, by anybody who has the link.
        url: String = "url",
    }
}

/// A document. `Debug` shows its size only.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedDocument {
    /// Its bytes.
    pub bytes: Bytes,
    /// What the server says they are.
    pub media_type: Option<String>,
}

impl fmt::Debug for OpenedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenedDocument({} bytes)", self.bytes.len())
    }
}

impl Ehealth {
    /// Opens a link. Neither the token nor any other header of the account goes there; one redirect to another host
    /// is followed over https.
    ///
    /// # Errors
    /// `Invalid` for what is no link; `NotSent` for one without https; `Forbidden` or `NotFound` when it has ended;
    /// else those of the call.
    pub async fn open_document(&self, url: &str) -> Result<OpenedDocument, VendorError> {
        let name = CONTRACT_DOCUMENT.name;
        let unusable = || VendorError::invalid(name, "url", "the link to the document cannot be used");
        let url = Url::parse(url.trim()).map_err(|_| unusable())?;
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return Err(unusable());
        }
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url.as_str().parse().map_err(|_| unusable())?;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        request.extensions_mut().insert(Route("a document's link"));
        request.extensions_mut().insert(CallKind::Read);
        request.extensions_mut().insert(ForeignRedirect);
        let response = self.exchange(name, request).await?;
        if !response.status().is_success() {
            let mut error = http_failure(name, &response);
            error.message = format!(
                "the link to the document does not work (any more): {}",
                error.message
            )
            .into();
            return Err(error);
        }
        let media_type = response.headers().get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|kind| Some(kind.to_str().ok()?.to_owned()));
        Ok(OpenedDocument {
            bytes: response.into_body(),
            media_type,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answering, asking};
    use super::*;
    use crate::ErrorKind;
    use crate::testing::response;

    #[tokio::test]
    async fn a_link_is_opened_without_the_token() {
        let (client, stub) = answering("%PDF-1.4");
        let link = "https://storage.example/a/b.pdf?Signature=x%2By&Expires=5";
        let document = client.open_document(&format!(" {link}\n")).await.unwrap();
        let sent = stub.only();
        assert_eq!(sent.uri().to_string(), link);
        let names: Vec<_> = sent.headers().keys().map(|name| name.as_str()).collect();
        assert_eq!(names, ["accept"]);
        assert_eq!(sent.extensions().get(), Some(&ForeignRedirect));
        assert_eq!(&document.bytes[..], b"%PDF-1.4");
        assert_eq!(format!("{document:?}"), "OpenedDocument(8 bytes)");
    }

    #[tokio::test]
    async fn what_is_no_link_is_not_opened_and_an_ended_one_says_so() {
        let (client, stub) = answering("");
        for url in [
            "",
            "storage",
            "file:///etc/passwd",
            "https://u:p@storage.example/",
        ] {
            let error = client.open_document(url).await.unwrap_err();
            assert_eq!(
                (error.kind, error.field),
                (ErrorKind::Invalid, Some("url")),
                "{url}"
            );
        }
        assert!(stub.calls().is_empty());
        let (client, _) = asking(|_| Ok(response(403, "<Error>expired</Error>")));
        let error = client
            .open_document("https://storage.example/canary?canary")
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::Forbidden);
        assert!(error.message.contains("does not work"));
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
