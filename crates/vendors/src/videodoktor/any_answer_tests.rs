//! Whatever the vendor answers, every operation gives a value or a typed error.

use proptest::prelude::*;

use super::fuzzing::{any_answer, any_code};
use super::{CODES, OPERATIONS};
use crate::testing::any_json;

const KEYS: &[&str] = &[
    "meet_id",
    "meet_url",
    "meet_time",
    "meet_time_imd",
    "meet_active",
    "export_url",
    "time",
    "token",
    "error",
    "X004",
];

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        any_answer(status, &body, false);
        any_answer(status, &body, true);
    }

    #[test]
    fn any_data(status in prop_oneof![Just(200_u16), 200_u16..600], data in any_json(KEYS)) {
        any_answer(status, data.as_bytes(), true);
        any_answer(status, format!("[{data}]").as_bytes(), true);
    }

    /// A code in any text around it is found, in any operation.
    #[test]
    fn a_code_anywhere(which in 0..CODES.len(), before in "[ -~]{0,20}[ :\"\\[{(]", after in "[ .\"\\])}][ -~]{0,20}") {
        any_code(which, &before, &after);
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    let one = br#"{"meet_id":"k","export_url":"u","time":"21.11.2030.01.18","token":"t"}"#;
    assert_eq!(any_answer(200, one, false), OPERATIONS.len() - 1);
}
