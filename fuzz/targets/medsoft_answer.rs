//! Any answer to any operation of MedSoft.
#![no_main]

use frontdesk_vendors::fuzzing::status;
use frontdesk_vendors::medsoft::fuzzing::any_answer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, &[u8])| {
    any_answer(status(answer.0), answer.1);
});
