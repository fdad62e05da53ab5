//! Any answer to any operation of VideoDoktor; a token given first, or not.
#![no_main]

use frontdesk_vendors::fuzzing::status;
use frontdesk_vendors::videodoktor::fuzzing::any_answer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, bool, &[u8])| {
    any_answer(status(answer.0), answer.2, answer.1);
});
