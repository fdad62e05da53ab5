//! Capabilities behind the limiter: nothing reaches a vendor past it.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use frontdesk_vendors::VendorError;

use super::contact::{Asking, Contact};
use super::gate::Priority;
use super::{CheckRow, StatusLabel};
use crate::adapters::{
    AccountCheck, AppointmentBook, BillRow, BillRows, Bills, BookAppointment, BookingOffer, Bookings,
    Capabilities, ConsentForm, ConsentForms, ContractQuery, ContractRegistry, ContractSheet, ContractSheets,
    DayBook, DayRows, DirectoryPage, DirectoryPatient, DirectoryQuery, DoctorEntry, Doctors, DocumentFiling,
    FetchedFile, FieldsToSend, Laboratory, LiabilityRow, NamedRow, NewAppointment, NewDocument,
    NewTransaction, NewVideoVisit, PatientContract, PatientDirectory, PatientDocument, PatientDocuments,
    PatientFacets, PatientPages, PatientPayment, PatientPhone, PatientPhones, PatientService, RenewedSecrets,
    StatusCatalogue, Taken, TransactionRow, TransactionRows, VideoVisitRow, VideoVisits,
};
use crate::contracts::ContractKind;
use crate::lab::LabForm;
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
        pages: meter!(pages),
        book: meter!(book),
        days: meter!(days),
        bookings: meter!(bookings),
        statuses: meter!(statuses),
        consents: meter!(consents),
        facets: meter!(facets),
        phones: meter!(phones),
        documents: meter!(documents),
        doctors: meter!(doctors),
        video: meter!(video),
        laboratory: meter!(laboratory),
        contracts: meter!(contracts),
        bills: meter!(bills),
        filing: meter!(filing),
        invoicing: meter!(invoicing),
        check: Arc::new(Metered {
            inner: inner.check.clone(),
            contact: contact.clone(),
            priority,
        }),
    }
}

pub(super) struct Metered<C: ?Sized> {
    pub(super) inner: Arc<C>,
    contact: Arc<Contact>,
    priority: Priority,
}

impl<C: ?Sized> Metered<C> {
    /// A call about something in particular, in its turn.
    pub(super) async fn ask<T>(
        &self,
        call: impl Future<Output = Result<T, VendorError>> + Send,
    ) -> Result<T, VendorError> {
        self.contact.ask(self.priority, Asking::Particularly, call).await
    }
}

#[async_trait]
impl PatientDirectory for Metered<dyn PatientDirectory> {
    async fn find(&self, query: &DirectoryQuery) -> Result<Vec<DirectoryPatient>, VendorError> {
        self.ask(self.inner.find(query)).await
    }

    async fn create(&self, form: &PatientForm) -> Result<DirectoryPatient, VendorError> {
        self.ask(self.inner.create(form)).await
    }

    async fn update(
        &self,
        vendor_patient: &str,
        fields: &FieldsToSend,
    ) -> Result<DirectoryPatient, VendorError> {
        self.ask(self.inner.update(vendor_patient, fields)).await
    }
}

#[async_trait]
impl PatientPages for Metered<dyn PatientPages> {
    async fn page(&self, after: Option<&str>) -> Result<DirectoryPage, VendorError> {
        self.ask(self.inner.page(after)).await
    }
}

#[async_trait]
impl AppointmentBook for Metered<dyn AppointmentBook> {
    async fn appointments_of(&self, vendor_patient: &str) -> Result<Vec<BookAppointment>, VendorError> {
        self.ask(self.inner.appointments_of(vendor_patient)).await
    }

    fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.inner.span()
    }

    async fn appointment(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
    ) -> Result<Option<BookAppointment>, VendorError> {
        self.ask(self.inner.appointment(vendor_patient, vendor_appointment))
            .await
    }

    async fn set_status(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
        key: &str,
        value: bool,
        reason: Option<&str>,
        former: Option<&str>,
    ) -> Result<BookAppointment, VendorError> {
        self.ask(
            self.inner
                .set_status(vendor_patient, vendor_appointment, key, value, reason, former),
        )
        .await
    }
}

#[async_trait]
impl Bookings for Metered<dyn Bookings> {
    async fn offer(&self) -> Result<BookingOffer, VendorError> {
        self.ask(self.inner.offer()).await
    }

