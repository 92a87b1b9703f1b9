//! sled's sync, made real.
//!
//! sled 0.34.7 ends its `flush` with `sync_file_range`, which by its manual gives no durability: it neither flushes the
//! device's cache nor writes metadata. The symbol below is linked in its place and calls `fdatasync`. The journal is the
//! truth in any case; this keeps a power cut from making the checkpoint store unreadable.

use std::{
    fs::File,
    io,
    path::Path,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

static CALLS: AtomicU64 = AtomicU64::new(0);

/// How often sled synced through here: the proof that the symbol was linked in.
pub fn calls() -> u64 {
    CALLS.load(Relaxed)
}

#[expect(unsafe_code, reason = "replaces a libc symbol that sled calls; fdatasync takes any integer and answers EBADF")]
#[unsafe(no_mangle)]
extern "C" fn sync_file_range(fd: libc::c_int, _offset: i64, _bytes: i64, _flags: libc::c_uint) -> libc::c_int {
    CALLS.fetch_add(1, Relaxed);
    // SAFETY: fdatasync reads no memory of ours.
    unsafe { libc::fdatasync(fd) }
}

/// Makes the names in a directory durable.
pub(crate) fn directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}
