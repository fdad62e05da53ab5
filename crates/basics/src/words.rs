//! The message catalogues in `locales/`, one folder a language, shared by the window's pages and by Rust. What only
//! papers say stands in a folder `documents` of its own within each, which the pages do not carry.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use include_dir::{Dir, File, include_dir};
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
    /// The languages that have a catalogue of everything.
    #[must_use]
    pub fn languages() -> Vec<&'static str> {
        LOCALES
            .dirs()
            .filter(|dir| dir.files().any(is_catalogue))
            .filter_map(|dir| dir.path().file_name()?.to_str())
            .collect()
    }

    /// The languages that papers are written in: some of them have a catalogue of papers only.
    #[must_use]
    pub fn paper_languages() -> Vec<&'static str> {
        LOCALES
            .dirs()
            .filter(|dir| dir.get_dir(dir.path().join(OF_DOCUMENTS)).is_some())
            .filter_map(|dir| dir.path().file_name()?.to_str())
            .collect()
    }

    /// The messages of the language asked for (`ro`, `ro-RO`, `ro_RO.UTF-8`), else of the base language.
    ///
    /// # Errors
    /// `BrokenCatalogue` when a built-in catalogue cannot be read.
    pub fn of(asked: &str) -> Result<Self, BasicsError> {
        Self::in_language(known(asked, &Self::languages()))
    }

    /// As [`Words::of`], for a paper, which may be in a language that nothing else is in: of a language and a country
    /// together where there is one (`pt-BR`), else of another country's.
    ///
    /// # Errors
    /// `BrokenCatalogue` when a built-in catalogue cannot be read.
    pub fn of_paper(asked: &str) -> Result<Self, BasicsError> {
        Self::in_language(known(asked, &Self::paper_languages()))
    }

    fn in_language(language: &str) -> Result<Self, BasicsError> {
        let language = language.to_owned();
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
        for file in files.filter(|file| is_catalogue(file)) {
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
        let texts = files.filter_map(File::contents_utf8);
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

fn is_catalogue(file: &File<'_>) -> bool {
    file.path()
        .extension()
        .is_some_and(|extension| extension == "ftl")
}

/// The one of `languages` that was asked for, else the base one.
fn known(asked: &str, languages: &[&'static str]) -> &'static str {
    let asked = asked.split('.').next().unwrap_or_default().replace('_', "-");
    let first = |language: &str| language.split('-').next().unwrap_or_default().to_lowercase();
    let find = |fits: &dyn Fn(&str) -> bool| languages.iter().copied().find(|language| fits(language));
    find(&|language| language.eq_ignore_ascii_case(&asked))
        .or_else(|| find(&|language| language.eq_ignore_ascii_case(&first(&asked))))
        .or_else(|| find(&|language| first(language) == first(&asked)))
        .unwrap_or(BASE)
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
        for language in Words::paper_languages() {
            assert_eq!(Words::of_paper(language).unwrap().language(), language);
        }
    }

    #[test]
    fn a_paper_may_be_in_a_language_that_nothing_else_is_in() {
        for (asked, found) in [
            ("cs", "cs"),
            ("uk_UA.UTF-8", "uk"),
            ("pt-BR", "pt-BR"),
            ("pt_br", "pt-BR"),
            ("pt", "pt-BR"),
            ("ro-MD", "ro"),
            ("xx", "en"),
        ] {
            assert_eq!(Words::of_paper(asked).unwrap().language(), found, "{asked}");
        }
        assert_eq!(Words::of("cs").unwrap().language(), "en");
        assert!(!Words::languages().contains(&"cs"));
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
