//! What differs between operating systems: bytes of paths, private folders, whether a process lives.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The bytes of a path, with `/` between its parts.
#[cfg(unix)]
pub fn path_bytes(path: &Path) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(path.as_os_str().as_bytes())
}

/// The path that has these bytes.
#[cfg(unix)]
pub fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// The bytes of a path, with `/` between its parts.
#[cfg(not(unix))]
pub fn path_bytes(path: &Path) -> Cow<'_, [u8]> {
    Cow::Owned(path.to_string_lossy().replace('\\', "/").into_bytes())
}

/// The path that has these bytes.
#[cfg(not(unix))]
pub fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Makes a folder, with those above it, that only its owner may enter.
#[cfg(unix)]
pub fn create_private_dir(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes a folder, with those above it.
#[cfg(not(unix))]
pub fn create_private_dir(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Puts a file in place of another as a whole: written beside it, synced, renamed.
pub fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}

/// Makes a file that is not there yet and that only its owner may read.
#[cfg(unix)]
pub fn create_private_file(path: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes a file that is not there yet; who may read it the folder says.
#[cfg(not(unix))]
pub fn create_private_file(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).create_new(true).open(path)
}

/// Which file or folder this is, whatever it is called: one that was deleted and made again is another.
#[cfg(unix)]
pub fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    // A number is given again as soon as it is free, so the time of birth counts too, where it is known.
    std::fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino(), meta.created().ok()))
}

/// Device, number and time of birth.
pub type Identity = (u64, u64, Option<std::time::SystemTime>);

/// Which file or folder this is, as far as can be told: one that is there is itself.
#[cfg(not(unix))]
pub fn identity(path: &Path) -> Option<Identity> {
    std::fs::metadata(path).ok().map(|meta| (0, 0, meta.created().ok()))
}

/// Opens a file to read it; a link in its place is refused unless it is followed, and a pipe is not waited for.
#[cfg(unix)]
pub fn open(path: &Path, follow: bool) -> std::io::Result<std::fs::File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let link = if follow { OFlags::empty() } else { OFlags::NOFOLLOW };
    let flags = (OFlags::NONBLOCK | link).bits();
    std::fs::File::options().read(true).custom_flags(flags.cast_signed()).open(path)
}

/// Opens a file to read it.
#[cfg(not(unix))]
pub fn open(path: &Path, _: bool) -> std::io::Result<std::fs::File> {
    std::fs::File::open(path)
}

/// Fills `bytes` from a file, beginning at `offset`.
#[cfg(unix)]
pub fn read_at(file: &std::fs::File, bytes: &mut [u8], offset: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// Fills `bytes` from a file, beginning at `offset`.
#[cfg(windows)]
pub fn read_at(file: &std::fs::File, bytes: &mut [u8], offset: u64) -> std::io::Result<()> {
    use std::os::windows::fs::FileExt;
    let mut done = 0;
    while done < bytes.len() {
        match file.seek_read(&mut bytes[done..], offset + done as u64)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            n => done += n,
        }
    }
    Ok(())
}

/// The name of this machine; empty when it is not known.
pub fn host_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .map(|name| name.trim().to_owned())
        .or_else(|_| std::env::var("COMPUTERNAME"))
        .unwrap_or_default()
}

/// Asks for small pages of memory: a short process that touches a little of many regions would see each of them
/// filled with two megabytes of zeros, a tenth of the time of a query.
#[cfg(target_os = "linux")]
pub fn prefer_small_pages() {
    // An older kernel that cannot is only slower.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Asks for small pages of memory, which other systems use anyway.
#[cfg(not(target_os = "linux"))]
pub fn prefer_small_pages() {}

/// Lets a child process live in a group of its own: what is typed at the terminal to stop this program stops the
/// child only through it.
#[cfg(unix)]
pub fn set_apart(command: &mut std::process::Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

/// Lets a child process live in a group of its own, where there are such groups.
#[cfg(not(unix))]
pub fn set_apart(_: &mut std::process::Command) {}

/// Kills a child that was set apart, with the processes that it started; it must not have been waited for.
#[cfg(unix)]
pub fn kill(child: &mut std::process::Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // A group that is gone cannot be killed.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

/// Kills a child.
#[cfg(not(unix))]
pub fn kill(child: &mut std::process::Child) {
    // One that has ended cannot be killed.
    let _ = child.kill();
}

/// Takes from this process what a reader of bytes does not need: it can open no file and no connection, write no file,
/// start no process, take no more than `memory` bytes (0: nothing is taken away), and it ends with its parent.
#[cfg(unix)]
pub fn confine(memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    if memory == 0 {
        return;
    }
    let limits = [
        (Resource::As, memory),
        // Standard input, output and error are open already.
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        (Resource::Nproc, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A system that does not know a limit still has the others, and the parent's clock.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

/// Takes nothing from this process: there are no such limits here.
#[cfg(not(unix))]
pub fn confine(_: u64) {}
