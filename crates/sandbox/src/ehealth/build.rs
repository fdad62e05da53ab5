//! A medical centre's contract requests, and a few of its neighbour's.

use chrono::{Duration, NaiveDateTime};
use serde_json::{Map, Value, json};

use super::requests::{ContractRequest, Kind, STATUSES};
use crate::dice::Dice;
use crate::people::Person;
use crate::people::lands::UKRAINE;

/// An id of the form that version 4 UUIDs have.
pub(crate) fn uuid(dice: &mut Dice) -> String {
    let mut hex = |length: usize| -> String {
        (0..length)
            .map(|_| char::from(dice.pick(b"0123456789abcdef")))
            .collect()
    };
    format!("{}-{}-4{}-a{}-{}", hex(8), hex(4), hex(3), hex(3), hex(12))
}

/// A token of the form that the document prints.
pub(crate) fn token(dice: &mut Dice) -> String {
    (0..32)
        .map(|_| char::from(dice.pick(b"0123456789abcdef")))
        .collect()
}

/// Everything that is invented once and appears in many requests.
struct World {
    now: NaiveDateTime,
    own: Value,
    neighbour: Value,
    health_service: Value,
    divisions: Vec<Value>,
    owner: Value,
    employees: Vec<Value>,
    signer: Value,
    programs: Vec<String>,
}

/// The fields of a literal object.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn party(person: &Person, dice: &mut Dice) -> Value {
    // Not everybody has a patronymic.
    let second = match dice.below(5) {
        0 => Value::Null,
        _ => json!(if person.sex == crate::people::Sex::Male {
            dice.pick(&["Миколайович", "Олексійович", "Їжакович", "Григорович"])
        } else {
            dice.pick(&["Миколаївна", "Олексіївна", "Андріївна", "Григорівна"])
        }),
    };
    json!({ "first_name": person.first, "last_name": person.last, "second_name": second })
}

fn address(dice: &mut Dice, kind: &str) -> Value {
    let (area, region, settlement, settlement_type) = dice.pick(&[
        ("Львівська", "Стрийський", "Стрий", "CITY"),
        ("Закарпатська", "Хустський", "Довге", "VILLAGE"),
        ("Чернігівська", "Ніжинський", "Ніжин", "CITY"),
    ]);
    let short = dice.percent(30);
    let optional = |value: &str| if short { Value::Null } else { json!(value) };
    json!({
        "type": kind, "country": "UA", "area": area, "region": optional(region), "settlement": settlement,
        "settlement_type": settlement_type, "settlement_id": token(dice)[..8],
        "street_type": optional("STREET"), "street": optional("вул. Смерекова"),
        "building": dice.between(1, 90).to_string(), "apartment": optional("23"), "zip": optional("02090"),
    })
}

fn entity(dice: &mut Dice, name: &str, edrpou: &str) -> Value {
    json!({ "id": uuid(dice), "name": name, "edrpou": edrpou, "addresses": [address(dice, "RESIDENCE")] })
}

fn division(dice: &mut Dice, name: &str, hours: Value) -> Value {
    json!({
        "id": uuid(dice), "name": name, "addresses": [address(dice, "RESIDENCE")],
        "phones": [{ "type": "MOBILE", "number": format!("+38063000{:04}", dice.between(0, 9_999)) }],
        "email": "viddilennia@example.com", "working_hours": hours,
        "mountain_group": if dice.percent(40) { Value::Null } else { json!(dice.percent(30)) },
    })
}

fn employee(dice: &mut Dice, now: NaiveDateTime, division: &Value) -> Value {
    let person = UKRAINE.adult(dice, now.date());
    let speciality = dice.pick(&["THERAPIST", "PEDIATRICIAN", "FAMILY_DOCTOR"]);
    json!({
        "employee": {
            "id": uuid(dice),
            "party": party(&person, dice),
            "speciality": {
                "speciality": speciality, "speciality_officio": true, "level": dice.pick(&["FIRST", "SECOND", "HIGHEST"]),
                "qualification_type": "AWARDING", "attestation_name": "Академія Богомольця",
                "attestation_date": "2017-02-28", "valid_to_date": "2020-02-28",
                "certificate_number": format!("AB/{}", dice.between(10_000, 99_999)),
            },
        },
        "staff_units": dice.pick(&[0.25, 0.5, 1.0]),
        "declaration_limit": dice.pick(&[1_800, 2_000]),
        "division_id": division["id"],
    })
}

fn worker(dice: &mut Dice, now: NaiveDateTime) -> Value {
    let person = UKRAINE.adult(dice, now.date());
    json!({ "id": uuid(dice), "party": party(&person, dice) })
}

impl World {
    fn new(dice: &mut Dice, now: NaiveDateTime) -> Self {
        let short = [["08.00", "12.00"]];
        let week = json!({
            "mon": [["08.00", "12.00"], ["14.00", "18.00"]], "tue": short, "wed": short, "thu": short,
            "fri": [["8.30", "12.00"]],
        });
        let divisions = vec![
            division(dice, "Амбулаторія № 1 «Смерекова долина»", week),
            division(dice, "Фельдшерський пункт села Довге", Value::Null),
        ];
        let employees = (0..4)
            .map(|index| employee(dice, now, &divisions[index % 2]))
            .collect();
        Self {
            now,
            own: entity(dice, "Медичний центр «Смерекова долина»", "90000017"),
            neighbour: entity(dice, "Клініка «Синій дзвін»", "90000023"),
            health_service: entity(dice, "Національна служба здоров'я", "90000038"),
            owner: worker(dice, now),
            signer: worker(dice, now),
            programs: (0..3).map(|_| uuid(dice)).collect(),
            divisions,
            employees,
        }
    }

