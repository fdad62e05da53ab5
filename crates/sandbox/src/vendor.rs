//! Which vendors live here, and what the shared machinery must know of each.

use bytes::Bytes;
use http::Request;
use serde::{Deserialize, Serialize};

use crate::{alfadocs, ehealth, gensoft, medsoft, videodoktor};

/// A vendor of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// MedSoft CLOUD (Romania).
    Medsoft,
    /// VideoDoktor.cz (Czechia).
    Videodoktor,
    /// eHealth (Ukraine).
    Ehealth,
    /// Gensoft (Brazil).
    Gensoft,
    /// AlfaDocs (Italy).
    Alfadocs,
}

impl Vendor {
    /// Every vendor.
    pub const ALL: [Self; 5] = [
        Self::Medsoft,
        Self::Videodoktor,
        Self::Ehealth,
        Self::Gensoft,
        Self::Alfadocs,
    ];

    /// The name in paths, faults and admin routes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Medsoft => medsoft::VENDOR,
            Self::Videodoktor => videodoktor::VENDOR,
            Self::Ehealth => ehealth::VENDOR,
            Self::Gensoft => gensoft::VENDOR,
            Self::Alfadocs => alfadocs::VENDOR,
        }
    }

    /// The vendor of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.name() == name)
    }

    /// The names of the operations, as faults and the log use them.
    pub fn operations(self) -> &'static [&'static str] {
        match self {
            Self::Medsoft => &medsoft::OPERATIONS,
            Self::Videodoktor => &videodoktor::OPERATIONS,
            Self::Ehealth => &ehealth::OPERATIONS,
            Self::Gensoft => &gensoft::OPERATIONS,
            Self::Alfadocs => &alfadocs::OPERATIONS,
        }
    }

    /// Whose server a path leads to: each lives under its own name. What leads nowhere is the first one's to refuse.
    pub(crate) fn of(path: &str) -> Self {
        path.split('/')
            .nth(1)
            .and_then(Self::named)
            .unwrap_or(Self::Medsoft)
    }

    /// The name of the operation a request asks for, or `unknown`.
    pub(crate) fn operation_name(self, request: &Request<Bytes>) -> &'static str {
        match self {
            Self::Medsoft => medsoft::operation_name(request),
            Self::Videodoktor => videodoktor::operation_name(request),
            Self::Ehealth => ehealth::operation_name(request),
            Self::Gensoft => gensoft::operation_name(request),
            Self::Alfadocs => alfadocs::operation_name(request),
        }
    }

    /// An answer in the vendor's shape, cut open inside a text: what is put between makes it as long as wanted.
    pub(crate) fn frame(self) -> (&'static str, &'static str) {
        match self {
            Self::Medsoft => (r#"{"Status": 0, "ReturnData": [{"denumire": ""#, r#""}]}"#),
            Self::Videodoktor => (r#"[{"meet_id": ""#, r#""}]"#),
            Self::Ehealth => (r#"{"meta": {"code": 200}, "data": {"id": ""#, r#""}}"#),
            Self::Gensoft => (r#"[{"name": ""#, r#""}]"#),
            Self::Alfadocs => (
                r#"{"status": "success", "count": 1, "data": [{"name": ""#,
                r#""}]}"#,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_vendor_of_its_first_segment() {
        for vendor in Vendor::ALL {
            assert_eq!(Vendor::of(&format!("/{}/x", vendor.name())), vendor);
            assert_eq!(serde_json::json!(vendor), vendor.name());
        }
        assert_eq!(Vendor::of("/nowhere/medsoft"), Vendor::Medsoft);
        assert_eq!(Vendor::named("nowhere"), None);
    }

    #[test]
    fn every_frame_is_json_once_closed() {
        for vendor in Vendor::ALL {
            let (head, tail) = vendor.frame();
            let whole: serde_json::Value = serde_json::from_str(&format!("{head}A{tail}")).unwrap();
            assert!(whole.to_string().contains("\"A\""), "{vendor:?}");
        }
    }
}
