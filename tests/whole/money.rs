//! The money desk through the application: its papers by the real typesetter, files, printing.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_basics::Words;
use frontdesk_commands::files::Desktop;
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_desk::papers::Letterhead;
use frontdesk_desk::ports::documents_with;
use frontdesk_desk::{DeskError, ErrorCode};
use frontdesk_documents::{Documents, Pdf};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clinic::{exported, import};
use crate::desk::Place;

/// A person who prints, and saves into one folder.
struct Person {
    folder: PathBuf,
    /// What lay at the printer.
    printed: Mutex<Vec<Vec<u8>>>,
    /// No printer is there.
    no_printer: AtomicBool,
    /// They think better of saving.
    saves_nothing: AtomicBool,
}

#[async_trait]
impl Desktop for Person {
    async fn open(&self, _: &Path) -> Result<(), DeskError> {
        Ok(())
    }

    async fn print(&self, path: &Path) -> Result<(), DeskError> {
        if self.no_printer.load(Ordering::SeqCst) {
            return Err(DeskError::new(ErrorCode::CannotOpen, "no printer"));
        }
        self.printed.lock().unwrap().push(std::fs::read(path).unwrap());
        Ok(())
    }

    async fn where_to_save(&self, name: &str) -> Result<Option<PathBuf>, DeskError> {
        Ok((!self.saves_nothing.load(Ordering::SeqCst)).then(|| self.folder.join(name)))
    }
}

struct Clinic {
    place: Place,
    app: Arc<App>,
    person: Arc<Person>,
    saved: tempfile::TempDir,
}

impl Clinic {
    async fn open() -> Self {
        let mut place = Place::filled().await;
        let documents = Documents::default();
        place.ports.documents = documents_with(move |name, facts, language, template| {
            documents
                .render_with(template, name, facts, language)
                .map(Pdf::into_parts)
        });
        let saved = tempfile::tempdir().unwrap();
        let person = Arc::new(Person {
            folder: saved.path().to_owned(),
            printed: Mutex::default(),
            no_printer: AtomicBool::new(false),
            saves_nothing: AtomicBool::new(false),
        });
        let nobody = || {
            in_process(|_| async {
                Err(NoAnswer {
                    may_have_acted: false,
                    reason: "no training here".to_owned(),
                })
            })
        };
        let app = App::start(Host {
            data_dir: place.folder().parent().unwrap().to_path_buf(),
            ports: place.ports.clone(),
            training: Arc::new(move || TrainingClinic {
                lines: nobody(),
                accounts: Vec::new(),
            }),
            desktop: person.clone(),
            version: "test",
            system_language: "ro".to_owned(),
        })
        .await;
        Self {
            place,
            app,
            person,
            saved,
        }
    }

    async fn must(&self, command: &str, payload: Value) -> Value {
        let answer = self.app.dispatch(command, payload).await;
        answer.unwrap_or_else(|error| panic!("{command}: {:?} {:?}", error.code, error.params))
    }

    async fn refused(&self, command: &str, payload: Value) -> (ErrorCode, Value) {
        let error = self.app.dispatch(command, payload).await.unwrap_err();
        (error.code, json!(error.params))
    }

    async fn take(&self, person: Uuid, amount: &str, currency: &str) -> Value {
        let take = json!({ "patient": person, "amount": amount, "currency": currency, "method": "cash",
            "note": "Consultație", "intent": Uuid::new_v4() });
        self.must("taking_record", take).await
    }

    async fn saved_lines(&self) -> usize {
        let page = self.must("access_log", json!({})).await;
        let lines = page["lines"].as_array().unwrap();
        lines.iter().filter(|line| line["act"] == "money_saved").count()
    }
}

fn letterhead() -> Value {
    json!({ "name": "Clinica Șerban", "address": ["Str. Lungă 1"], "tax_numbers": ["CUI RO12345678"],
        "bank": ["RO00 EXMP 0000"], "footer": "Capital social 200 lei", "country": "ro" })
}

