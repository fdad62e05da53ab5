//! A desk with a laboratory, under virtual time.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::connections::{Connection, ConnectionDraft, Pace, Vendor};
use frontdesk_desk::lab::{LabAccepted, LabEvent, LabForm, LabPatient, LabProcedure, SendLab, UploadReport};
use serde_json::Value;
use uuid::Uuid;

use crate::desk::Place;

/// A laboratory beside the clinic.
pub struct Lab {
    pub place: Place,
    pub connection: Connection,
}

/// A PDF that may be handed on, with a word in it that no log may hold.
pub fn pdf() -> Vec<u8> {
    let mut file = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Note (CANARY-PDF) >>\nendobj\n".to_vec();
    file.extend_from_slice(&vec![b' '; 60_000]);
    file.extend_from_slice(b"\nxref\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");
    file
}

impl Lab {
    pub async fn open() -> Self {
        Self::with(&[]).await
    }

    pub async fn with(details: &[(&str, &str)]) -> Self {
        let place = Place::empty(3).await;
        let account = place.sandbox.accounts().gensoft;
        let draft = ConnectionDraft::of(
            Vendor::Gensoft,
            "Laboratório",
            &account.base_url,
            details,
            &[("key", &account.key)],
        );
        let pace = Pace {
            per_second: 1000,
            at_once: 4,
        };
        let connection = place.desk.accounts().add(draft, pace).await.unwrap();
        Self { place, connection }
    }

    pub fn request(&self, form: LabForm) -> SendLab {
        SendLab {
            intent: Uuid::new_v4(),
            connection: self.connection.id,
            patient: None,
            form,
        }
    }

    pub async fn send(&self, form: LabForm) -> LabAccepted {
        let request = self.request(form);
        self.place.desk.send_lab(request, Duration::ZERO).await.unwrap()
    }

    pub fn report(&self, execution: &str, file: &[u8]) -> UploadReport {
        UploadReport {
            intent: Uuid::new_v4(),
            connection: self.connection.id,
            order: None,
            execution: execution.into(),
            file_name: "laudo.pdf".into(),
            base64: STANDARD.encode(file),
        }
    }

    /// What the laboratory was sent about an order, oldest first.
    pub async fn at_laboratory(&self, number: &str) -> Vec<Value> {
        let all = self
            .place
            .at_vendor("GET", "/admin/gensoft/attendances", None)
            .await;
        let sent = all[number].as_array().cloned().unwrap_or_default();
        sent.into_iter().map(|message| message["body"].clone()).collect()
    }

    /// How many versions of a report the laboratory has.
    pub async fn versions(&self, execution: &str) -> usize {
        let all = self
            .place
            .at_vendor("GET", "/admin/gensoft/executions", None)
            .await;
        all[execution]["reports"].as_array().unwrap().len()
    }
}

/// An order for somebody.
pub fn order(number: &str, event: LabEvent) -> LabForm {
    LabForm {
        event,
        number: number.into(),
        patient: LabPatient {
            name: "CANARY Souza".into(),
            ..LabPatient::default()
        },
        procedures: vec![LabProcedure {
            code: "40301".into(),
            name: "Cariótipo".into(),
        }],
        ..LabForm::default()
    }
}