    async fn free(&self, doctor: &str, day: NaiveDate, minutes: u32) -> Result<Vec<NaiveTime>, VendorError> {
        self.ask(self.inner.free(doctor, day, minutes)).await
    }

    async fn of_day(
        &self,
        vendor_patient: &str,
        day: NaiveDate,
    ) -> Result<Vec<BookAppointment>, VendorError> {
        self.ask(self.inner.of_day(vendor_patient, day)).await
    }

    async fn taken(&self, wanted: &NewAppointment) -> Result<Vec<Taken>, VendorError> {
        self.ask(self.inner.taken(wanted)).await
    }

    async fn book(
        &self,
        vendor_patient: &str,
        wanted: &NewAppointment,
    ) -> Result<Option<BookAppointment>, VendorError> {
        self.ask(self.inner.book(vendor_patient, wanted)).await
    }
}

#[async_trait]
impl DayBook for Metered<dyn DayBook> {
    async fn appointments_between(&self, from: NaiveDate, to: NaiveDate) -> Result<DayRows, VendorError> {
        self.ask(self.inner.appointments_between(from, to)).await
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
        self.ask(self.inner.last(vendor_patient)).await
    }

    async fn new_form(&self, vendor_patient: &str) -> Result<ConsentForm, VendorError> {
        self.ask(self.inner.new_form(vendor_patient)).await
    }
}

#[async_trait]
impl PatientFacets for Metered<dyn PatientFacets> {
    async fn services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError> {
        self.ask(self.inner.services(vendor_patient)).await
    }

    async fn payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError> {
        self.ask(self.inner.payments(vendor_patient)).await
    }

    async fn all_services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError> {
        self.ask(self.inner.all_services(vendor_patient)).await
    }

    async fn all_payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError> {
        self.ask(self.inner.all_payments(vendor_patient)).await
    }

    async fn contracts(&self, vendor_patient: &str) -> Result<Vec<PatientContract>, VendorError> {
        self.ask(self.inner.contracts(vendor_patient)).await
    }
}

#[async_trait]
impl PatientPhones for Metered<dyn PatientPhones> {
    async fn phones(&self, vendor_patient: &str) -> Result<Vec<PatientPhone>, VendorError> {
        self.ask(self.inner.phones(vendor_patient)).await
    }
}

#[async_trait]
impl PatientDocuments for Metered<dyn PatientDocuments> {
    async fn documents(&self, vendor_patient: &str) -> Result<Vec<PatientDocument>, VendorError> {
        self.ask(self.inner.documents(vendor_patient)).await
    }

    async fn fetch(&self, vendor_patient: &str, document: &str) -> Result<FetchedFile, VendorError> {
        self.ask(self.inner.fetch(vendor_patient, document)).await
    }
}

#[async_trait]
impl Doctors for Metered<dyn Doctors> {
    async fn doctors(&self) -> Result<Vec<DoctorEntry>, VendorError> {
        self.ask(self.inner.doctors()).await
    }

    async fn work_point_ids(&self) -> Result<Vec<String>, VendorError> {
        self.ask(self.inner.work_point_ids()).await
    }
}

#[async_trait]
impl VideoVisits for Metered<dyn VideoVisits> {
    fn tidied(&self, visit: &NewVideoVisit) -> NewVideoVisit {
        self.inner.tidied(visit)
    }

    fn problems(&self, visit: &NewVideoVisit) -> Vec<(&'static str, &'static str)> {
        self.inner.problems(visit)
    }

    async fn visits(&self) -> Result<Vec<VideoVisitRow>, VendorError> {
        self.ask(self.inner.visits()).await
    }

    async fn visit(&self, vendor_visit: &str) -> Result<Option<VideoVisitRow>, VendorError> {
        self.ask(self.inner.visit(vendor_visit)).await
    }

    async fn book(&self, visit: &NewVideoVisit) -> Result<VideoVisitRow, VendorError> {
        self.ask(self.inner.book(visit)).await
    }

    async fn remove(&self, vendor_visit: &str) -> Result<(), VendorError> {
        self.ask(self.inner.remove(vendor_visit)).await
    }

    async fn report(&self, vendor_visit: &str) -> Result<Option<String>, VendorError> {
        self.ask(self.inner.report(vendor_visit)).await
    }

