//! The real program as the desk, ended by force at random moments, against the vendors over real HTTP: what a person
//! wished is done once, or stands in front of a person; never twice, never forgotten.
//!
//! `cargo xtask simulate --kills N` runs more of them (200 at night); `FRONTDESK_SEED` chooses other moments.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use frontdesk_sandbox::{Fault, FaultKind};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use support::Clinic;
use uuid::Uuid;

/// How late every vendor answers, in milliseconds: half of all requests are on their way when a process ends.
const LATE: u64 = 120;
/// How often the queue is let run at the end before what is left counts as stuck.
const ROUNDS: usize = 8;
/// The exit code of a command whose act needs a person.
const NEEDS_A_PERSON: i32 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Status,
    Patient,
    Video,
    Order,
    Report,
    Invoice,
}

const KINDS: [Kind; 6] = [
    Kind::Status,
    Kind::Patient,
    Kind::Video,
    Kind::Order,
    Kind::Report,
    Kind::Invoice,
];

/// One act, as it is typed.
struct Wish {
    kind: Kind,
    intent: String,
    /// Stands in this act and in no other.
    word: String,
    words: Vec<String>,
    stdin: String,
}

/// What the vendors have to act on.
struct Things {
    /// The day's appointments at MedSoft: patient and appointment.
    visits: Vec<(String, String)>,
    /// Exams whose report the laboratory waits for.
    executions: Vec<String>,
}

impl Wish {
    fn nth(clinic: &Clinic, things: &Things, number: usize) -> Self {
        let kind = KINDS[number % KINDS.len()];
        let turn = number / KINDS.len();
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
    fn done(&self) -> &'static str {
        if self.kind == Kind::Invoice {
            "issued"
        } else {
            "done"
        }
    }

    /// What was typed behind a name.
    fn after(&self, name: &str) -> &str {
        let place = self.words.iter().position(|word| word == name).unwrap();
        &self.words[place + 1]
    }
}

/// The price of the line that is this invoice's own.
fn price(number: usize) -> String {
    format!("{}.{:02}", 100 + number, number % 100)
}

