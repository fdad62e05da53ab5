//! Trying every read-only operation with a clinic's own key. Nothing is created or changed.

use chrono::{Days, NaiveDate};

use super::{
    Alfadocs, FindAppointments, FindBills, FindFreeSlots, FindOperators, FindPatients, FindTransactions,
    OPERATIONS,
};
use crate::Rows;
use crate::check::{CheckRow, Findings};

/// How many patients are asked about before "no rows" is accepted.
const PATIENTS: usize = 5;

/// How many days before and after today the agenda is searched.
const AGENDA: u64 = 35;

impl Alfadocs {
    /// Tries every read-only operation, those about a patient with up to five patients. Thirty-nine rows, in the order
    /// of [`OPERATIONS`]. `today` is the day around which appointments, bills and slots are looked for.
    pub async fn check(&self, today: NaiveDate) -> Vec<CheckRow> {
        let mut check = Check {
            client: self,
            findings: Findings::new(),
            today,
        };
        let context = self.context().await.map(Some);
        check.findings.note_one("context", context);
        if check.findings.reachable {
            check.lists().await;
            check.agenda().await;
            check.money().await;
            check.about_patients().await;
        }
        check.findings.report(OPERATIONS, reason)
    }
}

struct Check<'a> {
    client: &'a Alfadocs,
    findings: Findings,
    today: NaiveDate,
}

impl Check<'_> {
    async fn lists(&mut self) {
        let client = self.client;
        self.findings
            .note_one("practice", client.practice().await.map(Some));
        self.findings.note("accounts", client.accounts().await);
        self.findings
            .note("booking-reasons", client.booking_reasons().await);
        self.findings.note("chairs", client.chairs().await);
        self.findings.note("colors", client.colors().await);
        self.findings
            .note("custom-fields", client.custom_fields(None).await);
        self.findings
            .note("operators", client.operators(&FindOperators::default()).await);
        self.findings.note("payment-types", client.payment_types().await);
        self.findings.note("specialties", client.specialties().await);
        let slots = FindFreeSlots {
            start: self.today,
            end: Some(self.today + Days::new(7)),
            duration: 30,
            operators: vec![],
        };
        self.findings.note("free-slots", client.free_slots(&slots).await);
    }

    async fn agenda(&mut self) {
        let client = self.client;
        let find = FindAppointments {
            start: Some(self.today - Days::new(AGENDA)),
            end: Some(self.today + Days::new(AGENDA)),
            ..FindAppointments::default()
        };
        let appointments = self
            .findings
            .note("appointments", client.appointments(&find).await);
        let with_plan = appointments
            .iter()
            .find_map(|row| Some((row.id?, whole(row.care_plan.as_deref()?)?)));
        if let Some(id) = with_plan
            .map(|(id, _)| id)
            .or_else(|| appointments.iter().find_map(|row| row.id))
        {
            self.findings
                .note_one("appointment", client.appointment(id).await.map(Some));
            let entries = client.appointment_care_plan_entries(id).await;
            let entries = self.findings.note("appointment-care-plan-entries", entries);
            if let Some((_, plan)) = with_plan {
                let entry = entries.iter().find_map(|row| row.id);
                self.care_plan(plan, entry).await;
            }
        }
    }

    async fn care_plan(&mut self, plan: i64, entry: Option<i64>) {
        let client = self.client;
        self.findings
            .note_one("care-plan", client.care_plan(plan).await.map(Some));
        let signature = client.care_plan_signature_status(plan).await;
        self.findings
            .note_one("care-plan-signature-status", signature.map(Some));
        if let Some(entry) = entry {
            let entry = client.care_plan_entry(plan, entry).await;
            self.findings.note_one("care-plan-entry", entry.map(Some));
        }
    }

    async fn money(&mut self) {
        let client = self.client;
        let (start, end) = (Some(self.today - Days::new(30)), Some(self.today));
        let find = FindTransactions {
            start,
            end,
            ..FindTransactions::default()
        };
        self.findings
            .note("transactions", client.transactions(&find).await);
        let find = FindBills {
            start,
            end,
            ..FindBills::default()
        };
        let bills = self.findings.note("bills", client.bills(&find).await);
        if !self.findings.settled("care-plan")
            && let Some(plan) = bills.iter().find_map(|row| row.care_plan)
        {
            self.care_plan(plan, None).await;
        }
        if let Some(id) = bills.iter().find_map(|row| row.id) {
            self.findings.note_one("bill", client.bill(id).await.map(Some));
            self.findings
                .note("bill-liabilities", client.bill_liabilities(id).await);
        }
    }

    async fn about_patients(&mut self) {
        let client = self.client;
        let few = FindPatients {
            limit: Some(20),
            ..FindPatients::default()
        };
        let page = client.patients(&few).await.map(|page| page.rows);
        let patients: Rows<_> = self.findings.note("patients", page);
        for id in patients.iter().filter_map(|row| row.id).take(PATIENTS) {
            if !self.findings.settled("patient") {
                self.findings
                    .note_one("patient", client.patient(id).await.map(Some));
            }
            if !self.findings.settled("phone-numbers") {
                let numbers = self
                    .findings
                    .note("phone-numbers", client.phone_numbers(id).await);
                if let Some(number) = numbers.iter().find_map(|row| row.id) {
                    let number = client.phone_number(id, number).await;
                    self.findings.note_one("phone-number", number.map(Some));
                }
            }
            if !self.findings.settled("documents") {
                let documents = self.findings.note("documents", client.documents(id).await);
                if let Some(document) = documents.iter().find_map(|row| row.id) {
                    let known = client.document(id, document).await;
                    self.findings.note_one("document", known.map(Some));
                    let file = client.download_document(id, document).await;
                    self.findings.note_one("download-document", file.map(Some));
                }
            }
        }
    }
}

fn whole(text: &str) -> Option<i64> {
    crate::scalar::parse_whole(text)
}

fn reason(operation: &str) -> &'static str {
    match operation {
        "appointment" | "appointment-care-plan-entries" => "no appointment to ask about was found",
        "care-plan" | "care-plan-signature-status" => "no care plan to ask about was found",
        "care-plan-entry" => "no care plan entry to ask about was found",
        "bill" | "bill-liabilities" => "no bill to ask about was found",
        "document" | "download-document" => "no document to ask about was found",
        "phone-number" => "no phone number to ask about was found",
        _ => "no patient to ask about was found",
    }
}
