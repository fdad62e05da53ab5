//! A short name of what a person is asked, so that an answer says what it answers.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use frontdesk_commands::desk::outbox::Question;

/// The name of a question about the so manyth try; `None` where nothing is asked.
#[must_use]
pub fn name(question: Option<&Question>, attempts: u32) -> Option<String> {
    let question = serde_json::to_string(question?).ok()?;
    let mut hasher = DefaultHasher::new();
    (question, attempts).hash(&mut hasher);
    Some(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_question_and_another_try_have_another_name() {
        let first = name(Some(&Question::LookThere), 1);
        assert_eq!(first, name(Some(&Question::LookThere), 1));
        assert_ne!(first, name(Some(&Question::LookThere), 2));
        assert_ne!(first, name(Some(&Question::NeedsLiveLine), 1));
        assert_eq!(name(None, 1), None);
    }
}
