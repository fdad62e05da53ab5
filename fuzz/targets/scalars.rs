//! Any value is read as each scalar or not at all, and written so that it reads the same.
#![no_main]

use frontdesk_vendors::fuzzing::scalars;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| scalars(text));
