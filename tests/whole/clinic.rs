//! Several desks of one clinic: what they share, as a file.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use frontdesk_commands::files::NoDesktop;
use frontdesk_commands::system::MemorySecrets;
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_desk::clinic::{ClinicPart, DeskSettings, DeskShare, OpenedClinic, PartState};
use frontdesk_desk::connections::{Connection, ConnectionDraft, ConnectionEdit, Health, StageChoice, Vendor};
use frontdesk_desk::ports::Ports;
use frontdesk_desk::{Desk, DeskError, ErrorCode};
use serde_json::{Value, json};

use crate::desk::Place;

/// What the files of these tests are sealed with.
pub const PASSPHRASE: &str = "four words of a clinic";

/// The clinic file of a desk.
pub async fn exported(place: &Place) -> Vec<u8> {
    let file = place.desk.export_clinic(PASSPHRASE.to_owned()).await.unwrap();
    place.desk.clinic_saved(PASSPHRASE.to_owned()).await.unwrap();
    file.bytes
}

async fn opened(place: &Place, file: &[u8]) -> Result<OpenedClinic, DeskError> {
    OpenedClinic::of(&place.ports, file.to_vec(), PASSPHRASE.to_owned()).await
}

/// Reads a clinic file and takes all of it over.
pub async fn import(place: &Place, file: &[u8]) -> Vec<ClinicPart> {
    let opened = opened(place, file).await.unwrap();
    place.desk.import_clinic(&opened).await.unwrap().parts
}

/// What each part is to the desk.
pub fn states(parts: &[ClinicPart]) -> Vec<PartState> {
    parts.iter().map(ClinicPart::state).collect()
}

fn named(name: &str, percent: u32) -> DeskShare {
    DeskShare {
        name: name.to_owned(),
        percent,
    }
}

/// Changes the settings of a desk.
pub async fn set(place: &Place, change: impl Fn(&mut DeskSettings)) -> DeskSettings {
    let mut settings = place.desk.settings().await.unwrap();
    change(&mut settings);
    place.desk.set_settings(settings).await.unwrap()
}

/// The account of a desk, made anew under an id of its own.
async fn made_apart(place: &Place) -> Connection {
    place.desk.accounts().remove(place.connection.id).await.unwrap();
    let account = place.sandbox.accounts().medsoft;
    let draft = ConnectionDraft::of(
        Vendor::Medsoft,
        "Clinica noastra",
        &account.base_url,
        &[("client_path", &account.client_path)],
        &[("key", &account.key)],
    );
    place.connect(draft).await
}

