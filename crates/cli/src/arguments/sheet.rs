//! The down-time sheet.

use clap::Args;

use super::{Out, language};

#[derive(Debug, Args)]
pub struct DowntimeSheet {
    #[command(flatten)]
    pub out: Out,
    /// How many days, 1 to 14; as set for the desk when absent.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=14))]
    pub days: Option<u32>,
    /// In which language (en, ro, it, cs, pt-BR, uk); as set for the desk when absent: the setting `sheet_language`, else
    /// that of the letterhead's country.
    #[arg(long, value_parser = language)]
    pub language: Option<&'static str>,
    /// Takes the sheet that the desk made last, by the staff PIN on standard input: also when the desk cannot be
    /// opened.
    #[arg(long, conflicts_with_all = ["days", "language"])]
    pub pin_stdin: bool,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}
