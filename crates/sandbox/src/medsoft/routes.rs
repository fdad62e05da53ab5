//! The 19 operations of "Cont Online v11": their paths, and which one a request asks for.

use http::Method;
use percent_encoding::percent_decode_str;

/// Where the served MedSoft lives under the sandbox's origin: everything before `/integrations/…`.
pub const BASE_PATH: &str = "/medsoft/api";

const PUBLIC: &str = "/integrations/cont-online/public/";

/// One operation of the document, with what its path carries. Codes are kept as sent: whether they are numbers is the
/// operation's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operation {
    FindPatients,
    CreatePatient,
    UpdatePatient {
        patient: String,
    },
    PatientAppointments {
        patient: String,
    },
    SetAppointmentStatus {
        patient: String,
        appointment: String,
        flag: String,
        value: String,
    },
    AppointmentStatuses,
    PatientServices {
        patient: String,
    },
    PatientPayments {
        patient: String,
    },
    PaymentDetails {
        patient: String,
        note: String,
    },
    PatientContracts {
        patient: String,
    },
    ProductStock {
        product: String,
    },
    AllStock,
    PriceList,
    AddServices,
    AddPayment,
    AddInvoice {
        patient: String,
        note: String,
    },
    ContractDetails {
        patient: String,
        contract: String,
    },
    Doctors,
    GdprForm {
        patient: String,
        order: String,
    },
}

/// The names of the 19 operations.
pub const OPERATIONS: [&str; 19] = [
    "find-patients",
    "create-patient",
    "update-patient",
    "patient-appointments",
    "set-appointment-status",
    "appointment-statuses",
    "patient-services",
    "patient-payments",
    "payment-details",
    "patient-contracts",
    "product-stock",
    "all-stock",
    "price-list",
    "add-services",
    "add-payment",
    "add-invoice",
    "contract-details",
    "doctors",
    "gdpr-form",
];

impl Operation {
    /// The operation's name, the same one the client and the command line use.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::FindPatients => "find-patients",
            Self::CreatePatient => "create-patient",
            Self::UpdatePatient { .. } => "update-patient",
            Self::PatientAppointments { .. } => "patient-appointments",
            Self::SetAppointmentStatus { .. } => "set-appointment-status",
            Self::AppointmentStatuses => "appointment-statuses",
            Self::PatientServices { .. } => "patient-services",
            Self::PatientPayments { .. } => "patient-payments",
            Self::PaymentDetails { .. } => "payment-details",
            Self::PatientContracts { .. } => "patient-contracts",
            Self::ProductStock { .. } => "product-stock",
            Self::AllStock => "all-stock",
            Self::PriceList => "price-list",
            Self::AddServices => "add-services",
            Self::AddPayment => "add-payment",
            Self::AddInvoice { .. } => "add-invoice",
            Self::ContractDetails { .. } => "contract-details",
            Self::Doctors => "doctors",
            Self::GdprForm { .. } => "gdpr-form",
        }
    }
}

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// An operation at the client path as sent.
    Found {
        client_path: String,
        operation: Operation,
    },
    /// The path exists, under another method.
    OtherMethod { client_path: String },
    /// No such path.
    Nowhere,
}

