//! The committed TypeScript must be the one that the list of commands makes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

use std::path::Path;

#[test]
fn the_committed_bindings_are_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/platform/bindings.ts");
    let wanted = frontdesk_commands::bindings::typescript();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(&file, &wanted).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == wanted,
        "ui/src/platform/bindings.ts is stale: run `cargo xtask bindings` and commit it"
    );
}

#[test]
fn every_command_is_in_the_bindings_with_its_tags() {
    let text = frontdesk_commands::bindings::typescript();
    for command in frontdesk_commands::catalogue::COMMANDS {
        assert!(
            text.contains(&format!("  {}: {{ request: ", command.name)),
            "{}",
            command.name
        );
        assert!(
            text.contains(&format!("  {}: {{ reads: ", command.name)),
            "{}",
            command.name
        );
    }
}
