//! A code of VideoDoktor's anywhere in a text.
#![no_main]

use frontdesk_vendors::videodoktor::fuzzing::any_code;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: (u8, &str, &str)| any_code(text.0.into(), text.1, text.2));
