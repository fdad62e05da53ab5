//! Whatever the vendor answers, every operation gives a value or a typed error.

use chrono::{Days, NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::OPERATIONS;
use super::fuzzing::{any_answer, windows};
use crate::testing::any_json;

const KEYS: &[&str] = &[
    "data",
    "results",
    "links",
    "next",
    "status",
    "error",
    "id",
    "date",
    "isSigned",
    "phoneNumbers",
    "dateBirth",
    "downloadUrl",
    "_height",
    "choices",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        any_answer(status, &body, true);
        any_answer(status, &body, false);
    }

    #[test]
    fn any_data(status in prop_oneof![Just(200_u16), 200_u16..600], data in any_json(KEYS)) {
        any_answer(status, data.as_bytes(), true);
        any_answer(200, format!(r#"{{"data":[{data}],"links":{data}}}"#).as_bytes(), true);
        any_answer(200, format!(r#"{{"data":{data}}}"#).as_bytes(), false);
        any_answer(200, format!(r#"{{"results":{data}}}"#).as_bytes(), true);
    }

    #[test]
    fn any_cut(data in any_json(KEYS), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = format!(r#"{{"status":"success","data":[{data},{{"0":{data}}}]}}"#).into_bytes();
        let at = at.index(body.len());
        any_answer(200, &body[..at], true);
        body[at] = byte;
        any_answer(200, &body, true);
    }

    #[test]
    fn any_range(start in 0_u64..40_000, length in -400_i64..9_000, longest in 1_u64..400) {
        let first = NaiveDate::default() + Days::new(10_000);
        let start = first + Days::new(start);
        windows(start, start + TimeDelta::days(length), longest);
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    let row = br#"{"status":"success","data":[{"id":1}],"isSigned":"true"}"#;
    assert_eq!(any_answer(200, row, true), OPERATIONS.len());
}
