//! A press in a process of its own, for templates of a clinic's own.
//!
//! The typesetter evaluates a template to its end: nothing in its engine, nor in what it remembers with, can be told to
//! stop. It counts the turns of a `while` and the depth of calls, but loops within loops multiply and a text that doubles
//! takes all memory; a thread cannot be ended from outside, and memory that is not to be had ends the whole program. So a
//! template that somebody else wrote runs where the system can end it: in the same program, started once more for one
//! paper, with the facts and the paper in pipes, and with a ceiling to what it may have of the computer.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use frontdesk_basics::Private;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::DocumentError;
use crate::{Documents, Pdf};

/// The argument that starts a program as a press.
const ARGUMENT: &str = "typeset-one-paper";
/// How long one paper may take: a thousand times as long as one takes.
const LIMIT: Duration = Duration::from_secs(20);
/// How much memory one paper may take, in bytes: four times what a table of eighty pages takes.
const CEILING: u64 = 1024 * 1024 * 1024;
/// No paper has as many bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A program that is started as a press, and how long it may take for a paper.
#[derive(Debug, Clone)]
pub struct Apart {
    /// `None`: the one that this is.
    program: Option<PathBuf>,
    limit: Duration,
}

#[derive(Serialize, Deserialize)]
struct Order<'a> {
    template: Cow<'a, str>,
    document: Cow<'a, str>,
    facts: Cow<'a, Value>,
    language: Cow<'a, str>,
    seconds: u64,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    /// The paper follows, after the end of this line.
    Made { title: String },
    /// What is wrong with the template, and at which line.
    Fails { line: usize, message: String },
}

impl Apart {
    /// The program that this is, which begins with [`serve_when_asked`].
    #[must_use]
    pub fn of_this_program() -> Self {
        Self {
            program: None,
            limit: LIMIT,
        }
    }

    /// A program that begins with [`serve_when_asked`], and its limit, at least a second.
    #[must_use]
    pub fn of(program: PathBuf, limit: Duration) -> Self {
        Self {
            program: Some(program),
            limit,
        }
    }

    /// The paper of facts that were read before and lack nothing.
    ///
    /// # Errors
    /// `OwnTemplate`, also where the program cannot be started: a template that cannot be tried here cannot be used.
    pub(crate) fn print(
        &self,
        template: &str,
        document: &'static str,
        facts: &Value,
        language: &str,
    ) -> Result<Pdf, DocumentError> {
        let fails = |line: usize, message: String| DocumentError::OwnTemplate {
            document,
            line,
            message: Private::new(message),
        };
        let order = Order {
            template: template.into(),
            document: document.into(),
            facts: Cow::Borrowed(facts),
            language: language.into(),
            seconds: self.limit.as_secs().max(1),
        };
        let order = serde_json::to_vec(&order).map_err(|error| fails(0, error.to_string()))?;
        let said = self.answer(order).map_err(|why| fails(0, why))?;
        let mut parts = said.splitn(2, |byte| *byte == b'\n');
        let answer = parts.next().and_then(|line| serde_json::from_slice(line).ok());
        match (answer, parts.next()) {
            (Some(Answer::Made { title }), Some(bytes)) => Ok(Pdf {
                title,
                bytes: bytes.to_vec(),
            }),
            (Some(Answer::Fails { line, message }), _) => Err(fails(line, message)),
            _ => Err(fails(0, "the typesetting ended without a paper".to_owned())),
        }
    }

    /// What the program says to an order, or why it says nothing.
    fn answer(&self, order: Vec<u8>) -> Result<Vec<u8>, String> {
        let program = match &self.program {
            Some(program) => Ok(program.clone()),
            // There it is found also when an update has taken its place meanwhile.
            None if cfg!(target_os = "linux") => Ok(PathBuf::from("/proc/self/exe")),
            None => std::env::current_exe(),
        };
        let started = program.and_then(|program| {
            Command::new(program)
                .arg(ARGUMENT)
                // One paper needs no more, and each has a stack and a heap of its own.
                .env("RAYON_NUM_THREADS", "1")
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
        });
        let mut press = started.map_err(|error| format!("the typesetting cannot be started: {error}"))?;
        let (orders, paper) = (press.stdin.take(), press.stdout.take());
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut said = Vec::new();
            // One that ends before it has read everything has ended for a reason of its own.
            let _ = orders.map(|mut orders| orders.write_all(&order));
            let read = paper.map(|paper| paper.take(LARGEST).read_to_end(&mut said));
            // Nobody waits any longer where it took too long.
            let _ = tell.send(read.is_some_and(|read| read.is_ok()).then_some(said));
        });
        let said = told.recv_timeout(self.limit);
        // One that has ended cannot be ended; the other one is not left behind.
        let _ = press.kill();
        let ended = press.wait();
        match said {
            Ok(_) if ended.is_ok_and(frontdesk_ceiling::ended_at_it) => Err(format!(
                "it needs more than {} MB of memory: a text that doubles?",
                CEILING / (1024 * 1024)
            )),
            Ok(Some(said)) => Ok(said),
            Ok(None) => Err("the typesetting ended without a paper".to_owned()),
            Err(_) => Err(format!(
                "it takes longer than {} seconds: a loop that does not end?",
                self.limit.as_secs()
            )),
        }
    }
}

/// Makes the one paper that this program was started for; `None` where it was started for anything else. Whatever makes
/// papers apart begins with it.
#[must_use]
pub fn serve_when_asked() -> Option<ExitCode> {
    let asked = std::env::args_os().nth(1).is_some_and(|first| first == ARGUMENT);
    asked.then(|| match serve() {
        Some(()) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    })
}

fn serve() -> Option<()> {
    // Without it nothing is laid out: the built-in template takes the place of this one.
    frontdesk_ceiling::set(CEILING).ok()?;
    let mut order = Vec::new();
    std::io::stdin().lock().read_to_end(&mut order).ok()?;
    let order: Order<'_> = serde_json::from_slice(&order).ok()?;
    let limit = Duration::from_secs(order.seconds);
    std::thread::spawn(move || {
        // Whoever asked may have been ended, and then ends nobody.
        std::thread::sleep(limit);
        std::process::exit(1);
    });
    let made =
        Documents::default().render_by(&order.template, &order.document, &order.facts, &order.language);
    let (answer, bytes) = match made {
        Ok(pdf) => (Answer::Made { title: pdf.title }, pdf.bytes),
        Err(DocumentError::OwnTemplate { line, message, .. }) => {
            let message = message.into_inner();
            (Answer::Fails { line, message }, Vec::new())
        }
        Err(_) => return None,
    };
    let mut out = std::io::stdout().lock();
    let line = serde_json::to_string(&answer).ok()?;
    writeln!(out, "{line}").ok()?;
    out.write_all(&bytes).ok()?;
    out.flush().ok()
}