    fn request(&self, dice: &mut Dice, kind: Kind, status: &str, round: usize) -> ContractRequest {
        let theirs = round == 2;
        let legal_entity = if theirs { &self.neighbour } else { &self.own };
        let made = self.now - Duration::days(dice.between(3, 300)) - Duration::minutes(dice.between(0, 900));
        let reviewed = status != "NEW";
        let agreed = matches!(status, "APPROVED" | "PENDING_NHS_SIGN" | "NHS_SIGNED" | "SIGNED");
        let ended = matches!(status, "DECLINED" | "TERMINATED");
        let if_so = |so: bool, value: Value| if so { value } else { Value::Null };
        // Somebody has begun it and has not yet said for whom: public clients have met such requests.
        let begun = status == "NEW" && round == 1;
        let mut fields = object(json!({
            "id": uuid(dice),
            "contract_type": kind.name(),
            "contractor_legal_entity": if_so(!begun, legal_entity.clone()),
            "contractor_owner": if_so(!begun, self.owner.clone()),
            "contractor_base": "на підставі статуту",
            "contractor_payment_details": {
                "bank_name": if_so(round == 0, json!("Банк «Зразок»")), "MFO": if_so(round == 0, json!("300001")),
                "payer_account": format!("UA{:027}", dice.between(1, 999_999_999)),
            },
            "id_form": match kind { Kind::Capitation => "PMD_1", Kind::Reimbursement => "RMB-1" },
            "nhs_signer": if_so(agreed, self.signer.clone()),
            "nhs_legal_entity": if_so(agreed, self.health_service.clone()),
            "nhs_signer_base": if_so(agreed, json!("на підставі наказу")),
            "nhs_contract_price": if_so(agreed, json!(dice.between(40_000, 90_000))),
            "nhs_payment_method": if_so(agreed, json!(dice.pick(&["BACKWARD", "FORWARD"]))),
            "status": status,
            "status_reason": if_so(ended, json!("Не відповідає попереднім домовленостям")),
            "issue_city": if_so(agreed, json!("Київ")),
            "contract_number": if_so(agreed, json!(format!("0000-{}-9EAX-3115", 1_000 + dice.between(0, 8_999)))),
            "contract_id": if_so(status == "SIGNED", json!(uuid(dice))),
            "parent_contract_id": if_so(round == 1, json!(uuid(dice))),
            "start_date": (made.date() + Duration::days(30)).to_string(),
            "end_date": (made.date() + Duration::days(395)).to_string(),
            "printout_content": if_so(matches!(status, "PENDING_NHS_SIGN" | "NHS_SIGNED" | "SIGNED"),
                json!("<p>Договір про медичне обслуговування</p>")),
            "previous_request_id": if_so(round == 1, json!(uuid(dice))),
            "assignee_id": if_so(reviewed, json!(uuid(dice))),
            "inserted_at": made.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "updated_at": (made + Duration::days(2)).format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }));
        fields.extend(self.of_kind(kind, round));
        ContractRequest {
            id: fields["id"].as_str().unwrap_or_default().to_owned(),
            kind,
            status: status.to_owned(),
            owner: legal_entity["id"].as_str().unwrap_or_default().to_owned(),
            fields,
            bare: status == "IN_PROCESS" && round == 0,
        }
    }

    /// The fields that only one kind of contract has.
    fn of_kind(&self, kind: Kind, round: usize) -> Map<String, Value> {
        object(match kind {
            Kind::Reimbursement => json!({ "medical_programs": self.programs[..=round.min(2)] }),
            Kind::Capitation => json!({
                "contractor_rmsp_amount": 50_000 + round,
                "contractor_divisions": self.divisions,
                "contractor_employee_divisions": if round == 1 { Value::Null } else { json!(self.employees) },
                "external_contractor_flag": round == 0,
                "external_contractors": if round != 0 { Value::Null } else { json!([{
                    "legal_entity": { "id": self.neighbour["id"], "name": self.neighbour["name"] },
                    "contract": { "number": "1234567", "issued_at": "2018-01-01", "expires_at": "2019-01-01" },
                    "divisions": [{
                        "id": self.divisions[0]["id"], "name": self.divisions[0]["name"], "medical_service": "Послуга ПМД",
                    }],
                }]) },
            }),
        })
    }
}

/// Two rounds of every status of both kinds for the medical centre whose id is `own`, and one for its neighbour.
pub(crate) fn requests(dice: &mut Dice, own: &str, now: NaiveDateTime) -> Vec<ContractRequest> {
    let mut world = World::new(dice, now);
    world.own["id"] = json!(own);
    let mut requests = Vec::new();
    for kind in Kind::ALL {
        for status in STATUSES {
            for round in 0..3 {
                requests.push(world.request(dice, kind, status, round));
            }
        }
    }
    requests
}
