//! The desk of a run, with what a person at it can see.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_desk::outbox::{Unsent, UnsentEntry};
use frontdesk_desk::{Desk, DeskError, ErrorCode, Events};
use uuid::Uuid;

use crate::steps::{End, Steps};
use crate::world::World;

/// One desk on its folder.
pub(crate) struct Place {
    pub(crate) world: World,
    dir: PathBuf,
    desk: Option<Arc<Desk>>,
}

impl Place {
    pub(crate) fn new(world: World, dir: PathBuf) -> Self {
        Self {
            world,
            dir,
            desk: None,
        }
    }

    /// The desk, opened from its files where no process has it open.
    pub(crate) async fn desk(&mut self) -> Arc<Desk> {
        if let Some(desk) = &self.desk {
            return desk.clone();
        }
        // Whoever cannot open it, as the disk was full, starts it again.
        let opening = async {
            loop {
                match Desk::open(self.dir.clone(), self.world.ports.clone(), Events::default()).await {
                    Ok(desk) => break Arc::new(desk),
                    Err(error) if error.code == ErrorCode::Internal => self.world.note(error.detail),
                    Err(error) => panic!("a desk that was closed can be opened: {error}"),
                }
            }
        };
        let End::Done(desk) = Steps::whole(&self.world.jobs, opening).await else {
            unreachable!("opening is not cut")
        };
        self.desk = Some(desk.clone());
        desk
    }

    /// Ends the process: what is in memory and not yet with the disk is gone.
    pub(crate) fn end_process(&mut self) {
        self.desk = None;
        self.world.jobs.forget();
    }

    /// Does something with the desk while nothing else goes on.
    pub(crate) async fn ask<T, W: Future<Output = T>>(&mut self, ask: impl FnOnce(Arc<Desk>) -> W) -> T {
        let desk = self.desk().await;
        match Steps::whole(&self.world.jobs, ask(desk)).await {
            End::Done(value) => value,
            End::Crashed => unreachable!("what is asked is not cut"),
        }
    }

    /// What the screen of unsent work shows.
    pub(crate) async fn unsent(&mut self) -> Unsent {
        self.ask(|desk| async move { desk.outbox().unsent().await.unwrap() })
            .await
    }

    /// One entry.
    pub(crate) async fn entry(&mut self, id: Uuid) -> Result<UnsentEntry, DeskError> {
        self.ask(|desk| async move { desk.outbox().entry(id).await })
            .await
    }
}
