//! The seven operations and their paths. The slash at the end is the document's.

/// Where the served VideoDoktor lives under the sandbox's origin: everything before `/api_verify/`.
pub const BASE_PATH: &str = "/videodoktor";

/// The names of the seven operations.
pub const OPERATIONS: [&str; 7] = [
    "verify",
    "create-call",
    "calls",
    "call",
    "remove-call",
    "export-call",
    "server-time",
];

/// The last segments of their paths, in the same order.
const SEGMENTS: [&str; 7] = [
    "api_verify",
    "api_meet_add",
    "api_meet_list",
    "api_meet_detail",
    "api_meet_remove",
    "api_meet_export",
    "api_time",
];

/// The operation at a path.
pub(crate) fn operation(path: &str) -> Option<&'static str> {
    let segment = path
        .strip_prefix(BASE_PATH)?
        .strip_prefix('/')?
        .strip_suffix('/')?;
    let at = SEGMENTS.iter().position(|known| *known == segment)?;
    Some(OPERATIONS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_path_leads_to_its_operation_and_no_other_does() {
        for (segment, name) in SEGMENTS.iter().zip(OPERATIONS) {
            assert_eq!(operation(&format!("/videodoktor/{segment}/")), Some(name));
            assert_eq!(operation(&format!("/videodoktor/{segment}")), None);
            assert_eq!(operation(&format!("/{segment}/")), None);
        }
        assert_eq!(operation("/videodoktor/api_meet_update/"), None);
    }
}
