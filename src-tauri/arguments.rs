//! What the application may be started with.
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The variable that names the data folder when no argument does; `frontdesk-cli` reads the same.
pub const DATA_DIR_VARIABLE: &str = "FRONTDESK_DATA_DIR";

/// The start's arguments, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Open the training clinic, whatever connections this desk has.
    pub training: bool,
    /// Begin with the window put away: started by the computer, before anybody comes.
    pub minimized: bool,
    /// Where the desk keeps its data, instead of the place the operating system gives.
    pub data_dir: Option<PathBuf>,
}

/// An argument that the application does not know, or one without its value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ArgumentError {
    /// Nothing is known by this name.
    #[error("unknown argument {0:?}; known are --training, --minimized and --data-dir DIR")]
    Unknown(OsString),
    /// `--data-dir` stood last, or its value is empty.
    #[error("--data-dir needs a folder after it")]
    NoFolder,
}

impl Arguments {
    /// Reads the arguments after the program's name; `from_environment` is the value of
    /// [`DATA_DIR_VARIABLE`].
    pub fn read(
        given: impl IntoIterator<Item = OsString>,
        from_environment: Option<OsString>,
    ) -> Result<Self, ArgumentError> {
        let mut arguments = Self {
            training: false,
            minimized: false,
            data_dir: from_environment
                .filter(|value| !value.is_empty())
                .map(PathBuf::from),
        };
        let mut rest = given.into_iter();
        while let Some(argument) = rest.next() {
            if argument == "--training" {
                arguments.training = true;
            } else if argument == "--minimized" {
                arguments.minimized = true;
            } else if argument == "--data-dir" {
                arguments.data_dir = Some(folder(rest.next().as_deref())?);
            } else if let Some(value) = argument
                .to_str()
                .and_then(|text| text.strip_prefix("--data-dir="))
            {
                arguments.data_dir = Some(folder(Some(OsStr::new(value)))?);
            } else {
                return Err(ArgumentError::Unknown(argument));
            }
        }
        Ok(arguments)
    }

    /// What the computer starts the application with: the same folder, and the window put away.
    pub fn of_autostart(&self) -> Vec<String> {
        let mut words = vec!["--minimized".to_owned()];
        if let Some(dir) = self.data_dir.as_deref().map(std::path::absolute) {
            let dir = dir.unwrap_or_default();
            // macOS keeps words apart; the others keep one line of them.
            let quote = if cfg!(target_os = "macos") { "" } else { "\"" };
            words.push(format!("{quote}--data-dir={}{quote}", dir.display()));
        }
        words
    }
}

fn folder(value: Option<&OsStr>) -> Result<PathBuf, ArgumentError> {
    value
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .ok_or(ArgumentError::NoFolder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &[&str], from_environment: Option<&str>) -> Result<Arguments, ArgumentError> {
        Arguments::read(
            given.iter().map(OsString::from),
            from_environment.map(OsString::from),
        )
    }

    #[test]
    fn nothing_given_leaves_everything_to_the_system() {
        assert_eq!(read(&[], None), Ok(Arguments::default()));
        assert_eq!(read(&[], Some("")), Ok(Arguments::default()));
    }

    #[test]
    fn an_argument_goes_before_the_environment() {
        let both = read(
            &["--data-dir", "/data/a", "--training", "--minimized"],
            Some("/data/b"),
        );
        assert_eq!(
            both,
            Ok(Arguments {
                training: true,
                minimized: true,
                data_dir: Some(PathBuf::from("/data/a"))
            })
        );
        let joined = read(&["--data-dir=/data/a"], None);
        assert_eq!(
            joined,
            Ok(Arguments {
                training: false,
                minimized: false,
                data_dir: Some(PathBuf::from("/data/a"))
            })
        );
        let environment = read(&[], Some("/data/b"));
        assert_eq!(
            environment,
            Ok(Arguments {
                training: false,
                minimized: false,
                data_dir: Some(PathBuf::from("/data/b"))
            })
        );
    }

    #[test]
    fn the_computer_starts_it_put_away_and_on_the_same_folder() {
        assert_eq!(Arguments::default().of_autostart(), ["--minimized"]);
        let own = read(&["--training", "--data-dir", "/data/of a desk"], None).unwrap();
        let words: Vec<_> = own
            .of_autostart()
            .iter()
            .map(|word| word.trim_matches('"').to_owned())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let started = read(&words, None).unwrap();
        assert!(started.minimized && !started.training);
        assert!(started.data_dir.unwrap().ends_with("of a desk"));
    }

    #[test]
    fn a_slip_is_named() {
        assert_eq!(
            read(&["--trainning"], None),
            Err(ArgumentError::Unknown("--trainning".into()))
        );
        assert_eq!(read(&["--data-dir"], None), Err(ArgumentError::NoFolder));
        assert_eq!(read(&["--data-dir="], None), Err(ArgumentError::NoFolder));
    }
}