    async fn clock_ahead(&self) -> Result<Option<TimeDelta>, VendorError> {
        self.ask(self.inner.clock_ahead()).await
    }
}

#[async_trait]
impl Laboratory for Metered<dyn Laboratory> {
    fn problems(&self, form: &LabForm) -> Vec<(String, &'static str)> {
        self.inner.problems(form)
    }

    fn written(&self, form: &LabForm) -> Result<String, VendorError> {
        self.inner.written(form)
    }

    async fn send(&self, form: &LabForm) -> Result<(), VendorError> {
        self.ask(self.inner.send(form)).await
    }

    async fn upload(
        &self,
        execution: &str,
        pdf: &[u8],
        progress: Arc<dyn Fn(u64, u64) + Send + Sync>,
    ) -> Result<(), VendorError> {
        self.ask(self.inner.upload(execution, pdf, progress)).await
    }
}

#[async_trait]
impl ContractRegistry for Metered<dyn ContractRegistry> {
    async fn request(&self, kind: ContractKind, id: &str) -> Result<ContractSheet, VendorError> {
        self.ask(self.inner.request(kind, id)).await
    }

    async fn requests(&self, query: &ContractQuery) -> Result<ContractSheets, VendorError> {
        self.ask(self.inner.requests(query)).await
    }

    async fn document(&self, url: &str) -> Result<FetchedFile, VendorError> {
        self.ask(self.inner.document(url)).await
    }
}

#[async_trait]
impl Bills for Metered<dyn Bills> {
    async fn bills(&self, from: NaiveDate, to: NaiveDate) -> Result<BillRows, VendorError> {
        self.ask(self.inner.bills(from, to)).await
    }

    async fn bill(&self, vendor_bill: &str) -> Result<Option<BillRow>, VendorError> {
        self.ask(self.inner.bill(vendor_bill)).await
    }

    async fn liabilities(&self, vendor_bill: &str) -> Result<Vec<LiabilityRow>, VendorError> {
        self.ask(self.inner.liabilities(vendor_bill)).await
    }

    async fn payments(&self, from: NaiveDate, to: NaiveDate) -> Result<TransactionRows, VendorError> {
        self.ask(self.inner.payments(from, to)).await
    }

    async fn payments_of(
        &self,
        vendor_bill: &str,
        since: NaiveDate,
        known: NaiveDate,
    ) -> Result<TransactionRows, VendorError> {
        self.ask(self.inner.payments_of(vendor_bill, since, known)).await
    }

    async fn accounts(&self) -> Result<Vec<NamedRow>, VendorError> {
        self.ask(self.inner.accounts()).await
    }

    async fn payment_types(&self) -> Result<Vec<NamedRow>, VendorError> {
        self.ask(self.inner.payment_types()).await
    }

    async fn pay(&self, payment: &NewTransaction) -> Result<TransactionRow, VendorError> {
        self.ask(self.inner.pay(payment)).await
    }

    async fn remove_liability(&self, vendor_bill: &str, liability: &str) -> Result<(), VendorError> {
        self.ask(self.inner.remove_liability(vendor_bill, liability))
            .await
    }
}

#[async_trait]
impl DocumentFiling for Metered<dyn DocumentFiling> {
    async fn file(&self, vendor_patient: &str, document: &NewDocument) -> Result<(), VendorError> {
        self.ask(self.inner.file(vendor_patient, document)).await
    }
}

#[async_trait]
impl AccountCheck for Metered<dyn AccountCheck> {
    async fn harmless(&self) -> Option<Result<(), VendorError>> {
        let permit = self.contact.gate().acquire(self.priority).await;
        let answer = self.inner.harmless().await;
        drop(permit);
        // A vendor that was asked nothing has said nothing about its line.
        if let Some(answer) = &answer {
            self.contact.note(Asking::Plainly, answer.as_ref().err()).await;
        }
        answer
    }

    async fn check(&self) -> Vec<CheckRow> {
        // A couple of dozen requests, one after the other, that a person waits for: one place at the gate.
        let permit = self.contact.gate().acquire(self.priority).await;
        let rows = self.inner.check().await;
        drop(permit);
        rows
    }

    async fn renewed(&self) -> RenewedSecrets {
        self.inner.renewed().await
    }
}
