//! §11, §18 and §20: contracts and GDPR forms.

use super::ask::{Ask, Refusal, Rows, code, forbidden, invalid, unknown};
use super::build::token;
use super::clinic::{Clinic, Form};
use super::dialect::{ContractCode, GdprTemplate};
use crate::dice::Dice;
use crate::json::Row;

/// §11.
pub(crate) fn of_patient(clinic: &Clinic, ask: &Ask, patient: &str) -> Rows {
    let patient = code(patient, "codPacient")?;
    if !clinic.patients.contains_key(&patient) {
        return ask.nothing("Pacientul");
    }
    let rows = clinic.contracts.of(patient).map(|(number, contract)| {
        let row = Row::new().int("_cod_pacient", patient);
        let row = match ask.dialect.contract_code {
            ContractCode::Absent => row,
            ContractCode::Present => row.int("_cod_contract_pacient", number),
        };
        row.text("Denumire contract", contract.name.as_str())
            .text("Data inceput", contract.begin.to_string())
            .maybe_text("Data sfarsit", contract.end.map(|end| end.to_string()))
            .into()
    });
    Ok(rows.collect())
}

/// §18. A row has its own `Status`, a text.
pub(crate) fn details(clinic: &Clinic, ask: &Ask, patient: &str, contract: &str) -> Rows {
    let (patient, number) = (code(patient, "codPacient")?, code(contract, "codContract")?);
    let filed = clinic.contracts.is_filed(patient, number);
    let Some(contract) = clinic.contracts.get(number).filter(|_| filed) else {
        return ask.nothing("Contractul");
    };
    let rows = contract.steps.iter().map(|step| {
        Row::new()
            .int("_cod_pacient", patient)
            .int("_cod_contract_pacient", number)
            .int("_cod_contract_servicii", step.code)
            .int("_cod_procedura", step.procedure)
            .int("_status", step.status.0)
            .text("Status", step.status.1)
            .text("Denumire serviciu", step.name)
            .maybe_text(
                "Medic",
                step.doctor
                    .and_then(|doctor| clinic.doctor_name(doctor))
                    .map(|name| ask.name(&name)),
            )
            .maybe_text("Data", step.at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()))
            .maybe_text("Punct lucru", clinic.place_name(step.place))
            .into()
    });
    Ok(rows.collect())
}

/// §20. `NEW` makes a form each time it is called.
pub(crate) fn gdpr_form(clinic: &mut Clinic, ask: &Ask, patient: &str, order: &str) -> Rows {
    let patient = code(patient, "codPacient")?;
    if ask.dialect.gdpr_template == GdprTemplate::Missing {
        return Err(Refusal {
            code: 103,
            text: "Cod șablon GDPR pentru Cont Online nu este configurat.".into(),
        });
    }
    if !clinic
        .patients
        .get(&patient)
        .is_some_and(|patient| patient.enabled)
    {
        return Err(unknown("Pacientul"));
    }
    let number = match order {
        "NEW" => {
            let stream = clinic.forms.of(patient).count() as u64;
            let token = token(&mut Dice::new(u64::from(patient), stream));
            clinic.forms.file(
                patient,
                Form {
                    added: ask.now,
                    token,
                },
            )
        }
        "LAST" => match clinic.forms.of(patient).next_back() {
            Some((number, _)) => number,
            None => return Err(forbidden("Pacientul nu are nicio fișă GDPR.")),
        },
        _ => return Err(invalid("tipComanda poate fi LAST sau NEW.")),
    };
    let Some(form) = clinic.forms.get(number) else {
        return ask.nothing("Fișa");
    };
    // The vendor's own page is not imitated; the name is reserved for examples. The sample ends in a space.
    let view = if ask.is_true("readonly") { "r" } else { "f" };
    let row = Row::new()
        .text(
            "URL",
            format!("https://doc.medsoft.example/pub/{view}/{number}/{} ", form.token),
        )
        .int("cod_fisa", number)
        .text(
            "data_adaugare",
            form.added.format("%Y-%m-%d %H:%M:%S").to_string(),
        );
    Ok(vec![row.into()])
}
