//! What holds for any answer to any operation of AlfaDocs, and for any range of days.

#![allow(
    clippy::unwrap_used,
    reason = "a property that does not hold ends the test; nothing of this is in a release"
)]

use chrono::{Days, NaiveDate};

use super::windows::Range;
use super::{Alfadocs, AlfadocsAccount, OPERATIONS, Paths, operation};
use crate::fuzzing::{CANARY, HOST, Line, parameters, settled, value_or_typed_error};

/// A body or parameters that every operation accepts.
pub(super) fn sound(name: &str) -> Vec<(&'static str, &'static str)> {
    let operation = operation(name).unwrap();
    operation
        .parameters
        .iter()
        .filter(|parameter| {
            parameter.required || name.ends_with("phone-number") || name == "create-custom-field"
        })
        .filter(|parameter| parameter.name != "id")
        .map(|parameter| {
            let value = match (parameter.name, name) {
                ("date", "create-transaction") => "2026-05-04",
                ("date", _) => "2026-05-04 10:00:00",
                ("startDate", _) => "2026-05-04",
                ("direction", _) => "incoming",
                ("type", "create-document") => "text",
                ("choices", _) => r#"["a","b"]"#,
                ("smsEnabled", _) => "true",
                ("amount", _) => "12.50",
                ("base64Data", _) => "JVBERg==",
                _ => "7",
            };
            (parameter.name, value)
        })
        .collect()
}

/// Every operation turns this answer into JSON or a typed error; how many into JSON. Where practice and archive are
/// not known, they are asked from the same answer.
pub fn any_answer(status: u16, body: &[u8], place_known: bool) -> usize {
    let place = |id| Some(id).filter(|_| place_known);
    let account = AlfadocsAccount {
        base_url: format!("https://{HOST}/api/").parse().unwrap(),
        key: CANARY.into(),
        practice: place(3),
        archive: place(4),
        paths: Paths::default(),
    };
    let client = Alfadocs::new(account, Line::new(status, body)).unwrap();
    let mut values = 0;
    for operation in OPERATIONS {
        let given = parameters(&sound(operation.name));
        let answer = settled(client.call(operation.name, &given, None));
        values += usize::from(value_or_typed_error(answer));
    }
    values
}

/// The windows of any range of days lie side by side, none is longer than allowed, and together they are the range;
/// a range turned round or of more than twenty years has none.
pub fn windows(start: NaiveDate, end: NaiveDate, longest: u64) {
    let range = Range {
        start: Some(start),
        end: Some(end),
    };
    let days = (end - start).num_days();
    let Ok(windows) = range.windows("appointments", longest) else {
        assert!(!(0..=20 * 365).contains(&days));
        return;
    };
    let mut expected = start;
    for window in &windows {
        let (from, to) = (window.start.unwrap(), window.end.unwrap());
        assert_eq!(from, expected);
        assert!(from <= to && to < from + Days::new(longest));
        expected = to + Days::new(1);
    }
    assert_eq!(expected, end + Days::new(1));
}
