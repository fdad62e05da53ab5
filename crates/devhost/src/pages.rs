//! The built pages, under the same policy as in the window, so that what the policy forbids fails here too.

use std::path::Path;

use axum::Router;
use axum::http::{HeaderValue, header};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::DevhostError;

/// Serves a folder of built pages.
///
/// # Errors
/// `NoPolicy`.
pub fn router(folder: &Path) -> Result<Router, DevhostError> {
    let policy = HeaderValue::from_str(&policy()?).map_err(|_| DevhostError::NoPolicy)?;
    let files = ServeDir::new(folder).fallback(ServeFile::new(folder.join("index.html")));
    Ok(Router::new()
        .fallback_service(files)
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            policy,
        )))
}

fn policy() -> Result<String, DevhostError> {
    let config: serde_json::Value =
        serde_json::from_str(include_str!("../../../tauri.conf.json")).map_err(|_| DevhostError::NoPolicy)?;
    let rules = config
        .pointer("/app/security/csp")
        .and_then(|csp| csp.as_object())
        .ok_or(DevhostError::NoPolicy)?;
    let rules = rules
        .iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value.as_str()?)));
    Ok(rules.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_windows_policy_is_the_browsers() {
        let policy = super::policy().unwrap();
        assert!(
            policy.contains("default-src 'self'")
                && policy.contains("script-src 'self';")
                && policy.contains("object-src 'none'"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe-eval"),
            "no page evaluates anything: {policy}"
        );
    }
}
