//! The operations that write, and how a person asks for each.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::agenda::SetStatus;
use frontdesk_desk::booking::{AppointmentForm, BookAppointment};
use frontdesk_desk::connections::Vendor;
use frontdesk_desk::lab::{LabEvent, LabForm, LabPatient, LabProcedure, SendLab, UploadReport};
use frontdesk_desk::outbox::{EditUnsent, UnsentForm};
use frontdesk_desk::patients::{CreatePatient, EditPatient, PatientForm};
use frontdesk_desk::video::{BookVideo, RemoveVideo, VideoForm};
use frontdesk_desk::{Desk, DeskError};
use uuid::Uuid;

use crate::bills;
use crate::plan::{Changed, Field, Plan};
use crate::template::template;
use crate::till;

/// An operation that writes at a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A status at MedSoft.
    MedsoftStatus,
    /// A state at AlfaDocs.
    AlfadocsStatus,
    /// A new patient at MedSoft.
    MedsoftCreate,
    /// A new patient at AlfaDocs.
    AlfadocsCreate,
    /// A changed patient at MedSoft.
    MedsoftUpdate,
    /// A changed patient at AlfaDocs.
    AlfadocsUpdate,
    /// A new consent form at MedSoft.
    Consent,
    /// An appointment booked at AlfaDocs.
    BookAppointment,
    /// A video visit booked.
    BookVideo,
    /// A video visit removed.
    RemoveVideo,
    /// A laboratory order.
    SendLab,
    /// A laboratory report.
    UploadReport,
    /// An invoice: three calls.
    Invoice,
    /// A payment for a bill, and what is owed removed after it.
    PayBill,
    /// A paper filed into a patient's documents.
    FileDocument,
}

impl Kind {
    /// Every one that is drawn alike; invoices, payments and filings are drawn beside them.
    pub const ALL: [Self; 12] = [
        Self::MedsoftStatus,
        Self::AlfadocsStatus,
        Self::MedsoftCreate,
        Self::AlfadocsCreate,
        Self::MedsoftUpdate,
        Self::AlfadocsUpdate,
        Self::Consent,
        Self::BookAppointment,
        Self::BookVideo,
        Self::RemoveVideo,
        Self::SendLab,
        Self::UploadReport,
    ];

    /// The vendor it is for.
    pub(crate) fn vendor(self) -> Vendor {
        match self {
            Self::MedsoftStatus
            | Self::MedsoftCreate
            | Self::MedsoftUpdate
            | Self::Consent
            | Self::Invoice => Vendor::Medsoft,
            Self::AlfadocsStatus
            | Self::AlfadocsCreate
            | Self::AlfadocsUpdate
            | Self::BookAppointment
            | Self::PayBill
            | Self::FileDocument => Vendor::Alfadocs,
            Self::BookVideo | Self::RemoveVideo => Vendor::Videodoktor,
            Self::SendLab | Self::UploadReport => Vendor::Gensoft,
        }
    }

