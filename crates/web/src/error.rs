use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use huiyin_db::StoreError;

use crate::Duty;
use crate::i18n::Arg;

/// Why a page could not be shown or an act not be done. The middleware turns it into a page with
/// ways on, or into JSON under `/api`.
#[derive(Debug)]
pub enum PageError {
    NotFound,
    SignInFirst {
        next: String,
    },
    /// Something is owed before any other page opens.
    DutyFirst(Duty),
    /// A rule said no: the key of a sentence that says what to do.
    Refused {
        key: String,
        args: Vec<(String, Arg)>,
    },
    /// The request itself is malformed.
    BadRequest {
        key: &'static str,
    },
    /// A program's request is malformed, with the fields to which that is owed, as far as known.
    BadFields(Vec<(String, String)>),
    /// A form came from elsewhere or its token is old.
    FormExpired,
    /// The form's key was used up by a form that said something else.
    FormReused,
    /// Fields that need mending, as field name and sentence; pages show them in place, the API
    /// lists them.
    Invalid(Vec<(String, String)>),
    Conflict,
    /// The address exists, but not for this method.
    WrongMethod,
    TooLarge,
    TooMany {
        wait_seconds: u64,
    },
    Store(StoreError),
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        match error {
            // A row that is there already was written by somebody faster, or by this form's twin.
            StoreError::Conflict { .. } | StoreError::Duplicate(_) => Self::Conflict,
            other => Self::Store(other),
        }
    }
}

/// Whoever reads this sentence is told to go back; a program is told something else.
pub(crate) const BAD_FORM: &str = "web-error-bad-form";

/// What the middleware needs to show the error; travels in the answer's extensions.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub status: StatusCode,
    pub key: String,
    pub args: Vec<(String, Arg)>,
    pub fields: Vec<(String, String)>,
    pub go_to: Option<String>,
    pub retry_after_seconds: Option<u64>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, key: &str) -> Self {
        Self {
            status,
            key: key.to_owned(),
            args: Vec::new(),
            fields: Vec::new(),
            go_to: None,
            retry_after_seconds: None,
        }
    }
}

impl From<PageError> for Problem {
    fn from(error: PageError) -> Self {
        match error {
            PageError::NotFound => Self::new(StatusCode::NOT_FOUND, "web-error-not-found"),
            PageError::SignInFirst { next } => Self {
                go_to: Some(format!("/sign-in?next={}", crate::forms::percent(&next))),
                ..Self::new(StatusCode::UNAUTHORIZED, "web-error-sign-in")
            },
            PageError::DutyFirst(duty) => Self {
                go_to: Some(duty.page().to_owned()),
                ..Self::new(StatusCode::FORBIDDEN, duty_key(duty))
            },
            PageError::Refused { key, args } => Self {
                args,
                ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, &key)
            },
            PageError::BadRequest { key } => Self::new(StatusCode::BAD_REQUEST, key),
            PageError::BadFields(fields) => Self {
                fields,
                ..Self::new(StatusCode::BAD_REQUEST, BAD_FORM)
            },
            PageError::FormExpired => Self::new(StatusCode::FORBIDDEN, "web-error-form-expired"),
            PageError::FormReused => Self::new(StatusCode::CONFLICT, "web-error-form-reused"),
            PageError::Invalid(fields) => Self {
                fields,
                ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "web-error-invalid")
            },
            PageError::Conflict => Self::new(StatusCode::CONFLICT, "web-error-conflict"),
            PageError::WrongMethod => Self::new(StatusCode::METHOD_NOT_ALLOWED, "web-error-method"),
            PageError::TooLarge => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "web-error-too-large"),
            PageError::TooMany { wait_seconds } => Self {
                retry_after_seconds: Some(wait_seconds),
                args: vec![(
                    "minutes".to_owned(),
                    Arg::Number(i64::try_from(wait_seconds.div_ceil(60)).unwrap_or(60)),
                )],
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "web-error-too-many")
            },
            PageError::Store(error) => of_store(&error),
        }
    }
}

const fn duty_key(duty: Duty) -> &'static str {
    match duty {
        Duty::ChangePassword => "web-error-change-password",
        Duty::SetUpSecondFactor => "web-error-second-factor",
    }
}

fn of_store(error: &StoreError) -> Problem {
    match error {
        StoreError::Full => Problem::new(StatusCode::INSUFFICIENT_STORAGE, "web-error-disk-full"),
        StoreError::Busy => Problem {
            retry_after_seconds: Some(5),
            ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, "web-error-busy")
        },
        other => {
            tracing::error!(error = %other, "a request failed in the store");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "web-error-internal")
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let problem = Problem::from(self);
        let mut response = problem.status.into_response();
        response.extensions_mut().insert(problem);
        response
    }
}
