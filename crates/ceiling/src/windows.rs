//! Windows: the process is put into a job of its own.

#![allow(unsafe_code, reason = "a job is made only through the system's own functions")]

use std::io;
use std::process::ExitStatus;

use windows::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
    JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation,
    SetInformationJobObject,
};
use windows::Win32::System::Threading::GetCurrentProcess;
use windows::core::PCWSTR;

/// How an abort ends a Rust program (`STATUS_STACK_BUFFER_OVERRUN`, the code of `__fastfail`).
const ABORTED: u32 = 0xC000_0409;

pub(crate) fn set(bytes: u64) -> io::Result<()> {
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    // The second one keeps the system from asking about, and keeping a picture of, what fails.
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    limits.ProcessMemoryLimit = usize::try_from(bytes).unwrap_or(usize::MAX);
    let size = size_of_val(&limits);
    let size = u32::try_from(size).map_err(io::Error::other)?;
    // SAFETY: neither attributes nor a name are given. The handle is never closed: the job lasts as long as the process.
    let job = unsafe { CreateJobObjectW(None, PCWSTR::null()) }?;
    // SAFETY: the handle is that of a job, the struct is the one of that class, of that size, and lives on.
    unsafe {
        SetInformationJobObject(
            job,
            JobObjectExtendedLimitInformation,
            std::ptr::from_ref(&limits).cast(),
            size,
        )
    }?;
    // SAFETY: both handles are good; the one of the process is no real one and needs no closing.
    unsafe { AssignProcessToJobObject(job, GetCurrentProcess()) }?;
    Ok(())
}

/// Memory that is not given aborts a Rust program.
pub(crate) fn ended_at_it(status: ExitStatus) -> bool {
    status.code().is_some_and(|code| code.cast_unsigned() == ABORTED)
}
