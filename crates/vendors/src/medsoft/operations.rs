//! The table of operations: names, paths, parameters, and where each stands in the document.

use crate::operation::{Operation, OperationEffect, Parameter, PathSource};
use crate::paths::ways;

const fn path(name: &'static str) -> Parameter {
    Parameter::path(name)
}

const fn query(name: &'static str) -> Parameter {
    Parameter::query(name)
}

const fn needed(name: &'static str) -> Parameter {
    Parameter::needed(name)
}

const fn optional(name: &'static str) -> Parameter {
    Parameter::optional(name)
}

use OperationEffect::{Read, ReadOrWrite, Write};

macro_rules! operations {
    ($( $ident:ident: $name:literal $method:literal $path:literal, $section:literal, $effect:expr, [$($parameter:expr),*]; )+) => {
        $( pub(super) const $ident: Operation = Operation {
            name: $name, method: $method, path: $path, section: concat!("Cont Online v11 §", $section), source: PathSource::Document,
            effect: $effect, parameters: &[$($parameter),*],
        }; )+
        /// All 19 operations, in the document's naming order.
        pub const OPERATIONS: &[Operation] = &[$($ident),+];
    };
}

operations! {
    FIND_PATIENTS: "find-patients" "GET" "/pacient/cauta", "2", Read,
        [query("search"), query("nume"), query("prenume"), query("telefon"), query("dataNastere"), query("cnp"),
         query("cod_pacient")];
    CREATE_PATIENT: "create-patient" "POST" "/pacient", "3", Write,
        [needed("nume"), needed("prenume"), needed("tel1"), optional("email"), optional("tel2"), optional("cnp"),
         optional("sex"), optional("preferinte")];
    UPDATE_PATIENT: "update-patient" "PUT" "/pacient/{codPacient}", "4", Write,
        [path("codPacient"), needed("nume"), needed("prenume"), needed("tel1"), needed("email"), optional("tel2"),
         optional("cnp"), optional("sex"), optional("preferinte")];
    PATIENT_APPOINTMENTS: "patient-appointments" "GET" "/pacient/{codPacient}/istoric/programari", "5", Read,
        [path("codPacient")];
    SET_APPOINTMENT_STATUS: "set-appointment-status" "PUT"
        "/pacient/{codPacient}/istoric/programari/{codProgramare}/status/{flagIndex}/{newFlagValue}", "6", Write,
        [path("codPacient"), path("codProgramare"), path("flagIndex"), path("newFlagValue"), query("motiv")];
    APPOINTMENT_STATUSES: "appointment-statuses" "GET" "/statusProgramari", "7", Read, [];
    PATIENT_SERVICES: "patient-services" "GET" "/pacient/{codPacient}/istoric/servicii", "8", Read,
        [path("codPacient")];
    PATIENT_PAYMENTS: "patient-payments" "GET" "/pacient/{codPacient}/istoric/incasari", "9", Read,
        [path("codPacient")];
    PAYMENT_DETAILS: "payment-details" "GET" "/pacient/{codPacient}/istoric/incasari/{codNota}", "10", Read,
        [path("codPacient"), path("codNota")];
    PATIENT_CONTRACTS: "patient-contracts" "GET" "/pacient/{codPacient}/istoric/contracte", "11", Read,
        [path("codPacient")];
    PRODUCT_STOCK: "product-stock" "GET" "/stoc/{cod_produs}", "12", Read, [path("cod_produs")];
    ALL_STOCK: "all-stock" "GET" "/stoc", "13", Read, [];
    PRICE_LIST: "price-list" "GET" "/listaPreturi", "14", Read, [query("tipServiciu"), query("date")];
    ADD_SERVICES: "add-services" "POST" "/adauga-servicii", "15", Write,
        [needed("codPacient"), needed("codPunctLucru"), needed("codServiciu"), needed("tipServiciu"),
         optional("cantitate"), optional("pret")];
    ADD_PAYMENT: "add-payment" "POST" "/adauga-nota", "16", Write,
        [needed("codPacient"), needed("codPunctLucru"), needed("total"), needed("listaCoduriServicii")];
    ADD_INVOICE: "add-invoice" "POST" "/adauga-factura/{codPacient}/{codNota}", "17", Write,
        [path("codPacient"), path("codNota"), query("facturaPdf")];
    CONTRACT_DETAILS: "contract-details" "GET" "/contract-detalii/{codPacient}/{codContract}", "18", Read,
        [path("codPacient"), path("codContract")];
    DOCTORS: "doctors" "GET" "/medici", "19", Read,
        [query("cod_medic"), query("cod_punct_lucru"), query("includeInactive")];
    GDPR_FORM: "gdpr-form" "GET" "/pacient/{codPacient}/GDPR/{tipComanda}", "20", ReadOrWrite,
        [path("codPacient"), path("tipComanda"), query("readonly")];
}

ways!(OPERATIONS);

/// The operation of a name in kebab-case.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Place;

    #[test]
    fn the_readme_lists_the_same_operations() {
        let readme = include_str!("../../README.md");
        for entry in OPERATIONS {
            let section = entry.section.trim_start_matches("Cont Online v11 ");
            let row = format!(
                "| {} | {} | `{}` | {section} | `",
                entry.name, entry.method, entry.path
            );
            assert!(readme.contains(&row), "{row}");
        }
    }

    #[test]
    fn the_table_is_whole_and_agrees_with_its_paths() {
        assert_eq!(OPERATIONS.len(), 19);
        for entry in OPERATIONS {
            assert_eq!(operation(entry.name), Some(entry));
            let in_path: Vec<_> = entry
                .parameters
                .iter()
                .filter(|p| p.place == Place::Path)
                .collect();
            assert_eq!(entry.path.matches('{').count(), in_path.len(), "{}", entry.name);
            for parameter in in_path {
                assert!(
                    entry.path.contains(&format!("{{{}}}", parameter.name)),
                    "{}",
                    entry.name
                );
                assert!(parameter.required);
            }
            let writes = entry.effect == Write;
            assert_eq!(entry.method != "GET", writes, "{}", entry.name);
        }
        assert_eq!(operation("gdpr-form").unwrap().effect, ReadOrWrite);
        assert_eq!(operation("no-such"), None);
    }
}
