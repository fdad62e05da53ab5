//! What every account has: an address, a key, and the rules for both.

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::VendorError;

/// Everything but the unreserved characters of RFC 3986.
const UNRESERVED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The operation's name in errors about the account itself.
pub(crate) const CONNECT: &str = "connect";

/// The address that paths are appended to, without a slash at its end.
pub(crate) fn checked_base(base: &Url) -> Result<&str, VendorError> {
    let invalid = |message: &str| VendorError::invalid(CONNECT, "base_url", message);
    if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none_or(str::is_empty) {
        return Err(invalid("the address must begin with https:// and name a host"));
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(invalid("the address must not contain a user name or password"));
    }
    if base.query().is_some() || base.fragment().is_some() {
        return Err(invalid("the address must end before any ? or #"));
    }
    Ok(base.as_str().trim_end_matches('/'))
}

/// A key that was given.
pub(crate) fn filled_key(field: &'static str, key: &SecretString) -> Result<(), VendorError> {
    if key.expose_secret().trim().is_empty() {
        return Err(VendorError::invalid(CONNECT, field, "the key is missing"));
    }
    Ok(())
}

/// A key as a header, marked as secret; `prefix` is the scheme with its blank, if there is one.
pub(crate) fn key_header(
    field: &'static str,
    prefix: &str,
    key: &SecretString,
) -> Result<HeaderValue, VendorError> {
    filled_key(field, key)?;
    let key = key.expose_secret();
    let invalid = || {
        VendorError::invalid(
            CONNECT,
            field,
            "the key contains characters that cannot travel in a header",
        )
    };
    // Beyond ASCII a header may be re-coded on its way, and the key would silently be another one.
    if !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Err(invalid());
    }
    let mut header = HeaderValue::from_str(&format!("{prefix}{key}")).map_err(|_| invalid())?;
    header.set_sensitive(true);
    Ok(header)
}

/// A path segment or query value, percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, &UNRESERVED).to_string()
}
