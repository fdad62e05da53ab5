//! The 39 operations and where they live. The document prints no paths; public clients show many of them, and for the
//! others there are two candidates each.

use http::Method;
use percent_encoding::percent_decode_str;

use super::dialect::{Dialect, Paths, Update};

/// Where the served AlfaDocs lives under the sandbox's origin: everything before `/v1/…`.
pub const BASE_PATH: &str = "/alfadocs/api";

/// Under which methods an operation is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Get,
    Post,
    Delete,
    /// The dialect's method for appointments.
    UpdateAppointment,
    /// The dialect's method for everything else that is updated.
    UpdateOther,
}

impl Verb {
    /// Whether the operation is asked for so; without a dialect by any method that some dialect has.
    fn takes(self, method: &Method, dialect: Option<&Dialect>) -> bool {
        let update = |wanted: Option<Update>| match wanted {
            None | Some(Update::Either) => method == Method::PUT || method == Method::PATCH,
            Some(Update::Put) => method == Method::PUT,
            Some(Update::Patch) => method == Method::PATCH,
        };
        match self {
            Self::Get => method == Method::GET,
            Self::Post => method == Method::POST,
            Self::Delete => method == Method::DELETE,
            Self::UpdateAppointment => update(dialect.map(|dialect| dialect.appointment_update)),
            Self::UpdateOther => update(dialect.map(|dialect| dialect.other_update)),
        }
    }
}

/// An operation, its verb, and its path in the two candidates; `{}` is a value, `@` the archive.
type Row = (&'static str, Verb, [&'static str; 2]);

const fn same(name: &'static str, verb: Verb, path: &'static str) -> Row {
    (name, verb, [path, path])
}

const ROWS: [Row; 39] = [
    same("accounts", Verb::Get, "@/accounts"),
    (
        "booking-reasons",
        Verb::Get,
        ["@/appointment-booking-reasons", "@/appointments/booking-reasons"],
    ),
    same("appointments", Verb::Get, "@/appointments"),
    same("create-appointment", Verb::Post, "@/appointments"),
    same("appointment", Verb::Get, "@/appointments/{}"),
    same("update-appointment", Verb::UpdateAppointment, "@/appointments/{}"),
    (
        "appointment-care-plan-entries",
        Verb::Get,
        ["@/appointments/{}/care-plan-entries", "@/appointments/{}/entries"],
    ),
    same("bill", Verb::Get, "@/bills/{}"),
    same("bills", Verb::Get, "@/bills"),
    (
        "bill-liabilities",
        Verb::Get,
        ["@/bills/{}/liabilities", "@/bills/{}/bill-liabilities"],
    ),
    (
        "delete-bill-liability",
        Verb::Delete,
        ["@/bills/{}/liabilities/{}", "@/bills/{}/bill-liabilities/{}"],
    ),
    same("care-plan", Verb::Get, "@/care-plans/{}"),
    same(
        "care-plan-signature-status",
        Verb::Get,
        "@/care-plans/{}/signature-status",
    ),
    same("chairs", Verb::Get, "@/chairs"),
    same("colors", Verb::Get, "@/colors"),
    same("context", Verb::Get, "me"),
    (
        "custom-fields",
        Verb::Get,
        ["@/custom-object-fields", "@/custom-fields"],
    ),
    (
        "create-custom-field",
        Verb::Post,
        ["@/custom-object-fields", "@/custom-fields"],
    ),
    same("documents", Verb::Get, "@/patients/{}/documents"),
    same("create-document", Verb::Post, "@/patients/{}/documents"),
    same("document", Verb::Get, "@/patients/{}/documents/{}"),
    (
        "download-document",
        Verb::Get,
        [
            "@/patients/{}/documents/{}/download",
            "@/patients/{}/documents/{}/content",
        ],
    ),
    ("free-slots", Verb::Get, ["@/free-slots/{}", "@/freeSlots/{}"]),
    same("operators", Verb::Get, "@/operators"),
    same("patients", Verb::Get, "@/patients"),
    same("create-patient", Verb::Post, "@/patients"),
    same("patient", Verb::Get, "@/patients/{}"),
    same("delete-patient", Verb::Delete, "@/patients/{}"),
    same("update-patient", Verb::UpdateOther, "@/patients/{}"),
    same("payment-types", Verb::Get, "@/payment-types"),
    ("practice", Verb::Get, ["practices/current", "practice"]),
    same("specialties", Verb::Get, "@/specialties"),
    same("transactions", Verb::Get, "@/transactions"),
    same("create-transaction", Verb::Post, "@/transactions"),
    (
        "care-plan-entry",
        Verb::Get,
        [
            "@/care-plans/{}/care-plan-entries/{}",
            "@/care-plans/{}/entries/{}",
        ],
    ),
    (
        "phone-numbers",
        Verb::Get,
        ["@/patients/{}/phone-numbers", "@/patients/{}/phoneNumbers"],
    ),
    (
        "create-phone-number",
        Verb::Post,
        ["@/patients/{}/phone-numbers", "@/patients/{}/phoneNumbers"],
    ),
    (
        "phone-number",
        Verb::Get,
        ["@/patients/{}/phone-numbers/{}", "@/patients/{}/phoneNumbers/{}"],
    ),
    (
        "update-phone-number",
        Verb::UpdateOther,
        ["@/patients/{}/phone-numbers/{}", "@/patients/{}/phoneNumbers/{}"],
    ),
];

