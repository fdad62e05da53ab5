//! §5 to §7: a patient's appointments, their statuses, and what the statuses mean.

use super::ask::{Ask, Rows, code, forbidden, invalid, unknown};
use super::clinic::{Appointment, Change, Clinic};
use super::day::minutes;
use crate::json::{Json, Row};

/// The keys of the ten flags.
const FLAGS: [&str; 10] = [
    "_status_1",
    "_status_2",
    "_status_3",
    "_status_4",
    "_status_5",
    "_status_6",
    "_status_7",
    "_status_8",
    "_status_9",
    "_status_10",
];

/// §5, newest first as in the sample.
pub(crate) fn of_patient(clinic: &Clinic, ask: &Ask, patient: &str) -> Rows {
    let patient = code(patient, "codPacient")?;
    if !clinic.patients.contains_key(&patient) {
        return ask.nothing("Pacientul");
    }
    let mut rows: Vec<_> = clinic.appointments.of(patient).collect();
    rows.sort_by_key(|(number, row)| std::cmp::Reverse((row.date, row.start, *number)));
    Ok(rows
        .into_iter()
        .map(|(number, appointment)| row(clinic, ask, number, appointment))
        .collect())
}

fn row(clinic: &Clinic, ask: &Ask, number: u32, appointment: &Appointment) -> Json {
    let mut row = Row::new();
    if !appointment.bare {
        row = row.int("_cod_programare", number);
    }
    row = row.int("_cod_pacient", appointment.patient);
    if !appointment.bare {
        row = FLAGS
            .iter()
            .zip(appointment.flags)
            .fold(row, |row, (key, flag)| row.bool(key, flag));
    }
    row.maybe_text(
        "Doctor",
        clinic.doctor_name(appointment.doctor).map(|name| ask.name(&name)),
    )
    .text("Data", appointment.date.to_string())
    .text("Ora inceput", minutes(appointment.start))
    .text("Ora sfarsit", minutes(appointment.end))
    .maybe_text("Punct lucru", clinic.place_name(appointment.place))
    .maybe_text("Cabinet", appointment.room.as_deref())
    .text("Scop", appointment.purpose.as_ref())
    .into()
}

/// §6. The reason is kept where the vendor's own screens show it; no call reads it back.
pub(crate) fn set_status(
    clinic: &mut Clinic,
    ask: &Ask,
    [patient, appointment, flag, value]: [&str; 4],
) -> Rows {
    let patient = code(patient, "codPacient")?;
    let number = code(appointment, "codProgramare")?;
    let flag: usize = flag
        .parse()
        .map_err(|_| invalid("flagIndex trebuie să fie între 1 și 10."))?;
    if !(1..=10).contains(&flag) {
        return Err(invalid("flagIndex trebuie să fie între 1 și 10."));
    }
    let value = match value {
        "true" => true,
        "false" => false,
        _ => return Err(invalid("newFlagValue trebuie să fie true sau false.")),
    };
    if clinic.statuses.get(flag - 1).is_some_and(|status| !status.active) {
        return Err(forbidden("Statusul nu este activ."));
    }
    let is_filed = clinic.appointments.is_filed(patient, number);
    let found = clinic
        .appointments
        .get_mut(number)
        .filter(|row| is_filed && !row.bare);
    let appointment = found.ok_or_else(|| unknown("Programarea"))?;
    appointment.flags[flag - 1] = value;
    let motiv = ask.param("motiv").map(str::to_owned);
    appointment.changes.push(Change {
        at: ask.now,
        by: "api",
        flag,
        value,
        motiv,
    });
    let changed = appointment.clone();
    Ok(vec![row(clinic, ask, number, &changed)])
}

/// §7, with the index printed as `1.00`.
pub(crate) fn statuses(clinic: &Clinic) -> Rows {
    let rows = clinic.statuses.iter().zip(1u32..).map(|(status, index)| {
        Row::new()
            .number("index", format!("{index}.00"))
            .int("activ", status.active)
            .text("denumire", status.name.as_str())
            .text("culoare", status.color.as_str())
            .int("is_programare_displayed", status.displayed)
            .int("is_programare_succes", status.success)
            .into()
    });
    Ok(rows.collect())
}