    /// The vendor's operations that carry it out, as the sandbox names them.
    pub(crate) fn operations(self) -> &'static [&'static str] {
        match self {
            Self::MedsoftStatus => &["set-appointment-status"],
            Self::AlfadocsStatus => &["update-appointment"],
            Self::MedsoftCreate | Self::AlfadocsCreate => &["create-patient"],
            Self::MedsoftUpdate => &["update-patient"],
            Self::AlfadocsUpdate => &["update-patient", "create-phone-number", "update-phone-number"],
            Self::Consent => &["gdpr-form"],
            Self::BookAppointment => &["create-appointment"],
            Self::BookVideo => &["create-call"],
            Self::RemoveVideo => &["remove-call"],
            Self::SendLab => &["send-attendance"],
            Self::UploadReport => &["upload-report"],
            Self::Invoice => &["add-services", "add-payment", "add-invoice"],
            Self::PayBill => &["create-transaction", "delete-bill-liability"],
            Self::FileDocument => &["create-document"],
        }
    }

    /// Whether people change it before it is sent.
    pub(crate) fn is_changed_by_people(self) -> bool {
        matches!(
            self,
            Self::MedsoftCreate | Self::AlfadocsCreate | Self::MedsoftUpdate | Self::AlfadocsUpdate
        )
    }

    /// Whether it needs a live line and somebody watching.
    pub(crate) fn is_watched(self) -> bool {
        matches!(
            self,
            Self::Consent
                | Self::BookAppointment
                | Self::BookVideo
                | Self::RemoveVideo
                | Self::SendLab
                | Self::Invoice
                | Self::PayBill
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::MedsoftStatus => "MedSoft set-appointment-status",
            Self::AlfadocsStatus => "AlfaDocs update-appointment",
            Self::MedsoftCreate => "MedSoft create-patient",
            Self::AlfadocsCreate => "AlfaDocs create-patient",
            Self::MedsoftUpdate => "MedSoft update-patient",
            Self::AlfadocsUpdate => "AlfaDocs update-patient",
            Self::Consent => "MedSoft gdpr-form NEW",
            Self::BookAppointment => "AlfaDocs create-appointment",
            Self::BookVideo => "VideoDoktor create-call",
            Self::RemoveVideo => "VideoDoktor remove-call",
            Self::SendLab => "Gensoft send-attendance",
            Self::UploadReport => "Gensoft upload-report",
            Self::Invoice => "MedSoft invoice",
            Self::PayBill => "AlfaDocs create-transaction",
            Self::FileDocument => "AlfaDocs create-document",
        };
        f.pad(words)
    }
}

impl Plan {
    /// A word that stands in this action and nowhere else.
    pub(crate) fn word(&self) -> String {
        let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
        format!("Simq{}{}", letter(self.number / 26), letter(self.number))
    }

    /// A phone of this action and no other.
    pub(crate) fn phone(&self) -> String {
        match self.kind.vendor() {
            Vendor::Alfadocs => format!("+39 399 0400{}{:02}", self.version(), self.number),
            Vendor::Videodoktor => format!("7000010{:02}", self.number),
            _ => format!("0799000{}{:02}", self.version(), self.number),
        }
    }

    /// 1 for what was asked for first, 2 for what it was changed to.
    fn version(&self) -> u8 {
        if self.changed == Changed::Yes { 2 } else { 1 }
    }

    /// An address of this action and no other.
    pub(crate) fn email(&self) -> String {
        format!("{}.{}@posta.example", self.word().to_lowercase(), self.version())
    }

    fn newcomer(&self) -> PatientForm {
        PatientForm {
            last_name: self.word(),
            first_name: "Ornella".into(),
            phone: self.phone(),
            email: self.email(),
            ..PatientForm::default()
        }
    }

    fn edited(&self) -> (PatientForm, PatientForm) {
        let before = template().visits[self.target].form.clone();
        let after = match self.field {
            Field::Email => PatientForm {
                email: self.email(),
                ..before.clone()
            },
            Field::Phone => PatientForm {
                phone: self.phone(),
                ..before.clone()
            },
        };
        (before, after)
    }

    /// Changes it where it waits. Answers whether there was anything to change.
    pub(crate) async fn ask_for_change(&self, desk: &Desk, entry: Uuid) -> Result<bool, DeskError> {
        let Some(UnsentForm::Patient { record, form }) = desk.outbox().entry(entry).await?.form else {
            return Ok(false);
        };
        let wanted = Self {
            changed: Changed::Yes,
            ..self.clone()
        };
        let edited = matches!(self.kind, Kind::MedsoftUpdate | Kind::AlfadocsUpdate);
        let form = if edited && self.field == Field::Phone {
            PatientForm {
                phone: wanted.phone(),
                ..form
            }
        } else {
            PatientForm {
                email: wanted.email(),
                ..form
            }
        };
        let edit = EditUnsent {
            id: entry,
            form: UnsentForm::Patient { record, form },
        };
        desk.outbox().edit(edit).await?;
        Ok(true)
    }

