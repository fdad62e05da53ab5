//! Calling an operation by name.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    Alfadocs, CreateDocument, CreateTransaction, CustomField, FindAppointments, FindBills, FindFreeSlots,
    FindOperators, FindPatients, FindTransactions, OPERATIONS, SaveAppointment, SavePatient, SavePhoneNumber,
};
use crate::call::{CallAnswer, CallError, file, list, one};
use crate::input::{Input, named, no_body};
use crate::operation::Place;
use crate::scalar::parse_whole;
use crate::{FromObject, VendorError};

impl Alfadocs {
    /// Calls an operation by its name in kebab-case, with parameters as in [`OPERATIONS`]; the fields of a body may be
    /// parameters or a JSON body. `patients` follows all pages unless `offset` or `limit` is given.
    ///
    /// # Errors
    /// [`CallError::Usage`] for names that do not exist or are missing, [`CallError::Vendor`] for all else.
    pub async fn call(
        &self,
        name: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
    ) -> Result<CallAnswer, CallError> {
        let operation = named(OPERATIONS, name)?;
        let mut input = Input::new(operation, params)?;
        let takes_body = operation
            .parameters
            .iter()
            .any(|parameter| parameter.place == Place::Body);
        let body = if takes_body {
            Some(input.body(body)?)
        } else {
            no_body(operation, body)?;
            None
        };
        let body = body.unwrap_or_default();
        Ok(match operation.method {
            "GET" => self.read(operation.name, &input).await?,
            _ => self.write(operation.name, &input, body).await?,
        })
    }

    async fn read(&self, name: &'static str, input: &Input<'_>) -> Result<CallAnswer, CallError> {
        let answer = match name {
            "accounts" => list(name, &self.accounts().await?),
            "booking-reasons" => list(name, &self.booking_reasons().await?),
            "appointments" => list(name, &self.appointments(&find_appointments(input)?).await?),
            "appointment" => one(name, &self.appointment(input.whole("appointmentId")?).await?),
            "appointment-care-plan-entries" => {
                let appointment = input.whole("appointmentId")?;
                list(name, &self.appointment_care_plan_entries(appointment).await?)
            }
            "bill" => one(name, &self.bill(input.whole("billId")?).await?),
            "bills" => list(name, &self.bills(&find_bills(input)?).await?),
            "bill-liabilities" => list(name, &self.bill_liabilities(input.whole("billId")?).await?),
            "care-plan" => one(name, &self.care_plan(input.whole("carePlanId")?).await?),
            "care-plan-signature-status" => one(
                name,
                &self
                    .care_plan_signature_status(input.whole("carePlanId")?)
                    .await?,
            ),
            "care-plan-entry" => {
                let (plan, entry) = (input.whole("carePlanId")?, input.whole("carePlanEntryId")?);
                one(name, &self.care_plan_entry(plan, entry).await?)
            }
            "chairs" => list(name, &self.chairs().await?),
            "colors" => list(name, &self.colors().await?),
            "context" => one(name, &self.context().await?),
            "custom-fields" => list(
                name,
                &self.custom_fields(input.text("objectType").as_deref()).await?,
            ),
            "documents" => list(name, &self.documents(input.whole("patientId")?).await?),
            "document" => {
                let (patient, document) = (input.whole("patientId")?, input.whole("documentId")?);
                one(name, &self.document(patient, document).await?)
            }
            "download-document" => {
                let (patient, document) = (input.whole("patientId")?, input.whole("documentId")?);
                let downloaded = self.download_document(patient, document).await?;
                file(name, downloaded.bytes.to_vec(), downloaded.media_type.as_deref())
            }
            "free-slots" => list(name, &self.free_slots(&find_free_slots(input)?).await?),
            "operators" => {
                let find = FindOperators {
                    ignore_deleted: input.optional_flag("ignoreDeleted")?,
                    fiscal_code: input.text("italianFiscalCode"),
                };
                list(name, &self.operators(&find).await?)
            }
            "patients" => {
                let find = find_patients(input)?;
                if find.offset.is_some() || find.limit.is_some() {
                    list(name, &self.patients(&find).await?.rows)
                } else {
                    list(name, &self.all_patients(&find).await?)
                }
            }
            "patient" => one(name, &self.patient(input.whole("patientId")?).await?),
            "payment-types" => list(name, &self.payment_types().await?),
            "practice" => one(name, &self.practice().await?),
            "specialties" => list(name, &self.specialties().await?),
            "transactions" => list(name, &self.transactions(&find_transactions(input)?).await?),
            "phone-numbers" => list(name, &self.phone_numbers(input.whole("patientId")?).await?),
            "phone-number" => {
                let (patient, id) = (input.whole("patientId")?, input.whole("phoneNumberId")?);
                one(name, &self.phone_number(patient, id).await?)
            }
            other => return Err(CallError::Usage(format!("{other} cannot be called by name"))),
        };
        Ok(answer?)
    }

