//! What others on the computer can see of a running program: its environment and its arguments hold no secret and no
//! patient.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use support::Clinic;

const PASSWORD: &str = "qqpassword of ana 7351";
const NEW_PASSWORD: &str = "qqpassword of dan 9112";
const PATIENT: &str = "Zqcanariu";

#[tokio::test]
async fn nothing_that_is_secret_stands_in_environment_or_arguments() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let own = format!("{PASSWORD}\n");
    clinic.ok_with(&["users", "add", "Ana"], &[], &own).await;
    let key = clinic.account("medsoft", "key");
    let patient = format!(
        "{own}{{\"last_name\": \"{PATIENT}\", \"first_name\": \"Ana\", \"phone\": \"0799123987\", \
         \"email\": \"qz@posta.example\"}}"
    );
    let create = [
        "patients",
        "create",
        "--form",
        "-",
        "--connection",
        "medsoft",
        "--user",
        "Ana",
    ];
    let replace = [
        "connections",
        "replace-keys",
        "medsoft",
        "--key-stdin",
        "--user",
        "Ana",
    ];
    for (words, stdin) in [
        (
            &["users", "add", "Dan", "--user", "Ana"][..],
            format!("{own}{NEW_PASSWORD}\n"),
        ),
        (&create, patient),
        (&replace, format!("{own}{key}\n")),
    ] {
        let (output, shown) = clinic.shown_while_running(words, &stdin).await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {stderr}");
        let texts: Vec<_> = shown.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
        assert!(
            texts.iter().any(|text| text.contains(words[1])),
            "its arguments were seen"
        );
        assert!(
            texts.iter().any(|text| text.contains("FRONTDESK_DATA_DIR")),
            "its environment was seen"
        );
        for secret in [PASSWORD, NEW_PASSWORD, &key, PATIENT, "0799123987"] {
            assert!(texts.iter().all(|text| !text.contains(secret)), "{words:?}");
        }
    }
    clinic
        .ok_with(&["connections", "remove", "medsoft", "--user", "Ana"], &[], &own)
        .await;
}
