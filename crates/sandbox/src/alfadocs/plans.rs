//! Care plans and their entries.

use serde_json::{Value, json};

use super::ask::{Ask, Refusal, unknown};
use super::dialect::{PlanData, Scalars};
use super::practice::{Fields, Kind, Practice, told};
use super::reply::Reply;

fn plan<'a>(practice: &'a Practice, ask: &Ask) -> Result<(u32, &'a Fields), Refusal> {
    let id = ask.id(0, "Care plan")?;
    let row = practice.plans.get(&id).ok_or_else(|| unknown("Care plan"))?;
    Ok((id, row))
}

pub(crate) fn show(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (_, row) = plan(practice, ask)?;
    let row = told(row, Kind::Other, ask.dialect);
    Ok(Reply::success(match ask.dialect.plan_data {
        PlanData::Object => row,
        PlanData::List => json!([row]),
    }))
}

/// Not under `data`, as the sample has it.
pub(crate) fn signature_status(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (_, row) = plan(practice, ask)?;
    let signed = &row["isSigned"];
    let signed = match ask.dialect.scalars {
        Scalars::Typed => signed.clone(),
        Scalars::Text => json!(signed.to_string()),
    };
    Ok(Reply::Json(json!({ "status": "success", "isSigned": signed })))
}

pub(crate) fn entry(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (plan, _) = plan(practice, ask)?;
    let id = ask.id(1, "Care plan entry")?;
    match practice.entries.get(&id) {
        Some(row) if row["carePlanId"] == plan => Ok(Reply::success(told(row, Kind::Other, ask.dialect))),
        _ => Err(unknown("Care plan entry")),
    }
}

pub(crate) fn of_appointment(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.id(0, "Appointment")?;
    if !practice.appointments.contains_key(&id) {
        return Err(unknown("Appointment"));
    }
    let rows: Vec<Value> = practice
        .entries
        .values()
        .filter(|row| row["appointmentId"] == id)
        .map(|row| told(row, Kind::Other, ask.dialect))
        .collect();
    Ok(Reply::success(json!(rows)))
}
