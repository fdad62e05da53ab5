//! When to look or send again: a pure decision, so that it can be read and tested in one place.

use std::time::Duration;

use frontdesk_vendors::{Effect, ErrorKind, VendorError};

use crate::error::ErrorCode;

/// The shortest quiet time after a lost answer before "it is not there" may count.
pub(super) const QUIET: Duration = Duration::from_secs(10);
/// How many looks must say "not there".
pub(super) const LOOKS: u32 = 2;
/// Pause between two looks.
pub(super) const BETWEEN_LOOKS: Duration = Duration::from_secs(6);

/// After so many sendings in a row whose answers were lost and that left no trace a person is asked.
const LOST_BEFORE_ASKING: u32 = 3;
/// How long a second sending without a trace is left alone before the third.
const AFTER_SECOND_LOSS: Duration = Duration::from_secs(120);
/// The waits of an entry whose key is refused where only another try can show that it is taken again.
const REFUSED_KEY_WAITS: [Duration; 3] = [
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(15 * 60),
];

const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// A vendor that asks for more than this is asked again after it all the same.
const LONGEST_ASKED: Duration = Duration::from_secs(600);
/// The question without arguments: refusing it is refusing the key.
const STATUSES: &str = "appointment-statuses";

/// How often in a row the vendor must answer a look with what says nothing before a person is asked.
pub(super) const SAME_ANSWERS: u32 = 3;

/// Whether a call failed by what the vendor answered, so that the next one may be answered the same way for ever.
pub(super) fn is_answer(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Unreadable
            | ErrorKind::TooLarge
            | ErrorKind::Refused
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Invalid
    )
}

/// The same of the code that is kept of such a call.
pub(super) fn is_answer_code(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::VendorUnreadable
            | ErrorCode::VendorTooLarge
            | ErrorCode::VendorRefused
            | ErrorCode::VendorForbidden
            | ErrorCode::VendorNotFound
            | ErrorCode::InvalidField
    )
}

/// What follows from a call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterFailure {
    /// Nothing reached the vendor or it asked to come back: send again, not before this time.
    Again(Option<Duration>),
    /// The key is refused: wait for a person to replace it.
    NewKey,
    /// The vendor said no.
    Refused,
    /// It may have happened: look.
    Look,
}

/// Decides what follows when sending a write failed.
pub(super) fn after_send(error: &VendorError) -> AfterFailure {
    match (error.kind, error.effect()) {
        (ErrorKind::Unauthorized, _) => AfterFailure::NewKey,
        (_, Effect::Unknown) => AfterFailure::Look,
        (
            ErrorKind::Invalid
            | ErrorKind::Incomplete
            | ErrorKind::Refused
            | ErrorKind::Forbidden
            | ErrorKind::NotFound,
            Effect::None,
        ) => AfterFailure::Refused,
        // Nothing arrived, or a step before the writing itself failed.
        (_, Effect::None) => AfterFailure::Again(error.retry_after),
    }
}

/// Decides what follows when a read on the way of a write failed: reads change nothing, so an unknown
/// effect only means to ask again.
pub(super) fn after_read(error: &VendorError) -> AfterFailure {
    match error.kind {
        ErrorKind::Unauthorized => AfterFailure::NewKey,
        ErrorKind::Forbidden | ErrorKind::Refused if error.operation == STATUSES => AfterFailure::NewKey,
        ErrorKind::Invalid | ErrorKind::Refused | ErrorKind::Forbidden => AfterFailure::Refused,
        // A gateway in trouble says "not found" about what was there a minute ago.
        _ => AfterFailure::Again(error.retry_after),
    }
}

/// What follows when nothing is there of something whose answer was lost, `lost` being all such sendings so far:
/// the wait before it is sent once more, or `None` where a person must decide. A person who sends it gives it as
/// many tries again.
pub(super) fn after_lost(lost: u32) -> Option<Duration> {
    match lost % LOST_BEFORE_ASKING {
        0 if lost > 0 => None,
        2 => Some(AFTER_SECOND_LOSS),
        _ => Some(Duration::ZERO),
    }
}

