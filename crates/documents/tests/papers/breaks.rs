//! Papers of several pages.

use serde_json::json;

use crate::support::{asked, facts, flat, invoice, long_invoice, made, pages};

/// The lines of a page that stand in the table: their numbers.
fn numbers(page: &str) -> Vec<usize> {
    page.lines()
        .filter_map(|line| {
            let number = line.split_once("Analiza ")?.1;
            number.split_whitespace().next()?.parse().ok()
        })
        .collect()
}

/// So many lines of 10.25, as English writes it.
fn sum(lines: usize) -> String {
    let cents = lines * 1025;
    let whole = cents / 100;
    let grouped = match whole {
        1000.. => format!("{},{:03}", whole / 1000, whole % 1000),
        _ => whole.to_string(),
    };
    format!("{grouped}.{:02}", cents % 100)
}

#[test]
fn a_hundred_and_twenty_lines_carry_their_sum_from_page_to_page() {
    let pages = pages(&made("invoice", &long_invoice(120), "en"));
    assert!(pages.len() >= 3, "{}", pages.len());
    let mut until = 0;
    for (index, page) in pages.iter().enumerate() {
        let (number, page) = (index + 1, flat(page));
        let lines = numbers(&pages[index]);
        assert!(
            page.contains(&format!("Page {number} of {}", pages.len())),
            "{page}"
        );
        assert!(page.contains("No. Service Quantity Price VAT Amount"), "{page}");
        if number > 1 {
            assert!(
                page.contains("Clinica Șerban & Țurcanu SRL · Invoice series PT no. 74 · 23 Nov 2026"),
                "{page}"
            );
            let brought = format!("Carried over from page {index} {}", sum(until));
            assert!(page.contains(&brought), "{brought}: {page}");
        }
        assert_eq!(lines, (until + 1..=until + lines.len()).collect::<Vec<_>>());
        until += lines.len();
        let carried = format!("Carried over to page {} {}", number + 1, sum(until));
        assert_eq!(page.contains("Carried over to"), number < pages.len(), "{page}");
        assert_eq!(page.contains(&carried), number < pages.len(), "{carried}: {page}");
        assert_eq!(
            page.contains("Total 1,230.00 RON"),
            number == pages.len(),
            "{page}"
        );
    }
    assert_eq!(until, 120);
    assert!(!flat(&pages[0]).contains("Carried over from"), "{}", pages[0]);
}

