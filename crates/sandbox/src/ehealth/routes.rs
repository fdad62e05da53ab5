//! The paths: the one operation of the document, and what public material adds to it.

use http::Method;

/// Where the served eHealth lives under the sandbox's origin: everything before `/api/…`.
pub const BASE_PATH: &str = "/ehealth";

/// The names of the operations. Only `contract-request` is the document's; the list, the new token and the documents'
/// storage come from public material.
pub const OPERATIONS: [&str; 4] = [
    "contract-request",
    "contract-requests",
    "refresh-token",
    "open-document",
];

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Details { kind: &'a str, id: &'a str },
    List { kind: &'a str },
    Tokens,
    Document { id: &'a str, name: &'a str },
    Nowhere,
}

impl Route<'_> {
    /// The operation's name, or `unknown`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Details { .. } => OPERATIONS[0],
            Self::List { .. } => OPERATIONS[1],
            Self::Tokens => OPERATIONS[2],
            Self::Document { .. } => OPERATIONS[3],
            Self::Nowhere => "unknown",
        }
    }
}

/// Finds what a request asks for.
pub(crate) fn route<'a>(method: &Method, path: &'a str) -> Route<'a> {
    let segments: Vec<&str> = match path.strip_prefix(BASE_PATH) {
        Some(rest) => rest.split('/').skip(1).collect(),
        None => return Route::Nowhere,
    };
    match (method, &segments[..]) {
        (&Method::GET, ["api", "contract_requests", kind] | ["api", "contract_requests", kind, ""]) => {
            Route::List { kind }
        }
        (&Method::GET, ["api", "contract_requests", kind, id]) => Route::Details { kind, id },
        (&Method::POST, ["oauth", "tokens"]) => Route::Tokens,
        (&Method::GET, ["storage", id, "media", name]) => Route::Document { id, name },
        _ => Route::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_their_operations_under_their_method_only() {
        for (method, path, name) in [
            (
                "GET",
                "/ehealth/api/contract_requests/capitation/d290f1ee",
                "contract-request",
            ),
            (
                "GET",
                "/ehealth/api/contract_requests/capitation",
                "contract-requests",
            ),
            (
                "GET",
                "/ehealth/api/contract_requests/capitation/",
                "contract-requests",
            ),
            ("POST", "/ehealth/oauth/tokens", "refresh-token"),
            (
                "GET",
                "/ehealth/storage/d290f1ee/media/signed_content",
                "open-document",
            ),
            (
                "POST",
                "/ehealth/api/contract_requests/capitation/d290f1ee",
                "unknown",
            ),
            ("GET", "/ehealth/oauth/tokens", "unknown"),
            ("GET", "/ehealth/api/contracts/capitation", "unknown"),
            (
                "GET",
                "/ehealth/api/contract_requests/capitation/d290f1ee/printout_content",
                "unknown",
            ),
        ] {
            assert_eq!(
                route(&method.parse().unwrap(), path).name(),
                name,
                "{method} {path}"
            );
        }
    }
}
