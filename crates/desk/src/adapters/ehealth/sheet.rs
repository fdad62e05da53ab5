//! A contract request as it is read: every field of both kinds under a key of ours, in the order in which a person
//! reads a contract.

use frontdesk_vendors::ehealth::{
    ContractRequest, ContractRequestAnswer, ContractType, Employee, EmployeeDivision, ExternalContractor,
    LegalEntity, Party, PaymentDetails, Speciality,
};

use super::part::Part;
use super::place::{address, division};
use super::printout::readable;
use crate::adapters::{ContractSheet, ContractSheetRow, SheetDocument};
use crate::contracts::{ContractKind, SheetSection};

/// The sheet of an answer to a question about `kind` and `id`.
pub(super) fn sheet(answer: &ContractRequestAnswer, kind: ContractKind, id: &str) -> ContractSheet {
    let request = &answer.request;
    let row = ContractSheetRow {
        vendor_id: request.id.clone().unwrap_or_else(|| id.to_owned()),
        kind: request.contract_type().map_or(kind, kind_of),
        status: request.status.clone(),
        number: request.contract_number.clone(),
        start: request.start_date.as_ref().map(|date| date.date),
        end: request.end_date.as_ref().map(|date| date.date),
    };
    let documents = answer.documents.iter().filter_map(|document| {
        Some(SheetDocument {
            kind: document.kind.clone().unwrap_or_default(),
            url: document.url.clone()?,
        })
    });
    ContractSheet {
        row,
        sections: sections(request),
        documents: documents.collect(),
    }
}

/// The desk's kind of contract.
pub(super) fn kind_of(kind: ContractType) -> ContractKind {
    match kind {
        ContractType::Capitation => ContractKind::Capitation,
        ContractType::Reimbursement => ContractKind::Reimbursement,
    }
}

fn sections(request: &ContractRequest) -> Vec<SheetSection> {
    let mut owner = Part::new("owner");
    if let Some(person) = &request.contractor_owner {
        employee(&mut owner, person);
    }
    owner.text("ground", request.contractor_base.as_deref());
    let mut signer = Part::new("signer");
    if let Some(person) = &request.nhs_signer {
        employee(&mut signer, person);
    }
    signer.text("ground", request.nhs_signer_base.as_deref());
    let mut printout = Part::new("printout");
    let text = request.printout_content.as_deref().map(readable);
    printout.text("printout", text.as_deref());
    [
        contract(request),
        entity("contractor", request.contractor_legal_entity.as_deref()),
        owner,
        payment(request.contractor_payment_details.as_deref()),
        divisions(request),
        doctors(request),
        external_contractors(request),
        programmes(request),
        entity("health-service", request.nhs_legal_entity.as_deref()),
        signer,
        printout,
    ]
    .into_iter()
    .filter_map(Part::finished)
    .collect()
}

fn contract(request: &ContractRequest) -> Part {
    let mut part = Part::new("contract");
    part.text("number", request.contract_number.as_deref());
    part.word(
        "type",
        request.contract_type.as_deref().or(request.kind.as_deref()),
    );
    part.word("status", request.status.as_deref());
    part.text("status-reason", request.status_reason.as_deref());
    part.date("start", request.start_date.as_ref());
    part.date("end", request.end_date.as_ref());
    part.text("issue-city", request.issue_city.as_deref());
    part.text("form", request.id_form.as_deref());
    part.money("price", request.nhs_contract_price);
    part.word("payment-method", request.nhs_payment_method.as_deref());
    part.number("patients-signed", request.contractor_rmsp_amount);
    part.instant("made-at", request.inserted_at.as_ref());
    part.instant("changed-at", request.updated_at.as_ref());
    part.id("request-id", request.id.as_deref());
    part.id("contract-id", request.contract_id.as_deref());
    part.id("parent-contract-id", request.parent_contract_id.as_deref());
    part.id("previous-request-id", request.previous_request_id.as_deref());
    part.id("assignee-id", request.assignee_id.as_deref());
    part.unknown(&request.extra);
    part
}

fn entity(key: &str, entity: Option<&LegalEntity>) -> Part {
    let mut part = Part::new(key);
    if let Some(entity) = entity {
        part.text("name", entity.name.as_deref());
        legal(&mut part, entity);
    }
    part
}

/// A legal entity but for its name.
fn legal(part: &mut Part, entity: &LegalEntity) {
    part.text("register-number", entity.edrpou.as_deref());
    if let Some(addresses) = &entity.addresses {
        addresses.iter().for_each(|place| address(part, place));
        part.broken("addresses", &addresses.unreadable);
    }
    part.id("id", entity.id.as_deref());
    part.unknown(&entity.extra);
}

/// Family name, given name, patronymic: as people are called in contracts.
fn name_of(party: &Party) -> Option<String> {
    let names = [&party.last_name, &party.first_name, &party.second_name];
    let whole: Vec<&str> = names.into_iter().flatten().map(|name| name.trim()).collect();
    Some(whole.join(" ")).filter(|whole| !whole.trim().is_empty())
}

