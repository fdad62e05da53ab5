//! Counts: what the test runners say on their closing lines.
use std::fmt;
use std::ops::AddAssign;

/// How many tests ran, over all runners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, or were stopped for taking too long.
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Whose closing lines are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    /// `cargo nextest run`, one closing line.
    Nextest,
    /// `cargo test`, one closing line a program.
    CargoTest,
    /// `vitest run`.
    Vitest,
    /// `playwright test`, one line a kind of result.
    Playwright,
}

/// Adds up a runner's closing lines.
pub fn read(runner: Runner, lines: &[String]) -> Tally {
    let mut tally = Tally::default();
    for line in lines {
        let line = plain(line);
        let line = line.trim();
        if closes(runner, line) {
            tally += Tally {
                passed: number_before(line, "passed"),
                failed: ["failed", "timed out", "exec failed", "interrupted"]
                    .iter()
                    .map(|word| number_before(line, word))
                    .sum(),
            };
        }
    }
    tally
}

fn closes(runner: Runner, line: &str) -> bool {
    match runner {
        Runner::Nextest => line.starts_with("Summary [") && line.contains(" run: "),
        Runner::CargoTest => line.starts_with("test result: "),
        Runner::Vitest => line.starts_with("Tests "),
        // "3 passed (12.1s)", "1 failed": a number, then the kind, then at most the time.
        Runner::Playwright => {
            let mut words = line.split(' ');
            words.next().is_some_and(|word| word.parse::<u64>().is_ok())
                && words
                    .next()
                    .is_some_and(|word| matches!(word, "passed" | "failed" | "interrupted"))
                && words.next().is_none_or(|word| word.starts_with('('))
        }
    }
}

/// The number that stands directly before `what`, 0 where it does not occur.
fn number_before(line: &str, what: &str) -> u64 {
    let mut words = Vec::new();
    for word in line
        .split([' ', ',', ';', '|', '.'])
        .filter(|word| !word.is_empty())
    {
        words.push(word);
    }
    let wanted: Vec<&str> = what.split(' ').collect();
    for (index, word) in words.iter().enumerate() {
        let Ok(number) = word.parse() else { continue };
        if words[index + 1..].starts_with(&wanted) {
            return number;
        }
    }
    0
}

/// The line without colour codes.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(runner: Runner, text: &str) -> (u64, u64) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let tally = read(runner, &lines);
        (tally.passed, tally.failed)
    }

    #[test]
    fn nextest_says_it_on_one_line() {
        let good = "     Summary [   1.234s] 12 tests run: 12 passed (1 slow), 3 skipped";
        assert_eq!(of(Runner::Nextest, good), (12, 0));
        let bad = "     Summary [   1.234s] 12/20 tests run: 9 passed, 2 failed, 1 timed out, 3 skipped";
        assert_eq!(of(Runner::Nextest, bad), (9, 3));
        let one = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.004s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(of(Runner::Nextest, one), (1, 0));
    }

    #[test]
    fn cargo_test_says_it_once_a_program() {
        let text = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(of(Runner::CargoTest, text), (7, 2));
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        let text = " Test Files  1 failed | 3 passed (4)\n      Tests  2 failed | 38 passed (40)\n   Start at  10:00:00";
        assert_eq!(of(Runner::Vitest, text), (38, 2));
    }

    #[test]
    fn playwright_has_a_line_for_each_kind() {
        let text = "Running 5 tests using 1 worker\n  1 failed\n    [chromium] › today.spec.ts:3:1 › 4 passed\n  4 passed (12.1s)";
        assert_eq!(of(Runner::Playwright, text), (4, 1));
    }

    #[test]
    fn a_line_that_closes_nothing_counts_nothing() {
        assert_eq!(
            of(Runner::Nextest, "PASS [0.1s] desk a_test_named_12_passed"),
            (0, 0)
        );
        assert_eq!(
            of(Runner::Playwright, "  ✓  1 today.spec.ts › 3 passed over (1s)"),
            (0, 0)
        );
    }
}
