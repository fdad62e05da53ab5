//! Where the laboratory's interface lives, the key to it, and what its document leaves to each connection.

use std::fmt;

use http::{HeaderName, HeaderValue, header};
use secrecy::SecretString;
use url::Url;

use super::mapping::AttendanceMapping;
use super::operations::Paths;
use crate::VendorError;
use crate::account::{checked_base, key_header};

/// How the PDF of a report travels. The document does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UploadTransport {
    /// The file is the body, as `application/pdf`.
    #[default]
    Raw,
    /// A form with one file, named `file`.
    Multipart,
    /// JSON with the file as base64 under `file`.
    Base64,
}

impl UploadTransport {
    /// Reads `raw`, `multipart` or `base64`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "raw" => Some(Self::Raw),
            "multipart" => Some(Self::Multipart),
            "base64" => Some(Self::Base64),
            _ => None,
        }
    }
}

/// One account. `Debug` shows no key.
#[derive(Clone)]
pub struct GensoftAccount {
    /// Everything before `/api/v1/…`. The document writes plain http; whether that is allowed is the transport's
    /// business.
    pub base_url: Url,
    /// The key; travels in `Authorization`, bare.
    pub key: SecretString,
    /// How reports travel.
    pub upload: UploadTransport,
    /// How an attendance is written. The document names its parts and no key.
    pub mapping: AttendanceMapping,
    /// Where this connection's paths differ from the table.
    pub paths: Paths,
}

impl fmt::Debug for GensoftAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GensoftAccount")
            .field("host", &self.base_url.host_str())
            .field("upload", &self.upload)
            .finish_non_exhaustive()
    }
}

impl GensoftAccount {
    /// The address that every operation's path is appended to.
    pub(super) fn prefix(&self) -> Result<String, VendorError> {
        Ok(checked_base(&self.base_url)?.to_owned())
    }

    pub(super) fn key_header(&self) -> Result<(HeaderName, HeaderValue), VendorError> {
        Ok((header::AUTHORIZATION, key_header("key", "", &self.key)?))
    }
}
