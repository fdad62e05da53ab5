//! What the transport may do: how long, how much, and where plain http is allowed.

use std::time::Duration;

use url::{Host, Url};

/// Where requests may travel without TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlainHttp {
    /// Nowhere.
    Never,
    /// To this machine only (`127.0.0.0/8`, `::1`, `localhost`): training and development.
    #[default]
    Loopback,
    /// Anywhere; only after a person has read the warning.
    Always,
}

impl PlainHttp {
    /// Whether `url` may be called: https always, http as far as allowed, nothing else ever.
    pub fn allows(self, url: &Url) -> bool {
        match url.scheme() {
            "https" => true,
            "http" => match self {
                Self::Never => false,
                Self::Loopback => is_loopback(url),
                Self::Always => true,
            },
            _ => false,
        }
    }
}

pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// Limits of one transport. `Default` is what every connection uses unless it has a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportPolicy {
    /// For name look-up, TCP and TLS together; running out of it means that nothing was sent.
    pub connect_timeout: Duration,
    /// For the whole answer to a call that reads.
    pub read_timeout: Duration,
    /// For the whole answer to a call that writes, beside the time that a long body needs on a slow line. Never less than `read_timeout` (a smaller value is raised):
    /// an abandoned read is free, an abandoned write has to be investigated.
    pub write_timeout: Duration,
    /// The longest answer, in bytes after content decoding.
    pub body_limit: usize,
    /// Where plain http is allowed.
    pub allow_plain_http: PlainHttp,
}

impl Default for TransportPolicy {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(60),
            body_limit: 32 * 1024 * 1024,
            allow_plain_http: PlainHttp::Loopback,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_only_where_allowed() {
        let allows = |plain: PlainHttp, url: &str| plain.allows(&Url::parse(url).unwrap());
        for url in [
            "http://127.0.0.1:80/x",
            "http://127.9.9.9/",
            "http://[::1]:8080/",
            "http://LOCALHOST/",
        ] {
            assert!(allows(PlainHttp::Loopback, url), "{url}");
            assert!(!allows(PlainHttp::Never, url), "{url}");
        }
        for url in [
            "http://clinic.example/",
            "http://localhost.example/",
            "http://10.0.0.1/",
            "http://[::2]/",
        ] {
            assert!(!allows(PlainHttp::Loopback, url), "{url}");
            assert!(allows(PlainHttp::Always, url), "{url}");
        }
        assert!(allows(PlainHttp::Never, "https://clinic.example/"));
        assert!(!allows(PlainHttp::Always, "ftp://clinic.example/"));
        assert!(!allows(PlainHttp::Always, "file:///etc/passwd"));
    }
}
