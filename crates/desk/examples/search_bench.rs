//! How fast the look-up is over 100,000 invented patients (or as many as the first argument says), beside a
//! floor measured in the same run: one row by its primary key.
//!
//! `cargo run --release -p frontdesk-desk --example search_bench`

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use frontdesk_desk::DeskError;
use frontdesk_desk::patients::{FindPatients, search};
use frontdesk_desk::ports::{
    Clock, DatabaseExecutor, Ids, Lane, Line, Lines, PlainHttp, Ports, Random, SecretStore,
};
use frontdesk_desk::store::Store;
use futures::executor::block_on;
use futures::future::BoxFuture;
use rusqlite::params;
use uuid::Uuid;

const LAST: [&str; 40] = [
    "Popescu",
    "Ionescu",
    "Popa",
    "Pop",
    "Dumitru",
    "Stan",
    "Stoica",
    "Gheorghe",
    "Matei",
    "Ciobanu",
    "Rusu",
    "Munteanu",
    "Constantin",
    "Marin",
    "Lazăr",
    "Florea",
    "Dobre",
    "Barbu",
    "Nistor",
    "Tudor",
    "Ștefănescu",
    "Vasilescu",
    "Preda",
    "Țurcanu",
    "Ardelean",
    "Bălan",
    "Cojocaru",
    "Moldovan",
    "Crăciun",
    "Oprea",
    "Voicu",
    "Sârbu",
    "Năstase",
    "Manole",
    "Gheorghiu",
    "Шевченко",
    "Kovács",
    "Dvořák",
    "Filip",
    "Toma",
];
const FIRST: [&str; 24] = [
    "Ion",
    "Maria",
    "Elena",
    "Andrei",
    "Ana-Maria",
    "Mihai",
    "Ioana",
    "Alexandru",
    "Gabriela",
    "Ștefan",
    "Cristina",
    "Vasile",
    "Daniela",
    "George",
    "Mădălina",
    "Constantin",
    "Raluca",
    "Radu",
    "Anca",
    "Ilinca",
    "Юрій",
    "Zoltán",
    "Petru",
    "Simona",
];
const SYLLABLES: [&str; 16] = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "mar", "dan",
];
const QUERIES: [(&str, &str); 17] = [
    ("one letter", "p"),
    ("two letters", "po"),
    ("a usual name", "popescu"),
    ("its beginning", "pope"),
    ("name and given name", "ion popescu"),
    ("name and a letter", "popescu i"),
    ("a fragment", "esc"),
    ("a rare fragment", "zomarb"),
    ("two letters, two words", "po ma"),
    ("Cyrillic", "шевч"),
    ("phone", "0722 123 456"),
    ("phone fragment", "1234"),
    ("birth date", "15.01.1974"),
    ("name and year", "popa 1974"),
    ("misspelt", "popesxu"),
    ("misspelt, two words", "gheorgiu alexndru"),
    ("nobody", "qqqqqqq"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let patients = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    let dir = tempfile::tempdir()?;
    let ports = ports();
    let store = block_on(Store::open(dir.path().join("desk"), &ports))?;
    let started = Instant::now();
    fill(&store, patients)?;
    say(&format!(
        "{patients} patients written and indexed in {:.1} s",
        started.elapsed().as_secs_f64()
    ));
    say(&format!("{:<24}{:>10}{:>10}{:>8}", "", "p50", "p95", "hits"));
    let key = id(patients / 2).to_string();
    let floor = measure(|| {
        let key = key.clone();
        block_on(store.read(move |conn| {
            let sql = "SELECT last_name FROM patient_records WHERE id = ?1";
            conn.prepare_cached(sql)?
                .query_row([key], |row| row.get::<_, String>(0))?;
            Ok(1)
        }))
    })?;
    line("floor: row by key", &floor);
    for (name, text) in QUERIES {
        let now = ports.clock.now();
        let times = measure(|| {
            let request = FindPatients {
                text: text.to_owned(),
                limit: None,
            };
            block_on(store.read(move |conn| Ok(search::find(conn, &request, now)?.hits.len())))
        })?;
        line(name, &times);
    }
    Ok(())
}

fn fill(store: &Store, patients: u64) -> Result<(), DeskError> {
    let clinic = Uuid::from_u128(1).to_string();
    let connection = clinic.clone();
    block_on(store.write(move |tx| {
        tx.execute(
            "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
             VALUES (?1, 'Clinica', 'medsoft', 'https://clinic.example', 'Europe/Bucharest', 1)",
            [connection],
        )?;
        Ok(())
    }))?;
    for batch in 0..patients.div_ceil(1000) {
        let clinic = clinic.clone();
        block_on(store.write(move |tx| {
            for number in batch * 1000..((batch + 1) * 1000).min(patients) {
                let key = id(number).to_string();
                tx.prepare_cached("INSERT INTO persons (id, desk, created_at) VALUES (?1, 'd', 1)")?.execute([&key])?;
                tx.prepare_cached(
                    "INSERT INTO patient_records (id, person, connection, vendor_id, last_name, first_name, birth_date,
                         phone, email, national_id, created_at) VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)",
                )?
                .execute(params![
                    key,
                    clinic,
                    number.to_string(),
                    last_name(number),
                    FIRST[pick(number, 2, FIRST.len())],
                    format!("{}-{:02}-{:02}", 1930 + pick(number, 3, 90), 1 + pick(number, 4, 12), 1 + pick(number, 5, 28)),
                    format!("07{:08}", pick(number, 6, 100_000_000)),
                    format!("p{number}@clinica.example"),
                    format!("{:013}", 1_000_000_000_000 + pick(number, 7, 7_999_999_999_999)),
                ])?;
                search::index_record(tx, id(number))?;
                // A hundred visits on each of the days around today.
                if number % 1000 < 15 {
                    let day = i64::try_from(number % 1000).unwrap_or(0) - 7;
                    let date = (Utc::now() + chrono::TimeDelta::days(day)).date_naive();
                    tx.prepare_cached(
                        "INSERT INTO appointments (id, record, connection, date, start, seen_at)
                         VALUES (?1, ?1, ?2, ?3, '10:00:00', 1)",
                    )?
                    .execute(params![key, clinic, date])?;
                }
            }
            Ok(())
        }))?;
    }
    Ok(())
}

