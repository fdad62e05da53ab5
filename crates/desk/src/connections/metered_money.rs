//! Invoices behind the limiter.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::metered::Metered;
use crate::adapters::{Invoicing, IssuedInvoice, NoteRow, NoteToMake, PriceRow, ServiceToAdd};
use crate::billing::PaymentMethod;

#[async_trait]
impl Invoicing for Metered<dyn Invoicing> {
    fn is_deposit(&self, service: &str) -> bool {
        self.inner.is_deposit(service)
    }

    fn method(&self, word: &str) -> Option<PaymentMethod> {
        self.inner.method(word)
    }

    async fn prices(&self) -> Result<Vec<PriceRow>, VendorError> {
        self.ask(self.inner.prices()).await
    }

    async fn add_services(
        &self,
        vendor_patient: &str,
        work_point: &str,
        services: &[ServiceToAdd],
    ) -> Result<Vec<String>, VendorError> {
        self.ask(self.inner.add_services(vendor_patient, work_point, services))
            .await
    }

    async fn add_payment(&self, note: &NoteToMake) -> Result<String, VendorError> {
        self.ask(self.inner.add_payment(note)).await
    }

    async fn note(&self, vendor_patient: &str, note: &str) -> Result<Vec<NoteRow>, VendorError> {
        self.ask(self.inner.note(vendor_patient, note)).await
    }

    async fn issue(&self, vendor_patient: &str, note: &str) -> Result<IssuedInvoice, VendorError> {
        self.ask(self.inner.issue(vendor_patient, note)).await
    }
}
