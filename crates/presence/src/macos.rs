//! macOS: the lock screen is told to everybody, sleep to whoever asks the workspace.

#![allow(
    unsafe_code,
    reason = "Cocoa's notifications reach us only through Objective-C"
)]

use std::ptr::NonNull;

use block2::RcBlock;
use objc2_app_kit::{NSWorkspace, NSWorkspaceWillSleepNotification};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSNotificationName, NSString,
};

use crate::Left;

pub(crate) fn watch(left: &Left) {
    let locked = NSString::from_str("com.apple.screenIsLocked");
    observe(&NSDistributedNotificationCenter::defaultCenter(), &locked, left);
    let workspace = NSWorkspace::sharedWorkspace().notificationCenter();
    // SAFETY: a constant of AppKit, set before any of our code runs.
    observe(&workspace, unsafe { NSWorkspaceWillSleepNotification }, left);
}

fn observe(center: &NSNotificationCenter, name: &NSNotificationName, left: &Left) {
    let left = left.clone();
    let told = RcBlock::new(move |_: NonNull<NSNotification>| left());
    // SAFETY: no object and no queue are given; what the block holds may be sent to another thread (`Left`).
    let observer =
        unsafe { center.addObserverForName_object_queue_usingBlock(Some(name), None, None, &told) };
    // Watched until the process ends.
    std::mem::forget(observer);
}
