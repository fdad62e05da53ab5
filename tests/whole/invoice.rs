//! Invoices from the service to the paper: the price list, the form, the three calls.

use frontdesk_desk::billing::{
    CheckInvoice, Favourite, InvoiceForm, InvoiceLineForm, InvoiceState, InvoiceStep, IssueInvoice,
    PaymentForm, PriceQuery, ServiceKind,
};
use frontdesk_desk::outbox::Question;
use frontdesk_desk::ports::documents_by;
use frontdesk_sandbox::medsoft::Dialect;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

use crate::desk::Place;
use crate::invoice_place::{TOTAL, Till, assert_issued, form, line};

async fn prices(till: &Till, text: &str, work_point: Option<&str>) -> Vec<String> {
    let query = PriceQuery {
        connection: till.place.connection.id,
        text: text.into(),
        work_point: work_point.map(Into::into),
        limit: None,
    };
    let page = till.place.desk.price_list(query).await.unwrap();
    assert!(page.checked_at.is_some());
    page.items.into_iter().map(|item| item.name).collect()
}

async fn problems(till: &Till, form: InvoiceForm) -> Vec<(String, String)> {
    let check = CheckInvoice {
        record: till.record,
        form,
    };
    let totals = till.place.desk.check_invoice(check).await.unwrap();
    totals
        .problems
        .into_iter()
        .map(|problem| (problem.field, problem.reason))
        .collect()
}

fn priced(price: &str) -> InvoiceForm {
    InvoiceForm {
        lines: vec![InvoiceLineForm {
            price: Some(price.into()),
            ..line(ServiceKind::Service, "101", 1)
        }],
        ..form()
    }
}

fn of(line: InvoiceLineForm) -> InvoiceForm {
    InvoiceForm {
        lines: vec![line],
        ..form()
    }
}

#[tokio::test(start_paused = true)]
async fn the_price_list_is_found_by_fragments_favourites_first_and_by_work_point() {
    let till = Till::open().await;
    assert_eq!(
        prices(&till, "consult cardio", None).await,
        ["Consultație cardiologie"]
    );
    assert_eq!(prices(&till, "101", None).await, ["Consultație medic specialist"]);
    assert!(prices(&till, "implant", Some("1")).await.is_empty());
    let elsewhere = PriceQuery {
        connection: till.place.connection.id,
        text: "implant".into(),
        work_point: Some("1".into()),
        limit: None,
    };
    let page = till.place.desk.price_list(elsewhere).await.unwrap();
    assert_eq!(page.sold_at, ["2"], "what is sold only elsewhere says where");
    assert_eq!(prices(&till, "implant", Some("2")).await, ["Implant dentar"]);
    let favourite = Favourite {
        connection: till.place.connection.id,
        kind: ServiceKind::Service,
        code: "153".into(),
        on: true,
    };
    till.place.desk.mark_price(favourite.clone()).await.unwrap();
    assert_eq!(prices(&till, "", None).await[0], "Audiogramă");
    till.place
        .desk
        .refresh_price_list(till.place.connection.id)
        .await
        .unwrap();
    assert_eq!(
        prices(&till, "", None).await[0],
        "Audiogramă",
        "a mark outlives the list"
    );
    till.issue(form()).await;
    assert_eq!(
        prices(&till, "consult", None).await[0],
        "Consultație medic specialist",
        "what is sold comes first"
    );
}

