//! Threads for the database.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use frontdesk_desk::DeskError;
use frontdesk_desk::ports::{DatabaseExecutor, Lane};

use super::work::{Given, OF_THIS_PROCESS, Work};

const READERS: usize = 3;

type Job = Box<dyn FnOnce() + Send>;

/// One thread for the writer's lane and three for readers. Dropping it lets every job given before end first.
pub struct ThreadExecutor {
    /// `None` once closing has begun.
    lanes: Option<Lanes>,
    threads: Vec<JoinHandle<()>>,
    work: &'static Work,
}

struct Lanes {
    write: Sender<(Job, Given)>,
    read: Sender<(Job, Given)>,
}

impl ThreadExecutor {
    /// Starts the threads.
    ///
    /// # Errors
    /// `Internal` when the system gives no more threads.
    pub fn new() -> Result<Self, DeskError> {
        Self::of(&OF_THIS_PROCESS)
    }

    fn of(work: &'static Work) -> Result<Self, DeskError> {
        let (write, write_jobs) = channel();
        let (read, read_jobs) = channel();
        let (write_jobs, read_jobs) = (Arc::new(Mutex::new(write_jobs)), Arc::new(Mutex::new(read_jobs)));
        let mut executor = Self {
            lanes: Some(Lanes { write, read }),
            threads: Vec::with_capacity(READERS + 1),
            work,
        };
        executor.start("store-writer".to_owned(), write_jobs)?;
        for number in 1..=READERS {
            executor.start(format!("store-reader-{number}"), read_jobs.clone())?;
        }
        Ok(executor)
    }

    fn start(&mut self, name: String, jobs: Arc<Mutex<Receiver<(Job, Given)>>>) -> Result<(), DeskError> {
        let thread = thread::Builder::new()
            .name(name)
            .spawn(move || run(&jobs))
            .map_err(|error| DeskError::internal(format!("no thread for the store: {}", error.kind())))?;
        self.threads.push(thread);
        Ok(())
    }
}

impl DatabaseExecutor for ThreadExecutor {
    fn execute(&self, lane: Lane, job: Job) {
        let (Some(lanes), Some(given)) = (&self.lanes, self.work.give()) else {
            return;
        };
        let lane = match lane {
            Lane::Write => &lanes.write,
            Lane::Read => &lanes.read,
        };
        // The threads end only when this executor is dropped, so there is always somebody to take it.
        let _ = lane.send((job, given));
    }
}

impl Drop for ThreadExecutor {
    fn drop(&mut self) {
        self.lanes = None;
        for thread in self.threads.drain(..) {
            // A job may hold the last handle on the store and with it on this executor: its own thread cannot be
            // waited for here, and ends by itself right after.
            if thread.thread().id() == thread::current().id() {
                self.work.leave(thread);
            } else {
                let _ = thread.join();
            }
        }
    }
}

fn run(jobs: &Mutex<Receiver<(Job, Given)>>) {
    loop {
        // Held only until a job comes: the others wait for the lock instead of the channel.
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((job, given)) = next else { return };
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("a database job panicked");
        }
        // Now that everything the job held is gone, and perhaps the store with it.
        drop(given);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn done() -> (Sender<&'static str>, Receiver<&'static str>) {
        channel()
    }

    #[test]
    fn writes_keep_their_order_and_never_overlap() {
        let executor = ThreadExecutor::new().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (end, ended) = done();
        for number in 0..200 {
            let (seen, end) = (seen.clone(), end.clone());
            executor.execute(
                Lane::Write,
                Box::new(move || {
                    seen.try_lock().expect("another write runs").push(number);
                    if number == 199 {
                        end.send("").unwrap();
                    }
                }),
            );
        }
        ended.recv().unwrap();
        assert_eq!(*seen.lock().unwrap(), (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn a_long_read_holds_up_neither_writes_nor_other_reads() {
        let executor = ThreadExecutor::new().unwrap();
        let (release, wait) = channel::<()>();
        let (end, ended) = done();
        executor.execute(Lane::Read, Box::new(move || wait.recv().unwrap()));
        for (lane, name) in [(Lane::Read, "read"), (Lane::Write, "write")] {
            let end = end.clone();
            executor.execute(lane, Box::new(move || end.send(name).unwrap()));
        }
        let mut both = [ended.recv().unwrap(), ended.recv().unwrap()];
        both.sort_unstable();
        assert_eq!(both, ["read", "write"]);
        release.send(()).unwrap();
    }

    #[test]
    fn a_panic_ends_only_its_job() {
        let executor = ThreadExecutor::new().unwrap();
        let (end, ended) = done();
        for lane in [Lane::Write, Lane::Read, Lane::Read, Lane::Read] {
            executor.execute(lane, Box::new(|| panic!("on purpose")));
        }
        for lane in [Lane::Write, Lane::Read] {
            let end = end.clone();
            executor.execute(lane, Box::new(move || end.send("alive").unwrap()));
            assert_eq!(ended.recv().unwrap(), "alive");
        }
    }

    #[test]
    fn dropping_lets_given_jobs_end_also_from_its_own_thread() {
        let executor = Arc::new(ThreadExecutor::new().unwrap());
        let (end, ended) = done();
        let (go, wait) = channel::<()>();
        let own = executor.clone();
        executor.execute(
            Lane::Write,
            Box::new(move || {
                wait.recv().unwrap();
                drop(own);
            }),
        );
        executor.execute(Lane::Write, Box::new(move || end.send("last").unwrap()));
        drop(executor);
        go.send(()).unwrap();
        assert_eq!(ended.recv().unwrap(), "last");
    }
    #[test]
    fn a_process_ends_only_after_the_job_that_holds_the_last_handle() {
        static WORK: Work = Work::new();
        let executor = Arc::new(ThreadExecutor::of(&WORK).unwrap());
        let (go, wait) = channel::<()>();
        let closed = Arc::new(Mutex::new(false));
        let (own, closes) = (executor.clone(), closed.clone());
        executor.execute(
            Lane::Read,
            Box::new(move || {
                wait.recv().unwrap();
                drop(own);
                *closes.lock().unwrap() = true;
            }),
        );
        drop(executor);
        assert!(!WORK.end(Duration::ZERO), "it still works");
        go.send(()).unwrap();
        assert!(WORK.end(Duration::from_secs(60)));
        assert!(*closed.lock().unwrap());
    }

    #[test]
    fn nothing_begins_once_a_process_ends() {
        static WORK: Work = Work::new();
        let executor = ThreadExecutor::of(&WORK).unwrap();
        assert!(
            WORK.end(Duration::ZERO),
            "threads that wait for jobs hold nobody up"
        );
        let (end, ended) = done();
        executor.execute(Lane::Write, Box::new(move || end.send("begun").unwrap()));
        drop(executor);
        assert!(ended.recv().is_err());
    }
}
