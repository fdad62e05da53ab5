//! Whatever the vendor answers, every operation gives a value or a typed error.

use proptest::prelude::*;

use super::fuzzing::any_answer;
use super::testing::CAPITATION;
use crate::testing::any_json;

const KEYS: &[&str] = &[
    "data",
    "error",
    "meta",
    "urgent",
    "documents",
    "paging",
    "contractor_divisions",
    "working_hours",
    "mon",
    "contractor_legal_entity",
    "start_date",
    "medical_programs",
];

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        any_answer(status, &body, true);
    }

    #[test]
    fn any_data(status in prop_oneof![Just(200_u16), 200_u16..600], data in any_json(KEYS)) {
        any_answer(status, data.as_bytes(), true);
        any_answer(200, format!(r#"{{"data":{data},"urgent":{data},"paging":{data}}}"#).as_bytes(), true);
        any_answer(200, format!(r#"{{"data":[{data}]}}"#).as_bytes(), true);
    }

    #[test]
    fn any_cut_and_any_scratch(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = CAPITATION.as_bytes().to_vec();
        let at = at.index(body.len());
        any_answer(200, &body[..at], true);
        body[at] = byte;
        any_answer(200, &body, true);
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    assert_eq!(any_answer(200, CAPITATION.as_bytes(), false), 2);
}