#[tokio::test(start_paused = true)]
async fn sums_are_exact_and_what_is_not_acceptable_is_named() {
    let till = Till::open().await;
    let check = CheckInvoice {
        record: till.record,
        form: form(),
    };
    let totals = till.place.desk.check_invoice(check).await.unwrap();
    assert_eq!(totals.problems, []);
    assert_eq!(totals.total.unwrap().amount.to_string(), TOTAL);
    let odd: Vec<(InvoiceForm, &str, &str)> = vec![
        (
            InvoiceForm {
                lines: vec![],
                ..form()
            },
            "lines",
            "required",
        ),
        (
            InvoiceForm {
                work_point: "".into(),
                ..form()
            },
            "work_point",
            "required",
        ),
        (
            InvoiceForm {
                work_point: "9".into(),
                ..form()
            },
            "work_point",
            "unconfirmed-work-point",
        ),
        (
            of(line(ServiceKind::Service, "9999", 1)),
            "lines.0.code",
            "unknown-service",
        ),
        (
            of(line(ServiceKind::Service, "161", 1)),
            "lines.0.code",
            "not-sold-there",
        ),
        (
            of(line(ServiceKind::Service, "101", 0)),
            "lines.0.quantity",
            "too-small",
        ),
        (
            of(line(ServiceKind::Service, "101", 10_001)),
            "lines.0.quantity",
            "too-large",
        ),
        (
            of(line(ServiceKind::Contract, "1", 2)),
            "lines.0.quantity",
            "too-large",
        ),
        (priced("zece"), "lines.0.price", "not-a-number"),
        (priced("10.001"), "lines.0.price", "not-a-number"),
        (priced("-1"), "lines.0.price", "too-small"),
        (priced("0"), "total", "too-small"),
        (priced("99999999999"), "lines.0.price", "too-large"),
        (
            of(InvoiceLineForm {
                price: Some("5".into()),
                ..line(ServiceKind::Contract, "1", 1)
            }),
            "lines.0.price",
            "price-fixed",
        ),
        (
            InvoiceForm {
                work_point: "2".into(),
                ..of(line(ServiceKind::Service, "175", 1))
            },
            "lines.0.code",
            "other-currency",
        ),
        (
            InvoiceForm {
                payment: PaymentForm {
                    card_slip: Some("x".repeat(61)),
                    ..form().payment
                },
                ..form()
            },
            "payment.card_slip",
            "too-long",
        ),
    ];
    for (form, field, reason) in odd {
        let found = problems(&till, form.clone()).await;
        assert!(
            found.contains(&(field.into(), reason.into())),
            "{field} {reason}: {found:?}"
        );
        let refused = till.issue_under(form, Uuid::new_v4()).await.unwrap_err();
        assert_eq!(refused.params.0["field"], found[0].0);
    }
    assert_eq!(till.unfinished().await.len(), 0);
    assert_eq!(till.place.asked("add-services"), 0);
}

