//! What a paper must carry by the law of a country.

use frontdesk_documents::{DocumentError, Documents, ProblemCode};
use serde_json::{Value, json};

use crate::support::{
    copy, documents, facts, flat, invoice, italian_invoice, made, refund, romanian_receipt, text,
};

fn missing(document: &str, facts: &Value) -> Vec<(ProblemCode, String)> {
    let problems = Documents::problems(document, facts).unwrap();
    let refused = match documents().render(document, facts, "en") {
        Err(DocumentError::Missing { problems, .. }) => problems,
        Err(error) => panic!("{error}"),
        Ok(_) => Vec::new(),
    };
    assert_eq!(problems, refused);
    problems
        .into_iter()
        .map(|problem| (problem.code, problem.field))
        .collect()
}

fn one(code: ProblemCode, field: &str) -> Vec<(ProblemCode, String)> {
    vec![(code, field.to_owned())]
}

#[test]
fn what_is_shown_lacks_nothing() {
    for document in ["invoice", "receipt", "statement", "cash-up", "slip"] {
        assert_eq!(missing(document, &facts(document)), []);
    }
    assert_eq!(missing("receipt", &romanian_receipt()), []);
    assert_eq!(missing("invoice", &italian_invoice()), []);
}

#[test]
fn romania_wants_series_number_and_cui() {
    let without = |path: &str| {
        invoice(|facts| {
            let (parent, field) = path.rsplit_once('/').unwrap();
            facts
                .pointer_mut(parent)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(field);
        })
    };
    assert_eq!(
        missing("invoice", &without("/series")),
        one(ProblemCode::Series, "series")
    );
    assert_eq!(
        missing("invoice", &without("/number")),
        one(ProblemCode::Number, "number")
    );
    assert_eq!(
        missing("invoice", &without("/letterhead/tax_numbers")),
        one(ProblemCode::TaxNumber, "letterhead.tax_numbers")
    );
    assert_eq!(
        missing("invoice", &without("/letterhead/address")),
        one(ProblemCode::ClinicAddress, "letterhead.address")
    );
    let untaxed = invoice(|facts| {
        facts["vat"] = json!([]);
        facts["sums"] = json!({ "total": "346.00" });
        facts["lines"][1].as_object_mut().unwrap().remove("vat_rate");
    });
    assert_eq!(missing("invoice", &untaxed), one(ProblemCode::Vat, "vat"));
    assert_eq!(missing("invoice", &without("/patient/national_id")), []);
}

#[test]
fn italy_wants_the_fiscal_code_and_how_it_was_paid() {
    let mut receipt = facts("receipt");
    receipt["patient"] = json!({ "name": "Nicolò" });
    assert_eq!(
        missing("receipt", &receipt),
        one(ProblemCode::NationalId, "patient.national_id")
    );
    let mut receipt = facts("receipt");
    receipt["payments"] = json!([]);
    assert_eq!(
        missing("receipt", &receipt),
        one(ProblemCode::Payments, "payments")
    );
    let mut receipt = facts("receipt");
    receipt["payments"][0]["method"] = json!("other");
    assert_eq!(
        missing("receipt", &receipt),
        one(ProblemCode::Traceable, "payments[0].traceable")
    );
    receipt["payments"][0]["traceable"] = json!(false);
    assert_eq!(missing("receipt", &receipt), []);
    let mut back = facts("receipt");
    let given = &mut back["payments"][0];
    given["method"] = json!("other");
    given["amount"] = json!(format!("-{}", given["amount"].as_str().unwrap()));
    assert_eq!(
        missing("receipt", &back),
        [],
        "of money given back nothing is deducted"
    );
}

#[test]
fn elsewhere_less_is_wanted() {
    let bare = json!({
        "letterhead": { "name": "Ordinace" }, "number": "5", "issued_on": "2026-11-23", "currency": "CZK",
        "patient": { "name": "Dvořáková Růžena", "national_id": "000000/0000" },
        "lines": [{ "text": "Vyšetření", "total": "1250" }], "sums": { "total": "1250" },
    });
    assert_eq!(missing("invoice", &bare), []);
    let said = text(&made("invoice", &bare, "cs"));
    assert!(said.contains("1 250,00 Kč"), "{said}");
    assert!(
        !said.contains("000000/0000"),
        "no law there wants the national id: {said}"
    );
}

#[test]
fn a_copy_is_made_with_what_there_is() {
    let mut facts = copy();
    facts.as_object_mut().unwrap().remove("series");
    let problems = Documents::problems("invoice", &facts).unwrap();
    assert_eq!(problems.len(), 1);
    assert!(documents().render("invoice", &facts, "ro").is_ok());
}

