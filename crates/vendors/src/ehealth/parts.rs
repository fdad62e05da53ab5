//! What contract requests are made of. Every field is optional: the server leaves out what is empty.

use chrono::NaiveTime;
use rust_decimal::Decimal;
use serde::ser::{Serialize as _, Serializer};
use serde_json::value::RawValue;

use crate::nested::{List, Nested};
use crate::row::row;
use crate::scalar::{Scalar, VendorDate};

row! {
    /// A postal address.
    pub struct Address {
        /// `RESIDENCE`, `REGISTRATION` or another entry of the vendor's dictionary.
        kind: String = "type",
        /// Country code.
        country: String = "country",
        /// Oblast.
        area: String = "area",
        /// Raion.
        region: String = "region",
        /// Town or village.
        settlement: String = "settlement",
        /// Its kind.
        settlement_type: String = "settlement_type",
        /// Its id, which is not always a UUID.
        settlement_id: String = "settlement_id",
        /// The kind of street.
        street_type: String = "street_type",
        /// Street.
        street: String = "street",
        /// House.
        building: String = "building",
        /// Flat.
        apartment: String = "apartment",
        /// Postal code.
        zip: String = "zip",
    }
}

row! {
    /// A legal entity.
    pub struct LegalEntity {
        /// Id.
        id: String = "id",
        /// Name.
        name: String = "name",
        /// Number in the state register.
        edrpou: String = "edrpou",
        /// Addresses.
        addresses: List<Address> = "addresses",
    }
}

row! {
    /// A person's names.
    pub struct Party {
        /// Given name.
        first_name: String = "first_name",
        /// Family name.
        last_name: String = "last_name",
        /// Patronymic.
        second_name: String = "second_name",
    }
}

row! {
    /// A speciality and the papers for it.
    pub struct Speciality {
        /// Which.
        speciality: String = "speciality",
        /// Whether it is the one employed for.
        officio: bool = "speciality_officio",
        /// Level.
        level: String = "level",
        /// How it was got.
        qualification_type: String = "qualification_type",
        /// Who attested it.
        attestation_name: String = "attestation_name",
        /// When.
        attestation_date: VendorDate = "attestation_date",
        /// Until when.
        valid_to_date: VendorDate = "valid_to_date",
        /// The certificate's number.
        certificate_number: String = "certificate_number",
    }
}

row! {
    /// An employee: an owner, a signer, a doctor.
    pub struct Employee {
        /// Id.
        id: String = "id",
        /// Names.
        party: Nested<Party> = "party",
        /// Speciality.
        speciality: Nested<Speciality> = "speciality",
    }
}

row! {
    /// Where the money goes.
    pub struct PaymentDetails {
        /// Bank.
        bank_name: String = "bank_name",
        /// The bank's code.
        mfo: String = "MFO",
        /// Account.
        payer_account: String = "payer_account",
    }
}

row! {
    /// A phone.
    pub struct Phone {
        /// Kind.
        kind: String = "type",
        /// Number.
        number: String = "number",
    }
}

/// The opening hours of one day, written with dots: `08.00`. Written back as they came.
#[derive(Clone, Debug)]
pub struct Hours {
    /// From and to, in the vendor's order.
    pub ranges: Vec<(NaiveTime, NaiveTime)>,
    raw: Box<RawValue>,
}

impl PartialEq for Hours {
    fn eq(&self, other: &Self) -> bool {
        self.raw.get() == other.raw.get()
    }
}

/// `8.00`, `08.00`; a colon is taken as a dot.
fn hour(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.trim().split_once(['.', ':'])?;
    if minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
        return None;
    }
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

impl Scalar for Hours {
    fn read(raw: &str) -> Option<Self> {
        let texts: Vec<(String, String)> = serde_json::from_str(raw).ok()?;
        let ranges = texts.iter().map(|(from, to)| Some((hour(from)?, hour(to)?)));
        Some(Self {
            ranges: ranges.collect::<Option<_>>()?,
            raw: RawValue::from_string(raw.to_owned()).ok()?,
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

row! {
    /// Opening hours; days may be missing.
    pub struct WorkingHours {
        /// Monday.
        mon: Hours = "mon",
        /// Tuesday.
        tue: Hours = "tue",
        /// Wednesday.
        wed: Hours = "wed",
        /// Thursday.
        thu: Hours = "thu",
        /// Friday.
        fri: Hours = "fri",
        /// Saturday.
        sat: Hours = "sat",
        /// Sunday.
        sun: Hours = "sun",
    }
}

row! {
    /// A place where the contractor works.
    pub struct Division {
        /// Id.
        id: String = "id",
        /// Name.
        name: String = "name",
        /// Addresses.
        addresses: List<Address> = "addresses",
        /// Phones.
        phones: List<Phone> = "phones",
        /// E-mail address.
        email: String = "email",
        /// Opening hours.
        working_hours: Nested<WorkingHours> = "working_hours",
        /// Whether it lies in the mountains, where pay is higher.
        mountain_group: bool = "mountain_group",
    }
}

row! {
    /// A doctor's share of work in a division.
    pub struct EmployeeDivision {
        /// Who.
        employee: Nested<Employee> = "employee",
        /// Share of a full post.
        staff_units: Decimal = "staff_units",
        /// How many patients may sign with this doctor.
        declaration_limit: Decimal = "declaration_limit",
        /// Where.
        division_id: String = "division_id",
    }
}

row! {
    /// A contract with somebody who does part of the work.
    pub struct ExternalContract {
        /// Number.
        number: String = "number",
        /// From.
        issued_at: VendorDate = "issued_at",
        /// To.
        expires_at: VendorDate = "expires_at",
    }
}

row! {
    /// A place of an external contractor.
    pub struct ExternalDivision {
        /// Id.
        id: String = "id",
        /// Name.
        name: String = "name",
        /// What is done there.
        medical_service: String = "medical_service",
    }
}

row! {
    /// Somebody who does part of the work.
    pub struct ExternalContractor {
        /// Who.
        legal_entity: Nested<LegalEntity> = "legal_entity",
        /// On what contract.
        contract: Nested<ExternalContract> = "contract",
        /// Where.
        divisions: List<ExternalDivision> = "divisions",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_dots_and_come_back_as_they_were() {
        let raw = r#"[["8.00","12.00"],["14.30","18.00"]]"#;
        let hours = Hours::read(raw).unwrap();
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        assert_eq!(hours.ranges, [(at(8, 0), at(12, 0)), (at(14, 30), at(18, 0))]);
        assert_eq!(serde_json::to_string(&crate::scalar::Wire(&hours)).unwrap(), raw);
        assert!(Hours::read("[]").unwrap().ranges.is_empty());
        for bad in [
            r#"[["8","12.00"]]"#,
            r#"[["08.00"]]"#,
            r#"[["25.00","26.00"]]"#,
            r#"[["08.0","09.00"]]"#,
            r#"[["008.00","09.00"]]"#,
            r#"{"a":1}"#,
            "\"08.00\"",
        ] {
            assert!(Hours::read(bad).is_none(), "{bad}");
        }
    }
}
