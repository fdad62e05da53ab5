//! Whatever shows something is read again when that changes: the tags of every command.

#![allow(clippy::panic, reason = "a test that cannot go on ends")]

use frontdesk_commands::catalogue::COMMANDS;
use frontdesk_commands::events::tag;
use frontdesk_commands::wire::Tag;
use frontdesk_desk::outbox::ActionKind;

/// What is asked once, for a person who waits for it: it fills a form, asks a vendor now, hands a file over, or cannot
/// become another while it is shown. Everything else that changes nothing has to say what it was read from.
const ASKED_ONCE: &[&str] = &[
    // Of this computer or of an account as typed, not of the store.
    "account_forms",
    "connection_try",
    "connection_try_edit",
    "store_backups",
    "session_touched",
    // Forms, filled when they are opened and checked as they are typed.
    "video_prefill",
    "video_check",
    "lab_prefill",
    // A vendor's own answer of this moment.
    "booking_times",
    "video_report",
    "contract_list",
    // Every look at a patient adds a line: it is looked at as it was when it was opened.
    "access_log",
    "access_log_verify",
    // Files.
    "connection_check_save",
    "patient_document_open",
    "patient_document_save",
    "contract_document_open",
    "unsent_export",
    "clinic_export",
    "access_log_export",
    "sheet_open",
    "sheet_save",
    "money_export",
    "money_print",
    "paper_open",
    "paper_save",
    "paper_print",
];

/// Commands that put something down to be sent, and what.
const QUEUE: &[(&str, &[ActionKind])] = &[
    ("appointment_set_status", &[ActionKind::SetStatus]),
    ("appointment_book", &[ActionKind::BookAppointment]),
    ("patient_create", &[ActionKind::CreatePatient]),
    ("patient_edit", &[ActionKind::UpdatePatient]),
    ("gdpr_form", &[ActionKind::GdprForm]),
    ("video_book", &[ActionKind::BookVideo]),
    ("video_remove", &[ActionKind::RemoveVideo]),
    ("lab_send", &[ActionKind::SendLab]),
    ("lab_upload", &[ActionKind::UploadReport]),
    ("bill_pay", &[ActionKind::PayBill, ActionKind::RemoveLiability]),
    ("document_file", &[ActionKind::FileDocument]),
    ("document_file_pdf", &[ActionKind::FileDocument]),
    ("invoice_issue", INVOICE),
    ("invoice_resume", INVOICE),
    ("unsent_resolve", &ActionKind::ALL),
    ("unsent_edit", &ActionKind::ALL),
    ("action_undo", &ActionKind::ALL),
];

const INVOICE: &[ActionKind] = &[
    ActionKind::InvoiceServices,
    ActionKind::InvoicePayment,
    ActionKind::InvoiceIssue,
];

#[test]
fn what_changes_nothing_says_what_it_was_read_from() {
    let silent: Vec<&str> = COMMANDS
        .iter()
        .filter(|command| command.reads.is_empty() && command.writes.is_empty())
        .map(|command| command.name)
        .collect();
    let undecided: Vec<_> = silent.iter().filter(|name| !ASKED_ONCE.contains(name)).collect();
    assert!(
        undecided.is_empty(),
        "no news makes these be read again: {undecided:?}"
    );
    let gone: Vec<_> = ASKED_ONCE.iter().filter(|name| !silent.contains(name)).collect();
    assert!(
        gone.is_empty(),
        "these have tags, or are no longer there: {gone:?}"
    );
}

#[test]
fn what_is_read_does_not_make_itself_be_read_again() {
    for command in COMMANDS {
        assert!(
            command.reads.is_empty() || command.writes.is_empty(),
            "{}",
            command.name
        );
    }
}

#[test]
fn what_is_queued_makes_everything_that_shows_it_be_read_again() {
    for (name, kinds) in QUEUE {
        let command = COMMANDS.iter().find(|command| command.name == *name);
        let writes = command.map(|command| command.writes).unwrap_or_default();
        for topic in kinds.iter().flat_map(|kind| kind.topics()) {
            let tag = tag(*topic);
            assert!(
                writes.contains(&tag) || writes.contains(&Tag::Everything),
                "{name} does not say that it changes {tag:?}"
            );
        }
    }
    let unknown: Vec<_> = COMMANDS
        .iter()
        .filter(|command| command.writes.contains(&Tag::Unsent))
        .map(|command| command.name)
        .filter(|name| QUEUE.iter().all(|(known, _)| known != name))
        .collect();
    assert!(unknown.is_empty(), "what do these put down? {unknown:?}");
}
