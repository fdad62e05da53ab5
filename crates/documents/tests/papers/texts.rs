//! What people are called is data, whatever it looks like.

use serde_json::json;

use crate::support::{asked, facts, flat, invoice, made, text};

#[test]
fn what_is_typed_is_printed_as_it_is_typed() {
    let nasty = [
        "#panic()",
        "#let x = 1",
        "*x*_y_$z$",
        "= Heading",
        "<label> @ref",
        "\\u{41} [a] {b}",
        "-- ~ // no",
        "{page} {pages}",
        "{ $amount }",
    ];
    let all = nasty.join(" ");
    for document in ["invoice", "receipt", "statement", "cash-up", "slip"] {
        let mut facts = facts(document);
        facts["notes"] = json!(nasty);
        facts["letterhead"]["footer"] = json!(nasty);
        facts["letterhead"]["name"] = json!(all);
        if document != "cash-up" {
            facts["patient"]["name"] = json!(all);
        }
        let said = flat(&text(&made(document, &facts, "en")));
        for name in nasty {
            let times = said.matches(name).count();
            assert!(times >= 3, "{document}: {name:?} {times} times in {said}");
        }
    }
}

#[test]
fn a_letter_that_the_paper_cannot_show_is_seen_and_explained() {
    let facts = invoice(|facts| facts["patient"]["name"] = json!("王 🙂 Li"));
    let said = text(&made("invoice", &facts, "en"));
    assert!(
        said.contains("□ □ Li") && said.contains("□ stands for a letter"),
        "{said}"
    );
}

#[test]
fn a_name_can_neither_turn_itself_around_nor_hide_letters() {
    let facts = invoice(|facts| facts["patient"]["name"] = json!("Pop\u{202E}nI\u{200B}a\u{2066}x\u{FEFF}"));
    assert!(text(&made("invoice", &facts, "en")).contains("PopnIax"));
    let facts = invoice(|facts| facts["patient"]["name"] = json!("שלום Levi"));
    assert!(text(&made("invoice", &facts, "en")).contains("□□□□ Levi"));
}

#[test]
fn a_name_of_three_hundred_letters_stays_on_the_paper() {
    let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(9)[..300].to_owned();
    for document in ["invoice", "slip", "cash-up"] {
        let mut facts = facts(document);
        facts["letterhead"]["name"] = json!(long);
        facts["work_point"] = json!(long);
        match document {
            "cash-up" => facts["payments"][0]["patient"] = json!(long),
            _ => facts["patient"]["name"] = json!(long),
        }
        if let Some(line) = facts.pointer_mut("/lines/0") {
            line["text"] = json!(long);
        }
        let boxes = asked(
            "pdftotext",
            &["-bbox", "FILE", "-"],
            &made(document, &facts, "en"),
        );
        let ends: Vec<f64> = boxes
            .lines()
            .filter_map(|line| line.split("xMax=\"").nth(1)?.split('"').next()?.parse().ok())
            .collect();
        // The paper is 210 mm wide and its margin 18 mm; 72 points an inch.
        let edge = (210.0 - 17.0) * 72.0 / 25.4;
        assert!(
            ends.len() > 20 && ends.iter().all(|end| *end < edge),
            "{document}: {boxes}"
        );
    }
}

#[test]
fn a_slip_of_no_one_account_names_none_in_each_language() {
    for language in ["en", "ro", "it", "cs", "pt-BR", "uk"] {
        let mut facts = facts("slip");
        let vendor = facts["vendor"].as_str().unwrap().to_owned();
        assert!(
            text(&made("slip", &facts, language)).contains(&vendor),
            "{language}"
        );
        facts["vendor"] = json!("");
        facts["on_its_way"] = json!(false);
        let said = flat(&text(&made("slip", &facts, language)));
        assert!(
            !said.contains(&vendor) && !said.contains("paper-slip"),
            "{language}: {said}"
        );
    }
    let mut facts = facts("slip");
    facts["vendor"] = json!("");
    let said = flat(&text(&made("slip", &facts, "en")));
    assert!(said.contains("Received, not entered anywhere else"), "{said}");
}

#[test]
fn a_copy_of_what_names_nobody_has_no_heading_over_nothing() {
    let bill = |name: &str| {
        invoice(|facts| {
            facts["country"] = json!(null);
            facts["patient"] = json!({ "name": name });
            facts["copy"] = json!({ "reason": "not-made", "issued_on": facts["issued_on"] });
        })
    };
    let heading = "Patient";
    let said = |name: &str| text(&made("invoice", &bill(name), "en"));
    assert!(said("Popescu Ion").contains(heading));
    assert!(!said(" ").contains(heading), "{}", said(" "));
}
