//! MedSoft CLOUD, interface "Cont Online" version 11: its 19 operations, typed.

mod account;
mod add_invoice;
mod add_payment;
mod add_services;
mod appointment_statuses;
mod call;
mod call_input;
mod check;
mod client;
mod contract_details;
mod doctors;
mod envelope;
mod find_patients;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod gdpr_form;
mod invoice;
mod invoice_pdf;
mod operations;
mod patient_appointments;
mod patient_contracts;
mod patient_payments;
mod patient_services;
mod payment_details;
mod price_list;
mod refusal;
mod save_patient;
mod set_appointment_status;
mod stock;

pub use account::MedsoftAccount;
pub use add_invoice::{AddInvoice, IssuedInvoice};
pub use add_payment::{AddPayment, AddedPayment};
pub use add_services::{AddService, AddServices, AddedServices, ProcessedService};
pub use appointment_statuses::AppointmentStatus;
pub use client::Medsoft;
pub use contract_details::ContractDetail;
pub use doctors::{Doctor, Doctors};
pub use find_patients::{FindPatients, Patient};
pub use gdpr_form::{GdprCommand, GdprForm, GetGdprForm};
pub use invoice::{Invoice, InvoiceLine};
pub use invoice_pdf::InvoicePdf;
pub use operations::{OPERATIONS, Paths, operation};
pub use patient_appointments::Appointment;
pub use patient_contracts::PatientContract;
pub use patient_payments::PatientPayment;
pub use patient_services::PatientService;
pub use payment_details::PaymentDetail;
pub use price_list::{PriceList, PriceListItem, WorkPoints};
pub use save_patient::{CreatePatient, Sex, UpdatePatient};
pub use set_appointment_status::SetAppointmentStatus;
pub use stock::StockItem;

pub use crate::call::{CallAnswer, CallError};
pub use crate::check::{CheckRow, Outcome};
pub use crate::operation::{Operation, OperationEffect, Parameter, Place};

#[cfg(test)]
mod any_answer_tests;
#[cfg(test)]
mod call_tests;
#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod envelope_tests;
