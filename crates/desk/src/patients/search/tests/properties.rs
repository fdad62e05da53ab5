use proptest::prelude::*;

use super::*;
use crate::patients::search::document::{Document, Fields};
use crate::patients::search::folding::{digits, fold};
use crate::patients::search::query::Query;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-ZȘȚĂÎ][a-zșțăîâ]{2,9}(-[A-Z][a-z]{2,6})?",
        "[А-ЯҐЄІЇ][а-яґєії]{2,8}",
        "[A-Z][a-záéíóúřžščłđø]{2,8}",
        "[OD]'[A-Z][a-z]{2,6}",
    ]
}

fn person_row() -> impl Strategy<Value = Row> {
    let date = (1920..2026_i32, 1..13_u32, 1..29_u32)
        .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
    let phone = prop_oneof![
        "07[0-9]{8}",
        "\\+40 7[0-9]{2} [0-9]{3} [0-9]{3}",
        "00380[0-9]{9}",
        "021/[0-9]{3}-[0-9]{2}-[0-9]{2}"
    ];
    let email = "[a-z]{3,8}\\.[a-z]{3,8}@[a-z]{3,6}\\.(ro|example)";
    (
        name(),
        name(),
        proptest::option::of(date),
        proptest::option::of(phone),
        proptest::option::of(email),
        proptest::option::of("[1-8][0-9]{12}"),
    )
        .prop_map(|(last, first, born, phone, email, id)| Row {
            last,
            first,
            born,
            phone,
            email,
            id,
        })
}

fn clinic_of(rows: &[Row]) -> Clinic {
    Clinic::with(rows.to_vec())
}

fn is_found(clinic: &Clinic, number: usize, text: &str) -> bool {
    let found = clinic.find_up_to(text, 200);
    !found.by_misspelling && found.hits.iter().any(|hit| hit.id == person(number))
}

/// Every piece of `text` of at least three characters.
fn fragments(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len())
        .flat_map(|start| (start + 3..=letters.len()).map(move |end| (start, end)))
        .map(|(start, end)| letters[start..end].iter().collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn everybody_is_found_by_any_piece_of_their_own(rows in prop::collection::vec(person_row(), 1..12), pick in any::<prop::sample::Index>()) {
        let clinic = clinic_of(&rows);
        let number = pick.index(rows.len());
        let row = &rows[number];
        let mut texts = vec![
            row.last.clone(), row.first.clone(),
            format!("{} {}", row.first, row.last), format!("{} {}", row.last, row.first).to_uppercase(),
        ];
        for word in fold(&format!("{} {}", row.last, row.first)).split(' ') {
            texts.extend(fragments(word));
            texts.extend((1..=2.min(word.len())).filter_map(|end| word.get(..end)).map(str::to_owned));
        }
        if let Some(phone) = &row.phone {
            texts.push(phone.clone());
            let plain = digits(phone);
            texts.extend(fragments(plain.strip_prefix("00").unwrap_or(&plain)));
            texts.push(format!("{} {phone}", row.last));
        }
        if let Some(id) = &row.id {
            texts.extend(fragments(id));
        }
        if let Some(email) = &row.email {
            texts.extend(fragments(email).into_iter().filter(|text| text.len() > 4));
        }
        if let Some(born) = &row.born {
            let parts: Vec<&str> = born.split('-').collect();
            let (year, month, day) = (parts[0], parts[1], parts[2]);
            texts.extend([
                born.clone(), format!("{day}.{month}.{year}"), format!("{day}/{month}/{year}"), format!("{day} {month} {year}"),
                format!("{day}{month}{year}"), format!("{day}.{month}"), year.to_owned(), format!("{} {year}", row.first),
            ]);
        }
        for text in texts {
            prop_assert!(is_found(&clinic, number, &text), "{:?} does not find {:?}", text, row);
        }
    }

    #[test]
    fn the_index_finds_exactly_what_a_look_at_every_row_finds(
        rows in prop::collection::vec(person_row(), 1..25),
        texts in prop::collection::vec(prop_oneof![
            "[a-zșțăîа-яі]{1,4}( [a-z]{1,2})?( [0-9]{1,3})?",
            "[0-9]{1,4}([ ./-][0-9]{1,4}){0,3}",
            "\\PC{0,12}",
            "[a-z0-9@.]{1,6}",
        ], 30),
    ) {
        let clinic = clinic_of(&rows);
        for text in texts {
            let found = clinic.find_up_to(&text, 200);
            let mut by_index: Vec<_> = found.hits.iter().map(|hit| hit.id).collect();
            by_index.sort_unstable();
            let query = Query::parse(&text);
            let mut by_look: Vec<_> = rows.iter().enumerate().filter(|(number, row)| {
                let fields = Fields {
                    last_name: &row.last,
                    first_name: &row.first,
                    birth_date: row.born.as_deref(),
                    phone: row.phone.as_deref(),
                    phones: &[],
                    email: row.email.as_deref(),
                    national_id: row.id.as_deref(),
                };
                let document = Document::of(person(*number), person(*number), &fields, false);
                query.as_ref().is_some_and(|query| query.level(&document).is_some())
            }).map(|(number, _)| person(number)).collect();
            by_look.sort_unstable();
            if found.by_misspelling {
                prop_assert!(by_look.is_empty(), "{:?}", text);
            } else if !text.trim().is_empty() {
                prop_assert_eq!(by_index, by_look, "{:?}", text);
            }
        }
    }

    #[test]
    fn no_text_is_an_error(texts in prop::collection::vec(any::<String>(), 40)) {
        let clinic = clinic_of(&[row("Popescu", "Ion").phone("0722123456").born("1974-01-31")]);
        for text in texts {
            clinic.find(&text);
        }
    }

    #[test]
    fn one_mistake_in_a_name_is_forgiven(
        rows in prop::collection::vec(person_row(), 1..8), at in any::<prop::sample::Index>(), kind in 0..3_u8,
    ) {
        let mut rows = rows;
        rows.push(row("Gheorghiu", "Constantin"));
        let clinic = clinic_of(&rows);
        let mut letters: Vec<char> = "gheorghiu".chars().collect();
        let at = at.index(letters.len() - 1);
        match kind {
            0 => { letters.remove(at); }
            1 => letters[at] = 'w',
            _ => letters.swap(at, at + 1),
        }
        let text: String = letters.into_iter().collect();
        let found = clinic.find(&text);
        prop_assert!(found.hits.iter().any(|hit| hit.name == "Gheorghiu Constantin"), "{}", text);
    }
}
