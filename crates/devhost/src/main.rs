//! The window's pages in a browser, against the real core: for tests and for work on the pages. Loopback
//! only, a token for every run, vendors on loopback only, and nothing kept when it ends. Never in a release.

mod desktop;
mod guard;
mod pages;
mod serve;
mod vendors;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use frontdesk_commands::system::end_store_work;

/// Serves the window's pages and the commands behind them to a browser on this computer.
#[derive(Debug, Parser)]
pub struct Options {
    /// Port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Folder of the built pages.
    #[arg(long, default_value = "ui/dist")]
    ui: PathBuf,
    /// Opens the training clinic; otherwise the desk is at its first start.
    #[arg(long)]
    training: bool,
    /// Seed of the invented clinic.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many patients the invented clinic has.
    #[arg(long, default_value_t = 5_000)]
    patients: usize,
}

/// Why the development host ended.
#[derive(Debug, thiserror::Error)]
pub enum DevhostError {
    /// A socket or a folder could not be had.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The core could not start.
    #[error("the desk could not be opened: {0}")]
    Desk(#[from] frontdesk_commands::DeskError),
    /// The built-in policy for pages could not be read.
    #[error("tauri.conf.json holds no policy for pages")]
    NoPolicy,
}

fn main() -> ExitCode {
    if let Some(made) = frontdesk_documents::serve_when_asked() {
        return made;
    }
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let outcome = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(serve::run(Options::parse())),
        Err(source) => Err(DevhostError::Io {
            what: "threads",
            source,
        }),
    };
    end_store_work();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "ended");
            serve::complain(&error);
            ExitCode::FAILURE
        }
    }
}
