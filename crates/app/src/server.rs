//! Listening, logging and stopping. What is answered is the business of the slices.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use huiyin_kernel::Clock;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::Failure;
use crate::machine::{Stopwatch, SystemClock};
use crate::slices::Slices;
use crate::watch::{Span, Watch};

/// A request that takes longer, its upload included, is given up.
const REQUEST_LIMIT: Duration = Duration::from_mins(2);
/// How long accepted requests may still run after the order to stop: as long as any may take.
const STOP_LIMIT: Duration = Duration::from_secs(125);
/// After the order to stop the door stays open so long at least, for connections that the system
/// has already taken in on our behalf and would break when the door is shut.
const LAST_CALLERS: Duration = Duration::from_millis(250);
/// A request slower than this is worth a line of its own.
const SLOW_MICROS: u64 = 1_000_000;
/// Asked by whoever hands out requests to several processes.
const READINESS: &str = "/readyz";

/// Logs go to standard error; `HUIYIN_LOG` filters them, `HUIYIN_LOG_FORMAT=json` shapes them.
pub fn init_logs() {
    let filter =
        crate::cli::environment("HUIYIN_LOG").unwrap_or_else(|| "warn,huiyin=info".to_owned());
    let filter = tracing_subscriber::EnvFilter::new(filter);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = if crate::cli::environment("HUIYIN_LOG_FORMAT").as_deref() == Some("json") {
        builder.json().try_init()
    } else {
        builder.with_target(false).try_init()
    };
    // A second start in one process keeps the first log.
    drop(started);
}

pub async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let port = address.port();
        match error.kind() {
            std::io::ErrorKind::AddrInUse => Failure::new(
                format!("端口 {port} 已被占用：可能 huiyin 已经在运行。请停掉它，或用 --listen 127.0.0.1:其他端口。"),
                format!("Port {port} is taken: perhaps huiyin runs already. Stop it, or use --listen 127.0.0.1:ANOTHER_PORT."),
            ),
            std::io::ErrorKind::PermissionDenied => Failure::new(
                format!("没有权限使用端口 {port}（1024 以下需要特权）。请用 8300 这样的端口，前面放反向代理。"),
                format!("This user may not use port {port}; below 1024 that takes privileges. Use one like 8300 behind a reverse proxy."),
            ),
            std::io::ErrorKind::AddrNotAvailable => Failure::new(
                format!("本机没有地址 {}。", address.ip()),
                format!("This machine does not have the address {}.", address.ip()),
            ),
            _ => Failure::new(
                format!("无法监听 {address}：{error}"),
                format!("Cannot listen on {address}: {error}"),
            ),
        }
    })
}

/// Answers requests until the process is told to stop. Then `/readyz` says no, new requests are
/// still welcome while `drain` lasts, and what was accepted by then is answered to its end. A
/// second order to stop cuts both short.
pub async fn serve(
    listener: TcpListener,
    slices: &Slices,
    watch: Watch,
    drain: Duration,
) -> Result<(), Failure> {
    let mut orders = Orders::listen()?;
    let figures = std::sync::Arc::clone(&watch.figures);
    let service = watched(slices, watch).into_make_service_with_connect_info::<SocketAddr>();
    let (shut, mut is_shut) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(async move { drop(is_shut.wait_for(|shut| *shut).await) });
    let patience = async {
        orders.next().await;
        figures.stopping();
        tokio::select! {
            () = tokio::time::sleep(drain.max(LAST_CALLERS)) => {}
            () = orders.next() => {}
        }
        shut.send_replace(true);
        tokio::select! {
            () = tokio::time::sleep(STOP_LIMIT) => {}
            () = orders.next() => {}
        }
    };
    tokio::select! {
        ended = async { server.await } => ended.map_err(|error| Failure::new(
            format!("服务中断：{error}"),
            format!("The service broke off: {error}"),
        )),
        () = patience => {
            tracing::warn!("some requests were still running and are given up");
            Ok(())
        }
    }
}

/// The whole site with its log around it.
pub fn service(slices: &Slices) -> axum::Router {
    watched(slices, Watch::default())
}

fn watched(slices: &Slices, watch: Watch) -> axum::Router {
    huiyin_web::service(slices.site.clone(), slices.routes())
        .layer(from_fn_with_state(watch.clone(), note))
        .layer(from_fn_with_state(watch, readiness))
}

/// Orders to stop: SIGTERM from the system, Ctrl-C from a person.
struct Orders {
    terminate: Signal,
    interrupt: Signal,
}

impl Orders {
    fn listen() -> Result<Self, Failure> {
        let wrong = |error: std::io::Error| {
            Failure::new(
                format!("系统不让接收停止信号：{error}"),
                format!("The system does not let this process hear the order to stop: {error}"),
            )
        };
        Ok(Self {
            terminate: signal(SignalKind::terminate()).map_err(wrong)?,
            interrupt: signal(SignalKind::interrupt()).map_err(wrong)?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// While the program stops, whoever hands out requests should give them to another process. With
/// a clock that is not believed pages are still answered, and what is paused is said.
async fn readiness(State(watch): State<Watch>, request: Request, next: Next) -> Response {
    if request.uri().path() != READINESS {
        return next.run(request).await;
    }
    if !watch.figures.is_ready() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    let response = next.run(request).await;
    let doubts = watch.figures.doubts();
    if doubts.is_empty() || !response.status().is_success() {
        return response;
    }
    let now = SystemClock.now();
    let mut text = "ready\n".to_owned();
    for said in doubts.iter().map(|doubt| doubt.found(now)) {
        text += &[said.zh, said.en, String::new()].join("\n");
    }
    (StatusCode::OK, text).into_response()
}

/// One line per request: method, template, status and time. The template `/echo/{code}` says what
/// was asked for; the address itself would say by whom.
async fn note(State(watch): State<Watch>, request: Request, next: Next) -> Response {
    let (stopwatch, started_at) = (Stopwatch::start(), SystemClock.now());
    let in_flight = watch.figures.request();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(
        || "(no such page)".to_owned(),
        |path| path.as_str().to_owned(),
    );
    let response = match tokio::time::timeout(REQUEST_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    drop(in_flight);
    let (status, micros) = (response.status().as_u16(), stopwatch.micros());
    watch
        .figures
        .answered(&route, method.as_str(), status, micros);
    watch.trace(|| Span::request(method.as_str(), &route, status, started_at, micros));
    let millis = micros / 1_000;
    if response.status().is_server_error() {
        tracing::error!(%method, route, status, millis, "a request failed");
    } else if micros >= SLOW_MICROS {
        tracing::warn!(%method, route, status, millis, "a request was slow");
    } else {
        tracing::debug!(%method, route, status, millis, "answered");
    }
    response
}
