//! The real window, opened under a screen nobody sees and driven as a person would: by clicks and keys, finding
//! things by the marks the pages carry. The vendor is a sandbox behind a real port; the keyring is real.
//!
//! `cargo xtask test --only window` gives these tests their screen, bus, keyring and program.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at what it did not expect"
)]

mod driver;
mod vendor;

use std::path::{Path, PathBuf};

use driver::{Driver, Page, keys};
use vendor::{Account, Vendor, Visit};

/// The status the clinic calls "arrived", by its number at the vendor.
const ARRIVED: u64 = 2;

/// Who works at the desk, and how they sign in.
const MANAGER: &str = "Ioana Stanciu";
const PASSWORD: &str = "cal verde fericit";

/// What somebody typed into the name field at the vendor.
const PROGRAM_AS_NAME: &str = "<img src=x onerror=alert(1)>";

fn program() -> PathBuf {
    let program = std::env::var_os("FRONTDESK_APP").expect("FRONTDESK_APP names the application's program");
    PathBuf::from(program)
}

fn at(data_dir: &Path) -> Vec<String> {
    vec!["--data-dir".to_owned(), data_dir.to_string_lossy().into_owned()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_day_and_the_morning_the_line_is_down() {
    let home = tempfile::tempdir().expect("a scratch folder");
    let data_dir = home.path().join("desk");
    let driver = Driver::start(&home.path().join("driver.log")).await;
    let vendor = Vendor::open().await;
    let account = vendor.account();
    let visit = vendor.book().await;
    vendor.register(PROGRAM_AS_NAME).await;

    let page = driver.open(&program(), &at(&data_dir)).await;
    connect(&page, &account).await;
    read_everything(&page, &visit).await;
    find(&page, &visit).await;
    page.picture("4-patient");
    look_up_a_program(&page).await;
    tick(&page, &vendor, &visit).await;
    page.close();

    // The morning after: the line is down, the desk knows its patients all the same.
    vendor.close().await;
    let page = driver.open(&program(), &at(&data_dir)).await;
    sign_in(&page).await;
    page.wait_for("[data-testid='nav-today']").await;
    find(&page, &visit).await;
    page.wait_for("[data-testid='offline-line']").await;
    page.picture("9-line-down");
    page.close();

    assert!(
        files_without(&data_dir, &account.key) > 0,
        "the desk keeps its data elsewhere"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_training_clinic_opens_from_the_first_start_and_says_so() {
    let home = tempfile::tempdir().expect("a scratch folder");
    let driver = Driver::start(&home.path().join("driver.log")).await;
    let page = driver.open(&program(), &at(&home.path().join("desk"))).await;
    page.click("[data-testid='first-start-training']").await;
    page.wait_for("[data-testid='training-line']").await;
    page.wait_for("[data-testid='today-row']").await;
    page.picture("10-training");
    start_again(&home.path().join("another"));
    page.click("[data-testid='nav-settings']").await;
    page.wait_for("[data-testid='nav-settings'][aria-current='page']")
        .await;
}

/// Whoever starts it twice gets the window that is there: the second start ends by itself, before it makes a store.
fn start_again(data_dir: &Path) {
    let mut second = std::process::Command::new(program())
        .args(at(data_dir))
        .spawn()
        .expect("a second start");
    let since = std::time::Instant::now();
    let mut ended = second.try_wait().expect("its status");
    while ended.is_none() && since.elapsed() < driver::PATIENCE {
        std::thread::sleep(driver::LOOK);
        ended = second.try_wait().expect("its status");
    }
    let _ = second.kill();
    let ended = ended.expect("the second start ends beside the first");
    assert!(ended.success(), "the second start ended with {ended}");
    assert!(!data_dir.exists(), "the second start made a store of its own");
}

/// First start: the first manager is made, then the account is typed in, tried, and kept.
async fn connect(page: &Page<'_>, account: &Account) {
    page.wait_for("[data-testid='first-start-training']").await;
    page.picture("1-first-start");
    page.click("[data-testid='first-start-connect']").await;
    make_manager(page).await;
    page.click("[data-testid='connection-vendor-medsoft']").await;
    page.fill("[data-testid='connection-base-url']", &account.base_url)
        .await;
    page.fill("[data-testid='connection-client-path']", &account.client_path)
        .await;
    page.fill("[data-testid='connection-key']", &account.key).await;
    page.click("[data-testid='connection-check']").await;
    page.wait_until(
        "the checked account can be kept",
        "document.querySelector('[data-testid=\"connection-save\"]:not([disabled])')",
        serde_json::json!([]),
    )
    .await;
    page.picture("2-connection-checked");
    page.click("[data-testid='connection-save']").await;
}

/// The first person of the desk, and the recovery code, of which the last group is typed from paper.
async fn make_manager(page: &Page<'_>) {
    page.fill("[data-testid='manager-name']", MANAGER).await;
    page.fill("[data-testid='password-new']", PASSWORD).await;
    page.fill("[data-testid='password-again']", PASSWORD).await;
    page.click("[data-testid='manager-make']").await;
    page.click("[data-testid='recovery-make']").await;
    page.wait_for("[data-testid='code-once'] span").await;
    let script =
        "return [...document.querySelectorAll(\"[data-testid='code-once'] span\")].at(-1).textContent";
    let last = page.ask(script, serde_json::json!([])).await;
    let last = last.as_str().expect("the last group of the code");
    page.fill("[data-testid='recovery-last']", last).await;
    page.click("[data-testid='recovery-done']").await;
}

/// Whoever comes to a desk that was started sees nothing of it before they sign in.
async fn sign_in(page: &Page<'_>) {
    page.wait_for("[data-testid='lock-screen']").await;
    page.fill("[data-testid='lock-password']", PASSWORD).await;
    page.picture("8-lock");
    page.press(&[keys::ENTER]).await;
}

/// The first reading of the clinic runs to its end and Today shows the visit.
async fn read_everything(page: &Page<'_>, visit: &Visit) {
    page.wait_for("[data-testid='nav-today']").await;
    page.wait_for(&row(visit)).await;
    page.wait_until_gone("[data-testid='fill-progress']").await;
    page.picture("3-today");
}

/// The patient is found by a fragment typed into the one box, and opened.
async fn find(page: &Page<'_>, visit: &Visit) {
    search(page, visit.fragment).await;
    page.wait_for_text("[data-testid='search-hit']", visit.patient)
        .await;
    page.press(&[keys::ENTER]).await;
    page.wait_for_text("aside.panel", visit.patient).await;
}

/// What is typed after the search's key replaces what was searched before.
async fn search(page: &Page<'_>, text: &str) {
    page.press(&[keys::CONTROL, "k"]).await;
    page.wait_for("[data-testid='search-input']:focus").await;
    page.type_in(text).await;
}

/// A name that is a program stays a name.
async fn look_up_a_program(page: &Page<'_>) {
    search(page, "onerror").await;
    // Had it run, its alert would stand in the way of every further call.
    page.wait_for_text("[data-testid='search-hit']", PROGRAM_AS_NAME)
        .await;
    page.picture("5-name-that-is-a-program");
}

/// A status is ticked, reaches the vendor, is taken back, and leaves the vendor.
async fn tick(page: &Page<'_>, vendor: &Vendor, visit: &Visit) {
    page.press(&[keys::ESCAPE]).await;
    page.click(&format!("{} [data-testid='status-button']", row(visit)))
        .await;
    page.click(&format!("[data-testid='status-option-{ARRIVED}']"))
        .await;
    vendor.wait_until_set(&visit.appointment, ARRIVED, true).await;
    wait_until_sent(page, visit).await;
    page.picture("6-arrived");
    page.click("[data-testid='toast-undo']").await;
    vendor.wait_until_set(&visit.appointment, ARRIVED, false).await;
    wait_until_sent(page, visit).await;
    page.picture("7-taken-back");
}

/// The row says of a tick that it waits, until the vendor has it.
async fn wait_until_sent(page: &Page<'_>, visit: &Visit) {
    let expression = "!document.querySelector(arguments[0]).textContent.includes('not sent')";
    page.wait_until(
        "the row no longer waits",
        expression,
        serde_json::json!([row(visit)]),
    )
    .await;
}

fn row(visit: &Visit) -> String {
    format!(
        "[data-testid='today-row'][data-vendor-id='{}']",
        visit.appointment
    )
}

/// The vendor's key lives in the keyring: no file of the desk holds it. Answers how many files were read.
fn files_without(folder: &Path, key: &str) -> usize {
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the desk's folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read += files_without(&path, key);
        } else {
            read += 1;
            let bytes = std::fs::read(&path).expect("a readable file");
            let found = bytes.windows(key.len()).any(|window| window == key.as_bytes());
            assert!(!found, "the key stands in {}", path.display());
        }
    }
    read
}
