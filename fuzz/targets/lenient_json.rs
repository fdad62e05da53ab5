//! Any bytes decode to sound JSON or to a typed no.
#![no_main]

use frontdesk_vendors::fuzzing::lenient_json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| lenient_json(body));
