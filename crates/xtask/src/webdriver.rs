//! Just enough of the W3C WebDriver protocol to look into the application's window: one driver, one window,
//! plain HTTP on loopback.
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::session::Session;

/// Opening a window takes well under a second; a machine that builds beside it may need more.
const PATIENCE: Duration = Duration::from_secs(60);

/// WebKitGTK's driver, running in a session.
pub struct Driver {
    /// The session's script; it ends driver and application once its input is closed.
    script: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver; what it and the application print goes to `log`.
    pub fn start(place: &Place, session: &Session, log: &Path) -> Outcome<Self> {
        let port = free_port().map_err(|error| Failure::new(format!("No port is free: {error}.")))?;
        let output = File::create(log).map_err(|error| Failure::file("write", log, &error))?;
        let errors = output
            .try_clone()
            .map_err(|error| Failure::file("write", log, &error))?;
        let script = session
            .until_input_ends(place, "WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(output)
            .stderr(errors)
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("Could not start the web driver: {error}.")))?;
        let driver = Self { script, port };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if since.elapsed() > PATIENCE {
                return Err(
                    Failure::new("The web driver does not answer.").next(format!("read {}.", log.display()))
                );
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }

    /// Starts the application under the driver.
    pub fn open(&self, program: &Path, arguments: &[&str]) -> Outcome<Window<'_>> {
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": program, "args": arguments},
        }}});
        let answer = self.call("POST", "/session", &wanted)?;
        match answer["sessionId"].as_str() {
            Some(id) => Ok(Window {
                driver: self,
                id: id.to_owned(),
            }),
            None => Err(Failure::new("The web driver opened no window.")),
        }
    }

    /// One call; answers what stands under `value`.
    fn call(&self, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        let answer = self
            .exchange(method, path, &body.to_string())
            .map_err(|error| Failure::new(format!("The web driver broke off: {error}.")))?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let value = serde_json::from_str::<Value>(body)
            .map_err(|_| Failure::new(format!("The web driver answered {head:?}.")))?["value"]
            .take();
        match value["error"].as_str() {
            Some(error) => Err(Failure::new(format!(
                "The web driver says {error}: {}",
                value["message"]
            ))),
            None => Ok(value),
        }
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len(),
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

/// The application's window.
pub struct Window<'a> {
    driver: &'a Driver,
    id: String,
}

impl Window<'_> {
    /// Waits until a JavaScript expression is true in the page, and says whether it became so in time.
    pub fn wait_until(&self, expression: &str, patience: Duration) -> Outcome<bool> {
        let path = format!("/session/{}/execute/sync", self.id);
        let body = json!({"script": format!("return Boolean({expression})"), "args": []});
        let since = Instant::now();
        while self.driver.call("POST", &path, &body)? != Value::Bool(true) {
            if since.elapsed() > patience {
                return Ok(false);
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(true)
    }

    /// Closes the window, which ends the application.
    pub fn close(self) -> Outcome {
        self.driver
            .call("DELETE", &format!("/session/{}", self.id), &json!({}))
            .map(drop)
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
