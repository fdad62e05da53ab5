//! Where a clinic's interface lives and the key to it.

use std::fmt;

use http::HeaderValue;
use secrecy::SecretString;
use url::Url;

use super::operations::Paths;
use crate::VendorError;
use crate::account::{CONNECT, checked_base, encoded, key_header};

/// One clinic's account. `Debug` shows no key.
#[derive(Clone)]
pub struct MedsoftAccount {
    /// Everything before `/integrations/…`; a trailing slash does not matter. The vendor names it to the clinic
    /// (Cont Online v11 §1).
    pub base_url: Url,
    /// The clinic's own segment of the path, `{CLIENT_PATH}` in the document.
    pub client_path: String,
    /// The key from MedSoft's settings; travels in `X-API-KEY` only.
    pub key: SecretString,
    /// Where this connection's paths differ from the table.
    pub paths: Paths,
}

impl fmt::Debug for MedsoftAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MedsoftAccount")
            .field("host", &self.base_url.host_str())
            .field("client_path", &self.client_path)
            .finish_non_exhaustive()
    }
}

impl MedsoftAccount {
    /// The address that every operation's path is appended to.
    pub(super) fn prefix(&self) -> Result<String, VendorError> {
        let base = checked_base(&self.base_url)?;
        let invalid = |field, message: &str| VendorError::invalid(CONNECT, field, message);
        let client_path = self.client_path.trim().trim_matches('/');
        if client_path.is_empty() {
            return Err(invalid("client_path", "the client path is missing"));
        }
        if matches!(client_path, "." | "..") {
            return Err(invalid("client_path", "the client path must be a name"));
        }
        Ok(format!(
            "{base}/integrations/cont-online/public/{}",
            encoded(client_path)
        ))
    }

    pub(super) fn key_header(&self) -> Result<HeaderValue, VendorError> {
        key_header("key", "", &self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(base: &str, client_path: &str, key: &str) -> MedsoftAccount {
        MedsoftAccount {
            base_url: Url::parse(base).unwrap(),
            client_path: client_path.to_owned(),
            key: SecretString::from(key.to_owned()),
            paths: Paths::default(),
        }
    }

    #[test]
    fn the_prefix_tolerates_slashes_and_encodes_the_client_path() {
        for base in [
            "https://clinic.example/dev/api",
            "https://clinic.example/dev/api/",
            "https://clinic.example/dev/api//",
        ] {
            assert_eq!(
                account(base, "/dev test/", "k").prefix().unwrap(),
                "https://clinic.example/dev/api/integrations/cont-online/public/dev%20test"
            );
        }
        assert_eq!(
            account("https://clinic.example", "a/b?c#d", "k")
                .prefix()
                .unwrap(),
            "https://clinic.example/integrations/cont-online/public/a%2Fb%3Fc%23d"
        );
    }

    #[test]
    fn unusable_accounts_name_the_field() {
        for (base, path, field) in [
            ("ftp://clinic.example/", "dev", "base_url"),
            ("data:text/plain,x", "dev", "base_url"),
            ("https://user:secret@clinic.example/", "dev", "base_url"),
            ("https://clinic.example/?x=1", "dev", "base_url"),
            ("https://clinic.example/#x", "dev", "base_url"),
            ("https://clinic.example/", " / ", "client_path"),
            ("https://clinic.example/", "..", "client_path"),
        ] {
            let error = account(base, path, "k").prefix().unwrap_err();
            assert_eq!(error.field, Some(field), "{base} {path}");
            assert!(!format!("{error} {error:?}").contains("secret"));
        }
    }

    #[test]
    fn keys_that_cannot_travel_are_refused_without_being_shown() {
        for key in [
            "CANARY\nkey",
            "CANARY\r",
            "CANARY\u{219}",
            "CANARY\0",
            "CANARY\u{7f}",
            "",
            "  ",
        ] {
            let error = account("https://clinic.example/", "dev", key)
                .key_header()
                .unwrap_err();
            assert_eq!(error.field, Some("key"));
            assert!(!format!("{error} {error:?}").contains("CANARY"));
        }
        let good = account("https://clinic.example/", "dev", "CANARY-key");
        assert!(good.key_header().unwrap().is_sensitive());
        assert!(!format!("{good:?} {:?}", good.key_header()).contains("CANARY"));
    }
}
