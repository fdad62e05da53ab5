//! The reading against the sandbox, under a clock that only moves when nothing else can.

mod filling;
mod freshness;
mod line;
mod world;
