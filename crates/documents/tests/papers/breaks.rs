//! Papers of several pages.

use serde_json::json;

use crate::support::{facts, flat, invoice, long_invoice, made, pages};

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
