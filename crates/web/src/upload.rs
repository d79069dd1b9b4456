//! Forms with photos. Files are held in memory, because each is bounded and few.

use axum::extract::{FromRequest, Multipart, Request};

use crate::context::Ctx;
use crate::forms::{self, Form};
use crate::{PageError, forms::FIELDS_LIMIT};

/// Photos of one form at most.
pub const PHOTOS_LIMIT: usize = 6;
/// Bytes of a whole upload: six photos of the largest size and the text.
pub const UPLOAD_BYTES: usize = PHOTOS_LIMIT * huiyin_db::blobs::UPLOAD_BYTES + forms::FORM_BYTES;

/// A posted form with files: photos by field name, in order.
#[derive(Debug)]
pub struct Uploaded {
    pub form: Form,
    pub files: Vec<(String, Vec<u8>)>,
}

impl<S: Send + Sync> FromRequest<S> for Uploaded {
    type Rejection = PageError;
    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let ctx = request
            .extensions()
            .get::<Ctx>()
            .cloned()
            .ok_or(PageError::NotFound)?;
        let is_multipart = request
            .headers()
            .get(axum::http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("multipart/form-data"));
        if !is_multipart {
            let posted = forms::Posted::from_request(request, state).await?;
            return Ok(Self {
                form: posted.0,
                files: Vec::new(),
            });
        }
        let multipart =
            Multipart::from_request(request, state)
                .await
                .map_err(|_| PageError::BadRequest {
                    key: "web-error-bad-form",
                })?;
        let uploaded = read_parts(multipart).await?;
        forms::check_token(&ctx, &uploaded.form)?;
        Ok(uploaded)
    }
}

async fn read_parts(mut multipart: Multipart) -> Result<Uploaded, PageError> {
    let malformed = |error: axum::extract::multipart::MultipartError| {
        if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            PageError::TooLarge
        } else {
            PageError::BadRequest {
                key: "web-error-bad-form",
            }
        }
    };
    let mut pairs = Vec::new();
    let mut files = Vec::new();
    let mut parts = 0;
    while let Some(field) = multipart.next_field().await.map_err(malformed)? {
        parts += 1;
        if parts > FIELDS_LIMIT {
            return Err(PageError::TooLarge);
        }
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let bytes = field.bytes().await.map_err(malformed)?;
        if is_file {
            if !bytes.is_empty() {
                files.push((name, bytes.to_vec()));
            }
        } else {
            pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(Uploaded {
        form: Form::from_pairs(pairs),
        files,
    })
}
