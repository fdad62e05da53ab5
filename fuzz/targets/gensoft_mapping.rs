//! Any mapping of an attendance, and any name in it.
#![no_main]

use frontdesk_vendors::gensoft::fuzzing::any_mapping;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|written: (&str, &str)| {
    any_mapping(written.1, written.0);
});
