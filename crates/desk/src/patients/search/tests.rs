//! The look-up on a real store.
