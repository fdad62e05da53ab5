//! Calling an operation by name, for support people: parameters in the vendor's spelling in, JSON out.

use std::collections::BTreeMap;

use super::add_invoice::WithoutPdf;
use super::call_input::Input;
use super::{
    AddInvoice, Doctors, FindPatients, GdprCommand, GetGdprForm, InvoicePdf, Medsoft, OPERATIONS, PriceList,
    SetAppointmentStatus, operation,
};
use crate::VendorError;
use crate::call::{CallAnswer, CallError, json, list, one};

impl Medsoft {
    /// Calls an operation by its name in kebab-case. Parameters are spelt as in [`OPERATIONS`]; the fields of
    /// `create-patient` and `update-patient` may be parameters or a JSON body, those of `add-services` (a list) and
    /// `add-payment` are a JSON body.
    ///
    /// # Errors
    /// [`CallError::Usage`] for names that do not exist or are missing, [`CallError::Vendor`] for all else.
    pub async fn call(
        &self,
        name: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
    ) -> Result<CallAnswer, CallError> {
        let Some(operation) = operation(name) else {
            let names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
            return Err(CallError::Usage(format!(
                "unknown operation {name:?}; one of: {}",
                names.join(", ")
            )));
        };
        let input = Input::new(operation, params, body)?;
        let patient = || input.whole("codPacient");
        let answer = match operation.name {
            "find-patients" => list(
                operation.name,
                &self.find_patients(&find_patients(&input)?).await?,
            ),
            "create-patient" => one(
                operation.name,
                &self.create_patient(&input.create_patient()?).await?,
            ),
            "update-patient" => one(
                operation.name,
                &self.update_patient(&input.update_patient()?).await?,
            ),
            "patient-appointments" => list(operation.name, &self.patient_appointments(patient()?).await?),
            "set-appointment-status" => {
                let request = SetAppointmentStatus {
                    patient: patient()?,
                    appointment: input.whole("codProgramare")?,
                    flag: input.whole("flagIndex")?,
                    value: input.flag("newFlagValue")?,
                    reason: input.text("motiv"),
                };
                one(operation.name, &self.set_appointment_status(&request).await?)
            }
            "appointment-statuses" => list(operation.name, &self.appointment_statuses().await?),
            "patient-services" => list(operation.name, &self.patient_services(patient()?).await?),
            "patient-payments" => list(operation.name, &self.patient_payments(patient()?).await?),
            "payment-details" => list(
                operation.name,
                &self.payment_details(patient()?, input.whole("codNota")?).await?,
            ),
            "patient-contracts" => list(operation.name, &self.patient_contracts(patient()?).await?),
            "product-stock" => list(
                operation.name,
                &self.product_stock(input.whole("cod_produs")?).await?,
            ),
            "all-stock" => list(operation.name, &self.all_stock().await?),
            "price-list" => {
                let request = PriceList {
                    kind: input.text("tipServiciu"),
                    date: input.text("date"),
                };
                list(operation.name, &self.price_list(&request).await?)
            }
            "add-services" => {
                let answer = self.add_services(&input.add_services()?).await?;
                one(operation.name, &answer).map(|mut written| {
                    written.unreadable_rows = answer.services.unreadable.len();
                    written
                })
            }
            "add-payment" => one(operation.name, &self.add_payment(&input.add_payment()?).await?),
            "add-invoice" => {
                let request = AddInvoice {
                    patient: patient()?,
                    note: input.whole("codNota")?,
                    with_pdf: input.optional_flag("facturaPdf")?,
                };
                let issued = self.add_invoice(&request).await?;
                let mut written = one(operation.name, &issued)?;
                written.json_without_binary = json(operation.name, &WithoutPdf(&issued))?;
                written.unreadable_rows = issued.lines.unreadable.len();
                (written.binary, written.binary_defect) = match issued.pdf {
                    InvoicePdf::Absent => (None, None),
                    InvoicePdf::Sound(bytes) => (Some(bytes), None),
                    InvoicePdf::Damaged { bytes, why } => (Some(bytes), Some(why)),
                };
                Ok(written)
            }
            "contract-details" => list(
                operation.name,
                &self
                    .contract_details(patient()?, input.whole("codContract")?)
                    .await?,
            ),
            "doctors" => {
                let request = Doctors {
                    doctor: input.optional_whole("cod_medic")?,
                    work_point: input.optional_whole("cod_punct_lucru")?,
                    include_inactive: input.optional_flag("includeInactive")?,
                };
                list(operation.name, &self.doctors(&request).await?)
            }
            "gdpr-form" => {
                let command = input.text("tipComanda").unwrap_or_default();
                let command = GdprCommand::parse(&command).ok_or_else(|| {
                    VendorError::invalid(operation.name, "tipComanda", "tipComanda must be LAST or NEW")
                })?;
                let read_only = input.optional_flag("readonly")?;
                one(
                    operation.name,
                    &self
                        .gdpr_form(&GetGdprForm {
                            patient: patient()?,
                            command,
                            read_only,
                        })
                        .await?,
                )
            }
            other => return Err(CallError::Usage(format!("{other} cannot be called by name"))),
        };
        Ok(answer?)
    }
}

fn find_patients(input: &Input<'_>) -> Result<FindPatients, VendorError> {
    Ok(FindPatients {
        search: input.text("search"),
        family_name: input.text("nume"),
        given_name: input.text("prenume"),
        phone: input.text("telefon"),
        birth_date: input.optional_date("dataNastere")?,
        national_id: input.text("cnp"),
        patient: input.optional_whole("cod_pacient")?,
    })
}
