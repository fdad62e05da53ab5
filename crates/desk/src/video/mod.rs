//! Video visits: booked from a patient, listed, removed, their reports opened.

mod job;
mod model;

pub use model::{
    BookVideo, CheckVideo, PendingVideo, PrefillVideo, RemoveVideo, VideoAccepted, VideoClock, VideoForm,
    VideoReport, VideoRequest, VideoVisit, VideoVisits,
};