fn employee(part: &mut Part, employee: &Employee) {
    let name = employee.party.as_deref().and_then(name_of);
    part.text("person", name.as_deref());
    about(part, employee);
}

/// An employee but for the name.
fn about(part: &mut Part, employee: &Employee) {
    if let Some(party) = &employee.party {
        part.unknown(&party.extra);
    }
    part.id("employee-id", employee.id.as_deref());
    part.unknown(&employee.extra);
    if let Some(of) = &employee.speciality {
        part.holds(speciality(of));
    }
}

fn speciality(of: &Speciality) -> Part {
    let mut part = Part::new("speciality");
    part.word("speciality", of.speciality.as_deref());
    part.truth("speciality-main", of.officio);
    part.word("speciality-level", of.level.as_deref());
    part.word("qualification", of.qualification_type.as_deref());
    part.text("attested-by", of.attestation_name.as_deref());
    part.date("attested-on", of.attestation_date.as_ref());
    part.date("valid-to", of.valid_to_date.as_ref());
    part.text("certificate", of.certificate_number.as_deref());
    part.unknown(&of.extra);
    part
}

fn payment(details: Option<&PaymentDetails>) -> Part {
    let mut part = Part::new("payment");
    if let Some(details) = details {
        part.text("bank", details.bank_name.as_deref());
        part.text("bank-code", details.mfo.as_deref());
        part.text("account", details.payer_account.as_deref());
        part.unknown(&details.extra);
    }
    part
}

fn divisions(request: &ContractRequest) -> Part {
    let mut part = Part::new("divisions");
    if let Some(divisions) = &request.contractor_divisions {
        divisions.iter().for_each(|place| part.holds(division(place)));
        part.broken("contractor_divisions", &divisions.unreadable);
    }
    part
}

fn doctors(request: &ContractRequest) -> Part {
    let mut part = Part::new("doctors");
    if let Some(doctors) = &request.contractor_employee_divisions {
        doctors
            .iter()
            .for_each(|of| part.holds(doctor(of, division_name(request, of))));
        part.broken("contractor_employee_divisions", &doctors.unreadable);
    }
    part
}

/// A doctor names the division by its id; the name stands among the divisions.
fn division_name<'a>(request: &'a ContractRequest, doctor: &EmployeeDivision) -> Option<&'a str> {
    let wanted = doctor.division_id.as_deref()?;
    let divisions = request.contractor_divisions.as_ref()?;
    let found = divisions
        .iter()
        .find(|division| division.id.as_deref() == Some(wanted))?;
    found.name.as_deref()
}

fn doctor(of: &EmployeeDivision, division: Option<&str>) -> Part {
    let employee = of.employee.as_deref();
    let party = employee.and_then(|employee| employee.party.as_deref());
    let mut part = Part::new("doctor").titled(party.and_then(name_of));
    part.text("works-in", division);
    part.number("staff-units", of.staff_units);
    part.number("declaration-limit", of.declaration_limit);
    part.id("division-id", of.division_id.as_deref());
    if let Some(employee) = employee {
        about(&mut part, employee);
    }
    part.unknown(&of.extra);
    part
}

fn external_contractors(request: &ContractRequest) -> Part {
    let mut part = Part::new("external-contractors");
    part.truth("external-contractors-used", request.external_contractor_flag);
    if let Some(others) = &request.external_contractors {
        others
            .iter()
            .for_each(|other| part.holds(external_contractor(other)));
        part.broken("external_contractors", &others.unreadable);
    }
    part
}

fn external_contractor(other: &ExternalContractor) -> Part {
    let entity = other.legal_entity.as_deref();
    let mut part = Part::new("external-contractor").titled(entity.and_then(|entity| entity.name.clone()));
    if let Some(contract) = &other.contract {
        part.text("external-number", contract.number.as_deref());
        part.date("external-start", contract.issued_at.as_ref());
        part.date("external-end", contract.expires_at.as_ref());
        part.unknown(&contract.extra);
    }
    if let Some(entity) = entity {
        legal(&mut part, entity);
    }
    if let Some(divisions) = &other.divisions {
        for division in divisions.iter() {
            let mut place = Part::new("external-division").titled(division.name.clone());
            place.text("medical-service", division.medical_service.as_deref());
            place.id("division-id", division.id.as_deref());
            place.unknown(&division.extra);
            part.holds(place);
        }
        part.broken("divisions", &divisions.unreadable);
    }
    part.unknown(&other.extra);
    part
}

fn programmes(request: &ContractRequest) -> Part {
    let mut part = Part::new("programmes");
    for programme in request.medical_programs.iter().flat_map(|texts| &texts.0) {
        part.id("programme", Some(programme));
    }
    part.id("programme", request.medical_program_id.as_deref());
    part
}
