//! WebKitGTK's web driver and the application under it, by plain W3C WebDriver calls.
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything on the screen is waited for. Generous: the machine may be building beside it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked for.
pub const LOOK: Duration = Duration::from_millis(100);

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// WebDriver's codes of keys without a character.
pub mod keys {
    /// Control.
    pub const CONTROL: &str = "\u{e009}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
}

/// The driver process; at most one window is open under it.
pub struct Driver {
    process: Child,
    base: String,
    http: reqwest::Client,
}

impl Driver {
    /// Starts the driver; what it and the application print goes to `log`.
    pub async fn start(log: &Path) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let output = File::create(log).expect("a log file");
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(output.try_clone().expect("the log a second time"))
            .stderr(output)
            .spawn()
            .expect("WebKitWebDriver of the package webkit2gtk-driver");
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .unwrap();
        let driver = Self {
            process,
            base: format!("http://127.0.0.1:{port}"),
            http,
        };
        let since = Instant::now();
        while driver
            .http
            .get(format!("{}/status", driver.base))
            .send()
            .await
            .is_err()
        {
            assert!(since.elapsed() < PATIENCE, "the driver never answered");
            tokio::time::sleep(LOOK).await;
        }
        driver
    }

    /// Opens the application.
    pub async fn open(&self, program: &Path, arguments: &[String]) -> Page<'_> {
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": program, "args": arguments},
        }}});
        let answer = self
            .call("POST", "/session", Some(wanted))
            .await
            .expect("a window");
        let session = answer["sessionId"].as_str().expect("a session").to_owned();
        Page {
            driver: self,
            session,
            pictures: pictures_folder(),
        }
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        let method = method.parse().expect("a method");
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let bytes = answer.bytes().await.map_err(|error| error.to_string())?;
        let value =
            serde_json::from_slice::<Value>(&bytes).map_err(|error| error.to_string())?["value"].take();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"])),
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where pictures go: the chore names a folder that outlives the test.
fn pictures_folder() -> PathBuf {
    let folder = std::env::var_os("FRONTDESK_SCREENSHOTS").map_or_else(std::env::temp_dir, PathBuf::from);
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

/// The application's window. Dropping it closes it, also when the test failed, after a last picture.
pub struct Page<'a> {
    driver: &'a Driver,
    session: String,
    pictures: PathBuf,
}

impl Page<'_> {
    /// Closes the window, which ends the application.
    pub fn close(self) {
        drop(self);
    }

    /// Saves what the screen shows. WebKitGTK's own way of taking a picture hangs.
    pub fn picture(&self, name: &str) {
        let file = self.pictures.join(format!("{name}.png"));
        let taken = Command::new("import")
            .args(["-window", "root"])
            .arg(&file)
            .status();
        assert!(
            taken.is_ok_and(|status| status.success()),
            "import of the package imagemagick took no picture"
        );
    }

    /// What a piece of JavaScript answers.
    pub async fn ask(&self, script: &str, arguments: Value) -> Value {
        let body = json!({"script": script, "args": arguments});
        self.call("POST", "/execute/sync", Some(body))
            .await
            .expect("an answer of the page")
    }

    /// Waits until exactly what is described can be seen.
    pub async fn wait_for(&self, selector: &str) -> Element {
        let since = Instant::now();
        loop {
            let query = json!({"using": "css selector", "value": selector});
            let found = self.call("POST", "/element", Some(query)).await;
            if let Some(id) = found
                .ok()
                .and_then(|element| element[ELEMENT].as_str().map(str::to_owned))
            {
                return Element(id);
            }
            assert!(since.elapsed() < PATIENCE, "{selector} never appeared");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until an expression over the page, given `arguments`, is true.
    pub async fn wait_until(&self, what: &str, expression: &str, arguments: Value) {
        let script = format!("return Boolean({expression})");
        let since = Instant::now();
        while self.ask(&script, arguments.clone()).await != Value::Bool(true) {
            assert!(since.elapsed() < PATIENCE, "in vain: {what}");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until a text, in capitals or not, stands anywhere inside what a selector finds.
    pub async fn wait_for_text(&self, selector: &str, text: &str) {
        let expression = "[...document.querySelectorAll(arguments[0])].some((found) => found.textContent.toUpperCase().includes(arguments[1].toUpperCase()))";
        self.wait_until(
            &format!("{text:?} in {selector}"),
            expression,
            json!([selector, text]),
        )
        .await;
    }

    /// Waits until nothing is found any more.
    pub async fn wait_until_gone(&self, selector: &str) {
        self.wait_until(
            &format!("{selector} gone"),
            "!document.querySelector(arguments[0])",
            json!([selector]),
        )
        .await;
    }

    /// Waits for it, scrolls to it and clicks on it; one that is still moving or covered is tried again.
    pub async fn click(&self, selector: &str) {
        let since = Instant::now();
        loop {
            let element = self.wait_for(selector).await;
            // The driver itself does not scroll inside a list.
            let scroll = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
            self.ask(scroll, json!([selector])).await;
            match self
                .call("POST", &format!("/element/{}/click", element.0), Some(json!({})))
                .await
            {
                Ok(_) => return,
                Err(error) => assert!(
                    since.elapsed() < PATIENCE,
                    "{selector} cannot be clicked: {error}"
                ),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Types into an empty field.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.wait_for(selector).await;
        let path = format!("/element/{}/value", field.0);
        self.call("POST", &path, Some(json!({"text": text})))
            .await
            .expect("a filled field");
    }

    /// Presses keys together, wherever the focus is.
    pub async fn press(&self, together: &[&str]) {
        let down = together.iter().map(|key| stroke("keyDown", key));
        let up = together.iter().rev().map(|key| stroke("keyUp", key));
        self.strike(down.chain(up).collect()).await;
    }

    /// Types, key by key, wherever the focus is.
    pub async fn type_in(&self, text: &str) {
        let keys = text.chars().map(String::from);
        self.strike(
            keys.flat_map(|key| [stroke("keyDown", &key), stroke("keyUp", &key)])
                .collect(),
        )
        .await;
    }

    async fn strike(&self, strokes: Vec<Value>) {
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]});
        self.call("POST", "/actions", Some(body))
            .await
            .expect("pressed keys");
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        self.driver
            .call(method, &format!("/session/{}{path}", self.session), body)
            .await
    }
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let file = self.pictures.join("failed.png");
            let _ = Command::new("import")
                .args(["-window", "root"])
                .arg(file)
                .status();
        }
        // The application would outlive its driver.
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                let _ = self.call("DELETE", "", None).await;
            });
        });
    }
}

fn stroke(kind: &str, key: &str) -> Value {
    json!({"type": kind, "value": key})
}

/// Something found in the page.
pub struct Element(String);
