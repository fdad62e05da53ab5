//! Where things lie.
use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};

/// The folders of this clone.
pub struct Place {
    /// The clone itself.
    pub root: PathBuf,
    /// Cargo's target folder, wherever it was put.
    pub target: PathBuf,
}

impl Place {
    /// Finds the clone and the target folder that this very program was built in, so that every way of moving
    /// the target folder is honoured.
    pub fn find() -> Outcome<Self> {
        // Cargo says where it was called; a target folder shared by clones may hold another clone's program.
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let program = std::env::current_exe()
            .map_err(|error| Failure::new(format!("Cannot tell where this program lies: {error}.")))?;
        match (here.ancestors().nth(2), program.ancestors().nth(2)) {
            (Some(root), Some(target)) => Ok(Self {
                root: root.to_path_buf(),
                target: target.to_path_buf(),
            }),
            _ => Err(
                Failure::new("This program was moved away from its target folder.")
                    .next("start it as `cargo xtask`, in the clone."),
            ),
        }
    }

    /// The pages' own folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program of the workspace, built without optimisation.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A folder for what chores leave for a person, made if missing.
    pub fn results(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.target.join("frontdesk").join(name);
        fs::create_dir_all(&folder).map_err(|error| Failure::file("make", &folder, &error))?;
        Ok(folder)
    }
}