/// Confirms what the statuses mean, with another meaning for one of them.
pub async fn confirm(place: &Place, key: &str) {
    let table = place.desk.accounts().statuses(place.connection.id).await.unwrap();
    let choices = table
        .labels
        .iter()
        .map(|label| StageChoice {
            key: label.key.clone(),
            stage: label.stage.filter(|_| label.key != key),
        })
        .collect();
    place
        .desk
        .accounts()
        .confirm_stages(place.connection.id, choices)
        .await
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_second_desk_is_set_up_by_the_file_of_the_first() {
    let first = Place::filled().await;
    confirm(&first, "2").await;
    set(&first, |settings| {
        settings.name = "Front".to_owned();
        settings.lock_after_minutes = 9;
        settings.desks = vec![named("Front", 70), named("Upstairs", 30)];
    })
    .await;
    let file = exported(&first).await;
    for secret in ["Clinica", "Front", first.connection.base_url.as_str(), PASSPHRASE] {
        let found = file.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!found, "{secret} stands in the file");
    }
    // The second desk has made the account by itself.
    let second = Place::empty(60).await;
    let apart = made_apart(&second).await;
    assert_ne!(apart.id, first.connection.id);
    set(&second, |settings| settings.name = "Upstairs".to_owned()).await;
    let look = opened(&second, &file).await.unwrap();
    let preview = second.desk.preview_clinic(&look).await.unwrap();
    assert_eq!((preview.from.as_str(), preview.done), ("Front", false));
    assert_eq!(
        second.desk.accounts().list().await.unwrap().len(),
        1,
        "only a look"
    );
    let parts = import(&second, &file).await;
    // The same address and client path: it is one account, and stays what it is here.
    assert_eq!(states(&parts), [PartState::Changed, PartState::Changed]);
    let all = second.desk.accounts().list().await.unwrap();
    assert_eq!((all.len(), all[0].id), (1, apart.id));
    assert!(all[0].stages_confirmed);
    assert!(
        second.desk.accounts().account(apart.id).await.is_ok(),
        "its key stays"
    );
    let settings = second.desk.settings().await.unwrap();
    assert_eq!(
        (settings.name.as_str(), settings.lock_after_minutes),
        ("Upstairs", 9)
    );
    assert_eq!(settings.desks.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_account_comes_with_what_was_confirmed_of_it_and_asks_for_its_key() {
    let first = Place::filled().await;
    confirm(&first, "2").await;
    let file = exported(&first).await;
    let second = Place::empty(60).await;
    second.desk.accounts().remove(second.connection.id).await.unwrap();
    let parts = import(&second, &file).await;
    assert!(
        matches!(
            &parts[..],
            [ClinicPart::Connection { name, state: PartState::New, key_wanted: true, .. }] if name == "Clinica"
        ),
        "{parts:?}"
    );
    let accounts = second.desk.accounts();
    let connection = accounts.get(first.connection.id).await.unwrap();
    assert!(connection.stages_confirmed);
    // Before anything was asked of it.
    assert_eq!(connection.health, Health::KeyMissing);
    let table = accounts.statuses(connection.id).await.unwrap();
    let theirs = first.desk.accounts().statuses(connection.id).await.unwrap();
    assert_eq!(table.labels, theirs.labels);
    let refused = accounts.account(connection.id).await.err().unwrap();
    assert_eq!(refused.code, ErrorCode::KeyWanted, "no key has come with it");
    // Reading it again changes nothing.
    assert_eq!(states(&import(&second, &file).await), [PartState::Same]);
    let key = second.sandbox.accounts().medsoft.key;
    let keys = [("key".to_owned(), key)].into();
    assert!(accounts.replace_keys(connection.id, &keys).await.unwrap().usable);
    let again = second
        .desk
        .preview_clinic(&opened(&second, &file).await.unwrap())
        .await
        .unwrap();
    assert!(matches!(
        again.parts[..],
        [ClinicPart::Connection {
            key_wanted: false,
            ..
        }]
    ));
    second.fill().await;
    let shown = accounts.get(connection.id).await.unwrap();
    assert_eq!(shown.health, Health::Online);
    assert!(
        shown.stages_confirmed,
        "what the vendor says is what was confirmed"
    );
}

#[tokio::test(start_paused = true)]
async fn the_newer_one_wins_whichever_way_the_files_travel() {
    let first = Place::filled().await;
    confirm(&first, "2").await;
    let old = exported(&first).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let edit = ConnectionEdit {
        id: first.connection.id,
        name: "Clinica Nord".to_owned(),
        base_url: first.connection.base_url.clone(),
        details: first.connection.details.clone(),
        paths: first.connection.paths.clone(),
        secrets: std::collections::BTreeMap::new(),
    };
    first.desk.accounts().edit(&edit).await.unwrap();
    assert_eq!(states(&import(&first, &old).await), [PartState::NewerHere]);
    let kept = first.desk.accounts().get(first.connection.id).await.unwrap();
    assert_eq!(kept.name, "Clinica Nord");
    assert_eq!(kept.id, first.connection.id);
}

#[tokio::test(start_paused = true)]
async fn no_key_goes_to_a_server_it_was_not_entered_for() {
    let first = Place::filled().await;
    let id = first.connection.id;
    let second = Place::empty(60).await;
    assert_eq!(
        second.connection.id, id,
        "two desks that know the account by one id"
    );
    assert!(second.desk.accounts().account(id).await.is_ok());
    let moved = ConnectionEdit {
        id,
        name: "Clinica".to_owned(),
        base_url: "https://moved.example.test/api".to_owned(),
        details: first.connection.details.clone(),
        paths: first.connection.paths.clone(),
        secrets: [("key".to_owned(), "another".to_owned())].into(),
    };
    first.desk.accounts().edit(&moved).await.unwrap();
    let parts = import(&second, &exported(&first).await).await;
    assert!(
        matches!(
            parts[..],
            [ClinicPart::Connection {
                state: PartState::Changed,
                key_wanted: true,
                ..
            }]
        ),
        "{parts:?}"
    );
    let refused = second.desk.accounts().account(id).await.err().unwrap();
    assert_eq!(refused.code, ErrorCode::KeyWanted);
    let shown = second.desk.accounts().get(id).await.unwrap();
    assert_eq!(shown.health, Health::KeyMissing);
    let name = format!("connection/{id}/key");
    assert_eq!(second.ports.secrets.get(&name).unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_file_that_cannot_be_read_changes_nothing_and_says_why() {
    let place = Place::empty(5).await;
    let file = exported(&place).await;
    let wrong = OpenedClinic::of(&place.ports, file.clone(), "another passphrase".to_owned()).await;
    let error = wrong.err().unwrap();
    assert_eq!(error.code, ErrorCode::FileUnreadable);
    assert_eq!(error.params.0["reason"], "passphrase");
    let cut = opened(&place, &file[..file.len() / 2]).await.err().unwrap();
    assert_eq!(
        (cut.code, cut.params.0["reason"].as_str()),
        (ErrorCode::FileUnreadable, "damaged")
    );
    let short = place.desk.export_clinic("short".to_owned()).await.err().unwrap();
    assert_eq!(
        (short.code, short.params.0["field"].as_str()),
        (ErrorCode::InvalidField, "passphrase")
    );
}

#[tokio::test(start_paused = true)]
async fn settings_are_checked_and_a_share_of_the_rate_holds_at_once() {
    let place = Place::filled().await;
    let gate = |place: &Place| {
        let (desk, id) = (place.desk.clone(), place.connection.id);
        async move { desk.accounts().account(id).await.unwrap().contact().gate().pace() }
    };
    let whole = gate(&place).await;
    let account = place.desk.accounts().account(place.connection.id).await.unwrap();
    set(&place, |settings| {
        settings.name = "Front".to_owned();
        settings.desks = vec![named("front", 25), named("Upstairs", 50)];
    })
    .await;
    let share = account.contact().gate().pace();
    assert_eq!((share.per_second, share.at_once), (whole.per_second / 4, 1));
    assert_eq!(gate(&place).await, share);
    // Another process on the same store keeps to it too.
    let another = place.another().await;
    let other = another.accounts().account(place.connection.id).await.unwrap();
    assert_eq!(other.contact().gate().pace(), share);
    // A desk that nobody has named takes what is left.
    set(&place, |settings| settings.name = "Backroom".to_owned()).await;
    assert_eq!(account.contact().gate().pace().per_second, whole.per_second / 4);
    set(&place, |settings| settings.desks = Vec::new()).await;
    assert_eq!(account.contact().gate().pace(), whole);

    let before = place.desk.settings().await.unwrap();
    let wrong = [
        (
            "desks",
            "too-large",
            DeskSettings {
                desks: vec![named("A", 60), named("B", 41)],
                ..before.clone()
            },
        ),
        (
            "desks",
            "repeated",
            DeskSettings {
                desks: vec![named("A", 10), named("a ", 10)],
                ..before.clone()
            },
        ),
        (
            "desks",
            "required",
            DeskSettings {
                desks: vec![named(" ", 10)],
                ..before.clone()
            },
        ),
        (
            "lock_after_minutes",
            "too-small",
            DeskSettings {
                lock_after_minutes: 0,
                ..before.clone()
            },
        ),
        (
            "clinic_file",
            "not-absolute",
            DeskSettings {
                clinic_file: Some("share.clinic".into()),
                ..before.clone()
            },
        ),
    ];
    for (field, reason, settings) in wrong {
        let error = place.desk.set_settings(settings).await.err().unwrap();
        assert_eq!(
            (
                error.params.0["field"].as_str(),
                error.params.0["reason"].as_str()
            ),
            (field, reason)
        );
    }
    assert_eq!(place.desk.settings().await.unwrap(), before);
}

/// The application on a computer where nothing was ever connected.
async fn new_computer(place: &Place, dir: &Path) -> Arc<App> {
    let ports = Ports {
        secrets: Arc::new(MemorySecrets::default()),
        ..place.ports.clone()
    };
    let lines = ports.lines.clone();
    App::start(Host {
        data_dir: dir.to_path_buf(),
        ports,
        training: Arc::new(move || TrainingClinic {
            lines: lines.clone(),
            accounts: Vec::new(),
        }),
        desktop: Arc::new(NoDesktop),
        version: "1.2.3",
        system_language: "ro".to_owned(),
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn a_second_computer_is_set_up_by_the_file_alone() {
    let first = Place::filled().await;
    set(&first, |settings| {
        settings.name = "Front".to_owned();
        settings.sheet_days = 5;
    })
    .await;
    let file = BASE64.encode(exported(&first).await);
    let dir = tempfile::tempdir().unwrap();
    let app = new_computer(&first, dir.path()).await;
    let import = async |passphrase: &str, preview: bool| {
        let request = json!({ "file": file, "passphrase": passphrase, "preview": preview });
        app.dispatch("clinic_import", request).await
    };
    let wrong = import("not the passphrase", false).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::FileUnreadable);
    let preview = import(PASSPHRASE, true).await.unwrap();
    assert_eq!(
        (&preview["from"], &preview["done"]),
        (&json!("Front"), &json!(false))
    );
    assert_eq!(preview["parts"][0]["state"], "new");
    assert!(!Desk::exists(&dir.path().join("desk")), "a look makes no desk");
    let done = import(PASSPHRASE, false).await.unwrap();
    assert_eq!(done["done"], true);
    let connections = app.dispatch("connections", json!({})).await.unwrap();
    assert_eq!(connections[0]["name"], "Clinica");
    assert_eq!(connections[0]["id"], json!(first.connection.id));
    let settings = app.dispatch("desk_settings", json!({})).await.unwrap();
    assert_eq!(
        (&settings["name"], &settings["sheet_days"]),
        (&json!(""), &json!(5))
    );
    let wire = Value::to_string(&done);
    assert!(
        !wire.contains(&first.connection.base_url),
        "a preview names, it does not tell"
    );
}
