//! The list of everything the window may ask, declared once. The dispatcher, the TypeScript bindings,
//! the cache tags and the tests are all made from it, so a command that is missing somewhere does not
//! compile.

use frontdesk_desk::{
    FieldProblem, agenda, audit, billing, bills, booking, clinic, connections, contracts, lab, money, outbox,
    papers, patients, session, sheet, store, sync, video,
};
use serde_json::Value;
use uuid::Uuid;

use crate::app::App;
use crate::declare::commands;
use crate::wire::{
    AppState, AuditOf, Autostart, ById, ConnectionKeys, ConnectionStages, ConnectionWorkPoints, FileOpened,
    FileSaved, Nothing, Preferences, Role, SetAutostart, Tag,
};

commands! {
    /// What the window shows first: first start, a problem with the store, or the desk.
    app_state(Nothing) -> AppState { reads [Connections, Unsent, Preferences, Session, Desk], writes [], role Anyone, locked yes, audit Nothing }
    /// Opens the training clinic, with its own data folder and vendors in process.
    open_training(Nothing) -> AppState { reads [], writes [Everything], role Anyone, locked no, audit Nothing }
    /// Closes the training clinic and goes back to the first start or the real desk.
    leave_training(Nothing) -> AppState { reads [], writes [Everything], role Anyone, locked no, audit Nothing }
    /// This desk's preferences.
    preferences_set(Preferences) -> Preferences { reads [], writes [Preferences, Appointments], role Anyone, locked no, audit Nothing }

    /// All connections.
    connections(Nothing) -> Vec<connections::Connection> { reads [Connections], writes [], role Anyone, locked no, audit Nothing }
    /// Tries an account before it is saved. Creates nothing at the vendor and keeps nothing here.
    connection_try(connections::ConnectionDraft) -> connections::CheckReport { reads [], writes [], role Manager, locked no, audit Nothing }
    /// Saves an account: its key goes into the keyring, its first fill begins. Opens the desk if it is the first.
    connection_add(connections::ConnectionDraft) -> connections::Connection { reads [], writes [Everything], role Manager, locked no, audit Settings }
    /// What a person fills in to connect an account of each vendor.
    account_forms(Nothing) -> Vec<connections::AccountForm> { reads [], writes [], role Anyone, locked no, audit Nothing }
    /// Tries a change of an account, with the keys it has, before it is saved.
    connection_try_edit(connections::ConnectionEdit) -> connections::CheckReport { reads [], writes [], role Manager, locked no, audit Nothing }
    /// Changes everything of an account but its keys.
    connection_edit(connections::ConnectionEdit) -> connections::Connection { reads [], writes [Connections], role Manager, locked no, audit Settings }
    /// Replaces keys; the new ones are tried before the old ones are dropped, where they can be.
    connection_replace_keys(ConnectionKeys) -> connections::CheckReport { reads [], writes [Connections, Sync], role Manager, locked no, audit Settings }
    /// Removes an account, its key and its rows; refused while work is unsent.
    connection_remove(ById) -> Nothing { reads [], writes [Everything], role Manager, locked no, audit Settings }
    /// Tries every read-only operation of a saved account.
    connection_check(ById) -> connections::CheckReport { reads [], writes [Connections], role Manager, locked no, audit Nothing }
    /// Saves the last check's report where the person chooses; it holds no personal data and no key.
    connection_check_save(ById) -> FileSaved { reads [], writes [], role Manager, locked no, audit Nothing }
    /// The statuses of a connection and what they mean here.
    connection_statuses(ById) -> connections::StatusTable { reads [Connections], writes [], role Anyone, locked no, audit Nothing }
    /// A person confirms what each status means.
    connection_stages_confirm(ConnectionStages) -> connections::StatusTable { reads [], writes [Connections, Appointments], role Manager, locked no, audit Settings }
    /// The work points of a connection: ids and names.
    connection_work_points(ById) -> Vec<connections::WorkPoint> { reads [Connections], writes [], role Anyone, locked no, audit Nothing }
    /// A person confirms which id belongs to which name.
    connection_work_points_confirm(ConnectionWorkPoints) -> Vec<connections::WorkPoint> { reads [], writes [Connections, Appointments], role Manager, locked no, audit Settings }

    /// Looks patients up in the store, while typing.
    patients_find(patients::FindPatients) -> patients::FoundPatients { reads [Patients, Appointments], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Looks patients up at the vendors now and merges what they answer into the store.
    patients_find_at_vendor(patients::FindPatients) -> patients::FoundAtVendor { reads [], writes [Patients], role Receptionist, locked no, audit PatientViewed }
    /// Everything the desk knows of a person; a refresh from the vendors starts in the background.
    patient_open(ById) -> patients::PatientPage { reads [Patients, Appointments, Unsent], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Asks the vendors about this person now and answers when they have.
    patient_refresh(ById) -> patients::PatientPage { reads [], writes [Patients, Appointments], role Receptionist, locked no, audit PatientViewed }
    /// Patients who may be the one about to be created.
    patient_duplicates(patients::PatientForm) -> Vec<patients::Duplicate> { reads [Patients], writes [], role Receptionist, locked no, audit Nothing }
    /// Creates a patient through the outbox; answers the person's id at once.
    patient_create(patients::CreatePatient) -> PatientAccepted { reads [], writes [Patients, Appointments, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// Changes a patient through the outbox.
    patient_edit(patients::EditPatient) -> agenda::Accepted { reads [], writes [Patients, Appointments, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// The link of the last or of a new consent form.
    gdpr_form(patients::GdprRequest) -> patients::GdprForm { reads [], writes [Unsent, Appointments, Patients], role Receptionist, locked no, audit PatientChanged }

    /// Opens a document of a patient in the system's own application.
    patient_document_open(ById) -> FileOpened { reads [], writes [], role Receptionist, locked no, audit PatientViewed }

    /// Where a patient can be booked, and what can be chosen there.
    booking_form(ById) -> booking::BookingForm { reads [Patients], writes [], role Receptionist, locked no, audit Nothing }
    /// When somebody is free, asked of the vendor now.
    booking_times(booking::FreeTimesRequest) -> booking::FreeTimes { reads [], writes [], role Receptionist, locked no, audit Nothing }
    /// What is in the way of a booking, from the store.
    booking_clashes(booking::BookAppointment) -> Vec<booking::Clash> { reads [Appointments, Patients, Unsent], writes [], role Receptionist, locked no, audit Nothing }
    /// Books an appointment through the outbox; it stands in the lists at once, pencilled.
    appointment_book(booking::BookAppointment) -> booking::Booked { reads [], writes [Appointments, Patients, Unsent], role Receptionist, locked no, audit PatientChanged }

    /// The list of one day.
    day(agenda::DayRequest) -> agenda::Day { reads [Appointments, Patients, Unsent, Sync], writes [], role Receptionist, locked no, audit Nothing }
    /// Sets or clears a status through the outbox; held back a moment so that it can be undone.
    appointment_set_status(agenda::SetStatus) -> agenda::Accepted { reads [], writes [Appointments, Patients, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// Who set what, when, as far as this desk knows. Newest first.
    appointment_history(ById) -> Vec<agenda::HistoryLine> { reads [Appointments, Unsent], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Takes back my own action: before it is sent by dropping it, after by the opposite where there is one.
    action_undo(ById) -> agenda::Accepted { reads [], writes [Unsent, Appointments, Patients, Video, Laboratory, Money, Papers], role Receptionist, locked no, audit PatientChanged }

    /// Video visits of all accounts: today's, coming and, where asked for, past ones.
    video_visits(video::VideoRequest) -> video::VideoVisits { reads [Video, Unsent, Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// The same after asking the vendors now.
    video_refresh(video::VideoRequest) -> video::VideoVisits { reads [], writes [Video], role Receptionist, locked no, audit Nothing }
    /// The form of a visit for a patient, filled in as far as the desk knows.
    video_prefill(video::PrefillVideo) -> video::VideoForm { reads [], writes [], role Receptionist, locked no, audit PatientViewed }
    /// What the vendor would refuse of a form, while it is typed. Nothing is sent.
    video_check(video::CheckVideo) -> Vec<FieldProblem> { reads [], writes [], role Receptionist, locked no, audit Nothing }
    /// Books a video visit through the outbox; held back a moment so that it can be undone.
    video_book(video::BookVideo) -> video::VideoAccepted { reads [], writes [Video, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// Removes a video visit through the outbox; the vendor tells the patient and the practice by e-mail.
    video_remove(video::RemoveVideo) -> agenda::Accepted { reads [], writes [Video, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// Where the report of a video visit can be opened, from the day after.
    video_report(ById) -> video::VideoReport { reads [], writes [], role Receptionist, locked no, audit PatientViewed }

    /// Laboratory orders and reports sent from here.
    lab_desk(Nothing) -> lab::LabDesk { reads [Laboratory, Unsent, Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// The form of a new order, filled in as far as the desk knows.
    lab_prefill(lab::PrefillLab) -> lab::LabForm { reads [], writes [], role Receptionist, locked no, audit PatientViewed }
    /// The form of an order as it was last sent.
    lab_order(ById) -> lab::LabForm { reads [Laboratory], writes [], role Receptionist, locked no, audit PatientViewed }
    /// What would be sent to the laboratory, while it is typed. Nothing is sent.
    lab_preview(lab::CheckLab) -> lab::LabPreview { reads [Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// Sends an order through the outbox; held back a moment so that it can be undone.
    lab_send(lab::SendLab) -> lab::LabAccepted { reads [], writes [Laboratory, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// Uploads a report through the outbox; how far it got is told as news.
    lab_upload(lab::UploadReport) -> agenda::Accepted { reads [], writes [Laboratory, Unsent], role Receptionist, locked no, audit PatientChanged }

    /// Contract requests fetched here before.
    contracts(Nothing) -> Vec<contracts::ContractBrief> { reads [Contracts, Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// A page of the registry, asked now.
    contract_list(contracts::ListContracts) -> contracts::ContractPage { reads [], writes [], role Receptionist, locked no, audit Nothing }
    /// A contract request in full, asked now and kept.
    contract_fetch(contracts::FetchContract) -> contracts::ContractPaper { reads [], writes [Contracts], role Receptionist, locked no, audit Nothing }
    /// A contract request as it was last fetched.
    contract(ById) -> contracts::ContractPaper { reads [Contracts], writes [], role Receptionist, locked no, audit Nothing }
    /// Opens a document of a contract request in the system's own application.
    contract_document_open(contracts::OpenContractDocument) -> FileOpened { reads [], writes [], role Receptionist, locked no, audit Nothing }

    /// Everything not yet at the vendors.
    unsent(Nothing) -> outbox::Unsent { reads [Unsent], writes [], role Receptionist, locked no, audit Nothing }
    /// A person decides about an entry.
    unsent_resolve(outbox::Resolve) -> outbox::Unsent { reads [], writes [Unsent, Appointments, Patients, Video, Laboratory, Money, Papers], role Receptionist, locked no, audit PatientChanged }

    /// Changes something before it is sent.
    unsent_edit(outbox::EditUnsent) -> outbox::Unsent { reads [], writes [Everything], role Receptionist, locked no, audit PatientChanged }
    /// Saves everything unsent as a table (CSV) where the person chooses.
    unsent_export(Nothing) -> FileSaved { reads [], writes [], role Receptionist, locked no, audit ListSaved }

    /// What reading from the vendors is doing.
    sync_state(Nothing) -> Vec<sync::SyncState> { reads [Sync], writes [], role Anyone, locked no, audit Nothing }
    /// Pauses the reading of a connection.
    sync_pause(ById) -> Vec<sync::SyncState> { reads [], writes [Sync], role Receptionist, locked no, audit Nothing }
    /// Goes on with the reading of a connection.
    sync_resume(ById) -> Vec<sync::SyncState> { reads [], writes [Sync], role Receptionist, locked no, audit Nothing }
    /// Asks the vendor about today's patients now.
    sync_now(ById) -> Vec<sync::SyncState> { reads [], writes [Sync], role Receptionist, locked no, audit Nothing }

    /// Who is signed in here, and who may sign in.
    session(Nothing) -> session::SessionState { reads [Session], writes [], role Anyone, locked yes, audit Nothing }
    /// Makes the first manager of a desk without users, and signs them in.
    session_first_manager(session::FirstManager) -> session::SessionState { reads [], writes [Everything], role Anyone, locked yes, audit Session }
    /// Signs in by name and password: at the start, to unlock, or in place of whoever is.
    session_sign_in(session::SignIn) -> session::SessionState { reads [], writes [Everything], role Anyone, locked yes, audit Session }
    /// Unlocks or takes over by PIN, where one is enough.
    session_unlock(session::UnlockByPin) -> session::SessionState { reads [], writes [Everything], role Anyone, locked yes, audit Session }
    /// Locks the desk now.
    session_lock(Nothing) -> session::SessionState { reads [], writes [Session], role Anyone, locked yes, audit Session }
    /// Signs out; what is unsent stays with the desk under its author.
    session_sign_out(Nothing) -> session::SessionState { reads [], writes [Session], role Anyone, locked yes, audit Session }
    /// A person touched the keyboard or the pointer.
    session_touched(Nothing) -> Nothing { reads [], writes [], role Anyone, locked no, audit Nothing }
    /// A new password of one's own.
    session_password(session::ChangePassword) -> session::SessionState { reads [], writes [Session], role Receptionist, locked no, audit Session }
    /// A PIN of one's own, or none.
    session_pin(session::SetPin) -> session::SessionState { reads [], writes [Session], role Receptionist, locked no, audit Session }
    /// Access by the emergency code, when nobody who may sign in is there.
    session_emergency(session::EmergencyAccess) -> session::SessionState { reads [], writes [Everything], role Anyone, locked yes, audit Session }
    /// A manager's new password by the recovery code.
    session_reset(session::ResetByRecovery) -> session::SessionState { reads [], writes [Everything], role Anyone, locked yes, audit Session }
    /// Everybody who works at the desk.
    users(Nothing) -> Vec<session::User> { reads [Session], writes [], role Manager, locked no, audit Nothing }
    /// Adds somebody.
    user_add(session::NewUser) -> Vec<session::User> { reads [], writes [Session], role Manager, locked no, audit Settings }
    /// Changes somebody's name, role, or whether they may sign in.
    user_edit(session::EditUser) -> Vec<session::User> { reads [], writes [Session], role Manager, locked no, audit Settings }
    /// Gives somebody a new password.
    user_password(session::ResetPassword) -> Vec<session::User> { reads [], writes [Session], role Manager, locked no, audit Settings }
    /// Makes a new emergency code; the one before it is void.
    emergency_code(Nothing) -> session::EmergencyCode { reads [], writes [Session], role Manager, locked no, audit Settings }

    /// What a manager sets for this desk.
    desk_settings(Nothing) -> clinic::DeskSettings { reads [Desk], writes [], role Receptionist, locked no, audit Nothing }
    /// Changes it.
    desk_settings_set(clinic::DeskSettings) -> clinic::DeskSettings { reads [], writes [Desk, Session, Connections], role Manager, locked no, audit Settings }
    /// Saves the clinic file where the person chooses.
    clinic_export(clinic::ExportClinic) -> FileSaved { reads [], writes [], role Manager, locked no, audit Settings }
    /// Reads a clinic file, or only looks at it.
    clinic_import(clinic::ImportClinic) -> clinic::ClinicPreview { reads [], writes [Everything], role Manager, locked no, audit Settings }

    /// The clinic file on the share, and what of it waits for a manager.
    clinic_share(Nothing) -> clinic::ClinicShare { reads [Desk], writes [], role Manager, locked no, audit Nothing }
    /// Takes over what the clinic file on the share holds.
    clinic_share_accept(Nothing) -> clinic::ClinicPreview { reads [], writes [Everything], role Manager, locked no, audit Settings }

    /// How the store can be opened: recovery code, strict mode, copies.
    key_state(Nothing) -> store::KeyState { reads [Desk], writes [], role Manager, locked no, audit Nothing }
    /// Makes a new recovery code; the one before it is void. Shown once.
    recovery_code(Nothing) -> store::RecoveryCode { reads [], writes [Desk], role Manager, locked no, audit Settings }
    /// Asks for the recovery code at every start, or no longer.
    strict_mode(store::StrictMode) -> store::KeyState { reads [], writes [Desk], role Manager, locked no, audit Settings }
    /// Tries to open a store again that could not be opened: its keyring is unlocked now, the disk has space.
    store_open_again(Nothing) -> AppState { reads [], writes [Everything], role Anyone, locked yes, audit Nothing }
    /// Opens the store by its recovery code and gives the keyring its key again.
    store_recover(store::RecoverStore) -> AppState { reads [], writes [Everything], role Anyone, locked yes, audit Nothing }
    /// The copies of a store that cannot be opened.
    store_backups(Nothing) -> Vec<store::Backup> { reads [], writes [], role Anyone, locked yes, audit Nothing }
    /// Puts a copy in the place of a damaged store; the damaged one is set aside.
    store_restore(store::RestoreBackup) -> AppState { reads [], writes [Everything], role Anyone, locked yes, audit Nothing }
    /// Sets a store that cannot be opened aside and begins a new one. Nothing is deleted.
    store_set_aside(Nothing) -> AppState { reads [], writes [Everything], role Anyone, locked yes, audit Nothing }
    /// Removes everything of this desk from this computer.
    wipe(store::Wipe) -> AppState { reads [], writes [Everything], role Manager, locked no, audit Nothing }
    /// Erases one patient from this desk; nothing changes at the vendors.
    patient_erase(store::ErasePatient) -> Nothing { reads [], writes [Everything], role Manager, locked no, audit PatientChanged }

    /// The access log, newest first.
    access_log(audit::AuditQuery) -> audit::AuditPage { reads [], writes [], role Manager, locked no, audit Nothing }
    /// Who changed what about a patient.
    patient_history(ById) -> Vec<audit::AuditLine> { reads [Patients, Appointments, Unsent, Video, Laboratory, Money, Papers], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Checks that nobody has changed the access log.
    access_log_verify(Nothing) -> audit::AuditVerdict { reads [], writes [], role Manager, locked no, audit Nothing }
    /// Saves the access log as a table (CSV) where the person chooses.
    access_log_export(audit::AuditQuery) -> FileSaved { reads [], writes [], role Manager, locked no, audit ListSaved }

    /// The down-time sheet: when it was made, and whether a PIN opens it.
    sheet_state(Nothing) -> sheet::SheetState { reads [Desk], writes [], role Anyone, locked yes, audit Nothing }
    /// Opens the down-time sheet in the system's own application.
    sheet_open(sheet::OpenSheet) -> FileOpened { reads [], writes [], role Anyone, locked yes, audit ListSaved }
    /// Saves the down-time sheet where the person chooses.
    sheet_save(Nothing) -> FileSaved { reads [], writes [], role Receptionist, locked no, audit ListSaved }
    /// Makes the down-time sheet now.
    sheet_make(Nothing) -> sheet::SheetState { reads [], writes [Desk], role Receptionist, locked no, audit Nothing }
    /// Sets the PIN that staff open the sheet with when nothing else works.
    sheet_pin(sheet::SheetPin) -> sheet::SheetState { reads [], writes [Desk], role Manager, locked no, audit Settings }
    /// Whether the application starts with the computer.
    autostart(Nothing) -> Autostart { reads [Desk], writes [], role Receptionist, locked no, audit Nothing }
    /// Starts the application with the computer, or no longer.
    autostart_set(SetAutostart) -> Autostart { reads [], writes [Desk], role Manager, locked no, audit Settings }

    /// Looks up the price list.
    price_list(billing::PriceQuery) -> billing::PriceListPage { reads [Money, Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// Asks the vendor for its price list now.
    price_list_refresh(ById) -> Nothing { reads [], writes [Money], role Receptionist, locked no, audit Nothing }
    /// Marks a row of the price list, or no longer.
    price_favourite(billing::Favourite) -> Nothing { reads [], writes [Money], role Receptionist, locked no, audit Nothing }
    /// What stands beside the form of a new invoice for a patient record.
    invoice_desk(ById) -> billing::InvoiceDesk { reads [Money, Patients, Connections], writes [], role Receptionist, locked no, audit PatientViewed }
    /// What a form comes to, while it is typed. Nothing is sent.
    invoice_check(billing::CheckInvoice) -> billing::InvoiceTotals { reads [Money, Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// Issues an invoice through the outbox; without a line it is prepared and waits.
    invoice_issue(billing::IssueInvoice) -> billing::InvoiceAccepted { reads [], writes [Money, Unsent, Papers, Patients], role Receptionist, locked no, audit PatientChanged }
    /// Goes on with an invoice that waits or was asked about.
    invoice_resume(ById) -> billing::Invoice { reads [], writes [Money, Unsent, Papers, Patients], role Receptionist, locked no, audit PatientChanged }
    /// What a vendor notes for payments that this program makes there, as the clinic has said.
    invoice_noted_method(ById) -> billing::NotedMethod { reads [Money, Connections], writes [], role Receptionist, locked no, audit Nothing }
    /// The clinic says so: another way of paying noted there is no question any more.
    invoice_noted_method_set(billing::SetNotedMethod) -> Nothing { reads [], writes [Money, Connections], role Manager, locked no, audit Settings }
    /// Invoices of this desk.
    invoices(billing::InvoicesRequest) -> billing::Invoices { reads [Money, Unsent, Patients], writes [], role Receptionist, locked no, audit Nothing }
    /// One invoice.
    invoice(ById) -> billing::Invoice { reads [Money, Unsent, Patients], writes [], role Receptionist, locked no, audit PatientViewed }

    /// Bills of a period.
    bills(bills::BillsRequest) -> bills::BillsPage { reads [Money, Unsent], writes [], role Receptionist, locked no, audit Nothing }
    /// One bill in full, asked now.
    bill(ById) -> bills::BillPage { reads [Money, Unsent], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Records a payment for a bill through the outbox.
    bill_pay(bills::PayBill) -> agenda::Accepted { reads [], writes [Money, Unsent], role Receptionist, locked no, audit PatientChanged }
    /// The clinic says who removes liabilities of paid bills.
    bill_liability_rule(bills::SetLiabilityRule) -> Nothing { reads [], writes [Money, Connections], role Manager, locked no, audit Settings }
    /// Renders a bill as returned by the vendor, as a marked copy; it is kept.
    bill_paper(ById) -> papers::PaperBrief { reads [], writes [Papers], role Receptionist, locked no, audit PatientViewed }
    /// Files a paper into the patient's documents through the outbox.
    document_file(bills::FileDocument) -> agenda::Accepted { reads [], writes [Unsent, Patients, Papers], role Receptionist, locked no, audit PatientChanged }
    /// Files a PDF from elsewhere into the patient's documents through the outbox; it is kept here too.
    document_file_pdf(bills::FilePdf) -> agenda::Accepted { reads [], writes [Unsent, Patients, Papers], role Receptionist, locked no, audit PatientChanged }
    /// Saves a document of a patient where the person chooses.
    patient_document_save(ById) -> FileSaved { reads [], writes [], role Receptionist, locked no, audit PatientViewed }

    /// The money of a day.
    money_day(money::MoneyDayRequest) -> money::MoneyDay { reads [Money, Appointments, Patients], writes [], role Receptionist, locked no, audit Nothing }
    /// Records money taken on a numbered slip.
    taking_record(money::RecordTaking) -> money::Taking { reads [], writes [Money], role Receptionist, locked no, audit Money }
    /// Gives money of a taking back by a further one: a part of it, or all that is left.
    taking_give_back(money::GiveBack) -> money::Taking { reads [], writes [Money], role Receptionist, locked no, audit Money }
    /// Says that somebody put into the vendor by hand what was recorded here.
    taking_there(money::TakingThere) -> money::Taking { reads [], writes [Money], role Receptionist, locked no, audit Money }
    /// The paper of a taking, a slip or the receipt for money given back: numbered when first asked for, and kept.
    taking_slip(ById) -> papers::PaperBrief { reads [], writes [Money, Papers], role Receptionist, locked no, audit Money }
    /// Moves cash without a patient.
    cash_move(money::CashMove) -> money::MoneyMove { reads [], writes [Money], role Receptionist, locked no, audit Money }
    /// Closes the shift: counted against recorded.
    cash_close(money::CloseCash) -> money::CashUp { reads [], writes [Money], role Receptionist, locked no, audit Money }
    /// Shifts that were closed.
    cash_ups(Nothing) -> money::CashUps { reads [Money], writes [], role Receptionist, locked no, audit Nothing }
    /// What is unpaid as far as this desk knows.
    unpaid(money::UnpaidRequest) -> money::Unpaid { reads [Money, Appointments, Patients], writes [], role Receptionist, locked no, audit Nothing }
    /// A patient's statement.
    statement(money::StatementRequest) -> money::Statement { reads [Money, Patients], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Shows a document of the money desk before it is saved or printed.
    money_preview(money::MoneyPaper) -> papers::PaperContent { reads [Money], writes [], role Receptionist, locked no, audit ListSaved }
    /// Saves something of the money desk where the person chooses.
    money_export(money::MoneyExport) -> FileSaved { reads [], writes [], role Receptionist, locked no, audit ListSaved }
    /// Prints a document of the money desk.
    money_print(money::MoneyPaper) -> FileOpened { reads [], writes [], role Receptionist, locked no, audit ListSaved }

    /// Papers kept of a patient.
    papers(ById) -> Vec<papers::PaperBrief> { reads [Papers], writes [], role Receptionist, locked no, audit PatientViewed }
    /// A paper, to be shown in the window.
    paper_preview(ById) -> papers::PaperContent { reads [Papers], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Opens a paper in the system's own application.
    paper_open(ById) -> FileOpened { reads [], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Saves a paper where the person chooses.
    paper_save(ById) -> FileSaved { reads [], writes [], role Receptionist, locked no, audit PatientViewed }
    /// Prints a paper through the system's own path.
    paper_print(ById) -> FileOpened { reads [], writes [], role Receptionist, locked no, audit PatientViewed }
    /// The clinic's letterhead and own templates.
    letterhead(Nothing) -> papers::LetterheadState { reads [Desk], writes [], role Receptionist, locked no, audit Nothing }
    /// Changes the letterhead.
    letterhead_set(papers::Letterhead) -> papers::LetterheadState { reads [], writes [Desk], role Manager, locked no, audit Settings }
    /// Shows a document with invented data under a letterhead as typed.
    letterhead_preview(papers::LetterheadPreview) -> papers::PaperContent { reads [Desk], writes [], role Manager, locked no, audit Nothing }
    /// Replaces a template by the clinic's own file, or takes it back.
    template_set(papers::SetTemplate) -> papers::LetterheadState { reads [], writes [Desk], role Manager, locked no, audit Settings }
}

/// A patient on the way to the vendor, already in the store.
#[derive(Debug, Clone, serde::Serialize, ts_rs::TS)]
pub struct PatientAccepted {
    /// The person, to open at once.
    pub patient: Uuid,
    /// The queued action.
    pub accepted: agenda::Accepted,
}
