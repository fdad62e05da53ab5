//! VideoDoktor's limits of an invitation, all at once and field by field, so that a person sees each where they
//! type. The client checks the same once more before it sends.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeZone as _, Timelike as _, Utc};
use frontdesk_vendors::videodoktor::{CreateCall, ZONE};

use crate::adapters::NewVideoVisit;

/// Shortest and longest name, in characters.
const NAME: std::ops::RangeInclusive<usize> = 6..=64;
/// Shortest and longest e-mail address, in characters.
const EMAIL: std::ops::RangeInclusive<usize> = 6..=256;
/// Digits of a Czech phone number without its prefix.
const PHONE: usize = 9;
/// The hour in which the server pauses, and in which no call may begin.
const PAUSE: u32 = 3;

/// A field of the form and a reason in one word.
pub(super) type Problem = (&'static str, &'static str);

/// The same invitation without blanks that nobody means, its phone as nine digits where it is a Czech one.
pub(super) fn tidied(visit: &NewVideoVisit) -> NewVideoVisit {
    NewVideoVisit {
        name: visit.name.split_whitespace().collect::<Vec<_>>().join(" "),
        email: visit.email.trim().to_owned(),
        phone: tidy_phone(&visit.phone),
        birth_year: visit.birth_year.trim().to_owned(),
        start: visit.start.map(|start| {
            let minute = start.with_second(0).and_then(|start| start.with_nanosecond(0));
            minute.unwrap_or(start)
        }),
    }
}

/// What people write between digits is left out, and the prefix of Czechia where nine digits follow it.
fn tidy_phone(text: &str) -> String {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !".-/()".contains(*c))
        .collect();
    let national = ["+420", "00420", "420"]
        .iter()
        .find_map(|prefix| bare.strip_prefix(prefix))
        .filter(|rest| is_digits(rest, PHONE));
    national.map(str::to_owned).unwrap_or(bare)
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Everything that the vendor would refuse of a tidied invitation. One without a beginning is not refused for
/// that: it is not chosen yet.
pub(super) fn problems(visit: &NewVideoVisit, now: DateTime<Utc>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let length = visit.name.chars().count();
    if visit.name.is_empty() {
        problems.push(("name", "required"));
    } else if length < *NAME.start() {
        problems.push(("name", "too-short"));
    } else if length > *NAME.end() {
        problems.push(("name", "too-long"));
    }
    let length = visit.email.chars().count();
    if visit.email.is_empty() {
        if visit.phone.is_empty() {
            problems.push(("email", "no-email-or-phone"));
        }
    } else if length > *EMAIL.end() {
        problems.push(("email", "too-long"));
    } else if length < *EMAIL.start() {
        problems.push(("email", "too-short"));
    } else if !is_address(&visit.email) {
        problems.push(("email", "bad-email"));
    }
    if !visit.phone.is_empty() && !is_digits(&visit.phone, PHONE) {
        problems.push(("phone", "not-nine-digits"));
    }
    if visit.birth_year.is_empty() {
        problems.push(("birth_year", "required"));
    } else if !is_digits(&visit.birth_year, 4) {
        problems.push(("birth_year", "not-a-year"));
    }
    problems.extend(visit.start.and_then(|start| of_the_start(start, now)));
    if problems.is_empty() {
        problems.extend(of_the_client(visit, now));
    }
    problems
}

fn of_the_start(start: NaiveDateTime, now: DateTime<Utc>) -> Option<Problem> {
    let today = now.with_timezone(&ZONE).date_naive();
    if start.date() < today {
        return Some(("date", "past"));
    }
    // Of an hour that comes twice the later one counts, as for the client.
    let begins = match ZONE.from_local_datetime(&start) {
        MappedLocalTime::Single(begins) | MappedLocalTime::Ambiguous(_, begins) => begins,
        MappedLocalTime::None => return Some(("time", "no-such-time")),
    };
    if begins <= now {
        return Some(("time", "past"));
    }
    (start.hour() == PAUSE).then_some(("time", "night"))
}

