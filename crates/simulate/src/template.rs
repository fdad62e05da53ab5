//! A desk that knows its clinics, made once and copied for every run.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use frontdesk_desk::agenda::{AppointmentRow, DayRequest};
use frontdesk_desk::connections::{ConnectionDraft, Pace, Vendor};
use frontdesk_desk::patients::PatientForm;
use frontdesk_desk::video::{VideoRequest, VideoVisit};
use frontdesk_desk::{Desk, Events};
use frontdesk_sandbox::Accounts;
use uuid::Uuid;

use crate::bills::{self, Charge};
use crate::steps::{End, Steps};
use crate::till::{self, Payer};
use crate::world::{Keyring, World};

/// Invented vendors need not be spared.
const PACE: Pace = Pace {
    per_second: 1000,
    at_once: 4,
};
/// Ids of the template; those of runs begin with another number.
const GROUP: u64 = 7;

/// A visit of today with the record it hangs on.
pub(crate) struct Visit {
    pub(crate) row: AppointmentRow,
    pub(crate) record: Uuid,
    pub(crate) vendor_patient: String,
    pub(crate) form: PatientForm,
}

/// The filled desk's files, and what a person sees on it.
pub(crate) struct Template {
    /// The desk's files: names and bytes.
    files: Vec<(OsString, Vec<u8>)>,
    keyring: Keyring,
    /// How long filling it took.
    pub(crate) passed: Duration,
    pub(crate) connections: Vec<(Vendor, Uuid)>,
    /// Today's visits that can be changed, of MedSoft and AlfaDocs.
    pub(crate) visits: Vec<Visit>,
    /// Who treats whoever is booked.
    pub(crate) doctor: String,
    /// Coming video visits.
    pub(crate) calls: Vec<VideoVisit>,
    /// Executions at the laboratory.
    pub(crate) executions: Vec<String>,
    /// Patients who pay.
    pub(crate) payers: Vec<Payer>,
    /// Bills that are paid.
    pub(crate) charges: Vec<Charge>,
}

/// The accounts, with their keys.
pub(crate) fn drafts(accounts: &Accounts) -> Vec<ConnectionDraft> {
    let (medsoft, video, health) = (&accounts.medsoft, &accounts.videodoktor, &accounts.ehealth);
    vec![
        ConnectionDraft::of(
            Vendor::Medsoft,
            "Clinica",
            &medsoft.base_url,
            &[("client_path", &medsoft.client_path)],
            &[("key", &medsoft.key)],
        ),
        ConnectionDraft::of(
            Vendor::Alfadocs,
            "Studio",
            &accounts.alfadocs.base_url,
            &[],
            &[("key", &accounts.alfadocs.key)],
        ),
        ConnectionDraft::of(
            Vendor::Videodoktor,
            "Praha",
            &video.base_url,
            &[("start_format", "dotted")],
            &[("app_key", &video.app_key), ("key", &video.key)],
        ),
        ConnectionDraft::of(
            Vendor::Gensoft,
            "Laboratório",
            &accounts.gensoft.base_url,
            &[],
            &[("key", &accounts.gensoft.key)],
        ),
        ConnectionDraft::of(
            Vendor::Ehealth,
            "Реєстр",
            &health.base_url,
            &[],
            &[("token", &health.token)],
        ),
    ]
}

/// The one of this process.
pub(crate) fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| crate::run::under_virtual_time(make()))
}

async fn make() -> Template {
    let dir = tempfile::tempdir().unwrap();
    let world = World::new(GROUP, Keyring::default(), Duration::ZERO);
    let codes = till::register(&world).await;
    let charged = bills::register(&world).await;
    let work = async {
        let desk = Desk::open(dir.path().join("desk"), world.ports.clone(), Events::default())
            .await
            .unwrap();
        let mut connections = Vec::new();
        for draft in drafts(&world.sandbox.accounts()) {
            let vendor = draft.vendor;
            connections.push((vendor, desk.accounts().add(draft, PACE).await.unwrap().id));
        }
        tokio::select! {
            biased;
            states = desk.sync().until_done(&[]) => {
                assert!(states.unwrap().iter().all(|state| state.complete), "the first fill is complete");
            }
            () = desk.run() => unreachable!("the desk runs until it is dropped"),
        }
        let calls = desk
            .refresh_video(VideoRequest { past: false })
            .await
            .unwrap()
            .visits;
        let (visits, executions) = (visits(&desk).await, executions(&world).await);
        let of = |vendor: Vendor| connections.iter().find(|(of, _)| *of == vendor).unwrap().1;
        let of_studio = |visit: &&Visit| visit.row.vendor == Vendor::Alfadocs;
        let patient = visits.iter().find(of_studio).unwrap().row.patient.id;
        let form = desk.booking_form(patient).await.unwrap();
        let doctor = form.accounts[0].doctors[0].id.clone();
        let payers = till::prepare(&desk, of(Vendor::Medsoft), codes).await;
        let charges = bills::prepare(&desk, of(Vendor::Alfadocs), charged).await;
        (connections, visits, doctor, calls, executions, payers, charges)
    };
    let End::Done((connections, visits, doctor, calls, executions, payers, charges)) =
        Steps::whole(&world.jobs, work).await
    else {
        unreachable!("filling is not cut")
    };
    let tomorrow = world.time.right().naive_utc() + chrono::TimeDelta::hours(12);
    let files = fs::read_dir(dir.path().join("desk")).unwrap().map(|file| {
        let file = file.unwrap();
        (file.file_name(), fs::read(file.path()).unwrap())
    });
    Template {
        keyring: world.keyring.copy(),
        passed: world.time.passed(),
        connections,
        visits,
        doctor,
        calls: calls
            .into_iter()
            .filter(|call| call.start.is_some_and(|start| start > tomorrow))
            .collect(),
        executions,
        payers,
        charges,
        files: files.collect(),
    }
}

async fn visits(desk: &Desk) -> Vec<Visit> {
    let mut visits = Vec::new();
    for row in desk.day(DayRequest::default()).await.unwrap().rows {
        if row.vendor_id.is_none() || row.foreign {
            continue;
        }
        let page = desk.page(row.patient.id).await.unwrap();
        let Some(record) = page.records.first() else {
            continue;
        };
        let form = PatientForm {
            last_name: record.last_name.clone(),
            first_name: record.first_name.clone(),
            phone: record.phone.clone().unwrap_or_else(|| "0700 000 000".into()),
            email: record.email.clone().unwrap_or_default(),
            national_id: record.national_id.clone(),
            ..PatientForm::default()
        };
        visits.push(Visit {
            record: record.source.record,
            vendor_patient: record.source.vendor_id.clone().unwrap_or_default(),
            form,
            row,
        });
    }
    visits
}

async fn executions(world: &World) -> Vec<String> {
    let all = world.admin("GET", "/admin/gensoft/executions", None).await;
    let all = all.unwrap();
    all.as_object().unwrap().keys().take(12).cloned().collect()
}

impl Template {
    /// A world of its own and a copy of the files, for the run of a seed.
    /// `twice`: the operation whose every call arrives twice.
    pub(crate) fn copy(&self, seed: u64, to: &Path, twice: Option<&'static str>) -> World {
        let folder = to.join("desk");
        fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes).unwrap();
        }
        World::with_line(1000 + seed, self.keyring.copy(), self.passed, twice)
    }

    /// The connection to a vendor.
    pub(crate) fn connection(&self, vendor: Vendor) -> Uuid {
        self.connections
            .iter()
            .find(|(of, _)| *of == vendor)
            .map(|(_, id)| *id)
            .unwrap()
    }
}
