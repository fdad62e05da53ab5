//! Work cut into steps, so that a process can end between any two of them: a job of the store waits in a queue until
//! its turn, as on a thread of its own, and whoever waits for it goes on a step later.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use frontdesk_desk::ports::{DatabaseExecutor, Lane};

type Job = Box<dyn FnOnce() + Send>;

/// The jobs of the store that wait for their turn.
#[derive(Default)]
pub(crate) struct Jobs {
    waiting: Mutex<VecDeque<Job>>,
    /// So many writes until one is lost; 0: none will be.
    lose_after: AtomicI64,
    lost: AtomicU64,
}

impl Jobs {
    /// Loses one write, so many writes from now, as a full disk does.
    pub(crate) fn lose_after(&self, writes: i64) {
        self.lose_after.store(writes, Ordering::SeqCst);
    }

    /// How many writes were lost.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::SeqCst)
    }

    fn next(&self) -> Option<Job> {
        self.waiting.lock().unwrap().pop_front()
    }

    /// What a process that ends leaves undone.
    pub(crate) fn forget(&self) {
        let left = std::mem::take(&mut *self.waiting.lock().unwrap());
        drop(left);
    }
}

impl DatabaseExecutor for Jobs {
    fn execute(&self, lane: Lane, job: Job) {
        if lane == Lane::Write && self.lose_after.load(Ordering::SeqCst) > 0 {
            let left = self.lose_after.fetch_sub(1, Ordering::SeqCst) - 1;
            if left == 0 {
                self.lost.fetch_add(1, Ordering::SeqCst);
                return;
            }
        }
        self.waiting.lock().unwrap().push_back(job);
    }
}

/// How work ended.
pub(crate) enum End<T> {
    Done(T),
    /// The process ended first.
    Crashed,
}

/// Work together with the store's thread, both of which end after so many steps.
pub(crate) struct Steps<'a, T> {
    jobs: Arc<Jobs>,
    work: Pin<Box<dyn Future<Output = T> + 'a>>,
    left: u64,
}

impl<'a, T> Steps<'a, T> {
    /// Without an end before the work's own.
    pub(crate) fn whole(jobs: &Arc<Jobs>, work: impl Future<Output = T> + 'a) -> Self {
        Self::cut(jobs, work, u64::MAX)
    }

    /// Ended after `steps`.
    pub(crate) fn cut(jobs: &Arc<Jobs>, work: impl Future<Output = T> + 'a, steps: u64) -> Self {
        Self {
            jobs: jobs.clone(),
            work: Box::pin(work),
            left: steps,
        }
    }

    fn is_over(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left == 0
    }
}

impl<T> Future for Steps<'_, T> {
    type Output = End<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<End<T>> {
        loop {
            if let Poll::Ready(value) = self.work.as_mut().poll(context) {
                return Poll::Ready(End::Done(value));
            }
            if self.is_over() {
                return Poll::Ready(End::Crashed);
            }
            let Some(job) = self.jobs.next() else {
                return Poll::Pending;
            };
            job();
            if self.is_over() {
                return Poll::Ready(End::Crashed);
            }
        }
    }
}
