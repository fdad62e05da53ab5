//! Any answer to any operation of AlfaDocs; practice and archive known, or asked from the same answer.
#![no_main]

use frontdesk_vendors::alfadocs::fuzzing::any_answer;
use frontdesk_vendors::fuzzing::status;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, bool, &[u8])| {
    any_answer(status(answer.0), answer.2, answer.1);
});