#[test]
fn the_total_never_stands_on_a_page_without_a_line() {
    let mut broken = 0;
    for lines in 34..40 {
        let pages = pages(&made("invoice", &long_invoice(lines), "en"));
        broken += usize::from(pages.len() == 2 && !numbers(&pages[1]).is_empty());
        for page in &pages {
            assert!(
                !page.contains("VAT included") || !numbers(page).is_empty(),
                "{lines}: {page}"
            );
        }
        let lines: Vec<_> = pages.iter().flat_map(|page| numbers(page)).collect();
        assert!(lines.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{lines:?}");
    }
    assert!((1..6).contains(&broken), "the break lies elsewhere: {broken}");
}

#[test]
fn what_is_carried_is_what_the_lines_above_make() {
    let facts = invoice(|facts| {
        facts["lines"] = (1..=60)
            .map(|number| {
                let total = if number % 2 == 0 { "-0.01" } else { "100.00" };
                json!({ "text": format!("Analiza {number:03}"), "total": total, "vat_rate": "0" })
            })
            .collect();
        facts["vat"] = json!([]);
        facts["sums"] = json!({ "total": "2999.70" });
        facts["payments"] = json!([]);
    });
    let pages = pages(&made("invoice", &facts, "en"));
    assert_eq!(pages.len(), 2);
    let last = *numbers(&pages[0]).last().unwrap();
    let cents = last.div_ceil(2) * 10_000 - last / 2;
    let carried = format!("{},{:03}.{:02}", cents / 100_000, cents / 100 % 1000, cents % 100);
    for (page, label) in pages
        .iter()
        .zip(["Carried over to page 2", "Carried over from page 1"])
    {
        assert!(
            flat(page).contains(&format!("{label} {carried}")),
            "{carried}: {page}"
        );
    }
}

#[test]
fn a_statement_carries_its_balance() {
    let mut statement = facts("statement");
    statement["accounts"] = json!([{
        "currency": "RON", "opening": "5.00",
        "entries": (0..60).map(|_| json!({ "on": "2026-11-01", "text": "Analiza 001", "charged": "2.00" })).collect::<Vec<_>>(),
        "charged": "120.00", "paid": "0", "closing": "125.00",
    }]);
    let pages = pages(&made("statement", &statement, "en"));
    let first = numbers(&pages[0]).len();
    assert!(pages.len() == 2 && first > 20, "{}", pages.len());
    let carried = format!("{}.00", 5 + 2 * first);
    assert!(
        flat(&pages[0]).contains(&format!("Carried over to page 2 {carried}")),
        "{}",
        pages[0]
    );
    assert!(
        flat(&pages[1]).contains(&format!("Carried over from page 1 {carried}")),
        "{}",
        pages[1]
    );
    assert!(
        flat(&pages[1]).contains("Date What Document Charged Paid Balance"),
        "{}",
        pages[1]
    );
}

#[test]
fn a_slip_with_many_items_takes_a_page_for_each_of_its_parts() {
    let mut slip = facts("slip");
    slip["items"] = (0..14)
        .map(|_| json!({ "text": "Analiza 001", "amount": "1.00" }))
        .collect();
    slip["amount"] = json!("14.00");
    let long = pages(&made("slip", &slip, "en"));
    assert_eq!(long.len(), 2);
    assert!(long[0].contains("For the patient") && long[1].contains("For the desk"));
    assert_eq!(pages(&made("slip", &facts("slip"), "en")).len(), 1);
}

/// Each word's place on its page: left, top, right and bottom.
fn places(pdf: &frontdesk_documents::Pdf) -> Vec<Vec<(String, [f64; 4])>> {
    let boxes = asked("pdftotext", &["-bbox", "FILE", "-"], pdf);
    let of_page = |page: &str| {
        let words = page.lines().filter_map(|line| {
            let rest = line.trim().strip_prefix("<word ")?;
            let mut edges = rest
                .split('"')
                .skip(1)
                .step_by(2)
                .map_while(|edge| edge.parse().ok());
            let place = [edges.next()?, edges.next()?, edges.next()?, edges.next()?];
            let word = rest.split_once('>')?.1.split_once('<')?.0.to_owned();
            Some((word, place))
        });
        words.collect()
    };
    boxes.split("</page>").map(of_page).collect()
}

/// Fails where a word lies over another, or beyond the page's edges.
fn stands_clear(what: &str, pdf: &frontdesk_documents::Pdf) {
    for words in places(pdf) {
        for (at, (word, one)) in words.iter().enumerate() {
            assert!(one[0] >= 50.0 && one[2] <= 546.0, "{what}: {word} at {one:?}");
            for (other, two) in &words[at + 1..] {
                let beside = one[2].min(two[2]) - one[0].max(two[0]);
                let below = one[3].min(two[3]) - one[1].max(two[1]);
                // Lines of small print stand closer than their letters are high.
                assert!(
                    beside < 1.0 || below < 5.0,
                    "{what}: {word} over {other}: {one:?} {two:?}"
                );
            }
        }
    }
}

const LONG_NAME: &str = "Constantinescu-Vasilescu Alexandrina-Elisabeta Maria-Magdalena";
const LONG_USER: &str = "Prof. Dr. Hadžihasanović-Bartholomäus Wilhelmina";
const LANGUAGES: [&str; 6] = ["en", "ro", "it", "cs", "pt-BR", "uk"];

#[test]
fn long_texts_of_a_list_share_its_width() {
    let column =
        |label: &str, holds: &str, wide: bool| json!({ "label": label, "holds": holds, "wide": wide });
    let row = |name: &str, what: &str, subject: &str| {
        json!(["2026-11-23", name, what, subject, "1234567.89", "RON"])
    };
    let mut list = facts("list");
    list["tables"] = json!([{
        "heading": "Unpaid",
        "columns": [
            column("Day", "day", false), column("Patient", "text", true), column("What", "text", false),
            column("Doctor or number", "text", false), column("Amount", "amount", false), column("Currency", "text", false),
        ],
        "rows": [
            row("Popescu Ion", "Visit without a payment", LONG_USER),
            row(LONG_NAME, "Given back here, and MedSoft Clinica Centrală București still says that it was paid", "FD-RECEPTIA-PRINCIPALA-000123"),
            row("Țurcanu Ioana", "Bill", "FACT-2026-00000000000000001234"),
        ],
    }]);
    for language in LANGUAGES {
        let pdf = made("list", &list, language);
        stands_clear(language, &pdf);
        let words = &places(&pdf)[0];
        let of = |word: &str| {
            words
                .iter()
                .find(|(said, _)| said == word)
                .unwrap_or_else(|| panic!("{word}"))
                .1
        };
        let room = of("What")[0] - of("Patient")[0];
        assert!(room > 85.0, "{language}: patients have {room} points");
        assert!(
            (of("Popescu")[1] - of("Ion")[1]).abs() < 1.0,
            "{language}: a short name stands on one line"
        );
    }
}

#[test]
fn long_texts_of_a_cash_up_and_a_statement_stand_clear() {
    let mut closed = facts("cash-up");
    for payment in closed["payments"].as_array_mut().unwrap() {
        payment["patient"] = json!(LONG_NAME);
        payment["user"] = json!(LONG_USER);
        payment["document"] = json!("FD-RECEPTIA-PRINCIPALA-000123");
    }
    let mut told = facts("statement");
    for entry in told["accounts"][0]["entries"].as_array_mut().unwrap() {
        entry["text"] =
            json!("Given back here, and MedSoft Clinica Centrală București still says that it was paid");
        entry["document"] = json!("Factura fiscală seria PTBUCUR nr. 0000123");
    }
    for language in LANGUAGES {
        stands_clear(language, &made("cash-up", &closed, language));
        stands_clear(language, &made("statement", &told, language));
    }
}
