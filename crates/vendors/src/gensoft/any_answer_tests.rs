//! Whatever the vendor answers, every operation gives a value or a typed error.

use proptest::prelude::*;

use super::OPERATIONS;
use super::fuzzing::{any_answer, any_mapping};
use crate::testing::any_json;

/// Texts that mappings are made of.
const PARTS: &[&str] = &[
    "procedures",
    "{{patient.name}}",
    "{{ id }}",
    "{{.code}}",
    "x {{.name}} y",
    "{{patient",
    "clinical_data",
];

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        any_answer(status, &body);
    }

    #[test]
    fn any_data(status in 200_u16..600, data in any_json(&["detail", "message", "id"])) {
        any_answer(status, data.as_bytes());
    }

    #[test]
    fn any_template(
        text in any_json(&["$each", "$item", "patient"]),
        parts in prop::collection::vec(prop::sample::select(PARTS), 4),
        name in "([a-z{}]{0,6}(\\{\\{id\\}\\})?){0,2}",
    ) {
        any_mapping(&text, &name);
        let [list, own, other, plain] = [parts[0], parts[1], parts[2], parts[3]];
        any_mapping(&format!(r#"{{"$each": "{list}", "$item": "{own}"}}"#), &name);
        any_mapping(
            &format!(r#"{{"a": {{"$each": "{list}", "$item": ["{own}", {text}]}}, "b": "{other}", "c": ["{plain}"]}}"#),
            &name,
        );
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    assert_eq!(any_answer(200, b"[]"), OPERATIONS.len());
}

#[test]
fn mappings_are_recognised_here() {
    assert!(any_mapping(
        r#"{"a": {"$each": "procedures", "$item": "{{.code}}"}}"#,
        "{{id}}"
    ));
    assert!(!any_mapping(r#"{"a": "{{shoe}}"}"#, ""));
}
