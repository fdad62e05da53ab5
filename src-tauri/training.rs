//! The training clinic: the sandbox's vendors, called in process. No port is open and no admin route exists.
use frontdesk_commands::TrainingClinic;
use frontdesk_commands::training::{NoAnswer, accounts_of, in_process};
use frontdesk_sandbox::{LineError, Sandbox, SandboxOptions};

/// A freshly invented clinic; what was done in an earlier one is gone.
pub fn clinic() -> TrainingClinic {
    let sandbox = Sandbox::new(SandboxOptions::default());
    let accounts = serde_json::to_value(sandbox.accounts()).map(|told| accounts_of(&told));
    let lines = in_process(move |request| {
        let sandbox = sandbox.clone();
        async move {
            sandbox.answer(request).await.map_err(|error| NoAnswer {
                may_have_acted: !matches!(error, LineError::Refused),
                reason: error.to_string(),
            })
        }
    });
    TrainingClinic {
        lines,
        accounts: accounts.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use frontdesk_commands::desk::ports::PlainHttp;
    use http::Request;

    use super::*;

    #[tokio::test]
    async fn every_account_opens_its_clinic_without_a_port() {
        let clinic = clinic();
        assert_eq!(clinic.accounts.len(), 5);
        let account = &clinic.accounts[0];
        let line = clinic
            .lines
            .line_to(&account.base_url, PlainHttp::Loopback)
            .expect("a line");
        let statuses = format!(
            "{}/integrations/cont-online/public/{}/statusProgramari",
            account.base_url, account.details["client_path"]
        );
        let request = |key: &str| {
            Request::get(&statuses)
                .header("X-API-KEY", key)
                .body(Bytes::new())
                .expect("a request")
        };
        let answer = line
            .send(request(&account.secrets["key"]))
            .await
            .expect("an answer");
        assert!(answer.status().is_success());
        let told = String::from_utf8_lossy(answer.body()).into_owned();
        assert!(told.contains("denumire"), "{told}");
        let refused = line.send(request("another key")).await.expect("an answer");
        assert!(!String::from_utf8_lossy(refused.body()).contains("denumire"));
    }
}
