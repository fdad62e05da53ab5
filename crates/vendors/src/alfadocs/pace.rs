//! Ten requests a second, as the vendor's own advice to integrators says (its document says "no limit"), and quiet
//! for as long as an answer 429 asks.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

const REQUESTS: usize = 10;

/// A second, and a little for clocks that do not run alike.
const PERIOD: Duration = Duration::from_millis(1_050);

/// A pause that is waited out here; a longer one is told instead.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// What a 429 without a time means.
const SHORT: Duration = Duration::from_secs(1);

#[derive(Default)]
struct State {
    /// The last requests: when each leaves, or, once it is answered, when that was. The vendor counts when a request
    /// arrives, which lies somewhere between the two.
    turns: VecDeque<(u64, Instant)>,
    given: u64,
    quiet_until: Option<Instant>,
}

/// The pace of one account, shared by all clones of its client.
#[derive(Default)]
pub(super) struct Pace(Mutex<State>);

impl Pace {
    /// Waits for a turn.
    ///
    /// # Errors
    /// How long the vendor still wants quiet, when that is too long to wait here.
    pub(super) async fn turn(&self) -> Result<u64, Duration> {
        let (number, at) = self.reserve(Instant::now())?;
        if let Some(at) = at {
            sleep_until(at).await;
        }
        Ok(number)
    }

    /// Notes that the request of a turn is over.
    pub(super) fn over(&self, number: u64) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = state.turns.iter_mut().find(|turn| turn.0 == number) {
            turn.1 = turn.1.max(Instant::now());
        }
    }

    /// Takes the next free turn; `None`: at once.
    fn reserve(&self, now: Instant) -> Result<(u64, Option<Instant>), Duration> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut at = now;
        if let Some(until) = state.quiet_until.filter(|until| *until > now) {
            if until - now > PATIENCE {
                return Err(until - now);
            }
            at = until;
        }
        if state.turns.len() == REQUESTS
            && let Some((_, oldest)) = state.turns.pop_front()
        {
            at = at.max(oldest + PERIOD);
        }
        state.given += 1;
        let number = state.given;
        state.turns.push_back((number, at));
        Ok((number, (at > now).then_some(at)))
    }

    /// Notes that the vendor asked for quiet.
    pub(super) fn quiet(&self, wait: Option<Duration>) {
        let until = Instant::now().checked_add(wait.unwrap_or(SHORT));
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.quiet_until = state.quiet_until.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_eleventh_request_waits_for_the_second_to_pass() {
        let pace = Pace::default();
        let start = Instant::now();
        let mut left = vec![];
        for _ in 0..21 {
            pace.turn().await.unwrap();
            left.push(start.elapsed().as_millis());
        }
        assert!(left[..10].iter().all(|at| *at == 0), "{left:?}");
        assert!(
            left[10..20].iter().all(|at| (1050..1100).contains(at)),
            "{left:?}"
        );
        assert!(left[20] >= 2100, "{left:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_answer_counts_from_its_end() {
        let pace = Pace::default();
        let first = pace.turn().await.unwrap();
        tokio::time::advance(Duration::from_millis(800)).await;
        pace.over(first);
        let start = Instant::now();
        for _ in 0..10 {
            pace.turn().await.unwrap();
        }
        assert!(start.elapsed() >= Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn quiet_is_kept_or_told() {
        let pace = Pace::default();
        let start = Instant::now();
        pace.quiet(None);
        pace.turn().await.unwrap();
        assert!(start.elapsed() >= Duration::from_secs(1));
        pace.quiet(Some(Duration::from_secs(30)));
        assert!(pace.turn().await.unwrap_err() > Duration::from_secs(29));
        // A shorter wish does not undo a longer one.
        pace.quiet(Some(Duration::ZERO));
        assert!(pace.turn().await.is_err());
        tokio::time::advance(Duration::from_secs(31)).await;
        pace.turn().await.unwrap();
    }
}