#[tokio::test(start_paused = true)]
async fn an_invoice_is_issued_once_in_every_dialect_that_lets_it_through() {
    let base = Dialect::a();
    let dialects = [
        json!({}),
        json!({ "pdf_place": "beside" }),
        json!({ "payment_total": "recomputed" }),
        json!({ "detail_code": "listed" }),
        json!({ "json": "sloppy" }),
        json!({ "price_list_places": "text" }),
        json!({ "diacritics": "stripped", "unknown_record": "refused", "error_envelope": "message_400" }),
    ];
    for dialect in dialects {
        let till = Till::open().await;
        till.place.sandbox.set_dialect(base.with(&dialect).unwrap());
        let accepted = till.issue(form()).await;
        let issued = till.settled(accepted.invoice).await;
        assert_issued(&issued);
        assert_eq!(issued.reached, Some(InvoiceStep::Invoice), "{dialect}");
        assert!(issued.paper.is_some() && !issued.copy, "{dialect}");
        assert_eq!(
            (issued.series.as_deref(), issued.total.amount.to_string().as_str()),
            (Some("DBC"), TOTAL)
        );
        assert_eq!(till.counts().await, (2, 1, 1), "{dialect}");
        let books = till.books().await;
        assert_eq!(books["notes"][0]["total"], TOTAL, "{dialect}");
        assert_eq!(
            books["invoices"][0]["code"].to_string(),
            issued.vendor_id.unwrap()
        );
        assert_eq!(books["notes"][0]["code"].to_string(), issued.note.unwrap());
        assert!(
            till.place
                .desk
                .outbox()
                .unsent()
                .await
                .unwrap()
                .entries
                .is_empty()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_typed_price_and_a_contract_arrive_as_they_were_wanted() {
    let till = Till::open().await;
    let wanted = InvoiceForm {
        lines: vec![
            InvoiceLineForm {
                price: Some("150.5".into()),
                ..line(ServiceKind::Service, "101", 3)
            },
            line(ServiceKind::Contract, "1", 1),
        ],
        ..form()
    };
    let accepted = till.issue(wanted).await;
    let issued = till.settled(accepted.invoice).await;
    assert_issued(&issued);
    assert_eq!(issued.total.amount.to_string(), "1071.50");
    let books = till.books().await;
    let service = |kind: &str| {
        let services = books["services"].as_array().unwrap();
        services.iter().find(|row| row["kind"] == kind).unwrap().clone()
    };
    assert_eq!(
        (&service("servicii")["quantity"], &service("servicii")["price"]),
        (&json!(3), &json!("150.50"))
    );
    assert_eq!(service("contracte")["price"], "620.00");
}

#[tokio::test(start_paused = true)]
async fn the_same_intent_is_the_same_invoice_and_never_another_one() {
    let till = Till::open().await;
    let intent = Uuid::new_v4();
    let first = till.issue_under(form(), intent).await.unwrap();
    let again = till.issue_under(form(), intent).await.unwrap();
    assert_eq!(first.invoice, again.invoice);
    assert_issued(&till.settled(first.invoice).await);
    let late = till.issue_under(form(), intent).await.unwrap();
    assert_eq!(late.invoice, first.invoice);
    let other = till
        .issue_under(of(line(ServiceKind::Service, "112", 1)), intent)
        .await
        .unwrap_err();
    assert_eq!(other.params.0["reason"], "used-for-something-else");
    till.settled(first.invoice).await;
    assert_eq!(till.counts().await, (2, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn two_invoices_of_one_patient_are_made_one_after_the_other() {
    let till = Till::open().await;
    let first = till.issue(form()).await;
    let second = till.issue(of(line(ServiceKind::Service, "112", 1))).await;
    assert_issued(&till.settled(second.invoice).await);
    assert_issued(&till.invoice(first.invoice).await);
    let log = till.place.sandbox.medsoft_log().seen();
    let writes: Vec<&str> = log
        .iter()
        .filter(|seen| seen.operation.starts_with("add-"))
        .map(|seen| seen.operation)
        .collect();
    let chain = ["add-services", "add-payment", "add-invoice"];
    assert_eq!(writes, [chain, chain].concat());
}

#[tokio::test(start_paused = true)]
async fn without_a_line_it_is_prepared_and_goes_out_when_somebody_says_so() {
    let till = Till::open().await;
    till.place.sandbox.faults().set_down(true);
    let intent = Uuid::new_v4();
    let accepted = till.issue_under(form(), intent).await.unwrap();
    let prepared = till.settled(accepted.invoice).await;
    assert_eq!(prepared.state, InvoiceState::Prepared);
    assert_eq!(prepared.question, Some(Question::NeedsLiveLine));
    assert_eq!(till.unfinished().await.len(), 1);
    let counts = till.place.desk.outbox().counts().await.unwrap();
    assert_eq!(counts.needs_person, 1, "one thing to decide, not three");
    till.place.sandbox.faults().set_down(false);
    till.settled(accepted.invoice).await;
    assert_eq!(till.counts().await, (0, 0, 0), "nobody has said so yet");
    // The same wish once more is a person who watches.
    till.issue_under(form(), intent).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
    assert_eq!(till.counts().await, (2, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_mangled_paper_is_kept_for_support_and_a_marked_copy_takes_its_place() {
    let facts: Arc<Mutex<Vec<Value>>> = Arc::default();
    let seen = facts.clone();
    let mut place = Place::empty(12).await;
    place.ports.documents = documents_by(move |name: &str, facts: &Value, language: &str| {
        assert_eq!((name, language), ("invoice", "ro"));
        seen.lock().unwrap().push(facts.clone());
        Ok::<_, std::fmt::Error>(("Factura".to_owned(), b"%PDF-1.7 copy".to_vec()))
    });
    place.reopen().await;
    let till = Till::of(place).await;
    let dialect = Dialect::a().with(&json!({ "pdf": "mangled" })).unwrap();
    till.place.sandbox.set_dialect(dialect);
    let accepted = till.issue(form()).await;
    let issued = till.settled(accepted.invoice).await;
    assert_issued(&issued);
    assert!(issued.paper.is_some() && issued.copy);
    let facts = facts.lock().unwrap();
    let [facts] = &facts[..] else { panic!("made once") };
    assert_eq!(facts["copy"]["reason"], "damaged");
    assert_eq!(
        (&facts["series"], &facts["sums"]["total"]),
        (&json!("DBC"), &json!(TOTAL))
    );
    let sums: Vec<&Value> = facts["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["total"])
        .collect();
    assert_eq!(sums, [&json!("200.00"), &json!("129.80")]);
    let lines = facts["lines"].as_array().unwrap();
    for line in lines {
        let of = |key: &str| line[key].as_str().unwrap().parse::<f64>().unwrap();
        let reckoned = of("quantity") * of("unit_price");
        assert!((reckoned - of("total")).abs() < 0.001, "{line}");
    }
    assert_eq!(facts["payments"][0]["on"], "2026-11-23");
    assert_eq!(facts["patient"]["national_id"], "2850214123454");
    assert_eq!(facts["vat_exemption"], Value::Null, "nobody told one");
    assert!(!facts["letterhead"]["name"].as_str().unwrap().is_empty());
    assert_eq!(facts["payments"][0]["amount"], TOTAL);
    assert_eq!(facts["copy"]["issued_on"], "2026-11-23");
    assert_eq!(facts["patient"]["name"], "ZARAFESCU MARIA");
}

#[tokio::test(start_paused = true)]
async fn a_copy_says_what_the_vendor_invoiced_and_not_what_was_taken_for_it() {
    let facts: Arc<Mutex<Vec<Value>>> = Arc::default();
    let seen = facts.clone();
    let mut place = Place::empty(12).await;
    place.ports.documents = documents_by(move |name: &str, facts: &Value, _: &str| {
        if name == "invoice" {
            seen.lock().unwrap().push(facts.clone());
        }
        Ok::<_, std::fmt::Error>(("Factura".to_owned(), b"%PDF-1.7 copy".to_vec()))
    });
    place.reopen().await;
    let till = Till::of(place).await;
    let dialect = Dialect::a().with(&json!({ "pdf": "mangled" })).unwrap();
    till.place.sandbox.set_dialect(dialect);
    till.spoil("", |body| {
        if let Some(lines) = body.pointer_mut("/ReturnData/0/Factura/listaServiciiCuprinseInFactura/data") {
            lines[0]["Pret"] = json!("180.20");
            lines[0]["_pret"] = json!("180.20");
        }
    });
    let accepted = till.issue(form()).await;
    assert_issued(&till.settled(accepted.invoice).await);
    let facts = facts.lock().unwrap();
    assert_eq!(facts[0]["lines"][0]["total"], "180.20");
    assert_eq!(facts[0]["sums"], json!({ "total": "310.00" }));
    assert_eq!(facts[0]["payments"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn a_copy_of_prices_in_euro_says_the_rate_that_the_vendor_reckoned_by() {
    let facts: Arc<Mutex<Vec<Value>>> = Arc::default();
    let seen = facts.clone();
    let mut place = Place::empty(12).await;
    place.ports.documents = documents_by(move |name: &str, facts: &Value, _: &str| {
        if name == "invoice" {
            seen.lock().unwrap().push(facts.clone());
        }
        Ok::<_, std::fmt::Error>(("Factura".to_owned(), b"%PDF-1.7 copy".to_vec()))
    });
    place.reopen().await;
    let till = Till::of(place).await;
    let dialect = Dialect::a().with(&json!({ "pdf": "mangled" })).unwrap();
    till.place.sandbox.set_dialect(dialect);
    till.spoil("", |body| {
        if let Some(Value::Array(lines)) =
            body.pointer_mut("/ReturnData/0/Factura/listaServiciiCuprinseInFactura/data")
        {
            for line in lines {
                line["Pret"] = json!("30.00");
                line["Valuta"] = json!("EUR");
                line["_curs_schimb"] = json!(5.044308);
            }
        }
    });
    let accepted = till.issue(form()).await;
    assert_issued(&till.settled(accepted.invoice).await);
    let facts = facts.lock().unwrap();
    assert_eq!(facts[0]["currency"], "EUR");
    assert_eq!(facts[0]["sums"], json!({ "total": "60.00" }));
    let exchange = json!({ "currency": "RON", "rate": "5.044308", "total": "302.66" });
    assert_eq!(facts[0]["exchange"], exchange);
    assert_eq!(facts[0]["payments"], Value::Null, "another sum than was taken");
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_number_is_no_invoice_until_somebody_has_looked() {
    let till = Till::open().await;
    till.spoil("", |body| {
        if let Some(invoice) = body.pointer_mut("/ReturnData/0/Factura") {
            *invoice = json!({});
        }
    });
    let accepted = till.issue(form()).await;
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(
        (asked.state, asked.question),
        (InvoiceState::NeedsPerson, Some(Question::LookThere))
    );
    assert_eq!(till.counts().await, (2, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_total_that_was_confirmed_is_the_one_that_is_charged() {
    let till = Till::open().await;
    let intent = Uuid::new_v4();
    let request = || IssueInvoice {
        record: till.record,
        form: form(),
        intent,
        total: Some(TOTAL.into()),
        taking: None,
    };
    till.spoil("/listaPreturi", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            if row["cod"] == 101 {
                row["pret"] = json!(220);
            }
        }
    });
    let refresh = || till.place.desk.refresh_price_list(till.place.connection.id);
    refresh().await.unwrap();
    let changed = till.place.desk.issue_invoice(request()).await.unwrap_err();
    assert_eq!(
        (
            changed.params.0["field"].as_str(),
            changed.params.0["reason"].as_str()
        ),
        ("total", "changed")
    );
    assert!(till.unfinished().await.is_empty());
    till.spoil("/listaPreturi", |_| {});
    refresh().await.unwrap();
    let accepted = till.place.desk.issue_invoice(request()).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
}

#[tokio::test(start_paused = true)]
async fn what_was_made_elsewhere_stands_beside_the_form_and_our_own_does_not() {
    let till = Till::open().await;
    till.issue(form()).await;
    let accepted = till.issue(of(line(ServiceKind::Service, "112", 1))).await;
    assert_issued(&till.settled(accepted.invoice).await);
    // A colleague puts another service down at the vendor, and takes the money for a third.
    let path = format!("/admin/medsoft/patients/{}/services", till.patient);
    for made in [json!({ "listed": 153 }), json!({ "listed": 112, "paid": true })] {
        till.place.at_vendor("POST", &path, Some(made)).await;
    }
    till.place
        .while_running(async {
            till.place.desk.invoice_desk(till.record).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        })
        .await;
    let desk = till.place.desk.invoice_desk(till.record).await.unwrap();
    assert!(desk.checked_at.is_some());
    assert_eq!(
        (desk.services_elsewhere.len(), desk.payments_elsewhere.len()),
        (2, 1)
    );
    assert_eq!(
        (desk.work_point.as_deref(), desk.currency.as_str()),
        (None, "RON"),
        "nobody has a visit today: a person says the work point"
    );
    assert_eq!(desk.work_points.len(), 2);
}
