//! What the database's threads of a process still do when it is about to end.
//!
//! A job may outlive whoever asked for it and close the store's connections. Once `main` has returned, the libraries
//! under them clean up after themselves, and such a thread would lose the ground it stands on.

use std::mem::take;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The longest that the end of a process is put off.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) static OF_THIS_PROCESS: Work = Work::new();

/// The work of some executors.
pub(super) struct Work {
    state: Mutex<State>,
    /// Notified when the last job that was given is done.
    idle: Condvar,
}

struct State {
    /// How many jobs were given and are not done.
    jobs: usize,
    /// No more are taken.
    ended: bool,
    /// Threads that nobody could wait for yet.
    left: Vec<JoinHandle<()>>,
}

/// A job that was given and is not done.
pub(super) struct Given(&'static Work);

impl Drop for Given {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.jobs -= 1;
        if state.jobs == 0 {
            self.0.idle.notify_all();
        }
    }
}

impl Work {
    pub(super) const fn new() -> Self {
        Self {
            state: Mutex::new(State {
                jobs: 0,
                ended: false,
                left: Vec::new(),
            }),
            idle: Condvar::new(),
        }
    }

    /// One job more; `None` once the process is about to end.
    pub(super) fn give(&'static self) -> Option<Given> {
        let mut state = self.state();
        if state.ended {
            return None;
        }
        state.jobs += 1;
        Some(Given(self))
    }

    /// A thread that is about to end and cannot be waited for by itself.
    pub(super) fn leave(&self, thread: JoinHandle<()>) {
        self.state().left.push(thread);
    }

    /// Takes no more jobs, and waits for those that were given and for threads that were left. Whether all are done.
    pub(super) fn end(&self, within: Duration) -> bool {
        let mut state = self.state();
        state.ended = true;
        let (mut state, _) = self
            .idle
            .wait_timeout_while(state, within, |state| state.jobs > 0)
            .unwrap_or_else(PoisonError::into_inner);
        let idle = state.jobs == 0;
        let left = if idle { take(&mut state.left) } else { Vec::new() };
        drop(state);
        for thread in left {
            let _ = thread.join();
        }
        idle
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the work of all database threads of this process: to be called once nothing else runs, just before the process
/// ends. What was begun is finished, for ten seconds at most; nothing new begins.
pub fn end_store_work() {
    if !OF_THIS_PROCESS.end(PATIENCE) {
        tracing::warn!("the process ends while the store is still in use");
    }
}