#[tokio::test(start_paused = true)]
async fn every_paper_of_the_money_desk_is_typeset_saved_and_printed() {
    let clinic = Clinic::open().await;
    let person = clinic.place.today().await.remove(0).patient.id;
    let statement =
        json!({ "what": "statement", "patient": person, "from": "2026-11-01", "to": "2026-11-30" });
    assert_eq!(
        clinic.refused("money_preview", statement.clone()).await,
        (ErrorCode::PaperIncomplete, json!({ "fields": "letterhead.name" })),
        "a paper for a patient needs the clinic's name"
    );
    clinic.must("letterhead_set", letterhead()).await;
    let taken = clinic.take(person, "1120.50", "RON").await;
    clinic.take(person, "30", "EUR").await;
    let back = clinic.take(person, "15", "RON").await;
    let cancel = json!({ "taking": back["id"], "reason": "greșeală", "intent": Uuid::new_v4() });
    clinic.must("taking_give_back", cancel).await;
    for (kind, amount) in [("opening_float", "200"), ("out", "50"), ("in", "5")] {
        let moved = json!({ "kind": kind, "amount": amount, "currency": "RON", "reason": "bancă",
            "intent": Uuid::new_v4() });
        clinic.must("cash_move", moved).await;
    }
    let counted = json!([{ "method": "cash", "currency": "RON", "amount": "1275.00" },
        { "method": "cash", "currency": "EUR", "amount": "30" }]);
    let close = json!({ "counted": counted, "reason": "rest greșit", "intent": Uuid::new_v4() });
    let closed = clinic.must("cash_close", close).await;
    assert_eq!(closed["lines"][1]["difference"], "-0.50", "{closed}");
    let slip = clinic.must("taking_slip", json!({ "id": taken["id"] })).await;
    let day = json!({ "what": "day", "date": "2026-11-23" });
    let shift = json!({ "what": "cash_up", "id": closed["id"] });
    let unpaid = json!({ "what": "unpaid" });
    for (paper, name) in [
        (day, "incasari-2026-11-23"),
        (shift, "inchidere-casa-2026-11-23-1"),
        (unpaid, "neincasate-2026-11-23"),
        (statement, "situatie-plati-"),
    ] {
        for (format, begins) in [("pdf", &b"%PDF-1.7"[..]), ("csv", &b"\xEF\xBB\xBF"[..])] {
            let export = json!({ "paper": paper, "format": format });
            let saved = clinic.must("money_export", export).await;
            let saved = saved["name"].as_str().unwrap();
            assert!(saved.starts_with(name) && saved.ends_with(format), "{saved}");
            let bytes = std::fs::read(clinic.saved.path().join(saved)).unwrap();
            assert!(bytes.starts_with(begins), "{saved}");
        }
        clinic.must("money_preview", paper.clone()).await;
        clinic.must("money_print", paper).await;
    }
    assert_eq!(clinic.saved_lines().await, 12);
    let papers = clinic.must("papers", json!({ "id": person })).await;
    let kinds: Vec<_> = papers
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| &paper["kind"])
        .collect();
    assert_eq!(
        kinds,
        ["statement", "statement", "slip"],
        "saved and printed ones are kept"
    );
    let paper = json!({ "id": slip["id"] });
    let shown = clinic.must("paper_preview", paper.clone()).await;
    let name = shown["name"].as_str().unwrap();
    assert!(name.ends_with("-0001.pdf"), "{name}");
    clinic.must("paper_print", paper).await;
    let printed = clinic.person.printed.lock().unwrap().clone();
    assert_eq!(printed.len(), 5);
    assert!(printed.iter().all(|bytes| bytes.starts_with(b"%PDF-1.7")));
}

#[tokio::test(start_paused = true)]
async fn what_nobody_saves_leaves_no_line_and_what_may_have_left_has_one() {
    let clinic = Clinic::open().await;
    let paper = json!({ "what": "unpaid" });
    clinic.person.no_printer.store(true, Ordering::SeqCst);
    clinic.person.saves_nothing.store(true, Ordering::SeqCst);
    let export = json!({ "paper": paper, "format": "pdf" });
    let saved = clinic.must("money_export", export.clone()).await;
    assert_eq!(saved["name"], Value::Null);
    assert_eq!(clinic.saved_lines().await, 0);
    // The line is there before the file is: no end in between leaves a file without one.
    assert_eq!(
        clinic.refused("money_print", paper).await.0,
        ErrorCode::CannotOpen
    );
    assert_eq!(clinic.saved_lines().await, 1);
    clinic.person.saves_nothing.store(false, Ordering::SeqCst);
    std::fs::remove_dir_all(clinic.saved.path()).unwrap();
    assert_eq!(
        clinic.refused("money_export", export).await.0,
        ErrorCode::Internal
    );
    assert_eq!(clinic.saved_lines().await, 2);
    let opened = clinic.place.folder().parent().unwrap().join("opened");
    let left = std::fs::read_dir(opened).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing of a file that nobody takes stays");
}

