//! The TypeScript the window's pages are written against, made from the list of commands.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use frontdesk_desk::ErrorCode;

use crate::catalogue::COMMANDS;
use crate::declare::TypeInfo;
use crate::wire::{Event, Tag, WireError};

/// The whole text of `ui/src/platform/bindings.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = ts_rs::Config::new().with_large_int("number");
    let mut types = BTreeMap::new();
    let mut signatures = String::new();
    let mut tags = String::new();
    let mut learn = |info: TypeInfo| {
        types.extend(info.declarations);
        info.name
    };
    for command in COMMANDS {
        let request = learn((command.request)(&config));
        let answer = learn((command.answer)(&config));
        for line in command.docs.trim_end().lines() {
            let _ = writeln!(signatures, "  /**{line} */");
        }
        let _ = writeln!(
            signatures,
            "  {}: {{ request: {request}; answer: {answer} }};",
            command.name
        );
        let _ = writeln!(
            tags,
            "  {}: {{ reads: {}, writes: {} }},",
            command.name,
            list(command.reads),
            list(command.writes)
        );
    }
    for info in [
        TypeInfo::of::<Event>(&config),
        TypeInfo::of::<WireError>(&config),
        TypeInfo::of::<ErrorCode>(&config),
        TypeInfo::of::<Tag>(&config),
    ] {
        learn(info);
    }

    let mut text =
        String::from("// Generated from crates/commands by `cargo xtask bindings`. Do not edit.\n\n");
    for declaration in types.values() {
        let _ = writeln!(text, "{declaration}\n");
    }
    let _ = write!(
        text,
        "/** Every command: what it takes and what it answers. */\nexport interface Commands {{\n{signatures}}}\n\n\
         /** What each command shows and what it makes stale. */\nexport const commandTags: {{ readonly [Name in keyof Commands]: {{ readonly reads: readonly Tag[]; readonly writes: readonly Tag[] }} }} = {{\n{tags}}};\n"
    );
    text
}

fn list(tags: &[Tag]) -> String {
    serde_json::to_string(tags).unwrap_or_default().replace(',', ", ")
}
