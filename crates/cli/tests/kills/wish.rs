//! What a person at the desk wishes, as it is typed.

use std::path::PathBuf;

use serde_json::json;
use uuid::Uuid;

use crate::support::Clinic;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Status,
    Patient,
    Video,
    Order,
    Report,
    Invoice,
}

pub const KINDS: [Kind; 6] = [
    Kind::Status,
    Kind::Patient,
    Kind::Video,
    Kind::Order,
    Kind::Report,
    Kind::Invoice,
];

/// One act, as it is typed.
pub struct Wish {
    pub kind: Kind,
    pub intent: String,
    /// Stands in this act and in no other.
    pub word: String,
    pub words: Vec<String>,
    pub stdin: String,
}

/// What the vendors have to act on.
pub struct Things {
    /// The day's appointments at MedSoft: patient and appointment.
    pub visits: Vec<(String, String)>,
    /// Exams whose report the laboratory waits for.
    pub executions: Vec<String>,
}

impl Wish {
    pub fn nth(clinic: &Clinic, things: &Things, kinds: &[Kind], number: usize) -> Self {
        let kind = kinds[number % kinds.len()];
        let turn = number / kinds.len();
        let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
        let word = format!(
            "Kill{}{}{}",
            letter(number / 676),
            letter(number / 26),
            letter(number)
        );
        let intent = Uuid::now_v7().to_string();
        let mut stdin = String::new();
        let words = match kind {
            Kind::Status => {
                let (patient, appointment) = &things.visits[turn % things.visits.len()];
                let key = (1 + turn / things.visits.len()).to_string();
                vec![
                    "appointments",
                    "set-status",
                    "--connection",
                    "medsoft",
                    "--patient",
                    patient,
                    "--appointment",
                    appointment,
                    "--status",
                    &key,
                    "--value",
                    "true",
                    "--reason",
                    &word,
                ]
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
            }
            Kind::Patient => {
                let form = json!({
                    "last_name": word, "first_name": "Ornella", "phone": format!("0799{number:06}"),
                    "email": format!("{}@posta.example", word.to_lowercase()),
                });
                stdin = form.to_string();
                typed(&["patients", "create", "--form", "-", "--connection", "medsoft"])
            }
            Kind::Video => {
                let start = format!("2031-{:02}-{:02}T10:00", 1 + turn / 28, 1 + turn % 28);
                let email = format!("{}@posta.example", word.to_lowercase());
                typed(&[
                    "video",
                    "book",
                    "--connection",
                    "videodoktor",
                    "--name",
                    &format!("{word} Nováková"),
                    "--email",
                    &email,
                    "--phone",
                    &format!("700{number:06}"),
                    "--birth-year",
                    "1980",
                    "--start",
                    &start,
                ])
            }
            Kind::Order => {
                stdin = json!({
                    "event": "created", "number": word, "patient": { "name": "Marina Souza" },
                    "procedures": [{ "code": "40301", "name": "Cariótipo" }],
                })
                .to_string();
                typed(&["lab", "send", "-", "--connection", "gensoft"])
            }
            Kind::Report => {
                let file = report(clinic, &word);
                typed(&[
                    "lab",
                    "upload",
                    file.to_str().unwrap(),
                    "--connection",
                    "gensoft",
                    "--execution",
                    &things.executions[turn % things.executions.len()],
                ])
            }
            Kind::Invoice => typed(&[
                "invoice",
                "issue",
                "--patient",
                &things.visits[turn % things.visits.len()].0,
                "--work-point",
                "1",
                "--service",
                &format!("servicii:101:1:{}", price(number)),
                "--service",
                "servicii:112",
            ]),
        };
        let words = [words, typed(&["--json", "--intent", &intent])].concat();
        Self {
            kind,
            intent,
            word,
            words,
            stdin,
        }
    }
}

impl Wish {
    /// The word for its good end.
    pub fn done(&self) -> &'static str {
        if self.kind == Kind::Invoice {
            "issued"
        } else {
            "done"
        }
    }

    /// What was typed behind a name.
    pub fn after(&self, name: &str) -> &str {
        let place = self.words.iter().position(|word| word == name).unwrap();
        &self.words[place + 1]
    }
}

/// The price of the line that is this invoice's own.
pub fn price(number: usize) -> String {
    format!("{}.{:02}", 100 + number, number % 100)
}

pub fn typed(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub fn report(clinic: &Clinic, word: &str) -> PathBuf {
    let path = clinic.dir.path().join(format!("{word}.pdf"));
    let text = format!(
        "%PDF-1.4\n1 0 obj\n<< /Note ({word}) >>\nendobj\n{}\nxref\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n",
        " ".repeat(600)
    );
    std::fs::write(&path, text).unwrap();
    path
}

/// Whatever the time of day: a colleague books everybody who is not here yet.
pub async fn things(clinic: &Clinic, visits: usize) -> Things {
    let mut booked = Vec::new();
    for number in 0..visits {
        let patient = json!({ "last": format!("Visitor{number}"), "phone": format!("0788{number:06}") });
        let patient = clinic.admin("POST", "medsoft/patients", Some(patient)).await["code"].clone();
        let visit = clinic
            .admin(
                "POST",
                "medsoft/appointments",
                Some(json!({ "patient": patient })),
            )
            .await;
        booked.push((patient.to_string(), visit["code"].to_string()));
    }
    let executions = clinic.admin("GET", "gensoft/executions", None).await;
    Things {
        visits: booked,
        executions: executions.as_object().unwrap().keys().cloned().collect(),
    }
}