/// Finds the operation of a request.
pub(crate) fn route(method: &Method, path: &str) -> Route {
    let Some(rest) = path
        .strip_prefix(BASE_PATH)
        .and_then(|path| path.strip_prefix(PUBLIC))
    else {
        return Route::Nowhere;
    };
    let mut segments = rest
        .split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned());
    let Some(client_path) = segments.next() else {
        return Route::Nowhere;
    };
    let segments: Vec<String> = segments.collect();
    let found = |wanted: &Method, operation| {
        if method == wanted {
            Route::Found {
                client_path: client_path.clone(),
                operation,
            }
        } else {
            Route::OtherMethod {
                client_path: client_path.clone(),
            }
        }
    };
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let owned = |text: &str| text.to_owned();
    let (get, post, put) = (&Method::GET, &Method::POST, &Method::PUT);
    match segments[..] {
        ["pacient", "cauta"] => found(get, Operation::FindPatients),
        ["pacient"] => found(post, Operation::CreatePatient),
        ["pacient", patient] => found(
            put,
            Operation::UpdatePatient {
                patient: owned(patient),
            },
        ),
        ["pacient", patient, "istoric", "programari"] => found(
            get,
            Operation::PatientAppointments {
                patient: owned(patient),
            },
        ),
        [
            "pacient",
            patient,
            "istoric",
            "programari",
            appointment,
            "status",
            flag,
            value,
        ] => found(
            put,
            Operation::SetAppointmentStatus {
                patient: owned(patient),
                appointment: owned(appointment),
                flag: owned(flag),
                value: owned(value),
            },
        ),
        ["statusProgramari"] => found(get, Operation::AppointmentStatuses),
        ["pacient", patient, "istoric", "servicii"] => found(
            get,
            Operation::PatientServices {
                patient: owned(patient),
            },
        ),
        ["pacient", patient, "istoric", "incasari"] => found(
            get,
            Operation::PatientPayments {
                patient: owned(patient),
            },
        ),
        ["pacient", patient, "istoric", "incasari", note] => found(
            get,
            Operation::PaymentDetails {
                patient: owned(patient),
                note: owned(note),
            },
        ),
        ["pacient", patient, "istoric", "contracte"] => found(
            get,
            Operation::PatientContracts {
                patient: owned(patient),
            },
        ),
        ["stoc"] => found(get, Operation::AllStock),
        ["stoc", product] => found(
            get,
            Operation::ProductStock {
                product: owned(product),
            },
        ),
        ["listaPreturi"] => found(get, Operation::PriceList),
        ["adauga-servicii"] => found(post, Operation::AddServices),
        ["adauga-nota"] => found(post, Operation::AddPayment),
        ["adauga-factura", patient, note] => found(
            post,
            Operation::AddInvoice {
                patient: owned(patient),
                note: owned(note),
            },
        ),
        ["contract-detalii", patient, contract] => found(
            get,
            Operation::ContractDetails {
                patient: owned(patient),
                contract: owned(contract),
            },
        ),
        ["medici"] => found(get, Operation::Doctors),
        ["pacient", patient, "GDPR", order] => found(
            get,
            Operation::GdprForm {
                patient: owned(patient),
                order: owned(order),
            },
        ),
        _ => Route::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths as the document prints them (its line breaks closed).
    const PRINTED: [(&str, &str, &str); 19] = [
        ("GET", "/pacient/cauta", "find-patients"),
        ("POST", "/pacient", "create-patient"),
        ("PUT", "/pacient/2418", "update-patient"),
        ("GET", "/pacient/177/istoric/programari", "patient-appointments"),
        (
            "PUT",
            "/pacient/177/istoric/programari/987654/status/1/true",
            "set-appointment-status",
        ),
        ("GET", "/statusProgramari", "appointment-statuses"),
        ("GET", "/pacient/259/istoric/servicii", "patient-services"),
        ("GET", "/pacient/102/istoric/incasari", "patient-payments"),
        ("GET", "/pacient/106/istoric/incasari/1001", "payment-details"),
        ("GET", "/pacient/745/istoric/contracte", "patient-contracts"),
        ("GET", "/stoc/1", "product-stock"),
        ("GET", "/stoc", "all-stock"),
        ("GET", "/listaPreturi", "price-list"),
        ("POST", "/adauga-servicii", "add-services"),
        ("POST", "/adauga-nota", "add-payment"),
        ("POST", "/adauga-factura/98/3710", "add-invoice"),
        ("GET", "/contract-detalii/2435/141", "contract-details"),
        ("GET", "/medici", "doctors"),
        ("GET", "/pacient/101/GDPR/LAST", "gdpr-form"),
    ];

    fn full(path: &str) -> String {
        format!("/medsoft/api/integrations/cont-online/public/clinica{path}")
    }

    #[test]
    fn every_printed_path_leads_to_its_operation() {
        assert_eq!(PRINTED.map(|(_, _, name)| name), OPERATIONS);
        for (method, path, name) in PRINTED {
            let route = route(&method.parse().unwrap(), &full(path));
            let Route::Found {
                client_path,
                operation,
            } = route
            else {
                panic!("{method} {path}: {route:?}")
            };
            assert_eq!((client_path.as_str(), operation.name()), ("clinica", name));
        }
    }

    #[test]
    fn nothing_the_document_lacks_can_be_read() {
        for path in [
            "/pacient/177",
            "/programari",
            "/facturi",
            "/adauga-factura/98/3710",
            "/pacient",
        ] {
            assert!(
                !matches!(route(&Method::GET, &full(path)), Route::Found { .. }),
                "{path}"
            );
        }
        assert_eq!(
            route(&Method::DELETE, &full("/pacient/177")),
            Route::OtherMethod {
                client_path: "clinica".into()
            }
        );
        assert_eq!(
            route(&Method::GET, "/integrations/cont-online/public/clinica/medici"),
            Route::Nowhere
        );
    }
}
