//! Sockets and threads: requests are read whole within limits, answered on threads for blocking work, and sent.
//!
//! The only file that knows the runtime. Whoever leaves, and whoever waits longer than [`ANSWER`], ends the search.

use std::convert::Infallible;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body as HttpBody, Bytes, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::patient::Patient;
use super::problem::Problem;
use super::reply::{Body, Reply, with};
use super::routes;
use super::site::Site;
use crate::ask::Cancel;

/// Connections at once; more wait to be taken.
const CONNECTIONS: usize = 256;
/// Requests that may wait for a thread.
const WAITING: Duration = Duration::from_secs(5);
/// Time for the head of a request, and for its body.
const READING: Duration = Duration::from_secs(10);
/// Time for an answer.
const ANSWER: Duration = Duration::from_secs(30);
/// Time that a client may take nothing.
const PATIENCE: Duration = Duration::from_secs(20);
/// Time for what is under way when the page is stopped.
const GOODBYE: Duration = Duration::from_secs(5);
/// Pause before a stranger with a wrong key is answered, after many of them.
const PAUSE: Duration = Duration::from_secs(1);
/// Pieces of a streamed body that wait to be sent.
const PIECES: usize = 4;
/// Bytes of such a piece.
const PIECE: usize = 32 << 10;
/// Largest head of a request in bytes.
const HEAD: usize = 16 << 10;

/// Answers until the program is told to stop.
///
/// # Errors
///
/// A system that has no threads or sockets left.
pub fn run(site: Arc<Site>, listener: std::net::TcpListener) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.min(4))
        .max_blocking_threads(4 * threads + 16)
        .enable_io()
        .enable_time()
        .build()?;
    let ended = runtime.block_on(accept(site, listener, Arc::new(Semaphore::new(2 * threads))));
    // A search that does not look at its flag may not hold the end up.
    runtime.shutdown_timeout(GOODBYE);
    ended
}

/// Takes connections until a signal comes.
async fn accept(
    site: Arc<Site>,
    listener: std::net::TcpListener,
    searches: Arc<Semaphore>,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(READING).max_buf_size(HEAD);
    let mut stop = std::pin::pin!(stopped());
    loop {
        // Semaphores that are never closed always give.
        let Ok(place) = Arc::clone(&connections).acquire_owned().await else { break };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // One that is gone already, or no file handles left: others may come.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let (site, searches) = (Arc::clone(&site), Arc::clone(&searches));
        let service = service_fn(move |request| {
            let (site, searches) = (Arc::clone(&site), Arc::clone(&searches));
            async move { Ok::<_, Infallible>(answer(site, searches, request).await) }
        });
        let io = Patient::new(TokioIo::new(stream), PATIENCE);
        let connection = graceful.watch(http.serve_connection(io, service));
        tokio::spawn(async move {
            // A client that leaves or breaks the rules is its own affair.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(GOODBYE, graceful.shutdown()).await;
    Ok(())
}

/// Ends with the first signal that asks the program to stop.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut ends), Ok(mut hangs)) =
            (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ends.recv() => {}
            _ = hangs.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}

type Sent = Response<BoxBody<Bytes, io::Error>>;

/// Ends a search when its client leaves: then the future that holds this is dropped.
struct Leaving(Option<Cancel>);

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(cancel) = &self.0 {
            cancel.cancel();
        }
    }
}

async fn answer(site: Arc<Site>, searches: Arc<Semaphore>, request: Request<Incoming>) -> Sent {
    let (head, body) = request.into_parts();
    if let Some(refused) = site.turned_away(&head) {
        if site.strangers_wait() {
            tokio::time::sleep(PAUSE).await;
        }
        return send(refused, None);
    }
    let limit = site.longest_body(&head);
    let body = match timeout(READING, Limited::new(body, limit).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => {
            let detail = format!("the body is longer than {limit} bytes, or broken");
            let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body.long", detail);
            return send(problem.reply(), None);
        }
        Err(_) => {
            let detail = "the body did not come in time";
            let problem = Problem::new(StatusCode::REQUEST_TIMEOUT, "body.slow", detail);
            return send(problem.reply(), None);
        }
    };
    let Ok(Ok(permit)) = timeout(WAITING, searches.acquire_owned()).await else {
        return send(busy("all threads are searching"), None);
    };
    let cancel = Cancel::new();
    let mut leaving = Leaving(Some(cancel.clone()));
    let request = Request::from_parts(head, body);
    let answered = spawn_blocking(move || (routes::answer(&site, &request, &cancel), permit));
    let (reply, permit) = match timeout(ANSWER, answered).await {
        Ok(Ok((reply, permit))) => (reply, permit),
        Ok(Err(_)) => {
            let detail = "the page broke down over this request";
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            return send(Problem::new(status, "broken", detail).reply(), None);
        }
        Err(_) => return send(busy("the answer took too long; narrow the question"), None),
    };
    // From here on the body tells when the client leaves.
    leaving.0 = None;
    send(reply, Some(permit))
}

fn busy(detail: &str) -> Reply {
    let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail);
    with(problem.reply(), hyper::header::RETRY_AFTER, "2")
}

/// Sends a reply; a streamed body keeps its place among the searches until its end.
fn send(reply: Reply, permit: Option<OwnedSemaphorePermit>) -> Sent {
    let (head, body) = reply.into_parts();
    let body = match body {
        Body::Whole(bytes) => Full::new(Bytes::from(bytes)).map_err(|never| match never {}).boxed(),
        Body::Stream(write) => {
            let (sender, receiver) = mpsc::channel(PIECES);
            spawn_blocking(move || {
                let mut out = Pieces { sender, piece: Vec::with_capacity(PIECE) };
                if let Err(error) = write(&mut out).and_then(|()| out.flush()) {
                    // The client sees that the body has no end.
                    let _ = out.sender.blocking_send(Err(error));
                }
                drop(permit);
            });
            Streamed(receiver).boxed()
        }
    };
    Response::from_parts(head, body)
}

/// Collects what is written and hands it over in pieces.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.sender.blocking_send(Ok(Bytes::from(piece))).map_err(gone)
    }
}

/// A body that comes in pieces.
struct Streamed(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
