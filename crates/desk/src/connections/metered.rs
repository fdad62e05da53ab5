//! Capabilities behind the limiter: nothing reaches a vendor past it.

use std::sync::Arc;

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::contact::{Asking, Contact};
use super::gate::Priority;
use super::{CheckRow, StatusLabel};
use crate::adapters::{
    AccountCheck, AppointmentBook, BookAppointment, Capabilities, ConsentForm, ConsentForms,
    DirectoryPatient, DirectoryQuery, DoctorEntry, Doctors, FieldsToSend, PatientContract, PatientDirectory,
    PatientFacets, PatientPayment, PatientService, StatusCatalogue,
};
use crate::patients::PatientForm;

/// The same capabilities, each call waiting its turn at this priority.
pub(super) fn metered(inner: &Capabilities, contact: &Arc<Contact>, priority: Priority) -> Capabilities {
    macro_rules! meter {
        ($capability:ident) => {
            inner.$capability.clone().map(|inner| {
                Arc::new(Metered {
                    inner,
                    contact: contact.clone(),
                    priority,
                }) as Arc<_>
            })
        };
    }
    Capabilities {
        directory: meter!(directory),
        book: meter!(book),
        statuses: meter!(statuses),
        consents: meter!(consents),
        facets: meter!(facets),
        doctors: meter!(doctors),
        check: Arc::new(Metered {
            inner: inner.check.clone(),
            contact: contact.clone(),
            priority,
        }),
    }
}

struct Metered<C: ?Sized> {
    inner: Arc<C>,
    contact: Arc<Contact>,
    priority: Priority,
}

#[async_trait]
impl PatientDirectory for Metered<dyn PatientDirectory> {
    async fn find(&self, query: &DirectoryQuery) -> Result<Vec<DirectoryPatient>, VendorError> {
        self.contact
            .ask(self.priority, Asking::Particularly, self.inner.find(query))
            .await
    }

    async fn create(&self, form: &PatientForm) -> Result<DirectoryPatient, VendorError> {
        self.contact
            .ask(self.priority, Asking::Particularly, self.inner.create(form))
            .await
    }

    async fn update(
        &self,
        vendor_patient: &str,
        fields: &FieldsToSend,
    ) -> Result<DirectoryPatient, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.update(vendor_patient, fields),
            )
            .await
    }
}

#[async_trait]
impl AppointmentBook for Metered<dyn AppointmentBook> {
    async fn appointments_of(&self, vendor_patient: &str) -> Result<Vec<BookAppointment>, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.appointments_of(vendor_patient),
            )
            .await
    }

    async fn set_status(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
        key: &str,
        value: bool,
        reason: Option<&str>,
    ) -> Result<BookAppointment, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner
                    .set_status(vendor_patient, vendor_appointment, key, value, reason),
            )
            .await
    }
}

#[async_trait]
impl StatusCatalogue for Metered<dyn StatusCatalogue> {
    async fn statuses(&self) -> Result<Vec<StatusLabel>, VendorError> {
        self.contact
            .ask(self.priority, Asking::Plainly, self.inner.statuses())
            .await
    }
}

#[async_trait]
impl ConsentForms for Metered<dyn ConsentForms> {
    async fn last(&self, vendor_patient: &str) -> Result<Option<ConsentForm>, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.last(vendor_patient),
            )
            .await
    }

    async fn new_form(&self, vendor_patient: &str) -> Result<ConsentForm, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.new_form(vendor_patient),
            )
            .await
    }
}

#[async_trait]
impl PatientFacets for Metered<dyn PatientFacets> {
    async fn services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.services(vendor_patient),
            )
            .await
    }

    async fn payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.payments(vendor_patient),
            )
            .await
    }

    async fn contracts(&self, vendor_patient: &str) -> Result<Vec<PatientContract>, VendorError> {
        self.contact
            .ask(
                self.priority,
                Asking::Particularly,
                self.inner.contracts(vendor_patient),
            )
            .await
    }
}

#[async_trait]
impl Doctors for Metered<dyn Doctors> {
    async fn doctors(&self) -> Result<Vec<DoctorEntry>, VendorError> {
        self.contact
            .ask(self.priority, Asking::Particularly, self.inner.doctors())
            .await
    }

    async fn work_point_ids(&self) -> Result<Vec<String>, VendorError> {
        self.contact
            .ask(self.priority, Asking::Particularly, self.inner.work_point_ids())
            .await
    }
}

#[async_trait]
impl AccountCheck for Metered<dyn AccountCheck> {
    async fn check(&self) -> Vec<CheckRow> {
        // A couple of dozen requests, one after the other, that a person waits for: one place at the gate.
        let permit = self.contact.gate().acquire(self.priority).await;
        let rows = self.inner.check().await;
        drop(permit);
        rows
    }
}
