//! Any range of days, split into windows.
#![no_main]

use chrono::{Days, NaiveDate};
use frontdesk_vendors::alfadocs::fuzzing::windows;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|range: (u16, u16, u8)| {
    let day = |number: u16| NaiveDate::default() + Days::new(number.into());
    windows(day(range.0), day(range.1), u64::from(range.2) + 1);
});
