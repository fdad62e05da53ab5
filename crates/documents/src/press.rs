//! The typesetter: templates and fonts that are built in, one file of data, and nothing else in its world. It reads
//! no disk, no system font, no clock and no network.

use std::collections::BTreeSet;

use frontdesk_basics::Private;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Label, Selector, Smart};
use typst::introspection::Introspector as _;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr};
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::DocumentError;
use crate::letters::{Letters, UNKNOWN};
use crate::speech::Speech;
use crate::{Filled, Pdf};

/// The file where the typesetting of a document begins.
const MAIN: &str = "main.typ";

/// A clinic's own template, where the press puts something around it.
const OWN: &str = "own.typ";

/// What a copy by a clinic's own template begins with: it may leave the mark out, and a tax document that is none must not
/// look like one.
const MARKED: &str = "#import \"parts.typ\": paper, over-a-copy\n\
    #set page(foreground: over-a-copy(paper.copy))\n\
    #include \"own.typ\"\n";

/// What stands on each page that has that mark.
const MARK: &str = "mark-of-a-copy";

/// The file that a template reads its data from.
const DATA: &str = "data.json";

static FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-Bold.ttf"),
];

/// What templates share; a clinic's own may use it too.
const SHARED: &str = "parts.typ";

static TEMPLATES: [(&str, &str); 8] = [
    (SHARED, include_str!("../templates/parts.typ")),
    ("invoice.typ", include_str!("../templates/invoice.typ")),
    ("receipt.typ", include_str!("../templates/receipt.typ")),
    ("statement.typ", include_str!("../templates/statement.typ")),
    ("cash-up.typ", include_str!("../templates/cash-up.typ")),
    ("slip.typ", include_str!("../templates/slip.typ")),
    ("list.typ", include_str!("../templates/list.typ")),
    (
        "downtime-sheet.typ",
        include_str!("../templates/downtime-sheet.typ"),
    ),
];

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

    /// Lays a filled document out and writes it as PDF, by the clinic's own template of that document where there
    /// is one.
    pub(crate) fn print(
        &self,
        mut filled: Filled,
        speech: &Speech,
        own: Option<(&'static str, &str)>,
    ) -> Result<Pdf, DocumentError> {
        let replaced = self.letters.tidy(&mut filled.data);
        let (title, _) = self.letters.readable(&filled.title);
        filled.data["title"] = title.clone().into();
        // A country's own kind of a language is a region beside it.
        let (language, region) = speech.language().split_once('-').unzip();
        filled.data["language"] = language.unwrap_or(speech.language()).into();
        filled.data["region"] = region.into();
        filled.data["letters"] = if replaced {
            speech
                .say("paper-letters", &[("letter", &UNKNOWN.to_string())])?
                .into()
        } else {
            serde_json::Value::Null
        };
        let data = filled.data.to_string();
        let template = built_in(filled.template).ok_or_else(|| DocumentError::Layout {
            template: filled.template,
            line: 0,
            what: "no such template".to_owned(),
        })?;
        let marked = own.is_some() && !filled.data["copy"].is_null();
        let text = own.map_or(template, |(_, text)| text).to_owned();
        let table = Table {
            press: self,
            main: match marked {
                true => Source::new(file_id(MAIN)?, MARKED.to_owned()),
                false => Source::new(file_id(MAIN)?, text.clone()),
            },
            own: marked
                .then(|| Ok::<_, DocumentError>(Source::new(file_id(OWN)?, text)))
                .transpose()?,
            shared: Source::new(file_id(SHARED)?, built_in(SHARED).unwrap_or_default().to_owned()),
            data: (file_id(DATA)?, Bytes::from_string(data.clone())),
            picture: filled
                .picture
                .map(|picture| Ok::<_, DocumentError>((file_id(picture.file)?, picture.bytes)))
                .transpose()?,
        };
        let broken = |errors: &[SourceDiagnostic]| table.broken(filled.template, own, errors);
        let document = typst::compile::<PagedDocument>(&table)
            .output
            .map_err(|errors| broken(&errors));
        let document = document.and_then(|document| match own {
            Some((document_name, _)) if marked && !is_marked(&document) => Err(DocumentError::OwnTemplate {
                document: document_name,
                line: 0,
                message: Private::new("the mark of a copy is not on every page".to_owned()),
            }),
            _ => Ok(document),
        });
        let bytes = document.and_then(|document| {
            let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| {
                DocumentError::Layout {
                    template: filled.template,
                    line: 0,
                    what: error.message().to_string(),
                }
            })?;
            let options = PdfOptions {
                // Of what is printed, so that the same facts give the same bytes.
                ident: Smart::Custom(data.clone()),
                creator: Smart::Custom(Some("Frontdesk".to_owned())),
                timestamp: day_of(&filled.data).map(Timestamp::new_utc),
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

/// Whether each page has the mark of a copy.
fn is_marked(document: &PagedDocument) -> bool {
    let Some(label) = Label::new(PicoStr::intern(MARK)) else {
        return false;
    };
    let introspector = document.introspector();
    let pages: BTreeSet<_> = introspector
        .query(&Selector::Label(label))
        .iter()
        .filter_map(|mark| introspector.page(mark.location()?))
        .collect();
    pages.len() == document.pages().len()
}

/// The paper's day, for a clinic's own template that does not set it: papers that are kept must have one.
fn day_of(data: &serde_json::Value) -> Option<Datetime> {
    let number = |field: &str| u8::try_from(data["date"][field].as_u64()?).ok();
    let year = i32::try_from(data["date"]["year"].as_i64()?).ok()?;
    Datetime::from_ymd_hms(year, number("month")?, number("day")?, 0, 0, 0)
}

fn built_in(name: &str) -> Option<&'static str> {
    let found = TEMPLATES.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}

fn file_id(name: &'static str) -> Result<FileId, DocumentError> {
    let path = VirtualPath::new(name).map_err(|_| DocumentError::UnknownDocument)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The typesetter's world for one document.
struct Table<'a> {
    press: &'a Press,
    main: Source,
    /// The clinic's own template, where it is not the main file.
    own: Option<Source>,
    shared: Source,
    data: (FileId, Bytes),
    picture: Option<(FileId, Bytes)>,
}

impl Table<'_> {
    /// Where a template fails. The typesetter's own text may quote a patient's name.
    fn broken(
        &self,
        template: &'static str,
        own: Option<(&'static str, &str)>,
        errors: &[SourceDiagnostic],
    ) -> DocumentError {
        let first = errors.first();
        // What is found wrong within the shared parts is told by the line that uses them.
        let places = first.into_iter().flat_map(|error| {
            let uses = error.trace.iter().map(|point| point.span.into());
            std::iter::once(error.span).chain(uses)
        });
        let theirs = self.own.as_ref().unwrap_or(&self.main);
        let line = places
            .filter(|place| place.id() == Some(theirs.id()))
            .find_map(|place| self.range(place))
            .and_then(|range| theirs.lines().byte_to_line(range.start))
            .map_or(0, |line| line + 1);
        let said = first.map_or_else(String::new, |error| error.message.to_string());
        match own {
            Some((document, _)) => DocumentError::OwnTemplate {
                document,
                line,
                message: Private::new(said),
            },
            None => DocumentError::Layout {
                template,
                line,
                what: match cfg!(debug_assertions) {
                    true => said,
                    false => format!("{} errors", errors.len()),
                },
            },
        }
    }
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
        [&self.main, &self.shared]
            .into_iter()
            .chain(&self.own)
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        std::iter::once(&self.data)
            .chain(&self.picture)
            .find(|(known, _)| *known == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