#[test]
fn the_law_that_exempts_is_named_as_the_clinic_says_it_else_as_the_country_has_it() {
    let law = |name: &str, language: &str, law: &str| {
        let mut facts = facts(name);
        let rows = facts.get_mut("vat").and_then(Value::as_array_mut);
        for vat in rows.into_iter().flatten() {
            vat.as_object_mut().unwrap().remove("reason");
        }
        if !law.is_empty() {
            facts["vat_exemption"] = json!(law);
        }
        flat(&text(&made(name, &facts, language)))
    };
    let said = law("invoice", "uk", "art. 292 din Codul fiscal");
    assert!(
        said.contains("Звільнено від ПДВ: art. 292 din Codul fiscal"),
        "{said}"
    );
    let said = law("receipt", "it", "art. 10, n. 18, D.P.R. 633/1972");
    assert!(
        said.contains("Esente da IVA: art. 10, n. 18, D.P.R. 633/1972"),
        "{said}"
    );
    let said = law("invoice", "ro", "art. 310");
    assert!(
        said.contains("Scutit de TVA: art. 310") && !said.contains("art. 292"),
        "{said}"
    );
    for (name, language, told) in [
        ("invoice", "ro", "art. 292 din Codul fiscal (Legea nr. 227/2015)"),
        ("receipt", "it", "art. 10, n. 18, D.P.R. 633/1972"),
    ] {
        let said = law(name, language, "");
        assert!(said.contains(told), "{said}");
    }
    let own = invoice(|facts| facts["vat"][0]["reason"] = json!("art. 292 alin. (1) lit. b)"));
    let said = flat(&text(&made("invoice", &own, "ro")));
    assert!(
        said.contains("Scutit de TVA: art. 292 alin. (1) lit. b)"),
        "{said}"
    );
    assert!(!said.contains("227/2015"), "{said}");
    let taxed = invoice(|facts| {
        facts["lines"] = json!([facts["lines"][1]]);
        facts["vat"] = json!([facts["vat"][1]]);
        facts["sums"] = json!({ "total": "121.00" });
    });
    assert!(!text(&made("invoice", &taxed, "ro")).contains("Scutit"));
}

#[test]
fn italy_says_whether_payment_can_be_traced() {
    let said = |change: &dyn Fn(&mut Value)| {
        let mut facts = facts("receipt");
        change(&mut facts);
        flat(&text(&made("receipt", &facts, "it")))
    };
    assert!(said(&|_| {}).contains("Pagamento tracciabile: sì"));
    assert!(said(&|_| {}).contains("Il paziente si oppone alla trasmissione della spesa al Sistema TS."));
    let cash = said(&|facts| facts["payments"][0]["method"] = json!("cash"));
    assert!(cash.contains("Pagamento tracciabile: no"), "{cash}");
    let both = said(&|facts| {
        facts["payments"] =
            json!([{ "method": "cash", "amount": "22.00" }, { "method": "card", "amount": "100.00" }]);
        facts["opposes_reporting"] = json!(false);
    });
    assert!(
        both.contains("Pagamento tracciabile: 100,00 €; non tracciabile: 22,00 €"),
        "{both}"
    );
    assert!(!both.contains("si oppone"), "{both}");
    let romanian = flat(&text(&made("invoice", &facts("invoice"), "it")));
    assert!(!romanian.contains("tracciabile"), "{romanian}");
}

#[test]
fn a_refund_says_that_money_goes_back() {
    let said = flat(&text(&made("invoice", &refund(), "ro")));
    for part in [
        "Factură de stornare",
        "Total de restituit −300,00 lei",
        "PT 74 din 23.11.2026",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let mut receipt = romanian_receipt();
    receipt["sums"]["total"] = json!("-300.00");
    receipt["payments"][0]["amount"] = json!("-300.00");
    let said = flat(&text(&made("receipt", &receipt, "ro")));
    assert!(
        said.contains("Am restituit către Asigurări Țesătoria SA suma de 300,00 lei"),
        "{said}"
    );
}

#[test]
fn a_paper_that_gives_money_back_does_not_call_it_money_taken() {
    for (language, taken, back) in [
        ("en", "Payments", "Money given back"),
        ("ro", "Încasări", "Bani restituiți"),
        ("it", "Pagamenti", "Importi rimborsati"),
        ("cs", "Platby", "Vrácené peníze"),
        ("uk", "Оплати", "Повернені кошти"),
        ("pt-BR", "Pagamentos", "Valores devolvidos"),
    ] {
        let mut receipt = copy();
        receipt["payments"] = json!([{ "method": "cash", "amount": "-30.00" }]);
        let said = flat(&text(&made("invoice", &receipt, language)));
        assert!(
            said.contains(back) && !said.contains(&format!("{taken} ")),
            "{language}: {said}"
        );
        let mut credit = copy();
        credit["kind"] = json!("credit");
        credit["payments"] = json!([{ "method": "cash", "amount": "30.00" }]);
        let said = flat(&text(&made("invoice", &credit, language)));
        assert!(said.contains(back), "{language}: {said}");
        credit["kind"] = json!("invoice");
        let said = flat(&text(&made("invoice", &credit, language)));
        assert!(said.contains(taken) && !said.contains(back), "{language}: {said}");
    }
}
