//! Runs seeds of the simulation and says what came of them.

#![allow(clippy::print_stdout, reason = "what this program says")]

use std::process::ExitCode;

use clap::Parser;
use frontdesk_simulate::{Totals, simulate, simulate_many};

/// A whole desk under seeded trouble.
#[derive(Parser)]
struct Arguments {
    /// How many seeds; 1000 unless said.
    #[arg(long)]
    seeds: Option<u64>,
    /// The first of them; without a number of seeds it is run alone and its trace is shown.
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> ExitCode {
    let given = Arguments::parse();
    let totals = match (given.seed, given.seeds) {
        (Some(seed), None) => replay(seed),
        (first, seeds) => {
            let totals = simulate_many(first.unwrap_or(0), seeds.unwrap_or(1000));
            for (seed, trace) in &totals.failed {
                println!(
                    "seed {seed} failed; `--seed {seed}` replays it:\n  {}\n",
                    trace.join("\n  ")
                );
            }
            totals
        }
    };
    println!("{totals}");
    if totals.failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn replay(seed: u64) -> Totals {
    let outcome = simulate(seed);
    println!(
        "{}\n\nseed {seed}, trace {:016x}",
        outcome.trace.join("\n"),
        outcome.hash()
    );
    Totals::of(seed, outcome)
}
