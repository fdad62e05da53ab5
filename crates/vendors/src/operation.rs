//! What a table of operations says: names, paths, parameters, and where each is known from.

/// What an operation does at the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationEffect {
    /// Changes nothing.
    Read,
    /// Creates or changes something.
    Write,
    /// Depends on a parameter (MedSoft's `tipComanda`: `LAST` reads, `NEW` creates a form although it travels as GET).
    ReadOrWrite,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A key of the JSON body.
    Body,
    /// A field of a form.
    Form,
}

/// One parameter in the vendor's spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name as the document spells it.
    pub name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Whether the operation is refused without it.
    pub required: bool,
}

/// Where a path is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathSource {
    /// The vendor's own document.
    Document,
    /// Public material: the vendor's other pages, or clients that run against the live system.
    Public,
    /// Nobody says; it follows the pattern of its neighbours.
    Guess,
}

impl PathSource {
    /// The name in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Public => "public",
            Self::Guess => "guess",
        }
    }
}

/// One operation of a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name in kebab-case, used everywhere.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path template, after what the account's addresses have in common.
    pub path: &'static str,
    /// The section of the document.
    pub section: &'static str,
    /// Where the path is known from.
    pub source: PathSource,
    /// Whether it changes anything.
    pub effect: OperationEffect,
    /// What it takes.
    pub parameters: &'static [Parameter],
}

impl Parameter {
    /// A segment of the path.
    pub(crate) const fn path(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Path,
            required: true,
        }
    }

    /// An optional part of the query.
    pub(crate) const fn query(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Query,
            required: false,
        }
    }

    /// A required key of the body.
    pub(crate) const fn needed(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Body,
            required: true,
        }
    }

    /// A required field of a form.
    pub(crate) const fn form(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Form,
            required: true,
        }
    }

    /// An optional field of a form.
    pub(crate) const fn optional_form(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Form,
            required: false,
        }
    }

    /// An optional key of the body.
    pub(crate) const fn optional(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Body,
            required: false,
        }
    }
}
