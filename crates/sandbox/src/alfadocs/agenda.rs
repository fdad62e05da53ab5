//! Appointments, and the free slots between them.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde_json::{Map, Value, json};

use super::ask::{Ask, Field, Refusal, Type, date, date_time, invalid, read, unknown, written};
use super::dialect::{Omitted, Required, Words};
use super::practice::{Fields, Kind, Practice, fields, told};
use super::reply::Reply;
use super::tables::{CHAIRS, COLORS, OPERATORS, STATES};

const FIELDS: [Field; 12] = [
    ("date", Type::DateTime, true),
    ("patientId", Type::Int, false),
    ("emailReminder", Type::Bool, false),
    ("smsReminder", Type::Bool, false),
    ("description", Type::Text, false),
    ("allDay", Type::Bool, false),
    ("type", Type::OneOf(&["telehealth", "inPractice"]), false),
    ("duration", Type::Int, false),
    ("state", Type::OneOf(&STATES), false),
    ("colorId", Type::Int, true),
    ("chairId", Type::Int, false),
    ("operatorId", Type::Int, false),
];

/// The longest range of the list.
const MOST_DAYS: i64 = 30;

/// An appointment with nothing in it.
pub(crate) fn blank(id: u32) -> Fields {
    fields(json!({
        "id": id, "date": null, "patientId": null, "operatorId": null, "carePlanId": null, "emailReminder": false,
        "smsReminder": false, "description": null, "allDay": false, "type": "inPractice", "state": null, "duration": 30,
        "colorId": null, "frequency": null, "recurrenceCount": 0, "chairId": null, "createdThroughBooking": false,
        "createdThroughApi": false, "firstVisit": false,
    }))
}

/// When an appointment begins.
pub(crate) fn start(appointment: &Fields) -> NaiveDateTime {
    appointment["date"]
        .as_str()
        .and_then(date_time)
        .unwrap_or_default()
}

/// The present day to the Sunday two weeks after the coming one.
fn usual(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let to_sunday = u64::from(6 - today.weekday().num_days_from_monday());
    (today, today + Days::new(to_sunday + 14))
}

pub(crate) fn list(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (from, to) = ask.range(usual(ask.now.date()), MOST_DAYS)?;
    let state = ask.choice("state", &STATES)?;
    let patient = ask.number("patientId")?;
    let mut rows: Vec<&Fields> = practice
        .appointments
        .values()
        .filter(|row| (from..=to).contains(&start(row).date()))
        .filter(|row| state.is_none_or(|state| row["state"] == state))
        .filter(|row| patient.is_none_or(|patient| row["patientId"] == patient))
        .collect();
    rows.sort_by_key(|row| start(row));
    let rows = rows
        .into_iter()
        .map(|row| told(row, Kind::Appointment, ask.dialect));
    Ok(Reply::list(rows.collect(), ask))
}

/// Whether everything that an appointment names exists.
fn check(practice: &Practice, sent: &Fields) -> Result<(), Refusal> {
    let names = |field: &str, known: &dyn Fn(u32) -> bool| {
        let id = sent.get(field).filter(|value| !value.is_null()).map(|value| {
            value
                .as_u64()
                .and_then(|id| u32::try_from(id).ok())
                .is_some_and(known)
        });
        match id {
            Some(false) => Err(invalid(format!("{field} does not exist"))),
            _ => Ok(()),
        }
    };
    names("patientId", &|id| practice.present(id).is_some())?;
    names("colorId", &|id| COLORS.contains(&id))?;
    names("chairId", &|id| CHAIRS.contains(&id))?;
    names("operatorId", &|id| OPERATORS.contains(&id))?;
    match sent.get("duration").and_then(Value::as_i64) {
        Some(minutes) if !(1..=24 * 60).contains(&minutes) => Err(invalid("duration is not valid")),
        _ => Ok(()),
    }
}

pub(crate) fn create(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let sent = read(&ask.body()?, &FIELDS, true)?;
    check(practice, &sent)?;
    let id = practice.next_id();
    let mut row = blank(id);
    row["createdThroughApi"] = json!(true);
    row.extend(sent);
    let shown = told(&row, Kind::Appointment, ask.dialect);
    practice.appointments.insert(id, row);
    Ok(Reply::success(shown))
}

pub(crate) fn show(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.id(0, "Appointment")?;
    let row = practice
        .appointments
        .get(&id)
        .ok_or_else(|| unknown("Appointment"))?;
    Ok(Reply::success(told(row, Kind::Appointment, ask.dialect)))
}

