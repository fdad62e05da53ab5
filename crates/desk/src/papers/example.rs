//! Invented data for trying a letterhead and a template: nobody in it lives.

use serde_json::{Value, json};

use super::{Country, DocumentName, Letterhead};

/// A letterhead that lacks nothing in any country.
pub(super) fn letterhead() -> Letterhead {
    Letterhead {
        name: "Clinica Exemplu SRL".to_owned(),
        address: vec!["Str. Exemplului 1".to_owned(), "400000 Cluj-Napoca".to_owned()],
        tax_numbers: vec!["CUI RO00000000".to_owned(), "P. IVA 00000000000".to_owned()],
        bank: vec!["RO00 EXMP 0000 0000 0000 0000".to_owned()],
        contact: vec!["0200 000 000".to_owned()],
        footer: "Example".to_owned(),
        exemption: String::new(),
        country: Country::Neutral,
        logo: None,
    }
}

/// The facts of a document under a letterhead.
pub(super) fn facts(document: DocumentName, letterhead: &Letterhead) -> Value {
    let mut facts = match document {
        DocumentName::Invoice => charged(letterhead, json!({ "series": "EX", "due_on": "2026-12-08" })),
        DocumentName::Receipt => charged(letterhead, json!({ "series": "EX" })),
        DocumentName::Statement => statement(letterhead),
        DocumentName::CashUp => cash_up(letterhead),
        DocumentName::Slip => slip(letterhead),
    };
    facts["letterhead"] = letterhead.facts();
    facts["country"] = json!(letterhead.country.code());
    facts
}

/// The facts of this desk's copy of a paper that the vendor made, where there are such copies.
pub(super) fn copy(document: DocumentName, letterhead: &Letterhead) -> Option<Value> {
    match document {
        DocumentName::Invoice | DocumentName::Receipt => {
            let mut facts = facts(document, letterhead);
            facts["copy"] = json!({ "reason": "missing", "issued_on": "2026-11-23" });
            Some(facts)
        }
        DocumentName::Statement | DocumentName::CashUp | DocumentName::Slip => None,
    }
}

/// Its currency there.
fn currency(letterhead: &Letterhead) -> &'static str {
    match letterhead.country {
        Country::Ro => "RON",
        Country::It | Country::Neutral => "EUR",
    }
}

fn patient() -> Value {
    json!({
        "name": "Exemplu Ștefania-Ioana",
        "address": ["Str. Înfrățirii 5"],
        "national_id": "0000000000000",
        "code": "100",
    })
}

fn charged(letterhead: &Letterhead, more: Value) -> Value {
    let reason = Some(letterhead.exemption.as_str()).filter(|text| !text.is_empty());
    let mut facts = json!({
        "number": "123",
        "issued_on": "2026-11-23",
        "patient": patient(),
        "currency": currency(letterhead),
        "lines": [
            {
                "text": "Consultație / Visita / Consultation",
                "code": "C-1",
                "on": "2026-11-23",
                "doctor": "Dr. Exemplu",
                "quantity": "1",
                "unit_price": "250.00",
                "vat_rate": "0",
                "vat": "0.00",
                "total": "250.00",
            },
            {
                "text": "Ecografie / Ecografia / Ultrasound",
                "quantity": "2",
                "unit_price": "90.00",
                "vat_rate": "0",
                "vat": "0.00",
                "total": "180.00",
            },
        ],
        "vat": [{ "rate": "0", "base": "430.00", "amount": "0.00", "reason": reason }],
        "sums": { "vat": "0.00", "total": "430.00", "paid": "430.00", "remaining": "0.00" },
        "payments": [
            { "method": "card", "amount": "430.00", "on": "2026-11-23", "fiscal_receipt": "1000", "card_slip": "2000" },
        ],
        "issued_by": "Ana Exemplu",
    });
    if let (Some(facts), Value::Object(more)) = (facts.as_object_mut(), more) {
        facts.extend(more);
    }
    facts
}

fn statement(letterhead: &Letterhead) -> Value {
    json!({
        "patient": patient(),
        "from": "2026-11-01",
        "to": "2026-11-23",
        "made_at": "2026-11-23T14:05:00",
        "made_by": "Ana Exemplu",
        "accounts": [{
            "currency": currency(letterhead),
            "entries": [
                { "on": "2026-11-05", "text": "Consultație / Consultation", "document": "EX 122", "charged": "250.00" },
                { "on": "2026-11-05", "text": "Card", "document": "EX 122", "paid": "200.00" },
            ],
            "charged": "250.00",
            "paid": "200.00",
            "closing": "50.00",
        }],
    })
}

fn cash_up(letterhead: &Letterhead) -> Value {
    let currency = currency(letterhead);
    json!({
        "kind": "shift",
        "number": "12",
        "desk": "1",
        "counted_by": "Ana Exemplu",
        "from": "2026-11-23T07:00:00",
        "to": "2026-11-23T14:05:00",
        "drawers": [{
            "currency": currency,
            "opening": "200.00",
            "methods": [
                { "method": "cash", "count": 1, "recorded": "250.00", "counted": "240.00" },
                { "method": "card", "count": 1, "recorded": "430.00", "counted": "430.00" },
            ],
            "expected": "450.00",
            "counted": "440.00",
            "difference": "-10.00",
            "reason": "Example",
        }],
    })
}

fn slip(letterhead: &Letterhead) -> Value {
    json!({
        "number": "REC1-0012",
        "desk": "1",
        "received_at": "2026-11-23T09:40:00",
        "patient": patient(),
        "vendor": "",
        "amount": "250.00",
        "currency": currency(letterhead),
        "method": "cash",
        "received_by": "Ana Exemplu",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_of_a_slip_is_of_no_vendor() {
        assert_eq!(
            slip(&letterhead())["vendor"],
            "",
            "else it says that something called so has not got it"
        );
    }
}
