//! Places: addresses on one line, phones, opening hours.

use frontdesk_vendors::ehealth::{Address, Division, Hours, WorkingHours};

use super::part::Part;

/// An address: one line to read, and what else is told of it.
pub(super) fn address(part: &mut Part, address: &Address) {
    let line = on_one_line(address);
    part.text("address", Some(&line));
    let mut rest = Part::new("address-details").titled(Some(line));
    rest.word("address-type", address.kind.as_deref());
    rest.word("settlement-type", address.settlement_type.as_deref());
    rest.id("settlement-id", address.settlement_id.as_deref());
    rest.word("street-type", address.street_type.as_deref());
    rest.unknown(&address.extra);
    if rest.has_lines() {
        part.holds(rest);
    }
}

/// Street first and country last, with the mark of a flat, as addresses are written in the country they are in.
fn on_one_line(address: &Address) -> String {
    let filled = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    let pieces = [
        filled(&address.street),
        filled(&address.building),
        filled(&address.apartment).map(|flat| format!("кв. {flat}")),
        filled(&address.settlement),
        filled(&address.region),
        filled(&address.area),
        filled(&address.zip),
        filled(&address.country),
    ];
    pieces.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A division of the contractor.
pub(super) fn division(division: &Division) -> Part {
    let mut part = Part::new("division").titled(division.name.clone());
    if let Some(addresses) = &division.addresses {
        addresses.iter().for_each(|place| address(&mut part, place));
        part.broken("addresses", &addresses.unreadable);
    }
    if let Some(phones) = &division.phones {
        for phone in phones.iter() {
            match phone.kind.as_deref() {
                Some("MOBILE") => part.text("phone-mobile", phone.number.as_deref()),
                Some("LAND_LINE") => part.text("phone-land-line", phone.number.as_deref()),
                Some(kind) => {
                    let number = phone.number.as_deref().unwrap_or_default();
                    part.text("phone", Some(&format!("{number} {kind}")));
                }
                None => part.text("phone", phone.number.as_deref()),
            }
            part.unknown(&phone.extra);
        }
        part.broken("phones", &phones.unreadable);
    }
    part.text("email", division.email.as_deref());
    if let Some(week) = &division.working_hours {
        working_hours(&mut part, week);
    }
    part.truth("mountain", division.mountain_group);
    part.id("division-id", division.id.as_deref());
    part.unknown(&division.extra);
    part
}

fn working_hours(part: &mut Part, week: &WorkingHours) {
    let days = [
        ("hours-mon", &week.mon),
        ("hours-tue", &week.tue),
        ("hours-wed", &week.wed),
        ("hours-thu", &week.thu),
        ("hours-fri", &week.fri),
        ("hours-sat", &week.sat),
        ("hours-sun", &week.sun),
    ];
    for (key, hours) in days {
        let written = hours.as_ref().map(ranges);
        part.text(key, written.as_deref());
    }
    part.unknown(&week.extra);
}

/// `08:00–12:00, 14:00–18:00`; a day that is listed without hours is one on which nobody is there.
fn ranges(hours: &Hours) -> String {
    if hours.ranges.is_empty() {
        return "—".to_owned();
    }
    let ranges = hours.ranges.iter();
    let written = ranges.map(|(from, to)| format!("{}–{}", from.format("%H:%M"), to.format("%H:%M")));
    written.collect::<Vec<_>>().join(", ")
}
