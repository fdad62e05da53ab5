//! Searches in the access log: one line each.

use super::*;

/// A name that is typed is one search.
pub(super) async fn leave_their_lines(clinic: &mut Clinic) {
    clinic
        .leaves(
            "patients_find_at_vendor",
            json!({ "text": "popescu" }),
            AuditAct::PatientsSearched,
        )
        .await;
    let searched = |lines: Vec<Value>| {
        let lines = lines.into_iter();
        lines.filter(|line| line["act"] == "patients_searched").count()
    };
    let before = searched(clinic.lines().await);
    for typed in ["i", "io", "ion", "ione", "iones", "ionescu"] {
        clinic
            .app
            .dispatch("patients_find", json!({ "text": typed }))
            .await
            .unwrap();
    }
    clinic
        .while_running(tokio::time::sleep(Duration::from_secs(10)))
        .await;
    let lines = clinic.lines().await;
    assert_eq!(lines[0]["changes"][0]["after"], "ionescu");
    assert_eq!(searched(lines), before + 1);
    let again = json!({ "text": "ionescu" });
    clinic.app.dispatch("patients_find", again).await.unwrap();
    clinic
        .while_running(tokio::time::sleep(Duration::from_secs(10)))
        .await;
    assert_eq!(searched(clinic.lines().await), before + 1, "within five minutes");
    clinic.seen.insert("patients_find");
}
