//! What can happen to the line instead of an answer.

/// No (whole) answer came. Over HTTP the socket shows it; in process this value does.
///
/// It says what a client can see and no more: whether a write was applied is exactly what the client
/// cannot know after [`LineError::Dropped`] or [`LineError::CutBody`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The server is down: nothing reached it.
    #[error("the server does not take connections")]
    Refused,
    /// The connection closed before any byte of an answer.
    #[error("the connection closed without an answer")]
    Dropped,
    /// The connection closed in the middle of the answer's body.
    #[error("the connection closed within the answer")]
    CutBody,
}
