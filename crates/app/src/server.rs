//! Listening, logging and stopping. What is answered is the business of the slices.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use huiyin_kernel::Clock;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::Failure;
use crate::machine::SystemClock;
use crate::slices::Slices;

/// A request that takes longer, its upload included, is given up.
const REQUEST_LIMIT: Duration = Duration::from_mins(2);
/// How long accepted requests may still run after the order to stop.
const STOP_LIMIT: Duration = Duration::from_secs(20);
/// A request slower than this is worth a line of its own.
const SLOW_MILLIS: i64 = 1_000;

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

/// Answers requests until the process is told to stop, then lets the accepted ones finish.
pub async fn serve(listener: TcpListener, slices: &Slices) -> Result<(), Failure> {
    let service = service(slices).into_make_service_with_connect_info::<SocketAddr>();
    let (told, mut heard) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop_signal().await;
        told.send_replace(true);
    });
    let patience = async move {
        if heard.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(STOP_LIMIT).await;
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
    huiyin_web::service(slices.site.clone(), slices.routes())
        .layer(from_fn_with_state(SystemClock, note))
}

async fn stop_signal() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = terminate => {}
        () = interrupt => {}
    }
}

/// One line per request: method, template, status and time. The template `/echo/{code}` says what
/// was asked for; the address itself would say by whom.
async fn note(State(clock): State<SystemClock>, request: Request, next: Next) -> Response {
    let started_at = clock.now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(
        || "(no such page)".to_owned(),
        |path| path.as_str().to_owned(),
    );
    let response = match tokio::time::timeout(REQUEST_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let status = response.status().as_u16();
    let millis = (clock.now().as_micros() - started_at.as_micros()) / 1000;
    if response.status().is_server_error() {
        tracing::error!(%method, route, status, millis, "a request failed");
    } else if millis >= SLOW_MILLIS {
        tracing::warn!(%method, route, status, millis, "a request was slow");
    } else {
        tracing::debug!(%method, route, status, millis, "answered");
    }
    response
}