/// The wait after the `refused`-th refusal of a key in a row (from 1); `None` where it is a person's to mend.
pub(super) fn after_refused_key(refused: u32) -> Option<Duration> {
    let index = usize::try_from(refused.saturating_sub(1)).ok()?;
    REFUSED_KEY_WAITS.get(index).copied()
}

/// How long to wait before attempt number `attempt` (from 1), with full jitter from `random` in 0..=1.
pub(super) fn wait(attempt: u32, asked: Option<Duration>, random: f64) -> Duration {
    let cap = FIRST_WAIT
        .saturating_mul(1 << attempt.saturating_sub(1).min(10))
        .min(LONGEST_WAIT);
    let jittered = cap.mul_f64(random.clamp(0.05, 1.0));
    match asked {
        Some(asked) => asked.min(LONGEST_ASKED) + jittered,
        None => jittered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: ErrorKind) -> VendorError {
        VendorError::new(kind, "set-appointment-status", "test")
    }

    #[test]
    fn a_lost_answer_is_looked_at_never_sent_again() {
        for kind in [
            ErrorKind::Interrupted,
            ErrorKind::TooLarge,
            ErrorKind::Server,
            ErrorKind::Unreadable,
        ] {
            assert_eq!(after_send(&error(kind)), AfterFailure::Look, "{kind:?}");
        }
    }

    #[test]
    fn what_certainly_did_not_arrive_is_sent_again() {
        assert_eq!(after_send(&error(ErrorKind::NotSent)), AfterFailure::Again(None));
        assert_eq!(
            after_send(&error(ErrorKind::RateLimited)),
            AfterFailure::Again(None)
        );
    }

    #[test]
    fn a_no_reaches_a_person_and_a_refused_key_asks_for_a_new_one() {
        assert_eq!(after_send(&error(ErrorKind::Refused)), AfterFailure::Refused);
        assert_eq!(after_send(&error(ErrorKind::Invalid)), AfterFailure::Refused);
        assert_eq!(after_send(&error(ErrorKind::Unauthorized)), AfterFailure::NewKey);
    }

    #[test]
    fn a_forbidden_operation_is_not_a_refused_key_and_a_gateways_not_found_is_no_answer() {
        assert_eq!(after_send(&error(ErrorKind::Forbidden)), AfterFailure::Refused);
        assert_eq!(after_read(&error(ErrorKind::Forbidden)), AfterFailure::Refused);
        assert_eq!(after_read(&error(ErrorKind::NotFound)), AfterFailure::Again(None));
        let statuses = |kind| VendorError::new(kind, STATUSES, "test");
        assert_eq!(after_read(&statuses(ErrorKind::Refused)), AfterFailure::NewKey);
        assert_eq!(after_read(&statuses(ErrorKind::Forbidden)), AfterFailure::NewKey);
    }

    #[test]
    fn every_third_lost_answer_and_the_fourth_refusal_of_a_key_reach_a_person() {
        let asked: Vec<u32> = (1..=6).filter(|lost| after_lost(*lost).is_none()).collect();
        assert_eq!(asked, [3, 6]);
        assert!(after_lost(1) < after_lost(2));
        let waits: Vec<_> = (1..=4).map(after_refused_key).collect();
        assert!(waits[0] < waits[1] && waits[1] < waits[2] && waits[2].is_some());
        assert_eq!(waits[3], None);
    }

    #[test]
    fn waits_grow_to_a_cap_and_honour_the_vendor() {
        assert_eq!(wait(1, None, 1.0), Duration::from_secs(2));
        assert_eq!(wait(3, None, 1.0), Duration::from_secs(8));
        assert_eq!(wait(40, None, 1.0), LONGEST_WAIT);
        assert!(wait(1, Some(Duration::from_secs(30)), 0.5) >= Duration::from_secs(30));
        assert!(wait(1, Some(Duration::from_secs(86_400)), 0.5) <= LONGEST_ASKED + Duration::from_secs(2));
    }
}
