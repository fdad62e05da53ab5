//! A desk whose processes are ended by force, and what the vendors' own records show of what it did.

use std::collections::BTreeMap;
use std::time::Duration;

use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::support::Clinic;
use crate::wish::{Kind, Wish, typed};

/// How late every vendor answers, in milliseconds: long enough for a process to be ended in between.
pub const LATE: u64 = 120;
/// How often the queue is let run at the end before what is left counts as stuck.
pub const ROUNDS: usize = 8;
/// The exit code of a command whose act needs a person.
pub const NEEDS_A_PERSON: i32 = 3;

/// A desk that is killed now and then.
pub struct Desk {
    pub clinic: Clinic,
    pub dice: ChaCha8Rng,
    /// How many requests a command of that kind makes when it is left alone.
    pub usual: BTreeMap<Kind, u64>,
}

impl Desk {
    /// Runs a command and ends its process: when a request of it arrives, the so manyth, at once (its answer is under way)
    /// or when the answer has just come.
    pub async fn killed(&mut self, words: &[String], stdin: &str, request: u64) {
        let then = match self.dice.random_range(0..2) {
            0 => Duration::ZERO,
            _ => Duration::from_millis(LATE + self.dice.random_range(0..40)),
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.clinic.run_and_kill(&words, stdin, request, then).await;
    }

    pub async fn run(&self, words: &[String], stdin: &str) -> (Option<i32>, Value, String) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = self.clinic.run(&words, &[], stdin).await;
        let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), told, error)
    }

    /// What is not settled: the state of each intent. The steps of an invoice are entries of their own under one intent.
    pub async fn open(&self) -> BTreeMap<String, Value> {
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
    pub async fn booked(&self, wish: &Wish) -> (Option<(String, String)>, usize, usize) {
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
    pub async fn rest(&self) {
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
    pub async fn effect(&self, wish: &Wish) -> usize {
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
    pub async fn newcomers(&self) -> Vec<String> {
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
    pub async fn answer(&self, wish: &Wish, row: &Value) {
        let seen = self.effect(wish).await > 0;
        let id = row["id"].as_str().unwrap();
        let shown = self.clinic.ok(&["outbox", "show", id, "--json"]).await;
        let question = shown["question"]["kind"].as_str().unwrap_or_default();
        let decision = match question {
            _ if wish.kind == Kind::Invoice => {
                return self.answer_invoice(wish, id, question, asked(&shown)).await;
            }
            "look_there" if seen => "happened",
            "look_there" | "needs_live_line" => "send",
            _ => "discard",
        };
        let mut words = typed(&["outbox", "resolve", id, decision, "--json"]);
        words.extend(asked(&shown));
        let (code, _, error) = self.run(&words, "").await;
        assert!(
            matches!(code, Some(0 | 1 | NEEDS_A_PERSON)),
            "{decision}: {error}"
        );
    }
}

impl Desk {
    /// The same about an invoice: series and number as they stand there, or that it is not there.
    async fn answer_invoice(&self, wish: &Wish, id: &str, question: &str, asked: Vec<String>) {
        let (number, ..) = self.booked(wish).await;
        let words = match (number, question) {
            (Some((series, number)), _) => {
                let found = ["--series", &series, "--number", &number];
                [
                    typed(&["outbox", "resolve", id, "happened"]),
                    typed(&found),
                    asked,
                ]
                .concat()
            }
            (None, "look_there" | "needs_live_line") => {
                [typed(&["outbox", "resolve", id, "send"]), asked].concat()
            }
            (None, _) => {
                let words = ["outbox", "discard", id, "--reason", "looked at the vendor"];
                [typed(&words), asked].concat()
            }
        };
        let (code, _, error) = self.run(&words, "").await;
        assert!(matches!(code, Some(0 | 1 | NEEDS_A_PERSON)), "{words:?}: {error}");
    }
}

/// What an answer says it answers.
fn asked(shown: &Value) -> Vec<String> {
    match shown["asked"].as_str() {
        Some(asked) => typed(&["--asked", asked]),
        None => Vec::new(),
    }
}
