//! What must never stand in a log: everything is logged, and the text is looked through.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Everything that is logged on this thread while it lives.
pub struct Logged {
    text: Arc<Mutex<Vec<u8>>>,
    _guard: DefaultGuard,
}

#[derive(Clone)]
struct Into(Arc<Mutex<Vec<u8>>>);

impl Write for Into {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Into {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Logged {
    /// From now on.
    pub fn everything() -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_writer(Into(text.clone()))
            .finish();
        Self {
            text,
            _guard: tracing::subscriber::set_default(subscriber),
        }
    }

    /// None of these stands in what was logged.
    pub fn holds_none_of(&self, secrets: &[&str]) {
        let text = String::from_utf8_lossy(&self.text.lock().unwrap()).into_owned();
        for secret in secrets {
            assert!(!secret.is_empty());
            assert!(!text.contains(secret), "{secret} in the log");
        }
    }

    /// That anything was logged at all.
    pub fn says(&self, words: &str) {
        let text = String::from_utf8_lossy(&self.text.lock().unwrap()).into_owned();
        assert!(text.contains(words), "{words} is not in the log:\n{text}");
    }
}
