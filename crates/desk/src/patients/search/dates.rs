//! Birth dates as people type them, and while they type them.

/// What a text may mean as a date: each reading is the pieces that must stand in the document's dates, where
/// 1974-01-31 is `b19740131` and `d0131`.
pub(super) fn readings(text: &str) -> Vec<Vec<String>> {
    let parts: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let mut readings = match parts.as_slice() {
        [one] => fused(one),
        [first, second] if first.len() == 4 => year_first(first, second, None),
        [first, second] => day_first(first, second, None),
        [first, second, third] if first.len() == 4 => year_first(first, second, Some(third)),
        [first, second, third] => day_first(first, second, Some(third)),
        _ => Vec::new(),
    };
    readings.dedup();
    readings
}

/// `1974`, `31011974`, `19740131`, `310174`; a year also while it is typed.
fn fused(digits: &str) -> Vec<Vec<String>> {
    let mut readings = Vec::new();
    match digits.len() {
        3 | 4 if is_century(digits) => readings.push(vec![format!("b{digits}")]),
        6 => readings.extend(day_first(&digits[..2], &digits[2..4], Some(&digits[4..]))),
        8 => {
            readings.extend(day_first(&digits[..2], &digits[2..4], Some(&digits[4..])));
            readings.extend(year_first(&digits[..4], &digits[4..6], Some(&digits[6..])));
        }
        _ => {}
    }
    readings
}

fn year_first(year: &str, month: &str, day: Option<&str>) -> Vec<Vec<String>> {
    if !is_century(year) {
        return Vec::new();
    }
    let Some(month) = two(month, 12) else {
        return Vec::new();
    };
    match day {
        None => vec![vec![format!("b{year}{month}")]],
        Some(day) => two(day, 31)
            .map(|day| vec![format!("b{year}{month}{day}")])
            .into_iter()
            .collect(),
    }
}

fn day_first(day: &str, month: &str, year: Option<&str>) -> Vec<Vec<String>> {
    let (Some(day), Some(month)) = (two(day, 31), two(month, 12)) else {
        return Vec::new();
    };
    let Some(year) = year else {
        return vec![vec![format!("d{month}{day}")]];
    };
    match year.len() {
        // While a year is typed: 1.., 19.., 197..
        1 | 3 if is_century(year) => vec![vec![format!("d{month}{day}"), format!("b{year}")]],
        4 if is_century(year) => vec![vec![format!("b{year}{month}{day}")]],
        2 => {
            let mut readings: Vec<Vec<String>> = ["19", "20"]
                .iter()
                .map(|century| vec![format!("b{century}{year}{month}{day}")])
                .collect();
            if is_century(year) {
                readings.push(vec![format!("d{month}{day}"), format!("b{year}")]);
            }
            readings
        }
        _ => Vec::new(),
    }
}

/// Years of people alive, and their beginnings.
fn is_century(year: &str) -> bool {
    year.len() <= 4
        && ["18", "19", "20"]
            .iter()
            .any(|century| century.starts_with(year) || year.starts_with(century))
}

fn two(number: &str, most: u32) -> Option<String> {
    let value: u32 = (number.len() <= 2).then(|| number.parse().ok()).flatten()?;
    (1..=most).contains(&value).then(|| format!("{value:02}"))
}
