//! Care plans, their entries and their signatures. Field names come from public clients.

use rust_decimal::Decimal;

use super::client::Alfadocs;
use super::operations::{
    APPOINTMENT_CARE_PLAN_ENTRIES, CARE_PLAN, CARE_PLAN_ENTRY, CARE_PLAN_SIGNATURE_STATUS,
};
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// A care plan. `schemeCodes`, an object by tooth or an empty list, is kept verbatim.
    pub struct CarePlan {
        /// Its id.
        id: i64 = "id",
        /// Its name.
        name: String = "name",
        /// Its state.
        state: String = "state",
        /// Whether it was deleted.
        deleted: bool = "deleted",
        /// The patient.
        patient: i64 = "patientId",
        /// The operator.
        operator: i64 = "operatorId",
        /// When it was made.
        created_at: VendorDate = "createdAt",
        /// When it was accepted.
        accepted: VendorDate = "dateAccepted",
        /// Whether it is signed.
        signed: bool = "isSigned",
        /// Price.
        price: Decimal = "price",
        /// Price after discount.
        discounted_price: Decimal = "discountedPrice",
        /// What is done, in money.
        done_amount: Decimal = "doneAmount",
        /// What is billed.
        billed_amount: Decimal = "billedAmount",
        /// What can be billed.
        billable_amount: Decimal = "billableAmount",
        /// How many entries it has.
        entries: i64 = "entriesCount",
    }
}

row! {
    /// An entry of a care plan.
    pub struct CarePlanEntry {
        /// Its id.
        id: i64 = "id",
        /// What it is.
        label: String = "label",
        /// Price.
        price: Decimal = "price",
        /// Price after discount.
        discounted_price: Decimal = "discountedPrice",
        /// Discount in percent.
        discount: Decimal = "discountPercentage",
        /// When it was made.
        created_at: VendorDate = "createdAt",
        /// Whether it is done.
        done: bool = "done",
        /// When it was done.
        done_at: VendorDate = "dateDone",
        /// Whether it was deleted.
        deleted: bool = "deleted",
        /// VAT in percent.
        vat: Decimal = "vatPercentage",
        /// Its place.
        sequence: i64 = "sequenceNumber",
    }
}

row! {
    /// Whether a care plan is signed.
    pub struct SignatureStatus {
        /// `success`.
        status: String = "status",
        /// Yes or no, which the document writes as text.
        signed: bool = "isSigned",
    }
}

impl Alfadocs {
    /// One care plan.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn care_plan(&self, id: i64) -> Result<CarePlan, VendorError> {
        let outgoing = self.to(&CARE_PLAN).await?.path("carePlanId", id);
        self.send(outgoing).await?.the_one()
    }

    /// Whether a care plan is signed: at the top of the answer, or else inside `data`.
    ///
    /// # Errors
    /// `Unreadable` when it stands nowhere; else those of the call.
    pub async fn care_plan_signature_status(&self, id: i64) -> Result<SignatureStatus, VendorError> {
        let outgoing = self.to(&CARE_PLAN_SIGNATURE_STATUS).await?.path("carePlanId", id);
        let answer = self.send(outgoing).await?;
        let mut status: SignatureStatus = answer.whole()?;
        if status.signed.is_none() {
            status.signed = answer.one::<SignatureStatus>()?.and_then(|inner| inner.signed);
        }
        match status.signed {
            Some(_) => Ok(status),
            None => Err(answer.unreadable("no word about a signature")),
        }
    }

    /// One entry of a care plan.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn care_plan_entry(&self, care_plan: i64, entry: i64) -> Result<CarePlanEntry, VendorError> {
        let outgoing = self.to(&CARE_PLAN_ENTRY).await?;
        let outgoing = outgoing
            .path("carePlanId", care_plan)
            .path("carePlanEntryId", entry);
        self.send(outgoing).await?.the_one()
    }

    /// The entries that an appointment is for.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn appointment_care_plan_entries(
        &self,
        appointment: i64,
    ) -> Result<Rows<CarePlanEntry>, VendorError> {
        let outgoing = self.to(&APPOINTMENT_CARE_PLAN_ENTRIES).await?;
        let outgoing = outgoing.path("appointmentId", appointment);
        self.send(outgoing).await?.rows()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use crate::ErrorKind;

    const PLAN: &str = r#"{"id":3,"name":"Piano","state":"open","deleted":false,"patientId":5,"operatorId":2,
        "createdAt":"2026-01-02 10:00:00","dateAccepted":"2026-01-03","isSigned":true,"price":100.00,
        "discountedPrice":90.00,"doneAmount":0,"billedAmount":0,"billableAmount":90.00,"entriesCount":2,
        "schemeCodes":[]}"#;
    const ENTRY: &str = r#"{"id":6,"label":"Otturazione","price":80.00,"discountedPrice":72.00,
        "discountPercentage":10.0,"createdAt":"2026-01-02 10:00:00","done":true,"dateDone":"2026-02-01",
        "deleted":false,"vatPercentage":0,"sequenceNumber":1}"#;

    #[tokio::test]
    async fn a_plan_is_an_object_or_a_list_of_one() {
        for body in [format!(r#"{{"data":{PLAN}}}"#), format!(r#"{{"data":[{PLAN}]}}"#)] {
            let (client, stub) = answering(&body);
            let plan = client.care_plan(3).await.unwrap();
            assert_eq!(stub.calls(), [format!("GET {A}/care-plans/3")]);
            assert_eq!(round_trip(&plan, PLAN), 1);
            assert_eq!(plan.extra.get("schemeCodes"), Some("[]"));
        }
        let (client, _) = answering(r#"{"data":[]}"#);
        assert_eq!(client.care_plan(3).await.unwrap_err().kind, ErrorKind::Unreadable);
    }

    #[tokio::test]
    async fn the_signature_stands_at_the_top_as_text() {
        for (body, signed) in [
            (r#"{"status":"success","isSigned":"false"}"#, false),
            (r#"{"status":"success","isSigned":"true"}"#, true),
            (r#"{"isSigned":true}"#, true),
            (r#"{"status":"success","data":{"isSigned":0}}"#, false),
        ] {
            let (client, stub) = answering(body);
            assert_eq!(
                client.care_plan_signature_status(3).await.unwrap().signed,
                Some(signed),
                "{body}"
            );
            assert_eq!(stub.calls(), [format!("GET {A}/care-plans/3/signature-status")]);
        }
        let (client, _) = answering(r#"{"status":"success"}"#);
        assert_eq!(
            client.care_plan_signature_status(3).await.unwrap_err().kind,
            ErrorKind::Unreadable
        );
    }

    #[tokio::test]
    async fn entries_by_plan_and_by_appointment() {
        let (client, stub) = answering(&format!(r#"{{"data":{ENTRY}}}"#));
        let entry = client.care_plan_entry(3, 6).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!("GET {A}/care-plans/3/care-plan-entries/6")]
        );
        assert_eq!(round_trip(&entry, ENTRY), 0);
        let (client, stub) = answering(&format!(r#"{{"data":[{ENTRY}]}}"#));
        assert_eq!(client.appointment_care_plan_entries(7).await.unwrap().len(), 1);
        assert_eq!(
            stub.calls(),
            [format!("GET {A}/appointments/7/care-plan-entries")]
        );
    }
}