    fn report(&self) -> Vec<u8> {
        let mut file = format!("%PDF-1.4\n1 0 obj\n<< /Note ({}) >>\nendobj\n", self.word()).into_bytes();
        file.extend_from_slice(&[b' '; 600]);
        file.extend_from_slice(b"\nxref\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");
        file
    }

    /// Asks the desk for it. Answers the outbox's entry.
    pub(crate) async fn ask(&self, desk: &Desk) -> Result<Uuid, DeskError> {
        let (intent, connection) = (self.intent, template().connection(self.kind.vendor()));
        let hold = Duration::from_secs(self.hold);
        match self.kind {
            Kind::MedsoftStatus | Kind::AlfadocsStatus => {
                let visit = &template().visits[self.target];
                let request = SetStatus {
                    appointment: visit.row.id,
                    key: self.key.clone(),
                    value: self.value,
                    reason: Some(self.word()),
                    happened_at: None,
                    intent,
                };
                Ok(desk.outbox().set_status(request, hold).await?.entry)
            }
            Kind::MedsoftCreate | Kind::AlfadocsCreate => {
                let request = CreatePatient {
                    connection,
                    form: self.newcomer(),
                    intent,
                };
                Ok(desk.outbox().create_patient(request, hold).await?.1.entry)
            }
            Kind::MedsoftUpdate | Kind::AlfadocsUpdate => {
                let (before, after) = self.edited();
                let request = EditPatient {
                    record: template().visits[self.target].record,
                    before,
                    after,
                    intent,
                };
                Ok(desk.outbox().edit_patient(request, hold).await?.entry)
            }
            Kind::Consent => {
                let record = template().visits[self.target].record;
                Ok(desk.outbox().new_consent_form(record, intent).await?.entry)
            }
            Kind::BookAppointment => {
                let request = BookAppointment {
                    intent,
                    record: template().visits[self.target].record,
                    form: AppointmentForm {
                        date: Some(self.start().date()),
                        time: Some(self.start().time()),
                        minutes: 30,
                        doctor: template().doctor.clone(),
                        room: None,
                        purpose: self.word(),
                    },
                    despite: Some("two at once".into()),
                };
                Ok(desk.book_appointment(request, hold).await?.accepted.entry)
            }
            Kind::BookVideo => {
                let request = BookVideo {
                    intent,
                    connection,
                    patient: None,
                    form: VideoForm {
                        name: format!("{} Nováková", self.word()),
                        email: self.email(),
                        phone: self.phone(),
                        birth_year: "1980".into(),
                        date: Some(self.start().date()),
                        time: Some(self.start().time()),
                    },
                };
                Ok(desk.book_video(request, hold).await?.accepted.entry)
            }
            Kind::RemoveVideo => {
                let visit = template().calls[self.target].id;
                Ok(desk
                    .remove_video(RemoveVideo { intent, visit }, hold)
                    .await?
                    .entry)
            }
            Kind::SendLab => {
                let request = SendLab {
                    intent,
                    connection,
                    patient: None,
                    form: LabForm {
                        event: LabEvent::Created,
                        number: self.word(),
                        patient: LabPatient {
                            name: "Marina Souza".into(),
                            ..LabPatient::default()
                        },
                        procedures: vec![LabProcedure {
                            code: "40301".into(),
                            name: "Cariótipo".into(),
                        }],
                        ..LabForm::default()
                    },
                };
                Ok(desk.send_lab(request, hold).await?.accepted.entry)
            }
            Kind::UploadReport => {
                let request = UploadReport {
                    intent,
                    connection,
                    order: None,
                    execution: template().executions[self.target].clone(),
                    file_name: "laudo.pdf".into(),
                    base64: STANDARD.encode(self.report()),
                };
                Ok(desk.upload_report(request).await?.entry)
            }
            Kind::Invoice => till::ask(self, desk).await,
            Kind::PayBill => bills::pay(self, desk).await,
            Kind::FileDocument => bills::file(self, desk).await,
        }
    }
}
