//! The laboratory: orders at the five moments, reports, and what a person sees of both.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::lab::{CheckLab, LabEvent, LabForm, PrefillLab, SendLab, UploadReport};
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_desk::{DeskError, DeskEvent, ErrorCode};
use frontdesk_sandbox::Vendor as Server;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::canary::Logged;
use crate::desk::newcomer;
use crate::lab_place::{Lab, order, pdf};

const MOMENTS: [(LabEvent, &str); 5] = [
    (LabEvent::Created, "created"),
    (LabEvent::ExamsChanged, "exams_changed"),
    (LabEvent::DetailsChanged, "details_changed"),
    (LabEvent::Blocked, "blocked"),
    (LabEvent::Cancelled, "cancelled"),
];

fn code(error: &DeskError) -> (ErrorCode, &str, &str) {
    let param = |name: &str| error.params.0.get(name).map_or("", String::as_str);
    (error.code, param("field"), param("reason"))
}

#[tokio::test(start_paused = true)]
async fn an_order_is_one_order_at_all_five_moments() {
    let lab = Lab::open().await;
    let mut orders = Vec::new();
    for (event, _) in MOMENTS {
        orders.push(lab.send(order(" 261123-AAAA ", event)).await.order);
    }
    assert!(orders.windows(2).all(|pair| pair[0] == pair[1]), "{orders:?}");
    assert!(lab.place.drain().await.is_empty());
    let sent = lab.at_laboratory("261123-AAAA").await;
    let events: Vec<&str> = sent.iter().map(|body| body["event"].as_str().unwrap()).collect();
    assert_eq!(events, MOMENTS.map(|(_, word)| word));
    assert_eq!(sent[0]["patient"]["name"], "CANARY Souza");
    assert_eq!(
        sent[0]["procedures"],
        json!([{ "code": "40301", "name": "Cariótipo" }])
    );
    let desk = lab.place.desk.lab_desk().await.unwrap();
    assert_eq!(desk.orders.len(), 1);
    let shown = &desk.orders[0];
    assert_eq!(
        (shown.number.as_str(), shown.patient_name.as_str()),
        ("261123-AAAA", "CANARY Souza")
    );
    assert_eq!(shown.exams, ["Cariótipo"]);
    let newest_first: Vec<LabEvent> = shown.sent.iter().map(|sending| sending.event).collect();
    let mut told = MOMENTS.map(|(event, _)| event).to_vec();
    told.reverse();
    assert_eq!(newest_first, told);
    assert!(shown.sent.iter().all(|sending| sending.state == EntryState::Done));
    let form = lab.place.desk.lab_order(orders[0]).await.unwrap();
    assert_eq!(form.event, LabEvent::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_is_told_at_once_and_nothing_is_sent() {
    let lab = Lab::open().await;
    let check = |form| CheckLab {
        connection: lab.connection.id,
        form,
    };
    let empty = lab
        .place
        .desk
        .preview_lab(check(LabForm::default()))
        .await
        .unwrap();
    let fields: Vec<(&str, &str)> = empty
        .problems
        .iter()
        .map(|problem| (problem.field.as_str(), problem.reason.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("number", "required"),
            ("patient.name", "required"),
            ("procedures", "required")
        ]
    );
    assert_eq!(empty.json, None);
    let error = lab
        .place
        .desk
        .send_lab(lab.request(LabForm::default()), Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(code(&error), (ErrorCode::InvalidField, "number", "required"));
    let whole = lab
        .place
        .desk
        .preview_lab(check(order("1", LabEvent::Created)))
        .await
        .unwrap();
    assert!(whole.problems.is_empty());
    let json: Value = serde_json::from_str(&whole.json.unwrap()).unwrap();
    assert_eq!((&json["event"], &json["id"]), (&json!("created"), &json!("1")));
    assert!(lab.place.sandbox.log(Server::Gensoft).seen().is_empty());
    assert!(lab.place.desk.lab_desk().await.unwrap().orders.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_laboratory_with_words_of_its_own_is_reached_by_the_mapping() {
    let mapping = r#"{
        "atendimento": { "codigo": "{{id}}", "evento": { "$case": "{{event}}", "created": "criado",
            "cancelled": "cancelado", "blocked": "bloqueado", "details_changed": "anexos", "exams_changed": "exames" } },
        "paciente": { "nome": "{{patient.name}}" },
        "procedimentos": { "$each": "procedures", "$item": { "codigo": "{{.code}}" } }
    }"#;
    for (details, done) in [(&[][..], false), (&[("mapping", mapping)][..], true)] {
        let lab = Lab::with(details).await;
        lab.place
            .sandbox
            .change_dialect(Server::Gensoft, &json!({ "body": "portuguese" }))
            .unwrap();
        for (event, _) in MOMENTS {
            lab.send(order("7", event)).await;
        }
        let left = lab.place.drain().await;
        if done {
            assert!(left.is_empty());
            let sent = lab.at_laboratory("7").await;
            let words: Vec<&str> = sent
                .iter()
                .map(|body| body["atendimento"]["evento"].as_str().unwrap())
                .collect();
            assert_eq!(words, ["criado", "exames", "anexos", "bloqueado", "cancelado"]);
            assert_eq!(sent[0]["procedimentos"], json!([{ "codigo": "40301" }]));
        } else {
            // The vendor's no reaches a person in the vendor's words, and an order that was refused can be made anew.
            assert!(left.iter().all(|entry| entry.state == EntryState::Refused));
            assert_eq!(left[0].reason, Some(ErrorCode::VendorRefused));
            assert!(
                left[0]
                    .vendor_message
                    .as_ref()
                    .unwrap()
                    .contains("atendimento.codigo")
            );
            lab.send(order("7", LabEvent::Created)).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_number_makes_one_order_only_and_an_intent_acts_once() {
    let lab = Lab::open().await;
    let desk = &lab.place.desk;
    let request = lab.request(order("5", LabEvent::Created));
    let first = desk.send_lab(request.clone(), Duration::ZERO).await.unwrap();
    let again = desk.send_lab(request.clone(), Duration::ZERO).await.unwrap();
    assert_eq!(
        (first.order, first.accepted.entry),
        (again.order, again.accepted.entry)
    );
    let error = desk
        .send_lab(lab.request(order("5", LabEvent::Created)), Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(code(&error), (ErrorCode::InvalidField, "number", "repeated"));
    let other = SendLab {
        form: order("6", LabEvent::Created),
        ..request
    };
    let error = desk.send_lab(other, Duration::ZERO).await.unwrap_err();
    assert_eq!(
        code(&error),
        (ErrorCode::InvalidField, "intent", "used-for-something-else")
    );
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("5").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_taken_back_in_time_was_never_one() {
    let lab = Lab::open().await;
    let desk = &lab.place.desk;
    let hold = Duration::from_secs(60);
    let made = desk
        .send_lab(lab.request(order("5", LabEvent::Created)), hold)
        .await
        .unwrap();
    assert_eq!(made.accepted.state, EntryState::Held);
    desk.outbox().undo(made.accepted.intent).await.unwrap();
    assert!(desk.lab_desk().await.unwrap().orders.is_empty());
    assert_eq!(
        desk.lab_order(made.order).await.unwrap_err().code,
        ErrorCode::NotFound
    );
    // A later moment taken back leaves the order as it was.
    let made = lab.send(order("5", LabEvent::Created)).await;
    assert!(lab.place.drain().await.is_empty());
    let cancelled = desk
        .send_lab(lab.request(order("5", LabEvent::Cancelled)), hold)
        .await
        .unwrap();
    assert_eq!(
        desk.lab_order(made.order).await.unwrap().event,
        LabEvent::Cancelled
    );
    desk.outbox().undo(cancelled.accepted.intent).await.unwrap();
    assert_eq!(desk.lab_order(made.order).await.unwrap().event, LabEvent::Created);
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("5").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_form_is_filled_in_from_the_patient_and_has_a_number_of_its_own() {
    let lab = Lab::open().await;
    let desk = &lab.place.desk;
    let (person, _) = lab.place.create(newcomer(), Duration::ZERO).await;
    let page = desk.page(person).await.unwrap();
    let record = &page.records[0];
    let prefill = |patient| desk.prefill_lab(PrefillLab { patient });
    let form = prefill(Some(person)).await.unwrap();
    assert_eq!(
        form.patient.name,
        format!("{} {}", record.first_name, record.last_name)
    );
    assert_eq!(form.patient.id, person.to_string());
    assert_eq!(form.patient.birth_date, record.birth_date);
    assert_eq!(form.patient.phone, record.phone.clone().unwrap_or_default());
    assert_eq!(
        form.patient.national_id,
        record.national_id.clone().unwrap_or_default()
    );
    // In São Paulo it is still early on the same day.
    assert!(form.number.starts_with("261123-"), "{}", form.number);
    assert_ne!(prefill(None).await.unwrap().number, form.number);
    assert_eq!(
        prefill(Some(Uuid::from_u128(9))).await.unwrap_err().code,
        ErrorCode::NotFound
    );
    let request = SendLab {
        patient: Some(person),
        form: LabForm {
            procedures: order("", LabEvent::Created).procedures,
            ..form.clone()
        },
        ..lab.request(LabForm::default())
    };
    desk.send_lab(request, Duration::ZERO).await.unwrap();
    let shown = desk.lab_desk().await.unwrap().orders.remove(0);
    assert_eq!(shown.patient.unwrap().id, person);
    let entry = desk.outbox().unsent().await.unwrap().entries.remove(1);
    assert_eq!((entry.patient, entry.subject), (Some(person), Some(form.number)));
    assert_eq!(entry.patient_name, form.patient.name);
}

#[tokio::test(start_paused = true)]
async fn a_report_is_uploaded_in_each_of_the_three_ways_and_tells_how_far_it_got() {
    for way in ["raw", "multipart", "base64"] {
        let lab = Lab::with(&[("upload", way)]).await;
        lab.place
            .sandbox
            .change_dialect(Server::Gensoft, &json!({ "upload": way }))
            .unwrap();
        let mut news = lab.place.events.subscribe();
        let made = lab.send(order("5", LabEvent::Created)).await;
        let request = UploadReport {
            order: Some(made.order),
            ..lab.report(" 10 ", &pdf())
        };
        let accepted = lab.place.desk.upload_report(request).await.unwrap();
        let waiting = lab.place.desk.outbox().entry(accepted.entry).await.unwrap();
        assert_eq!(waiting.subject.as_deref(), Some("10 · laudo.pdf"));
        assert_eq!(waiting.patient_name, "CANARY Souza");
        assert!(lab.place.drain().await.is_empty(), "{way}");
        assert_eq!(lab.versions("10").await, 1, "{way}");
        let mut told = Vec::new();
        while let Ok(event) = news.try_recv() {
            if let DeskEvent::Upload(progress) = event {
                assert_eq!(progress.entry, accepted.entry);
                told.push((progress.sent, progress.total));
            }
        }
        let total = told[0].1;
        assert!(total >= pdf().len() as u64, "{way}: {told:?}");
        assert_eq!(told, [(0, total), (total, total)], "{way}");
        let shown = lab.place.desk.lab_desk().await.unwrap().reports.remove(0);
        assert_eq!((shown.order, shown.execution.as_str()), (Some(made.order), "10"));
        assert_eq!((shown.bytes, shown.state), (pdf().len() as u64, EntryState::Done));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_report_is_not_taken() {
    let lab = Lab::open().await;
    let desk = &lab.place.desk;
    let mut broken = pdf();
    broken.truncate(broken.len() - 8);
    let mangled = String::from_utf8_lossy(&pdf()).into_owned().into_bytes();
    let long = vec![b'%'; 20 * 1024 * 1024 + 1];
    for (request, field, reason) in [
        (lab.report("10", &broken), "base64", "not-a-pdf"),
        (lab.report("10", &mangled), "base64", "not-a-pdf"),
        (lab.report("10", b""), "base64", "not-a-pdf"),
        (lab.report("10", &long), "base64", "too-long"),
        (lab.report(" ", &pdf()), "execution", "required"),
        (
            UploadReport {
                base64: "no base64".into(),
                ..lab.report("10", &pdf())
            },
            "base64",
            "not-a-pdf",
        ),
        (
            UploadReport {
                file_name: " ".into(),
                ..lab.report("10", &pdf())
            },
            "file_name",
            "required",
        ),
    ] {
        let error = desk.upload_report(request).await.unwrap_err();
        assert_eq!(code(&error), (ErrorCode::InvalidField, field, reason));
    }
    let nowhere = UploadReport {
        order: Some(Uuid::from_u128(9)),
        ..lab.report("10", &pdf())
    };
    assert_eq!(
        desk.upload_report(nowhere).await.unwrap_err().code,
        ErrorCode::NotFound
    );
    assert!(desk.lab_desk().await.unwrap().reports.is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_execution_that_the_laboratory_does_not_know_is_said_so() {
    let lab = Lab::open().await;
    let accepted = lab
        .place
        .desk
        .upload_report(lab.report("4711", &pdf()))
        .await
        .unwrap();
    let left = lab.place.drain().await.remove(0);
    assert_eq!((left.id, left.state), (accepted.entry, EntryState::Refused));
    assert_eq!(left.reason, Some(ErrorCode::VendorNotFound));
    lab.place.decide(accepted.entry, Decision::Discard).await;
    assert!(lab.place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn without_a_line_an_order_asks_for_somebody_and_a_report_waits() {
    let lab = Lab::open().await;
    lab.place.sandbox.faults().set_down(true);
    let sent = lab.send(order("5", LabEvent::Created)).await;
    let report = lab
        .place
        .desk
        .upload_report(lab.report("10", &pdf()))
        .await
        .unwrap();
    lab.place.drain().await;
    let entry = lab.place.desk.outbox().entry(sent.accepted.entry).await.unwrap();
    assert_eq!(
        (entry.state, entry.question),
        (EntryState::Asks, Some(Question::NeedsLiveLine))
    );
    assert_eq!(entry.may, [Decision::Send, Decision::Edit, Decision::Discard]);
    assert_eq!(lab.place.state_of(report.entry).await, EntryState::Waiting);
    lab.place.sandbox.faults().set_down(false);
    lab.place.decide(sent.accepted.entry, Decision::Send).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(
        (lab.at_laboratory("5").await.len(), lab.versions("10").await),
        (1, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn an_order_held_back_when_the_desk_ended_is_not_sent_behind_anybodys_back() {
    let mut lab = Lab::open().await;
    let request = lab.request(order("5", LabEvent::Created));
    let held = lab
        .place
        .desk
        .send_lab(request, Duration::from_secs(60))
        .await
        .unwrap();
    let report = lab
        .place
        .desk
        .upload_report(lab.report("10", &pdf()))
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    lab.place.reopen().await;
    let left = lab.place.drain().await;
    assert_eq!((left.len(), left[0].id), (1, held.accepted.entry));
    assert_eq!(left[0].question, Some(Question::NeedsLiveLine));
    // The file of a report outlives the process.
    assert_eq!(lab.place.state_of(report.entry).await, EntryState::Done);
    assert_eq!(lab.versions("10").await, 1);
}

#[tokio::test(start_paused = true)]
async fn no_log_holds_a_key_a_patient_or_a_byte_of_a_report() {
    let logged = Logged::everything();
    let lab = Lab::open().await;
    lab.send(order("5", LabEvent::Created)).await;
    lab.place
        .desk
        .upload_report(lab.report("10", &pdf()))
        .await
        .unwrap();
    lab.place
        .desk
        .upload_report(lab.report("4711", &pdf()))
        .await
        .unwrap();
    lab.place.drain().await;
    tracing::info!("the end of this test");
    logged.says("the end of this test");
    let key = lab.place.sandbox.accounts().gensoft.key;
    logged.holds_none_of(&["CANARY", &key, &STANDARD.encode(&pdf()[..60])]);
}