fn typed(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn report(clinic: &Clinic, word: &str) -> PathBuf {
    let path = clinic.dir.path().join(format!("{word}.pdf"));
    let text = format!(
        "%PDF-1.4\n1 0 obj\n<< /Note ({word}) >>\nendobj\n{}\nxref\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n",
        " ".repeat(600)
    );
    std::fs::write(&path, text).unwrap();
    path
}

/// A desk that is killed now and then.
struct Desk {
    clinic: Clinic,
    dice: ChaCha8Rng,
    /// How long a command of that kind takes when it is left alone.
    usual: BTreeMap<Kind, Duration>,
}

impl Desk {
    /// Runs a command and ends its process after a while.
    async fn killed(&mut self, words: &[String], stdin: &str, within: Duration) {
        // Before the store is open there is nothing to lose.
        let moment = self.dice.random_range(within / 4..within);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.clinic.run_and_kill(&words, stdin, moment).await;
    }

    async fn run(&self, words: &[String], stdin: &str) -> (Option<i32>, Value, String) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = self.clinic.run(&words, &[], stdin).await;
        let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), told, error)
    }

    /// What is not settled: the state of each intent. The steps of an invoice are entries of their own under one intent.
    async fn open(&self) -> BTreeMap<String, Value> {
        let listed = self.clinic.ok(&["outbox", "list", "--json"]).await;
        let invoices = self
            .clinic
            .ok(&["invoice", "list", "--unfinished", "--json"])
            .await;
        let rows = listed.as_array().unwrap().iter();
        rows.map(|row| {
            let of = |invoice: &&Value| invoice["entry"] == row["id"];
            let invoice = invoices.as_array().unwrap().iter().find(of);
            let intent = &invoice.unwrap_or(row)["intent"];
            (intent.as_str().unwrap().to_owned(), row.clone())
        })
        .collect()
    }

    /// What the vendor's records show of an invoice: its series and number, and how often any part of it stands there.
    async fn booked(&self, wish: &Wish) -> (Option<(String, String)>, usize, usize) {
        let path = format!("medsoft/patients/{}", wish.after("--patient"));
        let books = self.clinic.admin("GET", &path, None).await;
        let own = wish.after("--service").rsplit(':').next().unwrap();
        let rows = |what: &str| books[what].as_array().unwrap().clone();
        let services: Vec<Value> = rows("services")
            .into_iter()
            .filter(|row| row["price"] == own)
            .collect();
        let notes: Vec<Value> = services
            .iter()
            .map(|row| row["note"].clone())
            .filter(|note| !note.is_null())
            .collect();
        let invoices: Vec<Value> = rows("invoices")
            .into_iter()
            .filter(|row| notes.contains(&row["invoice"]["note"]))
            .collect();
        let number = invoices.first().map(|row| {
            let series = row["invoice"]["series"].as_str().unwrap().to_owned();
            (series, row["invoice"]["number"].to_string())
        });
        (number, invoices.len(), services.len().max(notes.len()))
    }

    /// Lets the queue run until nothing moves by itself.
    async fn rest(&self) {
        for _ in 0..ROUNDS {
            let (code, _, error) = self.run(&typed(&["outbox", "drain"]), "").await;
            match code {
                Some(0 | NEEDS_A_PERSON) => return,
                Some(1) => {}
                _ => panic!("outbox drain: {error}"),
            }
        }
        panic!("the queue does not come to rest: {:?}", self.open().await);
    }

    /// How often a wish took effect, by the vendor's own records.
    async fn effect(&self, wish: &Wish) -> usize {
        let word = wish.word.to_lowercase();
        let has = |value: &Value| value.to_string().to_lowercase().contains(&word);
        match wish.kind {
            Kind::Status => {
                let path = format!("medsoft/appointments/{}", wish.after("--appointment"));
                let visit = self.clinic.admin("GET", &path, None).await;
                visit["changes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|change| has(change))
                    .count()
            }
            Kind::Patient => self
                .newcomers()
                .await
                .iter()
                .filter(|name| name.contains(&word))
                .count(),
            Kind::Video => {
                let calls = self.clinic.admin("GET", "videodoktor/calls", None).await;
                let mails = calls["mails"].as_array().unwrap().iter();
                mails
                    .filter(|mail| mail["what"] == "invitation" && has(mail))
                    .count()
            }
            Kind::Order => {
                let orders = self.clinic.admin("GET", "gensoft/attendances", None).await;
                orders[&wish.word].as_array().map_or(0, Vec::len)
            }
            Kind::Report => {
                let executions = self.clinic.admin("GET", "gensoft/executions", None).await;
                let reports = &executions[wish.after("--execution")]["reports"];
                reports.as_array().map_or(0, Vec::len)
            }
            Kind::Invoice => {
                let (_, invoices, parts) = self.booked(wish).await;
                assert!(parts <= 1, "a part of {} was put down {parts} times", wish.intent);
                invoices
            }
        }
    }

    /// Patients registered at MedSoft since the beginning, in full and in small letters.
    async fn newcomers(&self) -> Vec<String> {
        let probe = json!({ "last": "Zzz" });
        let last = self.clinic.admin("POST", "medsoft/patients", Some(probe)).await["code"]
            .as_u64()
            .unwrap();
        let mut found = Vec::new();
        for code in last.saturating_sub(1_000)..last {
            let patient = self
                .clinic
                .admin("GET", &format!("medsoft/patients/{code}"), None)
                .await;
            found.push(patient["email"].to_string().to_lowercase());
        }
        found
    }

    /// What a person says who looked at the vendor.
    async fn answer(&self, wish: &Wish, row: &Value) {
        let seen = self.effect(wish).await > 0;
        let id = row["id"].as_str().unwrap();
        let shown = self.clinic.ok(&["outbox", "show", id, "--json"]).await;
        let question = shown["question"]["kind"].as_str().unwrap_or_default();
        let decision = match question {
            _ if wish.kind == Kind::Invoice => return self.answer_invoice(wish, id, question).await,
            "look_there" if seen => "happened",
            "look_there" | "needs_live_line" => "send",
            _ => "discard",
        };
        let (code, _, error) = self
            .run(&typed(&["outbox", "resolve", id, decision, "--json"]), "")
            .await;
        assert!(
            matches!(code, Some(0 | 1 | NEEDS_A_PERSON)),
            "{decision}: {error}"
        );
    }
}

impl Desk {
    /// The same about an invoice: series and number as they stand there, or that it is not there.
    async fn answer_invoice(&self, wish: &Wish, id: &str, question: &str) {
        let (number, ..) = self.booked(wish).await;
        let words = match (number, question) {
            (Some((series, number)), _) => typed(&[
                "outbox", "resolve", id, "happened", "--series", &series, "--number", &number,
            ]),
            (None, "look_there" | "needs_live_line") => typed(&["outbox", "resolve", id, "send"]),
            (None, _) => typed(&["outbox", "discard", id, "--reason", "looked at the vendor"]),
        };
        let (code, _, error) = self.run(&words, "").await;
        assert!(matches!(code, Some(0 | 1 | NEEDS_A_PERSON)), "{words:?}: {error}");
    }
}

/// How many processes are ended: 20 unless the environment says more.
fn kills() -> usize {
    let said = std::env::var("FRONTDESK_KILLS").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(20)
}