pub(crate) fn update(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.id(0, "Appointment")?;
    if !practice.appointments.contains_key(&id) {
        return Err(unknown("Appointment"));
    }
    let mut body = ask.body()?;
    let untouched = untouched(&practice.appointments[&id], &mut body, ask);
    let sent = read(&body, &FIELDS, ask.dialect.required == Required::Enforced)?;
    check(practice, &sent)?;
    let row = practice
        .appointments
        .get_mut(&id)
        .ok_or_else(|| unknown("Appointment"))?;
    if ask.dialect.omitted == Omitted::Cleared {
        let empty = blank(id);
        for (name, ..) in FIELDS.iter().filter(|(_, _, required)| !required) {
            row[*name] = empty[*name].clone();
        }
    }
    row.extend(untouched);
    row.extend(sent);
    Ok(Reply::success(told(row, Kind::Appointment, ask.dialect)))
}

/// What comes back just as it was told stays as it is, also where it would not be taken from somebody new. It is taken
/// out of the body.
fn untouched(row: &Fields, body: &mut Map<String, Value>, ask: &Ask) -> Fields {
    let told = told(row, Kind::Appointment, ask.dialect);
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut kept = Fields::new();
    for (name, _, required) in FIELDS {
        let same = !required && body.get(name).map(plain) == told.get(name).map(plain);
        if same && body.remove(name).is_some() {
            kept.insert(name.to_owned(), row[name].clone());
        }
    }
    kept
}

/// The hours of a day: two halves from Monday to Friday, the first of them on Saturday.
fn hours(day: NaiveDate) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let at = |hour, minute| day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default());
    let (morning, afternoon) = ((at(9, 0), at(13, 0)), (at(14, 30), at(19, 0)));
    match day.weekday() {
        Weekday::Sun => vec![],
        Weekday::Sat => vec![morning],
        _ => vec![morning, afternoon],
    }
}

/// When an operator is busy that day.
fn busy(practice: &Practice, operator: u32, day: NaiveDate) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let rows = practice.appointments.values();
    rows.filter(|row| row["state"] != "cancelled")
        .filter(|row| row["operatorId"].is_null() || row["operatorId"] == operator)
        .filter(|row| start(row).date() == day)
        .map(|row| {
            let minutes = row["duration"].as_i64().unwrap_or(0);
            if row["allDay"] == true {
                (
                    day.and_time(NaiveTime::MIN),
                    (day + Days::new(1)).and_time(NaiveTime::MIN),
                )
            } else {
                (start(row), start(row) + Duration::minutes(minutes))
            }
        })
        .collect()
}

/// The longest range in which free slots are looked for, and the one taken when no end is sent; neither is documented.
const SLOT_DAYS: (i64, u64) = (60, 7);

pub(crate) fn free_slots(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let from = date(ask.value(0)).ok_or_else(|| invalid("startDate must be written Y-m-d"))?;
    let to = match ask.param("endDate") {
        Some(text) => date(text).ok_or_else(|| invalid("endDate must be written Y-m-d"))?,
        None => from + Days::new(SLOT_DAYS.1),
    };
    if to < from || (to - from).num_days() > SLOT_DAYS.0 {
        return Err(invalid("endDate is not valid"));
    }
    let minutes = ask
        .number("duration")?
        .filter(|minutes| (5..=480).contains(minutes))
        .ok_or_else(|| invalid("duration is required"))?;
    let wanted: Vec<u32> = match ask.param("operatorIds") {
        None => OPERATORS[..4].to_vec(),
        Some(ids) => ids
            .split(',')
            .map(|id| id.trim().parse().ok().filter(|id| OPERATORS.contains(id)))
            .collect::<Option<_>>()
            .ok_or_else(|| invalid("operatorIds are not valid"))?,
    };
    let length = Duration::minutes(minutes.into());
    let mut slots = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= to) {
        for operator in &wanted {
            let busy = busy(practice, *operator, day);
            for (opens, closes) in hours(day) {
                let mut at = opens;
                while at + length <= closes {
                    let end = at + length;
                    match busy.iter().find(|(start, over)| *start < end && at < *over) {
                        Some((_, over)) => at = *over,
                        None => {
                            if at > ask.now {
                                slots.push(slot(ask, at, end, *operator, minutes));
                            }
                            at = end;
                        }
                    }
                }
            }
        }
    }
    Ok(Reply::list(slots, ask))
}

fn slot(ask: &Ask, at: NaiveDateTime, end: NaiveDateTime, operator: u32, minutes: u32) -> Value {
    let mut slot =
        fields(json!({ "date": written(at), "operatorId": operator, "duration": minutes, "chairId": null }));
    if ask.dialect.words == Words::Long {
        slot.insert("endDate".into(), json!(written(end)));
    }
    told(&slot, Kind::Slot, ask.dialect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_range_ends_on_the_sunday_two_weeks_after_the_coming_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (today, last) in [
            ("2026-03-02", "2026-03-22"),
            ("2026-03-07", "2026-03-22"),
            ("2026-03-08", "2026-03-22"),
            ("2026-03-09", "2026-03-29"),
        ] {
            assert_eq!(usual(day(today)), (day(today), day(last)));
        }
    }
}
