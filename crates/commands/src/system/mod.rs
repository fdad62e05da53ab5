//! The real world behind the core's ports: the system's clock, randomness, threads, keyring and network.

mod executor;
mod folders;
mod lines;
mod secrets;
mod time;
mod work;

use std::sync::Arc;

use frontdesk_desk::DeskError;
use frontdesk_desk::ports::{DocumentMaker, Ids, Ports, Random, SecretStore};
use rand::RngCore as _;
use uuid::Uuid;

pub use executor::ThreadExecutor;
pub use folders::{default_data_dir, empty_dir, private_dir, remove};
pub use frontdesk_desk::ports::Lines;
pub use lines::{LoopbackLines, RealLines};
pub use secrets::{MemorySecrets, OsSecrets};
pub use time::SystemClock;
pub use work::end_store_work;

/// The ports of a desk that runs for people: `secrets` is [`OsSecrets`] and `lines` is [`RealLines`] for work,
/// [`MemorySecrets`] and a line into the process for training.
///
/// # Errors
/// `Internal` when the system gives no more threads.
pub fn ports(
    secrets: Arc<dyn SecretStore>,
    lines: Arc<dyn Lines>,
    documents: Arc<dyn DocumentMaker>,
) -> Result<Ports, DeskError> {
    Ok(Ports {
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        ids: Arc::new(UuidV7),
        secrets,
        executor: Arc::new(ThreadExecutor::new()?),
        lines,
        documents,
    })
}

/// Random bytes of a generator that the operating system seeds.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) {
        rand::rng().fill_bytes(buffer);
    }
}

/// UUIDs of version 7.
pub struct UuidV7;

impl Ids for UuidV7 {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