fn seed() -> u64 {
    let said = std::env::var("FRONTDESK_SEED").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Whatever the time of day: a colleague books everybody who is not here yet.
async fn things(clinic: &Clinic, visits: usize) -> Things {
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

#[tokio::test(flavor = "multi_thread")]
async fn a_process_ended_at_any_moment_loses_nothing_and_does_nothing_twice() {
    let clinic = Clinic::open().await;
    for vendor in ["medsoft", "videodoktor", "gensoft"] {
        clinic.connect(vendor).await;
    }
    clinic.ok(&["sync", "--json"]).await;
    clinic.sandbox.set_fault(Fault {
        ms: LATE,
        times: None,
        ..Fault::new("*", FaultKind::Latency)
    });
    let things = things(&clinic, 1 + kills() / KINDS.len()).await;
    let mut desk = Desk {
        clinic,
        dice: ChaCha8Rng::seed_from_u64(seed()),
        usual: BTreeMap::new(),
    };

    let mut wishes = Vec::new();
    let mut accepted = Vec::new();
    // The first of each kind is left alone: it says how long a command takes.
    for number in 0..KINDS.len() + kills() {
        let wish = Wish::nth(&desk.clinic, &things, number);
        if let Some(usual) = desk.usual.get(&wish.kind).copied() {
            desk.killed(&wish.words, &wish.stdin, usual + usual / 5).await;
            accepted.push((number, desk.open().await.contains_key(&wish.intent)));
            match desk.dice.random_range(0..4) {
                // The person does it again.
                0 => drop(desk.run(&wish.words, &wish.stdin).await),
                // The desk is started again, and ended again.
                1 => {
                    desk.killed(&typed(&["outbox", "drain"]), "", usual + usual / 5)
                        .await
                }
                _ => {}
            }
        } else {
            let since = Instant::now();
            let (code, told, error) = desk.run(&wish.words, &wish.stdin).await;
            assert_eq!(
                (code, &told["state"]),
                (Some(0), &json!(wish.done())),
                "{:?}: {error}",
                wish.kind
            );
            desk.usual.insert(wish.kind, since.elapsed());
        }
        wishes.push(wish);
    }
    desk.rest().await;

    // What was accepted is done, or stands in front of a person.
    let mut waiting = BTreeMap::<Kind, usize>::new();
    let open = desk.open().await;
    for (number, was_accepted) in &accepted {
        let wish = &wishes[*number];
        let effect = desk.effect(wish).await;
        assert!(
            effect <= 1 || wish.kind == Kind::Report,
            "{:?} {} was done {effect} times",
            wish.kind,
            wish.intent
        );
        match open.get(&wish.intent) {
            Some(row) => {
                let state = row["state"].as_str().unwrap();
                assert!(
                    matches!(state, "asks" | "refused"),
                    "{:?} is stuck: {row}",
                    wish.kind
                );
                *waiting.entry(wish.kind).or_default() += 1;
            }
            None => assert!(
                effect > 0 || !was_accepted,
                "{:?} {} is lost",
                wish.kind,
                wish.intent
            ),
        }
    }

    // People answer, and do again what was never taken: everything ends, and once.
    for _ in 0..ROUNDS {
        let open = desk.open().await;
        if open.is_empty() {
            break;
        }
        for wish in &wishes {
            if let Some(row) = open.get(&wish.intent) {
                desk.answer(wish, row).await;
            }
        }
        desk.rest().await;
    }
    assert!(desk.open().await.is_empty(), "stuck: {:?}", desk.open().await);
    for wish in &wishes {
        let (code, told, error) = desk.run(&wish.words, &wish.stdin).await;
        let effect = desk.effect(wish).await;
        if wish.kind == Kind::Invoice && told["state"] == "not_issued" {
            assert_eq!(effect, 0, "a person gave it up");
            continue;
        }
        assert_eq!(
            (code, &told["state"]),
            (Some(0), &json!(wish.done())),
            "{:?}: {error}",
            wish.kind
        );
        assert!(
            effect == 1 || (effect > 1 && wish.kind == Kind::Report),
            "{:?}: {effect} times",
            wish.kind
        );
    }
    let taken = accepted.iter().filter(|(_, accepted)| *accepted).count();
    let people: usize = waiting.values().sum();
    tell(&format!(
        "{} processes ended, {taken} of them after the act was taken; lost 0, doubled 0, stuck 0, waiting for a person {people} {waiting:?}",
        accepted.len()
    ));
    assert!(
        taken > accepted.len() / 10,
        "the processes were ended too early to prove anything: {taken}"
    );
    desk.clinic.forget(&["medsoft", "videodoktor", "gensoft"]).await;
}

#[allow(clippy::print_stdout, reason = "`cargo xtask simulate --kills` shows it")]
fn tell(line: &str) {
    println!("{line}");
}
