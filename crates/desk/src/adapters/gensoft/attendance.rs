//! A form as an attendance: what is not filled in is absent.

use frontdesk_vendors::gensoft::{
    Attachment, Attendance, AttendanceEvent, AttendancePatient, ClinicalFact, Procedure, Requester, Sample,
};

use crate::lab::{
    LabAttachment, LabEvent, LabFact, LabForm, LabPatient, LabProcedure, LabRequester, LabSample,
};

/// What a file is when nobody says.
const SOME_FILE: &str = "application/octet-stream";

pub(super) fn attendance(form: &LabForm) -> Attendance {
    Attendance {
        event: match form.event {
            LabEvent::Created => AttendanceEvent::Created,
            LabEvent::Cancelled => AttendanceEvent::Cancelled,
            LabEvent::Blocked => AttendanceEvent::Blocked,
            LabEvent::DetailsChanged => AttendanceEvent::DetailsChanged,
            LabEvent::ExamsChanged => AttendanceEvent::ExamsChanged,
        },
        id: trimmed(&form.number),
        patient: (!is_nobody(&form.patient)).then(|| patient(&form.patient)),
        procedures: kept(&form.procedures, is_no_procedure, |procedure| Procedure {
            code: trimmed(&procedure.code),
            name: filled(&procedure.name),
        }),
        samples: kept(&form.samples, is_no_sample, |sample| Sample {
            code: trimmed(&sample.code),
            material: filled(&sample.material),
            collected_at: sample.collected_at,
        }),
        requester: (!is_no_requester(&form.requester)).then(|| requester(&form.requester)),
        attachments: kept(&form.attachments, is_no_attachment, |attachment| Attachment {
            name: trimmed(&attachment.name),
            media_type: filled(&attachment.media_type).unwrap_or_else(|| SOME_FILE.to_owned()),
            base64: trimmed(&attachment.base64),
        }),
        clinical_data: kept(&form.clinical_data, is_no_fact, |fact| ClinicalFact {
            name: trimmed(&fact.name),
            value: trimmed(&fact.value),
        }),
    }
}

fn patient(patient: &LabPatient) -> AttendancePatient {
    AttendancePatient {
        id: filled(&patient.id),
        name: trimmed(&patient.name),
        birth_date: patient.birth_date,
        sex: filled(&patient.sex),
        national_id: filled(&patient.national_id),
        phone: filled(&patient.phone),
        email: filled(&patient.email),
    }
}

fn requester(requester: &LabRequester) -> Requester {
    Requester {
        name: trimmed(&requester.name),
        council_number: filled(&requester.council_number),
        council_state: filled(&requester.council_state),
    }
}

/// Nothing is said of a patient.
pub(super) fn is_nobody(patient: &LabPatient) -> bool {
    patient.birth_date.is_none()
        && blank(&[
            &patient.id,
            &patient.name,
            &patient.sex,
            &patient.national_id,
            &patient.phone,
            &patient.email,
        ])
}

/// A row of the form that nobody filled in.
pub(super) fn is_no_procedure(procedure: &LabProcedure) -> bool {
    blank(&[&procedure.code, &procedure.name])
}

/// As [`is_no_procedure`].
pub(super) fn is_no_sample(sample: &LabSample) -> bool {
    sample.collected_at.is_none() && blank(&[&sample.code, &sample.material])
}

/// Nobody is named.
pub(super) fn is_no_requester(requester: &LabRequester) -> bool {
    blank(&[
        &requester.name,
        &requester.council_number,
        &requester.council_state,
    ])
}

/// As [`is_no_procedure`].
pub(super) fn is_no_attachment(attachment: &LabAttachment) -> bool {
    blank(&[&attachment.name, &attachment.base64])
}

/// As [`is_no_procedure`].
pub(super) fn is_no_fact(fact: &LabFact) -> bool {
    blank(&[&fact.name, &fact.value])
}

fn blank(texts: &[&str]) -> bool {
    texts.iter().all(|text| text.trim().is_empty())
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

fn filled(text: &str) -> Option<String> {
    Some(trimmed(text)).filter(|text| !text.is_empty())
}

fn kept<T, U>(rows: &[T], is_none: fn(&T) -> bool, make: fn(&T) -> U) -> Vec<U> {
    rows.iter().filter(|row| !is_none(row)).map(make).collect()
}
