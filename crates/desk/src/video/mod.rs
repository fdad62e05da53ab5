//! Video visits: booked from a patient, listed, removed, their reports opened.

mod absorb;
mod job;
mod list;
mod model;
mod reading;

#[cfg(test)]
pub(crate) use absorb::{Listed, listed};
pub(crate) use job::problems;
pub(crate) use list::{civil_text, visits, with_video};
pub use model::{
    BookVideo, CheckVideo, PendingVideo, PrefillVideo, RemoveVideo, VideoAccepted, VideoClock, VideoForm,
    VideoReport, VideoRequest, VideoVisit, VideoVisits,
};
pub(crate) use reading::VideoReading;
