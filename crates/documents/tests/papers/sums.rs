//! A paper whose sums are not those of its parts is not made.

use frontdesk_documents::DocumentError;
use serde_json::{Value, json};

use crate::support::{copy, documents, facts, flat, in_euro, invoice, made, text};

/// Which sum was refused, as given and as reckoned.
fn refused(document: &str, facts: &Value) -> (String, String, String) {
    match documents().render(document, facts, "en") {
        Err(DocumentError::Mismatch {
            field,
            given,
            reckoned,
            ..
        }) => (field, given.to_string(), reckoned.to_string()),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("made"),
    }
}

fn triple(field: &str, given: &str, reckoned: &str) -> (String, String, String) {
    (field.to_owned(), given.to_owned(), reckoned.to_owned())
}

#[test]
fn a_sum_that_its_parts_do_not_make_is_named() {
    let changed = |path: &str, value: &str| invoice(|facts| *facts.pointer_mut(path).unwrap() = json!(value));
    for (path, value, field, reckoned) in [
        ("/sums/total", "346.01", "sums.total", "346.00"),
        ("/sums/discount", "24.00", "sums.discount", "25.00"),
        ("/sums/vat", "20.99", "sums.vat", "21.00"),
        ("/sums/paid", "301.00", "sums.paid", "300.00"),
        ("/sums/remaining", "0.00", "sums.remaining", "46.00"),
        ("/lines/0/total", "226.00", "lines[0].total", "225.00"),
        ("/vat/1/base", "101.00", "vat", "346.00"),
    ] {
        let (named, given, made) = refused("invoice", &changed(path, value));
        assert_eq!((named.as_str(), made.as_str()), (field, reckoned), "{path}");
        assert!(field == "vat" || given == value, "{path}: {given}");
    }
    let mut euro = in_euro();
    euro["exchange"]["total"] = json!("1745.34");
    assert_eq!(
        refused("invoice", &euro),
        triple("exchange.total", "1745.34", "1745.33")
    );
}

#[test]
fn stamp_and_rounding_are_part_of_the_total() {
    let mut receipt = facts("receipt");
    receipt["sums"]["stamp"] = json!("0.00");
    assert_eq!(
        refused("receipt", &receipt),
        triple("sums.total", "122.00", "120.00")
    );
    receipt["sums"]["rounding"] = json!("2.00");
    assert!(documents().render("receipt", &receipt, "it").is_ok());
}

#[test]
fn prices_without_vat_are_reckoned_with_it() {
    let net = |total: &str| {
        invoice(|facts| {
            facts["prices_without_vat"] = json!(true);
            facts["lines"] = json!([{ "text": "x", "quantity": "3", "unit_price": "33.335", "vat_rate": "21", "total": total }]);
            facts["vat"] = json!([]);
            facts["sums"] = json!({ "total": total });
            facts["payments"] = json!([]);
        })
    };
    // 3 × 33.335 = 100.005, half up 100.01; 21 % of it 21.0021.
    assert!(documents().render("invoice", &net("121.01"), "ro").is_ok());
    assert_eq!(
        refused("invoice", &net("121.00")),
        triple("lines[0].total", "121.00", "121.01")
    );
}

#[test]
fn a_copy_prints_what_the_vendor_returned() {
    let said = flat(&text(&made("invoice", &copy(), "en")));
    assert!(said.contains("346.01") && said.contains("COPY"), "{said}");
    assert!(
        said.contains("the vendor’s own PDF was") && said.contains("damaged."),
        "{said}"
    );
    assert!(
        said.contains("As issued on 23 Nov 2026; a later cancellation is not known here."),
        "{said}"
    );
}

#[test]
fn statements_cash_ups_and_slips_are_checked_too() {
    for (document, path, value, field) in [
        (
            "statement",
            "/accounts/0/closing",
            "346.01",
            "accounts[0].closing",
        ),
        ("statement", "/accounts/1/paid", "99.00", "accounts[1].paid"),
        (
            "statement",
            "/accounts/0/entries/0/charged",
            "1.00",
            "accounts[0].charged",
        ),
        ("cash-up", "/drawers/0/expected", "451.00", "drawers[0].expected"),
        (
            "cash-up",
            "/drawers/0/difference",
            "10.00",
            "drawers[0].difference",
        ),
        (
            "cash-up",
            "/payments/2/amount",
            "1.00",
            "drawers[0].methods[1].recorded",
        ),
        ("slip", "/amount", "251.00", "amount"),
    ] {
        let mut facts = facts(document);
        *facts.pointer_mut(path).unwrap() = json!(value);
        assert_eq!(refused(document, &facts).0, field, "{document}{path}");
    }
}