/// Something before and after one `@`, a dot within what comes after, no blanks.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.rsplit_once('.').is_some_and(|(host, land)| {
                    !host.is_empty() && !host.starts_with('.') && !land.is_empty()
                })
        })
}

/// What only the client refuses, such as a name with a character that was destroyed on its way here.
fn of_the_client(visit: &NewVideoVisit, now: DateTime<Utc>) -> Option<Problem> {
    let error = request(visit)?.check(now).err()?;
    let field = match error.field {
        Some("pacient_email") => "email",
        Some("pacient_telefon") => "phone",
        Some("pacient_narozen") => "birth_year",
        Some("meet_start") => "time",
        _ => "name",
    };
    Some((field, "other"))
}

/// The invitation in the client's words; `None` while its beginning is not chosen.
pub(super) fn request(visit: &NewVideoVisit) -> Option<CreateCall> {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Some(CreateCall {
        name: visit.name.clone(),
        email: given(&visit.email),
        phone: given(&visit.phone),
        birth_year: visit.birth_year.clone(),
        start: visit.start?,
    })
}

/// The vendor's code for a problem: what it would have answered.
pub(super) fn code((field, reason): Problem) -> &'static str {
    match (field, reason) {
        (_, "no-email-or-phone") => "X013",
        ("email", _) => "X011",
        ("phone", _) => "X012",
        ("birth_year", _) => "X014",
        (_, "past") => "X021",
        (_, "night") => "X022",
        ("date" | "time", _) => "X020",
        _ => "X010",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23, 10:18 in Prague.
    fn now() -> DateTime<Utc> {
        "2026-11-23T09:18:00Z".parse().unwrap()
    }

    fn at(text: &str) -> Option<NaiveDateTime> {
        Some(text.parse().unwrap())
    }

    fn visit() -> NewVideoVisit {
        NewVideoVisit {
            name: "Jana Nováková".into(),
            email: "jana@posta.example".into(),
            phone: "700000111".into(),
            birth_year: "1980".into(),
            start: at("2026-11-24T10:00:00"),
        }
    }

    fn found(change: impl FnOnce(&mut NewVideoVisit)) -> Vec<Problem> {
        let mut visit = visit();
        change(&mut visit);
        problems(&tidied(&visit), now())
    }

    #[test]
    fn a_whole_form_has_no_problem_and_neither_have_the_limits_themselves() {
        assert_eq!(found(|_| {}), []);
        assert_eq!(found(|v| v.name = "Jan No".into()), []);
        assert_eq!(found(|v| v.name = "ž".repeat(64)), []);
        assert_eq!(found(|v| v.email = "a@bc.d".into()), []);
        assert_eq!(found(|v| v.email = format!("{}@b.example", "x".repeat(246))), []);
        assert_eq!(found(|v| v.email.clear()), []);
        assert_eq!(found(|v| v.phone.clear()), []);
        assert_eq!(found(|v| v.birth_year = "0000".into()), []);
        assert_eq!(
            found(|v| v.start = None),
            [],
            "a beginning that is not chosen yet is asked for elsewhere"
        );
    }

    #[test]
    fn one_step_over_a_limit_is_told_with_its_field() {
        assert_eq!(found(|v| v.name = "Jan N".into()), [("name", "too-short")]);
        assert_eq!(found(|v| v.name = "  Jan  N  ".into()), [("name", "too-short")]);
        assert_eq!(found(|v| v.name = "ž".repeat(65)), [("name", "too-long")]);
        assert_eq!(found(|v| v.name = "  ".into()), [("name", "required")]);
        assert_eq!(
            found(|v| v.name = "Jana Nov\u{fffd}k".into()),
            [("name", "other")]
        );
        assert_eq!(found(|v| v.email = "a@b.c".into()), [("email", "too-short")]);
        assert_eq!(
            found(|v| v.email = format!("{}@b.example", "x".repeat(247))),
            [("email", "too-long")]
        );
        for wrong in [
            "jana.posta.example",
            "jana@posta",
            "@posta.example",
            "a b@posta.example",
            "a@@b.example",
        ] {
            assert_eq!(
                found(|v| v.email = wrong.into()),
                [("email", "bad-email")],
                "{wrong}"
            );
        }
        assert_eq!(
            found(|v| v.birth_year = "80".into()),
            [("birth_year", "not-a-year")]
        );
        assert_eq!(
            found(|v| v.birth_year = "198x".into()),
            [("birth_year", "not-a-year")]
        );
    }

    #[test]
    fn all_problems_are_told_at_once_in_the_order_of_the_form() {
        let empty = found(|v| *v = NewVideoVisit::default());
        assert_eq!(
            empty,
            [
                ("name", "required"),
                ("email", "no-email-or-phone"),
                ("birth_year", "required")
            ]
        );
        let wrong = found(|v| {
            v.name = "Jana".into();
            v.email = "jana".into();
            v.phone = "12345".into();
            v.birth_year = "1".into();
            v.start = at("2026-11-22T10:00:00");
        });
        let fields: Vec<_> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["name", "email", "phone", "birth_year", "date"]);
    }

    #[test]
    fn a_czech_phone_is_nine_digits_however_it_is_written() {
        for written in [
            "700 000 111",
            "700.000.111",
            "+420 700 000 111",
            "00420700000111",
            "420 700\u{a0}000\u{a0}111",
            "(+420) 700-000-111",
        ] {
            assert_eq!(tidy_phone(written), "700000111", "{written}");
        }
        // Of another country, or too short: left as it is, and told.
        for foreign in [
            "+40 720 123 123",
            "70000011",
            "7000001112",
            "+4207000001",
            "70000011a",
        ] {
            assert_eq!(
                found(|v| v.phone = foreign.into()),
                [("phone", "not-nine-digits")],
                "{foreign}"
            );
        }
    }

    #[test]
    fn the_beginning_lies_in_the_future_and_outside_the_pause() {
        let of = |text: &str| found(|v| v.start = at(text));
        assert_eq!(of("2026-11-23T10:18:00"), [("time", "past")]);
        assert_eq!(of("2026-11-23T10:19:00"), []);
        assert_eq!(of("2026-11-22T23:59:00"), [("date", "past")]);
        assert_eq!(of("2026-11-24T02:59:00"), []);
        assert_eq!(of("2026-11-24T03:00:00"), [("time", "night")]);
        assert_eq!(of("2026-11-24T03:59:00"), [("time", "night")]);
        assert_eq!(of("2026-11-24T04:00:00"), []);
    }

    #[test]
    fn an_hour_that_the_clocks_leap_over_does_not_exist() {
        let of = |text: &str| found(|v| v.start = at(text));
        assert_eq!(of("2027-03-28T01:59:00"), []);
        assert_eq!(of("2027-03-28T02:00:00"), [("time", "no-such-time")]);
        assert_eq!(of("2027-03-28T02:59:00"), [("time", "no-such-time")]);
        assert_eq!(of("2027-03-28T03:00:00"), [("time", "night")]);
        // The one that comes twice does, and the later one counts.
        let twice = NewVideoVisit {
            start: at("2026-10-25T02:30:00"),
            ..visit()
        };
        let between: DateTime<Utc> = "2026-10-25T01:00:00Z".parse().unwrap();
        assert_eq!(problems(&twice, between), []);
        let after: DateTime<Utc> = "2026-10-25T01:30:00Z".parse().unwrap();
        assert_eq!(problems(&twice, after), [("time", "past")]);
    }

    #[test]
    fn every_problem_has_the_code_that_the_vendor_would_answer() {
        for (problem, expected) in [
            (("name", "too-short"), "X010"),
            (("email", "bad-email"), "X011"),
            (("phone", "not-nine-digits"), "X012"),
            (("email", "no-email-or-phone"), "X013"),
            (("birth_year", "not-a-year"), "X014"),
            (("time", "no-such-time"), "X020"),
            (("date", "past"), "X021"),
            (("time", "night"), "X022"),
        ] {
            assert_eq!(code(problem), expected);
        }
    }
}
