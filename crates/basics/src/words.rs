//! The message catalogues in `locales/`, one folder a language, shared by the window's pages and by Rust. What only
//! papers say stands in a folder `documents` of its own within each, which the pages do not carry.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use crate::error::BasicsError;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

/// The language every message exists in.
pub const BASE: &str = "en";

/// The folder, within that of a language, of messages that only papers say.
const OF_DOCUMENTS: &str = "documents";

/// The messages of one language.
pub struct Words {
    language: String,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The languages that have a catalogue.
    #[must_use]
    pub fn languages() -> Vec<&'static str> {
        LOCALES
            .dirs()
            .filter_map(|dir| dir.path().file_name()?.to_str())
            .collect()
    }

    /// The messages of the language asked for (`ro`, `ro-RO`, `ro_RO.UTF-8`), else of the base language.
    ///
    /// # Errors
    /// `BrokenCatalogue` when a built-in catalogue cannot be read.
    pub fn of(asked: &str) -> Result<Self, BasicsError> {
        let language = asked
            .split(['-', '_', '.'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let language = if LOCALES.get_dir(&language).is_some() {
            language
        } else {
            BASE.to_owned()
        };
        let broken = |detail: String| BasicsError::BrokenCatalogue {
            language: language.clone(),
            detail,
        };
        let identifier: LanguageIdentifier = language
            .parse()
            .map_err(|error| broken(format!("not a language: {error}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks around values are for mixed writing directions, which none of our languages has.
        bundle.set_use_isolating(false);
        let files = [language.clone(), format!("{language}/{OF_DOCUMENTS}")]
            .into_iter()
            .filter_map(|folder| LOCALES.get_dir(folder))
            .flat_map(Dir::files);
        for file in files.filter(|file| {
            file.path()
                .extension()
                .is_some_and(|extension| extension == "ftl")
        }) {
            let text = file
                .contents_utf8()
                .ok_or_else(|| broken("not UTF-8".to_owned()))?;
            let resource = FluentResource::try_new(text.to_owned())
                .map_err(|(_, errors)| broken(format!("{}: {errors:?}", file.path().display())))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| broken(format!("{errors:?}")))?;
        }
        Ok(Self { language, bundle })
    }

    /// The language whose messages these are, which is the base language where the one asked for has none.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The ids of all messages that only papers say, in that language.
    #[must_use]
    pub fn of_documents(language: &str) -> Vec<String> {
        let folder = LOCALES.get_dir(format!("{language}/{OF_DOCUMENTS}"));
        let files = folder.map(Dir::files).into_iter().flatten();
        let texts = files.filter_map(include_dir::File::contents_utf8);
        texts
            .flat_map(str::lines)
            .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
            .collect()
    }

    /// A message with its values; `None` where the catalogue lacks it.
    #[must_use]
    pub fn say(&self, id: &str, values: &[(&str, &str)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set((*name).to_owned(), (*value).to_owned());
        }
        let mut errors = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, Some(&args), &mut errors)
                .into_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_catalogue_can_be_read() {
        let languages = Words::languages();
        assert!(
            languages.contains(&"en") && languages.contains(&"ro"),
            "{languages:?}"
        );
        for language in languages {
            assert!(
                Words::of(language).is_ok(),
                "{language}: {:?}",
                Words::of(language).err()
            );
        }
    }

    #[test]
    fn the_operating_systems_spelling_of_a_language_is_understood() {
        let english = Words::of("en")
            .unwrap()
            .say("error-offline", &[("connection", "C")]);
        let romanian = Words::of("ro_RO.UTF-8")
            .unwrap()
            .say("error-offline", &[("connection", "C")]);
        assert!(english.is_some());
        assert_ne!(english, romanian);
        assert_eq!(
            Words::of("xx")
                .unwrap()
                .say("error-offline", &[("connection", "C")]),
            english
        );
    }
}
