//! The table of operations. The document has no section numbers; its headings are named in English.

use OperationEffect::{Read, Write};

use crate::operation::{Operation, OperationEffect, Parameter, PathSource};
use crate::paths::ways;

const fn needed(name: &'static str) -> Parameter {
    Parameter::form(name)
}

const fn optional(name: &'static str) -> Parameter {
    Parameter::optional_form(name)
}

macro_rules! operations {
    ($( $ident:ident: $name:literal $path:literal, $section:literal, $effect:expr, [$($parameter:expr),*]; )+) => {
        $( pub(super) const $ident: Operation = Operation {
            name: $name, method: "POST", path: $path, section: $section, source: PathSource::Document,
            effect: $effect, parameters: &[$($parameter),*],
        }; )+
        /// All 7 operations. Token and keys are the client's business and no parameters.
        pub const OPERATIONS: &[Operation] = &[$($ident),+];
    };
}

operations! {
    VERIFY: "verify" "/api_verify/", "token", Read, [];
    CREATE_CALL: "create-call" "/api_meet_add/", "new call", Write,
        [needed("pacient_jmeno"), optional("pacient_email"), optional("pacient_telefon"), needed("pacient_narozen"),
         needed("meet_start")];
    CALLS: "calls" "/api_meet_list/", "list", Read, [];
    CALL: "call" "/api_meet_detail/", "details", Read, [needed("meet_id")];
    REMOVE_CALL: "remove-call" "/api_meet_remove/", "removal", Write, [needed("meet_id")];
    EXPORT_CALL: "export-call" "/api_meet_export/", "report", Read, [needed("meet_id")];
    SERVER_TIME: "server-time" "/api_time/", "date and time", Read, [];
}

ways!(OPERATIONS);

/// The operation of a name in kebab-case.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_lists_the_same_operations() {
        let readme = include_str!("../../README.md");
        assert_eq!(OPERATIONS.len(), 7);
        for entry in OPERATIONS {
            let row = format!(
                "| {} | {} | `{}` | {}, {} | `videodoktor::",
                entry.name,
                entry.method,
                entry.path,
                entry.source.as_str(),
                entry.section
            );
            assert!(readme.contains(&row), "{row}");
            assert_eq!(operation(entry.name), Some(entry));
        }
    }
}