#[tokio::test(start_paused = true)]
async fn a_letterhead_is_shown_on_every_document_in_every_language_before_it_is_kept() {
    let clinic = Clinic::open().await;
    for document in ["invoice", "receipt", "statement", "cash_up", "slip"] {
        for (country, language) in [("ro", "ro"), ("it", "it"), ("neutral", "uk"), ("neutral", "cs")] {
            let mut letterhead = letterhead();
            letterhead["country"] = json!(country);
            letterhead["tax_numbers"] = json!(["CUI RO12345678", "P. IVA 01234567890"]);
            letterhead["exemption"] = json!("art. 1");
            let preview = json!({ "letterhead": letterhead, "document": document, "language": language });
            let shown = clinic.must("letterhead_preview", preview).await;
            assert_eq!(shown["media_type"], "application/pdf");
        }
    }
    let mut lacking = letterhead();
    lacking["tax_numbers"] = json!([]);
    let preview = json!({ "letterhead": lacking, "document": "invoice", "language": "ro" });
    assert_eq!(
        clinic.refused("letterhead_preview", preview).await,
        (
            ErrorCode::PaperIncomplete,
            json!({ "fields": "letterhead.tax_numbers" })
        )
    );
    let state = clinic.must("letterhead", json!({})).await;
    assert_eq!(state["letterhead"]["name"], "", "nothing was kept");
}

#[tokio::test(start_paused = true)]
async fn a_template_of_the_clinics_own_is_tried_before_it_is_used() {
    let clinic = Clinic::open().await;
    let set = |template: Value| json!({ "document": "slip", "template": template });
    let (code, params) = clinic
        .refused(
            "template_set",
            set(json!("#let good = 1\n#nothing-of-that-name()")),
        )
        .await;
    assert_eq!((code, &params["line"]), (ErrorCode::TemplateRefused, &json!("2")));
    assert!(!params["message"].as_str().unwrap().is_empty());
    assert_eq!(
        clinic
            .refused("template_set", set(json!("x".repeat(300_000))))
            .await,
        (
            ErrorCode::InvalidField,
            json!({ "field": "template", "reason": "too-large" })
        )
    );
    let preview = json!({ "letterhead": letterhead(), "document": "slip", "language": "ro" });
    let built_in = clinic.must("letterhead_preview", preview.clone()).await["base64"].clone();
    let own = "#import \"parts.typ\": *\n#show: sheet\n#letterhead()\n= #paper.name #paper.number\n";
    let state = clinic.must("template_set", set(json!(own))).await;
    assert_eq!(state["templates"][0]["document"], "slip");
    let by_own = clinic.must("letterhead_preview", preview.clone()).await["base64"].clone();
    assert_ne!(by_own, built_in);
    let state = clinic.must("template_set", set(Value::Null)).await;
    assert_eq!(state["templates"], json!([]));
    assert_eq!(
        clinic.must("letterhead_preview", preview).await["base64"],
        built_in
    );
}

#[tokio::test(start_paused = true)]
async fn a_logo_that_cannot_be_printed_is_not_kept_and_stops_no_paper() {
    let clinic = Clinic::open().await;
    let refused = (
        ErrorCode::InvalidField,
        json!({ "field": "logo", "reason": "malformed" }),
    );
    let mut letterhead = letterhead();
    // They begin as pictures do.
    for logo in ["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAA=", "/9j/4AAQSkZJRg=="] {
        letterhead["logo"] = json!(logo);
        assert_eq!(
            clinic.refused("letterhead_set", letterhead.clone()).await,
            refused
        );
        let preview = json!({ "letterhead": letterhead, "document": "slip", "language": "ro" });
        assert_eq!(clinic.refused("letterhead_preview", preview).await, refused);
    }
    // Another desk sends one by the clinic file: it had no typesetter to try it.
    let elsewhere = Place::empty(5).await;
    let sent: Letterhead = serde_json::from_value(letterhead).unwrap();
    elsewhere.desk.set_letterhead(sent).await.unwrap();
    let file = exported(&elsewhere).await;
    import(&clinic.place, &file).await;
    let kept = clinic.must("letterhead", json!({})).await;
    assert_eq!(kept["letterhead"]["logo"], "/9j/4AAQSkZJRg==");
    let person = clinic.place.today().await.remove(0).patient.id;
    let taken = clinic.take(person, "10", "RON").await;
    clinic.must("taking_slip", json!({ "id": taken["id"] })).await;
}

