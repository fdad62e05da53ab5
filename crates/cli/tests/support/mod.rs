//! The real program against the sandbox of all five vendors over real HTTP, with the real keyring.
//!
//! A saved connection needs a session bus with an unlocked keyring: `cargo xtask test` brings one.

#![allow(dead_code, reason = "each test uses its part")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use frontdesk_sandbox::{Sandbox, SandboxOptions, Serving, Vendor};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A folder of a desk, and the vendors it can reach.
pub struct Clinic {
    pub sandbox: Sandbox,
    /// Keeps the vendors reachable.
    _serving: Serving,
    pub dir: tempfile::TempDir,
    accounts: Value,
}

impl Clinic {
    pub async fn open() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: 40,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.unwrap();
        let accounts = json!(serving.accounts());
        Self {
            sandbox,
            _serving: serving,
            dir: tempfile::tempdir().unwrap(),
            accounts,
        }
    }

    /// What the sandbox says of a vendor's account; numbers as text.
    pub fn account(&self, vendor: &str, name: &str) -> String {
        match &self.accounts[vendor][name] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        }
    }

    /// No key stands in its environment.
    fn command(&self, words: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk-cli"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FRONTDESK_")) {
            command.env_remove(name);
        }
        command
            .args(words)
            .envs(variables.iter().copied())
            .env("FRONTDESK_DATA_DIR", self.dir.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program without blocking the sandbox. No key stands in its environment.
    pub async fn run(&self, words: &[&str], variables: &[(&str, &str)], stdin: &str) -> Output {
        let mut command = self.command(words, variables);
        let stdin = stdin.to_owned();
        tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            // A program that was typed wrongly does not read.
            let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
            child.wait_with_output().unwrap()
        })
        .await
        .unwrap()
    }

    /// What the system shows to others of the running program: its environment and its arguments, as often as it was
    /// looked.
    #[cfg(target_os = "linux")]
    pub async fn shown_while_running(&self, words: &[&str], stdin: &str) -> (Output, Vec<Vec<u8>>) {
        let mut command = self.command(words, &[]);
        let stdin = stdin.to_owned();
        tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
            let mut shown = Vec::new();
            while child.try_wait().unwrap().is_none() {
                for name in ["environ", "cmdline"] {
                    let path = format!("/proc/{}/{name}", child.id());
                    shown.extend(std::fs::read(path).ok().filter(|bytes| !bytes.is_empty()));
                }
                std::thread::yield_now();
            }
            shown.dedup();
            (child.wait_with_output().unwrap(), shown)
        })
        .await
        .unwrap()
    }

    /// Runs the program with nobody to read its answer.
    pub async fn unread(&self, words: &[&str]) -> (Option<i32>, String) {
        let mut command = self.command(words, &[]);
        tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            (output.status.code(), stderr)
        })
        .await
        .unwrap()
    }

    /// How many requests have reached the vendors.
    pub fn requests(&self) -> u64 {
        let counts = Vendor::ALL.map(|vendor| self.sandbox.log(vendor).counts());
        counts.iter().flat_map(|counts| counts.values()).sum()
    }

    /// Runs the program and ends its process by force when its so manyth request reaches a vendor, or so long after that.
    pub async fn run_and_kill(&self, words: &[&str], stdin: &str, request: u64, then: Duration) {
        let mut command = self.command(words, &[]);
        let (stdin, sandbox) = (stdin.to_owned(), self.sandbox.clone());
        let asked = move || -> u64 {
            let counts = Vendor::ALL.map(|vendor| sandbox.log(vendor).counts());
            counts.iter().flat_map(|counts| counts.values()).sum()
        };
        let until = self.requests() + request;
        tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
            while asked() < until && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(then);
            // One that has ended by itself cannot be ended.
            let _ = child.kill();
            let _ = child.wait_with_output();
        })
        .await
        .unwrap();
    }

    /// Asks the sandbox's admin routes, as the vendor's own staff would look there.
    pub async fn admin(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("/admin/{path}"));
        let request = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(axum::body::Body::from(body.to_string())),
            None => request.body(axum::body::Body::empty()),
        };
        let answer = self
            .sandbox
            .router_with_admin()
            .oneshot(request.unwrap())
            .await
            .unwrap();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap();
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    }

    pub async fn ok(&self, words: &[&str]) -> Value {
        self.ok_with(words, &[], "").await
    }

    pub async fn ok_with(&self, words: &[&str], variables: &[(&str, &str)], stdin: &str) -> Value {
        let output = self.run(words, variables, stdin).await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {}: {stderr}", output.status);
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// The error object of a command that ends with this code.
    pub async fn failed(&self, words: &[&str], variables: &[(&str, &str)], stdin: &str, code: i32) -> Value {
        let output = self.run(words, variables, stdin).await;
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {stdout} {stderr}");
        let error: Value = serde_json::from_slice(&output.stderr)
            .unwrap_or_else(|_| panic!("{words:?}: one JSON object: {stderr}"));
        error["error"].clone()
    }

    /// Saves the sandbox's account of a vendor under that vendor's name, with its keys line by line.
    pub async fn connect(&self, vendor: &str) -> Value {
        assert!(
            std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || !cfg!(target_os = "linux"),
            "this test needs a keyring: run it through `cargo xtask test`"
        );
        let base_url = self.account(vendor, "base_url");
        let mut words = vec!["connections", "add", vendor, "--vendor", vendor];
        words.extend(["--base-url", &base_url, "--key-stdin", "--json"]);
        let (client_path, client_id) = (
            self.account(vendor, "client_path"),
            self.account(vendor, "client_id"),
        );
        if vendor == "medsoft" {
            words.extend(["--client-path", &client_path]);
        }
        if vendor == "ehealth" {
            words.extend(["--client-id", &client_id]);
        }
        self.ok_with(&words, &[], &self.keys(vendor)).await
    }

    /// The keys of a vendor's account as they are typed, line by line.
    pub fn keys(&self, vendor: &str) -> String {
        let names: &[&str] = match vendor {
            "videodoktor" => &["app_key", "key"],
            "ehealth" => &["token", "psk", "refresh_token", "client_secret"],
            _ => &["key"],
        };
        let lines = names.iter().map(|name| self.account(vendor, name) + "\n");
        lines.collect()
    }

    /// Takes the keys out of the keyring again.
    pub async fn forget(&self, names: &[&str]) {
        for name in names {
            self.ok(&["connections", "remove", name]).await;
        }
    }
}
