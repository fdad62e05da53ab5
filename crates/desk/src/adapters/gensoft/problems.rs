//! What is missing in a form or cannot be sent: all of it at once, each at its field.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::attendance::{
    is_no_attachment, is_no_fact, is_no_procedure, is_no_requester, is_no_sample, is_nobody,
};
use crate::lab::{LabEvent, LabForm};

/// The most that the files of an order may have together, in bytes: they travel inside the message.
const LONGEST_FILES: usize = 10 * 1024 * 1024;

/// Field and reason: `required`, `damaged` (a character was destroyed on its way here), `not-base64`, `too-long`.
pub(super) fn problems(form: &LabForm) -> Vec<(String, &'static str)> {
    let mut problems = Problems::default();
    problems.needs("number", &form.number);
    if form.event == LabEvent::Created || !is_nobody(&form.patient) {
        problems.needs("patient.name", &form.patient.name);
    }
    problems.intact("patient.name", &form.patient.name);
    exams(form, &mut problems);
    for (place, sample) in form.samples.iter().enumerate() {
        if !is_no_sample(sample) {
            problems.needs(&format!("samples.{place}.code"), &sample.code);
        }
    }
    if !is_no_requester(&form.requester) {
        problems.needs("requester.name", &form.requester.name);
        problems.intact("requester.name", &form.requester.name);
    }
    attachments(form, &mut problems);
    for (place, fact) in form.clinical_data.iter().enumerate() {
        if !is_no_fact(fact) {
            problems.needs(&format!("clinical_data.{place}.name"), &fact.name);
            problems.needs(&format!("clinical_data.{place}.value"), &fact.value);
        }
    }
    problems.0
}

/// A new order is about exams, and so is a change of them: an order that has none left is cancelled instead.
fn exams(form: &LabForm, problems: &mut Problems) {
    let about_exams = matches!(form.event, LabEvent::Created | LabEvent::ExamsChanged);
    if about_exams && form.procedures.iter().all(is_no_procedure) {
        problems.add("procedures", "required");
    }
    for (place, procedure) in form.procedures.iter().enumerate() {
        if !is_no_procedure(procedure) {
            problems.needs(&format!("procedures.{place}.code"), &procedure.code);
        }
    }
}

fn attachments(form: &LabForm, problems: &mut Problems) {
    let mut together = 0;
    for (place, attachment) in form.attachments.iter().enumerate() {
        if is_no_attachment(attachment) {
            continue;
        }
        problems.needs(&format!("attachments.{place}.name"), &attachment.name);
        let field = format!("attachments.{place}.base64");
        let text = attachment.base64.trim();
        if text.is_empty() {
            problems.add(&field, "required");
            continue;
        }
        match STANDARD.decode(text) {
            Err(_) => problems.add(&field, "not-base64"),
            Ok(file) => {
                together += file.len();
                if together > LONGEST_FILES {
                    problems.add(&field, "too-long");
                }
            }
        }
    }
}

#[derive(Default)]
struct Problems(Vec<(String, &'static str)>);

impl Problems {
    fn add(&mut self, field: &str, reason: &'static str) {
        self.0.push((field.to_owned(), reason));
    }

    fn needs(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(field, "required");
        }
    }

    fn intact(&mut self, field: &str, text: &str) {
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.add(field, "damaged");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::attendance::attendance;
    use super::*;
    use crate::lab::{LabAttachment, LabFact, LabPatient, LabProcedure, LabRequester, LabSample};

    fn told(form: &LabForm) -> Vec<(String, &'static str)> {
        problems(form)
    }

    fn whole() -> LabForm {
        LabForm {
            number: "261123-AAAA".into(),
            patient: LabPatient {
                name: "Ana Souza".into(),
                ..LabPatient::default()
            },
            procedures: vec![LabProcedure {
                code: "40301".into(),
                ..LabProcedure::default()
            }],
            ..LabForm::default()
        }
    }

    #[test]
    fn what_is_needed_depends_on_why_it_is_sent() {
        let bare = |event| LabForm {
            event,
            number: "1".into(),
            ..LabForm::default()
        };
        assert_eq!(
            told(&bare(LabEvent::Created)),
            [
                ("patient.name".to_owned(), "required"),
                ("procedures".to_owned(), "required")
            ]
        );
        assert_eq!(
            told(&bare(LabEvent::ExamsChanged)),
            [("procedures".to_owned(), "required")]
        );
        for event in [LabEvent::Cancelled, LabEvent::Blocked, LabEvent::DetailsChanged] {
            assert_eq!(told(&bare(event)), []);
        }
        assert_eq!(told(&LabForm::default())[0], ("number".to_owned(), "required"));
        assert_eq!(told(&whole()), []);
    }

    #[test]
    fn all_is_told_at_once_and_each_at_its_row() {
        let mut form = whole();
        form.number = " ".into();
        form.patient.name = "Jo\u{fffd}o".into();
        form.procedures.insert(0, LabProcedure::default());
        form.procedures.push(LabProcedure {
            name: "Cariótipo".into(),
            ..LabProcedure::default()
        });
        form.samples = vec![
            LabSample::default(),
            LabSample {
                material: "sangue".into(),
                ..LabSample::default()
            },
        ];
        form.requester = LabRequester {
            council_number: "123".into(),
            ..LabRequester::default()
        };
        let file = |name: &str, base64: &str| LabAttachment {
            name: name.into(),
            base64: base64.into(),
            ..LabAttachment::default()
        };
        let long = STANDARD.encode(vec![0_u8; LONGEST_FILES]);
        form.attachments = vec![
            file("", "not base64"),
            file("a.pdf", ""),
            file("b.pdf", &long),
            file("c.pdf", "AAAA"),
        ];
        form.clinical_data = vec![
            LabFact::default(),
            LabFact {
                value: "sim".into(),
                ..LabFact::default()
            },
            LabFact {
                name: "febre".into(),
                ..LabFact::default()
            },
        ];
        let told = told(&form);
        let told: Vec<(&str, &str)> = told
            .iter()
            .map(|(field, reason)| (field.as_str(), *reason))
            .collect();
        assert_eq!(
            told,
            [
                ("number", "required"),
                ("patient.name", "damaged"),
                ("procedures.2.code", "required"),
                ("samples.1.code", "required"),
                ("requester.name", "required"),
                ("attachments.0.name", "required"),
                ("attachments.0.base64", "not-base64"),
                ("attachments.1.base64", "required"),
                ("attachments.3.base64", "too-long"),
                ("clinical_data.1.name", "required"),
                ("clinical_data.2.value", "required"),
            ]
        );
    }

    #[test]
    fn a_form_without_problems_passes_the_vendors_rules_and_empty_rows_do_not_travel() {
        let mut form = whole();
        form.procedures.push(LabProcedure::default());
        form.samples.push(LabSample::default());
        form.clinical_data.push(LabFact::default());
        form.attachments.push(LabAttachment {
            media_type: "application/pdf".into(),
            ..LabAttachment::default()
        });
        assert_eq!(told(&form), []);
        let sent = attendance(&form);
        sent.check().unwrap();
        let written = serde_json::to_value(&sent).unwrap();
        assert_eq!(
            written,
            serde_json::json!({
                "event": "created", "id": "261123-AAAA", "patient": { "name": "Ana Souza" },
                "procedures": [{ "code": "40301" }],
            })
        );
    }
}