/// What stands on a paper, cell by cell: a line that is broken within one stays together.
fn text(shown: &Value) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("paper.pdf");
    std::fs::write(&path, STANDARD.decode(shown["base64"].as_str().unwrap()).unwrap()).unwrap();
    let output = std::process::Command::new("pdftotext")
        .args(["-raw".as_ref(), path.as_os_str(), "-".as_ref()])
        .output()
        .expect("pdftotext is missing: install poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test(start_paused = true)]
async fn every_word_of_a_statement_is_in_the_language_of_the_paper() {
    let clinic = Clinic::open().await;
    clinic.must("letterhead_set", letterhead()).await;
    let person = clinic.place.today().await.remove(0).patient.id;
    let taken = clinic.take(person, "100", "RON").await;
    let back = json!({ "taking": taken["id"], "amount": "40", "reason": "…", "intent": Uuid::new_v4() });
    clinic.must("taking_give_back", back).await;
    let there = clinic.take(person, "77", "RON").await;
    clinic.must("taking_there", json!({ "id": there["id"] })).await;
    let languages: Vec<&str> = Words::paper_languages();
    assert_eq!(languages.len(), 6, "{languages:?}");
    let said = |language: &str, ids: &[String]| -> Vec<String> {
        let words = Words::of_paper(language).unwrap();
        let one = |id: &String| words.say(id, &[("slip", "-"), ("at", "-"), ("vendor", "Clinica")]);
        ids.iter()
            .map(|id| one(id).unwrap_or_else(|| panic!("{language}: {id}")))
            .collect()
    };
    let lines = ["taking", "recorded", "given-back"].map(|end| format!("money-table-line-{end}"));
    let own_words = |language: &str| -> Vec<String> {
        let ids = Words::of_documents(language);
        let of_desk = ids.into_iter().filter(|id| id.starts_with("money-table-"));
        said(language, &of_desk.collect::<Vec<_>>())
    };
    for language in &languages {
        let paper = json!({ "what": "statement", "patient": person, "from": "2026-11-01", "to": "2026-11-30",
            "language": language });
        let told = text(&clinic.must("money_preview", paper).await);
        for word in said(language, &lines) {
            assert!(told.contains(&word), "{language}: {word} in {told}");
        }
        let own = own_words(language).join(" ");
        for other in languages.iter().filter(|other| *other != language) {
            let kinds =
                ["service", "invoice", "bill", "vendor-payment"].map(|end| format!("money-table-line-{end}"));
            let ids: Vec<_> = lines.iter().chain(&kinds).cloned().collect();
            for word in said(other, &ids).into_iter().filter(|word| !own.contains(word)) {
                assert!(!told.contains(&word), "{language}: {word} of {other} in {told}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn money_given_back_has_a_receipt_that_says_so_and_why() {
    let clinic = Clinic::open().await;
    clinic.must("letterhead_set", letterhead()).await;
    let person = clinic.place.today().await.remove(0).patient.id;
    let taken = clinic.take(person, "100", "RON").await;
    let back = json!({ "taking": taken["id"], "amount": "40.5", "method": "card", "reason": "Fără ecografie",
        "intent": Uuid::new_v4() });
    let back = clinic.must("taking_give_back", back).await;
    assert_eq!(
        (&back["amount"]["amount"], &back["left"]["amount"]),
        (&json!("-40.50"), &json!("0.00"))
    );
    let paper = clinic.must("taking_slip", json!({ "id": back["id"] })).await;
    assert_eq!(paper["kind"], "receipt");
    let told = text(&clinic.must("paper_preview", json!({ "id": paper["id"] })).await);
    let number = taken["slip"].as_str().unwrap();
    for words in [
        "Clinica Șerban",
        "40,50",
        "Fără ecografie",
        "card",
        number,
        "0002",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let more = json!({ "taking": taken["id"], "amount": "59.51", "reason": "x", "intent": Uuid::new_v4() });
    assert_eq!(
        clinic.refused("taking_give_back", more).await,
        (
            ErrorCode::InvalidField,
            json!({ "field": "amount", "reason": "more-than-left" })
        )
    );
}
