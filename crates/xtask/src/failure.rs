//! What went wrong, and what the person at the keyboard does next.
use std::fmt;

/// What a chore comes back with.
pub type Outcome<T = ()> = Result<T, Failure>;

/// A chore that could not be done.
#[derive(Debug)]
pub struct Failure {
    /// One plain sentence.
    said: String,
    /// The next step, where there is one.
    next: Option<String>,
}

impl Failure {
    /// A failure in one sentence.
    pub fn new(said: impl Into<String>) -> Self {
        Self {
            said: said.into(),
            next: None,
        }
    }

    /// A file or folder that could not be used as wanted.
    pub fn file(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(format!("Could not {doing} {}: {error}.", path.display()))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn next(mut self, step: impl Into<String>) -> Self {
        self.next = Some(step.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)?;
        match &self.next {
            Some(next) => write!(f, "\n  Next: {next}"),
            None => Ok(()),
        }
    }
}
