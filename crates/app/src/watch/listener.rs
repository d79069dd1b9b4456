//! The second listener. `/metrics` stands here and nowhere else, so that a proxy that passes
//! everything on can never make it public.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use huiyin_kernel::{Clock as _, Instant};
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use super::exposition::MEDIA_TYPE;
use super::figures::Figures;
use super::sample::expose;
use crate::machine::SystemClock;
use crate::slices::Slices;

struct Watched {
    slices: Slices,
    figures: Arc<Figures>,
    started_at: Instant,
    /// One answer at a time, so that asking often costs the store little.
    turn: Mutex<()>,
}

/// Answers until the task is aborted; a figure that is asked for while the program stops is worth
/// more than a second order of stopping.
pub fn serve(listener: TcpListener, slices: Slices, figures: Arc<Figures>) -> JoinHandle<()> {
    let watched = Arc::new(Watched {
        slices,
        figures,
        started_at: SystemClock.now(),
        turn: Mutex::new(()),
    });
    let router = axum::Router::new()
        .route("/metrics", get(answer))
        .with_state(watched);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the listener for metrics ended");
        }
    })
}

async fn answer(State(watched): State<Arc<Watched>>) -> Response {
    let Ok(_turn) = watched.turn.try_lock() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "one at a time\n").into_response();
    };
    match expose(&watched.slices, &watched.figures, watched.started_at).await {
        Ok(text) => ([(header::CONTENT_TYPE, MEDIA_TYPE)], text).into_response(),
        Err(error) => {
            tracing::warn!(%error, "the figures could not be read from the store");
            (StatusCode::SERVICE_UNAVAILABLE, "the store is not there\n").into_response()
        }
    }
}