/// Half the patients share the usual names, the others have rarer ones.
fn last_name(number: u64) -> String {
    if pick(number, 1, 2) == 0 {
        return LAST[pick(number, 8, LAST.len())].to_owned();
    }
    let syllable = |salt| SYLLABLES[pick(number, salt, SYLLABLES.len())];
    let ending = ["escu", "eanu", "aru", ""][pick(number, 12, 4)];
    let name = format!("{}{}{}{ending}", syllable(9), syllable(10), syllable(11));
    name[..1].to_uppercase() + &name[1..]
}

fn id(number: u64) -> Uuid {
    Uuid::from_u128(0xf00d << 64 | u128::from(number))
}

/// A number below `below`, the same in every run.
fn pick(number: u64, salt: u64, below: usize) -> usize {
    let mixed = (number * 64 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    usize::try_from((mixed >> 16) % below as u64).unwrap_or(0)
}

struct Times {
    p50: Duration,
    p95: Duration,
    hits: usize,
}

fn measure(mut job: impl FnMut() -> Result<usize, DeskError>) -> Result<Times, DeskError> {
    let mut hits = job()?;
    let mut times = Vec::new();
    for _ in 0..40 {
        let started = Instant::now();
        hits = job()?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    Ok(Times {
        p50: times[20],
        p95: times[38],
        hits,
    })
}

fn line(name: &str, times: &Times) {
    let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    say(&format!(
        "{name:<24}{:>10}{:>10}{:>8}",
        ms(times.p50),
        ms(times.p95),
        times.hits
    ));
}

#[allow(clippy::print_stdout)]
fn say(text: &str) {
    println!("{text}");
}

fn ports() -> Ports {
    let world = Arc::new(World::default());
    Ports {
        clock: world.clone(),
        random: world.clone(),
        ids: world.clone(),
        secrets: world.clone(),
        executor: world.clone(),
        lines: world,
        documents: Arc::new(frontdesk_desk::ports::NoDocuments),
    }
}

/// The smallest world a store runs in: everything at once, in this process.
#[derive(Default)]
struct World(std::sync::Mutex<std::collections::HashMap<String, Vec<u8>>>);

impl World {
    fn kept(&self) -> std::sync::MutexGuard<'_, std::collections::HashMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for World {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

impl Random for World {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

impl Ids for World {
    fn next(&self) -> Uuid {
        Uuid::from_u128(7)
    }
}

impl SecretStore for World {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError> {
        Ok(self.kept().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError> {
        self.kept().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), DeskError> {
        self.kept().remove(name);
        Ok(())
    }
}

impl DatabaseExecutor for World {
    fn execute(&self, _: Lane, job: Box<dyn FnOnce() + Send>) {
        job();
    }
}

impl Lines for World {
    fn line_to(&self, _: &str, _: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
        Err(DeskError::internal("no line in a measurement"))
    }
}
