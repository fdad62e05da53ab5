//! The reading against the sandbox, under a clock that only moves when nothing else can.

mod accounts;
mod clock;
mod filling;
mod freshness;
mod line;
mod world;
