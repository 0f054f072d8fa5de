//! `serve`: the page, its API and its feeds, for a browser on this machine.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use super::code::FOUND;
use super::program::Program;
use super::session::Session;
use crate::cli::ServeArgs;
use crate::failure::Failure;
use crate::print;
use crate::serve::{self, Keys, Served, Site};

/// The port that is taken where it is free, so that an address can be kept.
const PORT: u16 = 7417;

/// Runs the command until it is told to stop.
pub fn run(session: &mut Session, args: &ServeArgs, program: Program) -> Result<u8, Failure> {
    // An index that cannot be read is told here and not in the browser.
    let index = session.open()?;
    let keys = keys(session, args)?;
    let address = args.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], PORT)));
    let address = SocketAddr::new(address.ip(), args.port.unwrap_or(address.port()));
    let bound = match TcpListener::bind(address) {
        // Nobody asked for this port.
        Err(_) if args.listen.is_none() && args.port.is_none() => {
            TcpListener::bind(SocketAddr::new(address.ip(), 0))
        }
        bound => bound,
    };
    let listener = bound.map_err(|error| {
        let hint = "onrecord serve --port 0 takes any that is free";
        Failure::new("serve.address", format!("{address}: {error}"), hint)
    })?;
    let address = listener.local_addr()?;
    let place = place(address, &keys);
    let served = Served {
        archive: session.archive(),
        program: Box::new(program),
        clips_file: session.config.clips_file(),
        index_dir: session.config.index_dir.clone(),
        today: session.config.settings.now,
        edit: args.edit,
    };
    drop(index);
    if !address.ip().is_loopback() {
        session.messages.warning("what is sent is not encrypted; `ssh -L` to this machine is");
    }
    if args.no_key {
        session.messages.warning("everybody who can use this machine can read the archive");
    }
    print::run::address(session.out, &place)?;
    session.out.flush()?;
    let site = Arc::new(Site::new(served, address, &args.allow_host, keys));
    if args.open && open::that_detached(&place).is_err() {
        session.messages.note("no browser could be opened; open the address in one");
    }
    serve::run(site, listener)?;
    Ok(FOUND)
}

/// Who may look.
fn keys(session: &Session, args: &ServeArgs) -> Result<Keys, Failure> {
    let refuse = |path: &Path, error: std::io::Error| {
        let hint = "a file of one line, such as `openssl rand -hex 32` prints";
        Failure::new("serve.key", format!("{}: {error}", path.display()), hint)
    };
    let far = args.listen.is_some_and(|address| !address.ip().is_loopback());
    match (&args.token_file, args.no_key) {
        (Some(file), _) => {
            let path = session.config.dir.join(file);
            Keys::of_file(&path, false).map_err(|error| refuse(&path, error))
        }
        (None, _) if far => Err(Failure::usage(
            "--listen beyond this machine takes a key of yours",
            "add --token-file FILE",
        )),
        (None, true) => Ok(Keys::none()),
        (None, false) => {
            let dir = &session.config.index_dir;
            Keys::of_index(dir).map_err(|error| refuse(dir, error))
        }
    }
}

/// The address to open, with the key that begins a session.
fn place(address: SocketAddr, keys: &Keys) -> String {
    match keys.key() {
        Some(key) => format!("http://{address}/open?key={key}"),
        None => format!("http://{address}/"),
    }
}
