//! The whole application against the sandbox.
