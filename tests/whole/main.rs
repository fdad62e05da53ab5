//! The whole core against the sandbox: real encrypted stores, virtual time, vendors in process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod accounts;
mod agenda;
mod alfadocs;
mod alfadocs_birth;
mod alfadocs_patients;
mod alfadocs_reading;
mod alfadocs_reading_trouble;
mod alfadocs_states;
mod alfadocs_writes;
mod answers;
mod audit;
mod audit_commands;
mod bad_input;
mod bills;
mod bills_answers;
mod bills_audit;
mod bills_documents;
mod bills_lost_answers;
mod bills_pdf;
mod bills_place;
mod bookings;
mod canaries;
mod canary;
mod catch_up;
mod clinic;
mod clinic_share;
mod clinic_trouble;
mod contracts;
mod desk;
mod invoice;
mod invoice_doubt;
mod invoice_lost_answers;
mod invoice_method;
mod invoice_place;
mod invoice_stops;
mod invoice_waits;
mod lab;
mod lab_lost_answers;
mod lab_numbers;
mod lab_place;
mod money;
mod money_audit;
mod money_given_up;
mod money_numbers;
mod outbox_clocks;
mod outbox_conflicts;
mod outbox_dependants;
mod outbox_edit;
mod outbox_edit_meanwhile;
mod outbox_edit_other;
mod outbox_endless;
mod outbox_lost_answers;
mod outbox_people;
mod outbox_stuck;
mod outbox_table;
mod papers;
mod reading;
mod session;
mod sheet;
mod sheet_pin;
mod store_end;
mod store_erase;
mod store_keys;
mod store_place;
mod sync_lists;
mod video;
mod video_codes;
mod video_doubt;
mod video_lost_answers;
mod video_place;
mod video_reading;
mod world;
