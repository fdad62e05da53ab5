//! A client over a transport that answers what a test says, and an attendance with every part.

use std::sync::Arc;

use chrono::NaiveDate;
use url::Url;

use super::{
    Attachment, Attendance, AttendanceMapping, AttendancePatient, ClinicalFact, Gensoft, GensoftAccount,
    Paths, Procedure, Requester, Sample, UploadTransport,
};
use crate::testing::{Stub, response};

pub(super) const KEY: &str = "canary-lab-key";

pub(super) const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

pub(super) fn account() -> GensoftAccount {
    GensoftAccount {
        base_url: Url::parse("https://lab.example/gensoft/").unwrap(),
        key: KEY.into(),
        upload: UploadTransport::default(),
        mapping: AttendanceMapping::default(),
        paths: Paths::default(),
    }
}

pub(super) fn answering(status: u16, body: impl AsRef<[u8]>) -> (Gensoft, Arc<Stub>) {
    let body = bytes::Bytes::copy_from_slice(body.as_ref());
    let stub = Stub::new("/gensoft", move |_| Ok(response(status, body.clone())));
    (Gensoft::new(account(), stub.clone()).unwrap(), stub)
}

pub(super) fn uploading(upload: UploadTransport) -> (Gensoft, Arc<Stub>) {
    let stub = Stub::new("/gensoft", |_| Ok(response(200, "")));
    let account = GensoftAccount { upload, ..account() };
    (Gensoft::new(account, stub.clone()).unwrap(), stub)
}

pub(super) fn attendance() -> Attendance {
    let text = |text: &str| text.to_owned();
    Attendance {
        id: text("a-1"),
        patient: Some(AttendancePatient {
            id: Some(text("p-1")),
            name: text("CANARY João"),
            birth_date: NaiveDate::from_ymd_opt(1990, 5, 4),
            ..AttendancePatient::default()
        }),
        procedures: vec![
            Procedure {
                code: text("EXO"),
                name: Some(text("Exoma")),
            },
            Procedure {
                code: text("NGS"),
                name: None,
            },
        ],
        samples: vec![Sample {
            code: text("S1"),
            material: Some(text("sangue")),
            collected_at: NaiveDate::from_ymd_opt(2026, 5, 4).and_then(|day| day.and_hms_opt(8, 0, 0)),
        }],
        requester: Some(Requester {
            name: text("Dra. CANARY"),
            council_number: Some(text("123")),
            council_state: None,
        }),
        attachments: vec![Attachment {
            name: text("a.pdf"),
            media_type: text("application/pdf"),
            base64: text("JVBERg=="),
        }],
        clinical_data: vec![ClinicalFact {
            name: text("febre"),
            value: text("não"),
        }],
        ..Attendance::default()
    }
}
