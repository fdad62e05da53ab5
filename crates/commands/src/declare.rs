//! The macro behind the list of commands.

/// Declares commands; see `catalogue`. Makes the dispatcher, the table of their properties and the
/// TypeScript of their requests and answers.
macro_rules! commands {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($request:ty) -> $answer:ty {
            reads [$($read:ident),*], writes [$($write:ident),*], role $role:ident, locked $locked:ident, audit $audit:ident
        }
    )*) => {
        /// Every command, in the order of the list.
        pub const COMMANDS: &[crate::declare::Command] = &[$(
            crate::declare::Command {
                name: stringify!($name),
                docs: concat!($($doc, "\n"),+),
                reads: &[$(Tag::$read),*],
                writes: &[$(Tag::$write),*],
                role: Role::$role,
                while_locked: crate::declare::yes_or_no!($locked),
                audit: AuditOf::$audit,
                request: crate::declare::TypeInfo::of::<$request>,
                answer: crate::declare::TypeInfo::of::<$answer>,
            }
        ),*];

        /// Decodes the payload, runs the command's body and encodes its answer.
        pub(crate) async fn run(app: &App, command: &str, payload: Value) -> Result<Value, frontdesk_desk::DeskError> {
            match command {
                $(stringify!($name) => {
                    let request: $request = crate::declare::decode(payload)?;
                    let answer: $answer = crate::handlers::$name(app, request).await?;
                    crate::declare::encode(&answer)
                })*
                _ => Err(frontdesk_desk::DeskError::new(frontdesk_desk::ErrorCode::BadRequest, "unknown command")),
            }
        }
    };
}

macro_rules! yes_or_no {
    (yes) => {
        true
    };
    (no) => {
        false
    };
}

pub(crate) use {commands, yes_or_no};

use std::any::TypeId;
use std::collections::HashSet;

use frontdesk_desk::{DeskError, ErrorCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::{TS, TypeVisitor};

use crate::wire::{AuditOf, Role, Tag};

/// The properties of one command.
pub struct Command {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it does.
    pub docs: &'static str,
    /// What its answer shows.
    pub reads: &'static [Tag],
    /// What it makes stale.
    pub writes: &'static [Tag],
    /// Who may call it.
    pub role: Role,
    /// Whether it may be called while the desk is locked.
    pub while_locked: bool,
    /// What it leaves in the access log.
    pub audit: AuditOf,
    /// The type of its request.
    pub request: fn(&ts_rs::Config) -> TypeInfo,
    /// The type of its answer.
    pub answer: fn(&ts_rs::Config) -> TypeInfo,
}

/// A type as TypeScript: its name in place, and the declarations it needs.
pub struct TypeInfo {
    /// The name as used in a signature.
    pub name: String,
    /// Name and declaration of every named type it reaches.
    pub declarations: Vec<(String, String)>,
}

impl TypeInfo {
    /// Looks at `T`.
    pub fn of<T: TS + 'static + ?Sized>(config: &ts_rs::Config) -> Self {
        let mut seen = Declarations {
            config,
            visited: HashSet::new(),
            found: Vec::new(),
        };
        seen.visit::<T>();
        Self {
            name: T::name(config),
            declarations: seen.found,
        }
    }
}

struct Declarations<'a> {
    config: &'a ts_rs::Config,
    /// A type that holds itself, by way of a list, would be walked for ever.
    visited: HashSet<TypeId>,
    found: Vec<(String, String)>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.visited.insert(TypeId::of::<T>()) {
            return;
        }
        // Only types of our own have a file to stand in; the others are written in place.
        if T::output_path().is_some() {
            let ident = T::ident(self.config);
            // Two instances of one generic type have one declaration.
            if self.found.iter().any(|(name, _)| *name == ident) {
                T::visit_generics(self);
                return;
            }
            let mut text = String::new();
            if let Some(docs) = T::docs() {
                text.push_str(docs.trim_end());
                text.push('\n');
            }
            text.push_str("export ");
            text.push_str(&T::decl(self.config));
            self.found.push((ident, text));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

pub(crate) fn decode<T: DeserializeOwned>(payload: Value) -> Result<T, DeskError> {
    // The serde text may quote the payload, so only its kind goes on.
    serde_json::from_value(payload)
        .map_err(|_| DeskError::new(ErrorCode::BadRequest, "payload of the wrong shape"))
}

pub(crate) fn encode<T: Serialize>(answer: &T) -> Result<Value, DeskError> {
    serde_json::to_value(answer)
        .map_err(|error| DeskError::internal(format!("answer cannot be encoded: {error}")))
}