    async fn write(
        &self,
        name: &'static str,
        input: &Input<'_>,
        body: crate::json::Object,
    ) -> Result<CallAnswer, CallError> {
        let answer = match name {
            "create-appointment" => {
                let request = SaveAppointment::from_object(body);
                one(name, &self.create_appointment(&request).await?)
            }
            "update-appointment" => {
                let request = SaveAppointment::from_object(body);
                one(
                    name,
                    &self
                        .update_appointment(input.whole("appointmentId")?, &request)
                        .await?,
                )
            }
            "delete-bill-liability" => {
                let (bill, liability) = (input.whole("billId")?, input.whole("liabilityId")?);
                self.delete_bill_liability(bill, liability).await?;
                one(
                    name,
                    &json!({ "billId": bill, "liabilityId": liability, "deleted": true }),
                )
            }
            "create-custom-field" => one(
                name,
                &self.create_custom_field(&CustomField::from_object(body)).await?,
            ),
            "create-document" => {
                let request = CreateDocument::from_object(body);
                one(
                    name,
                    &self.create_document(input.whole("patientId")?, &request).await?,
                )
            }
            "create-patient" => one(name, &self.create_patient(&SavePatient::from_object(body)).await?),
            "update-patient" => {
                let request = SavePatient::from_object(body);
                one(
                    name,
                    &self.update_patient(input.whole("patientId")?, &request).await?,
                )
            }
            "delete-patient" => {
                let patient = input.whole("patientId")?;
                self.delete_patient(patient).await?;
                one(name, &json!({ "patientId": patient, "deleted": true }))
            }
            "create-transaction" => {
                let request = CreateTransaction::from_object(body);
                one(name, &self.create_transaction(&request).await?)
            }
            "create-phone-number" => {
                let request = SavePhoneNumber::from_object(body);
                one(
                    name,
                    &self
                        .create_phone_number(input.whole("patientId")?, &request)
                        .await?,
                )
            }
            "update-phone-number" => {
                let (patient, id) = (input.whole("patientId")?, input.whole("phoneNumberId")?);
                let request = SavePhoneNumber::from_object(body);
                one(name, &self.update_phone_number(patient, id, &request).await?)
            }
            other => return Err(CallError::Usage(format!("{other} cannot be called by name"))),
        };
        Ok(answer?)
    }
}

fn find_appointments(input: &Input<'_>) -> Result<FindAppointments, VendorError> {
    Ok(FindAppointments {
        start: input.optional_date("dateStart")?,
        end: input.optional_date("dateEnd")?,
        state: input.text("state"),
        patient: input.optional_whole("patientId")?,
    })
}

fn find_bills(input: &Input<'_>) -> Result<FindBills, VendorError> {
    Ok(FindBills {
        start: input.optional_date("dateStart")?,
        end: input.optional_date("dateEnd")?,
        kind: input.text("type"),
        direction: input.text("direction"),
        care_plan: input.optional_whole("carePlanId")?,
    })
}

fn find_transactions(input: &Input<'_>) -> Result<FindTransactions, VendorError> {
    Ok(FindTransactions {
        start: input.optional_date("dateStart")?,
        end: input.optional_date("dateEnd")?,
        direction: input.text("direction"),
        bill: input.optional_whole("billId")?,
    })
}

fn find_free_slots(input: &Input<'_>) -> Result<FindFreeSlots, VendorError> {
    let ids = input.text("operatorIds").unwrap_or_default();
    let ids = ids
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(parse_whole);
    let start = input.optional_date("startDate")?;
    Ok(FindFreeSlots {
        start: start.ok_or_else(|| input.invalid("startDate", "is required"))?,
        end: input.optional_date("endDate")?,
        duration: input.whole("duration")?,
        operators: ids
            .collect::<Option<_>>()
            .ok_or_else(|| input.invalid("operatorIds", "must be whole numbers with commas between them"))?,
    })
}

fn find_patients(input: &Input<'_>) -> Result<FindPatients, VendorError> {
    let count = |name: &'static str| {
        let number = input.optional_whole(name)?.map(u32::try_from).transpose();
        number.map_err(|_| input.invalid(name, "must not be negative"))
    };
    Ok(FindPatients {
        phone_prefix: input.text("phoneNumberPrefix"),
        phone: input.text("phoneNumber"),
        fiscal_code: input.text("italianFiscalCode"),
        offset: count("offset")?,
        limit: count("limit")?,
        last_name: input.text("lastName"),
        first_name: input.text("firstName"),
        email: input.text("email"),
    })
}
