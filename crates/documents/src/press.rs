//! The typesetter: templates and fonts that are built in, one file of data, and nothing else in its world. It reads
//! no disk, no system font, no clock and no network.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::DocumentError;
use crate::letters::{Letters, UNKNOWN};
use crate::speech::Speech;
use crate::{Filled, Pdf};

/// The file that a template reads its data from.
const DATA: &str = "data.json";

static FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-Bold.ttf"),
];

static TEMPLATES: [(&str, &str); 1] = [(
    "downtime-sheet.typ",
    include_str!("../templates/downtime-sheet.typ"),
)];

/// The built-in fonts.
pub(crate) fn fonts() -> Result<Vec<Font>, DocumentError> {
    FONTS
        .iter()
        .map(|bytes| Font::new(Bytes::new(*bytes), 0).ok_or(DocumentError::Fonts))
        .collect()
}

/// What every document needs, made once.
pub(crate) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    letters: Letters,
}

impl Press {
    pub(crate) fn new() -> Result<Self, DocumentError> {
        let fonts = fonts()?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            letters: Letters::of(&fonts),
            fonts,
        })
    }

    /// Lays a filled document out and writes it as PDF.
    pub(crate) fn print(&self, mut filled: Filled, speech: &Speech) -> Result<Pdf, DocumentError> {
        let replaced = self.letters.tidy(&mut filled.data);
        let (title, _) = self.letters.readable(&filled.title);
        filled.data["title"] = title.clone().into();
        filled.data["language"] = speech.language().into();
        filled.data["letters"] = if replaced {
            speech
                .say("paper-letters", &[("letter", &UNKNOWN.to_string())])?
                .into()
        } else {
            serde_json::Value::Null
        };
        let failed = |line, what| DocumentError::Layout {
            template: filled.template,
            line,
            what,
        };
        let text = TEMPLATES
            .iter()
            .find(|(name, _)| *name == filled.template)
            .map(|(_, text)| *text)
            .ok_or_else(|| failed(0, "no such template".to_owned()))?;
        let table = Table {
            press: self,
            main: Source::new(file_id(filled.template)?, text.to_owned()),
            data_id: file_id(DATA)?,
            data: Bytes::from_string(filled.data.to_string()),
        };
        let broken = |errors: &[SourceDiagnostic]| {
            let first = errors.first();
            let line = first
                .and_then(|error| table.range(error.span))
                .and_then(|range| table.main.lines().byte_to_line(range.start))
                .map_or(0, |line| line + 1);
            let what = match first {
                // It may quote a patient's name, and errors are logged.
                Some(error) if cfg!(debug_assertions) => error.message.to_string(),
                _ => format!("{} errors", errors.len()),
            };
            failed(line, what)
        };
        let document = typst::compile::<PagedDocument>(&table)
            .output
            .map_err(|errors| broken(&errors));
        let bytes = document.and_then(|document| {
            let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
                .map_err(|error| failed(0, error.message().to_string()))?;
            let options = PdfOptions {
                // Of what is printed, so that the same facts give the same bytes.
                ident: Smart::Custom(filled.data.to_string()),
                creator: Smart::Custom(Some("Frontdesk".to_owned())),
                standards,
                ..PdfOptions::default()
            };
            typst_pdf::pdf(&document, &options).map_err(|errors| broken(&errors))
        });
        // The typesetter remembers what it has laid out; the next document has other data.
        typst::comemo::evict(0);
        Ok(Pdf { title, bytes: bytes? })
    }
}

fn file_id(name: &'static str) -> Result<FileId, DocumentError> {
    let path = VirtualPath::new(name).map_err(|_| DocumentError::UnknownDocument)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The typesetter's world for one document.
struct Table<'a> {
    press: &'a Press,
    main: Source,
    data_id: FileId,
    data: Bytes,
}

impl World for Table<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
