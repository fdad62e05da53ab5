//! `downtime-sheet` of the real program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use support::Clinic;

#[tokio::test]
async fn the_list_becomes_a_pdf_also_while_the_vendor_is_down() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    assert!(
        clinic.dir.path().join("desk/downtime.sheet").exists(),
        "made by every sync"
    );
    clinic.sandbox.faults().set_down(true);
    let path = clinic.dir.path().join("list.pdf");
    let out = path.to_str().unwrap();
    let told = clinic
        .ok(&["downtime-sheet", "--out", out, "--days", "2", "--language", "ro"])
        .await;
    assert_eq!(told["days"], 2);
    assert!(
        told["title"].as_str().unwrap().starts_with("Listă de avarie "),
        "{told}"
    );
    let pdf = std::fs::read(&path).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    let refused = clinic
        .failed(
            &["downtime-sheet", "--out", out, "--overwrite", "--pin-stdin"],
            &[],
            "402915\n",
            1,
        )
        .await;
    assert_eq!(refused["kind"], "sign-in-needed", "no PIN was set");
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test]
async fn what_cannot_be_written_is_said_before_anything_is_asked() {
    let clinic = Clinic::open().await;
    let out = clinic.dir.path().join("list.pdf");
    let out = out.to_str().unwrap();
    for wrong in [["--days", "15"], ["--days", "0"], ["--language", "xx"]] {
        let error = clinic
            .failed(&["downtime-sheet", "--out", out, wrong[0], wrong[1]], &[], "", 2)
            .await;
        assert_eq!(error["kind"], "usage");
    }
    let error = clinic.failed(&["downtime-sheet", "--out", out], &[], "", 1).await;
    assert_eq!(error["kind"], "not-open");
    let error = clinic
        .failed(
            &["downtime-sheet", "--out", out, "--pin-stdin"],
            &[],
            "402915\n",
            1,
        )
        .await;
    assert_eq!(error["kind"], "not-found");
    assert!(!std::path::Path::new(out).exists());
}

#[tokio::test]
async fn the_pin_of_the_staff_is_set_and_opens_the_sheet() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let error = clinic
        .failed(&["settings", "sheet-pin"], &[], "111111\n", 1)
        .await;
    assert_eq!(error["reason"], "too-simple", "{error}");
    let set = clinic
        .ok_with(&["settings", "sheet-pin", "--json"], &[], "402915\n")
        .await;
    assert_eq!(set["pin_set"], true);
    let path = clinic.dir.path().join("list.pdf");
    let words = ["downtime-sheet", "--out", path.to_str().unwrap(), "--pin-stdin"];
    let wrong = clinic.failed(&words, &[], "402916\n", 1).await;
    assert_eq!(wrong["kind"], "wrong-password");
    clinic.ok_with(&words, &[], "402915\n").await;
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
    clinic.forget(&["medsoft"]).await;
}
