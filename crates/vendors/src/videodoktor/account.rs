//! Where the integration's interface lives and the two keys to it.

use std::fmt;

use secrecy::SecretString;
use url::Url;

use super::operations::Paths;
use super::start::StartFormat;
use crate::VendorError;
use crate::account::{checked_base, filled_key};

/// One practice's account. `Debug` shows no key.
#[derive(Clone)]
pub struct VideodoktorAccount {
    /// Everything before `/api_verify/`: the vendor gives every integration a host of its own.
    pub base_url: Url,
    /// `api_app_key`: the integration's key; travels in the form of `verify` only.
    pub app_key: SecretString,
    /// `api_key`: the practice's key; travels in the form of `verify` only.
    pub key: SecretString,
    /// How `meet_start` is written. The document does not say.
    pub start_format: StartFormat,
    /// Where this connection's paths differ from the table.
    pub paths: Paths,
}

impl fmt::Debug for VideodoktorAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VideodoktorAccount")
            .field("host", &self.base_url.host_str())
            .field("start_format", &self.start_format)
            .finish_non_exhaustive()
    }
}

impl VideodoktorAccount {
    /// The address that every operation's path is appended to.
    pub(super) fn prefix(&self) -> Result<String, VendorError> {
        filled_key("api_app_key", &self.app_key)?;
        filled_key("api_key", &self.key)?;
        Ok(checked_base(&self.base_url)?.to_owned())
    }
}
