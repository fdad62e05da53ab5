//! The clinic's names for the ten flags: §7.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::medsoft::AppointmentStatus;

use super::{Adapter, text};
use crate::adapters::StatusCatalogue;
use crate::connections::StatusLabel;

/// `None` for a row without an index: nothing could be set by it.
fn label(row: AppointmentStatus) -> Option<StatusLabel> {
    let key = row.index?.to_string();
    Some(StatusLabel {
        name: text(row.name).unwrap_or_else(|| key.clone()),
        key,
        color: text(row.color)
            .filter(|color| is_color(color))
            .map(|color| color.to_lowercase()),
        // A status the clinic does not use says so; silence is no such word.
        active: row.active.unwrap_or(true),
        displayed: row.appointment_displayed,
        success: row.appointment_success,
        stage: None,
    })
}

/// `#rgb` or `#rrggbb`: anything else must not reach a style of the window.
fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    })
}

#[async_trait]
impl StatusCatalogue for Adapter {
    async fn statuses(&self) -> Result<Vec<StatusLabel>, VendorError> {
        Ok(self
            .0
            .appointment_statuses()
            .await?
            .into_iter()
            .filter_map(label)
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::is_color;

    #[test]
    fn only_plain_colours_pass() {
        assert!(is_color("#64d5ff") && is_color("#FFF"));
        for text in ["red", "#12345", "#gggggg", "#fff;background:url(x)", "", "#"] {
            assert!(!is_color(text), "{text}");
        }
    }
}