/// The names of the 39 operations.
pub const OPERATIONS: [&str; 39] = {
    let mut names = [""; 39];
    let mut at = 0;
    while at < names.len() {
        names[at] = ROWS[at].0;
        at += 1;
    }
    names
};

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Found {
        name: &'static str,
        /// The practice and the archive, where the path names them.
        archive: Option<[String; 2]>,
        /// The other values of the path, in order.
        values: Vec<String>,
    },
    OtherMethod,
    Nowhere,
}

/// The values of a path that fits a pattern; the practice and the archive first, where it has them.
fn fits(pattern: &str, path: &str) -> Option<Vec<String>> {
    let pattern = pattern.replacen('@', "practices/{}/archives/{}", 1);
    let (mut wanted, mut sent) = (pattern.split('/'), path.split('/'));
    let mut values = Vec::new();
    loop {
        match (wanted.next(), sent.next()) {
            (None, None) => return Some(values),
            (Some("{}"), Some(value)) if !value.is_empty() => {
                values.push(percent_decode_str(value).decode_utf8_lossy().into_owned());
            }
            (Some(wanted), Some(sent)) if wanted == sent => {}
            _ => return None,
        }
    }
}

/// Finds what a request asks for; without a dialect wherever some dialect has it.
pub(crate) fn route(method: &Method, path: &str, dialect: Option<&Dialect>) -> Route {
    let Some(path) = path
        .strip_prefix(BASE_PATH)
        .and_then(|path| path.strip_prefix("/v1/"))
    else {
        return Route::Nowhere;
    };
    let candidates: &[usize] = match dialect.map(|dialect| dialect.paths) {
        None => &[0, 1],
        Some(Paths::Kebab) => &[0],
        Some(Paths::Other) => &[1],
    };
    let fitting = candidates.iter().flat_map(|candidate| {
        ROWS.iter().filter_map(move |(name, verb, paths)| {
            let pattern = paths[*candidate];
            fits(pattern, path).map(|values| (*name, *verb, pattern.starts_with('@'), values))
        })
    });
    // What a path says literally counts more than what would fit it as a value.
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|(.., values)| values.len());
    let exists = !fitting.is_empty();
    let asked = fitting
        .into_iter()
        .find(|(_, verb, ..)| verb.takes(method, dialect));
    match asked {
        Some((name, _, in_archive, mut values)) => {
            let archive = in_archive.then(|| {
                let rest = values.split_off(2);
                std::mem::replace(&mut values, rest)
            });
            Route::Found {
                name,
                archive: archive.and_then(|ids| <[String; 2]>::try_from(ids).ok()),
                values,
            }
        }
        None if exists => Route::OtherMethod,
        None => Route::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(method: &str, path: &str, dialect: Option<&Dialect>) -> Route {
        route(
            &method.parse().unwrap(),
            &format!("/alfadocs/api/v1/{path}"),
            dialect,
        )
    }

    #[test]
    fn every_operation_is_found_in_both_dialects_at_its_own_path_only() {
        for (dialect, which) in [(Dialect::a(), 0), (Dialect::b(), 1)] {
            for (name, verb, paths) in ROWS {
                let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
                let method = methods
                    .iter()
                    .find(|method| verb.takes(&method.parse().unwrap(), Some(&dialect)))
                    .unwrap();
                let path = |which: usize| {
                    paths[which]
                        .replace('@', "practices/1/archives/2")
                        .replace("{}", "7")
                };
                let Route::Found {
                    name: found,
                    archive,
                    values,
                } = at(method, &path(which), Some(&dialect))
                else {
                    panic!("{name}")
                };
                assert_eq!(found, name);
                assert_eq!(archive.is_some(), paths[which].starts_with('@'), "{name}");
                assert!(archive.is_none_or(|archive| archive == ["1", "2"]));
                assert_eq!(values, vec!["7"; paths[which].matches("{}").count()], "{name}");
                let named = at(method, &path(which), None);
                assert!(
                    matches!(named, Route::Found { name: found, .. } if found == name),
                    "{name}"
                );
                if paths[0] != paths[1] {
                    let other = at(method, &path(1 - which), Some(&dialect));
                    let same = matches!(other, Route::Found { name: found, .. } if found == name);
                    assert!(!same, "{name} at {}", path(1 - which));
                }
            }
        }
    }

    #[test]
    fn nothing_the_document_lacks_is_found() {
        for path in [
            "practices/1/archives/2/patients/7/care-plans",
            "practices/1/archives/2/care-plan-entries",
            "practices/1/archives/2/patients/",
            "practices/1/archives/2",
            "",
        ] {
            assert_eq!(at("GET", path, None), Route::Nowhere, "{path}");
        }
        assert_eq!(at("DELETE", "me", None), Route::OtherMethod);
        assert_eq!(
            at("DELETE", "practices/1/archives/2/appointments/7", None),
            Route::OtherMethod
        );
    }
}
