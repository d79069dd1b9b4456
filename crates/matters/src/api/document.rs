use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Huiyin 回音",
        description = "Everything a resident raises has an owner, a deadline and an answer that the resident confirms. Times are RFC 3339 in UTC; limits are exclusive ends. Errors are {code, message, fields} with the message in the language of Accept-Language."
    ),
    paths(
        super::report::create,
        super::echo::show,
        super::echo::act,
        super::board::list,
        super::categories::list,
        super::desk::session,
        super::desk::queue,
        super::desk::matter,
        super::acts::carry_out,
        super::taken::show,
        super::whistles::show
    ),
    modifiers(&Session)
)]
struct Document;

/// What staff bring along: the cookie of their session.
struct Session;

impl Modify for Session {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let cookie = ApiKey::Cookie(ApiKeyValue::new(huiyin_web::SESSION_COOKIE));
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

/// The OpenAPI document of this slice.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// One document of this slice and of others.
pub(crate) fn merged(others: Vec<utoipa::openapi::OpenApi>) -> utoipa::openapi::OpenApi {
    others
        .into_iter()
        .fold(openapi(), utoipa::openapi::OpenApi::merge_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[utoipa::path(get, path = "/api/v1/elsewhere", responses((status = 200)))]
    #[expect(dead_code, reason = "only its description is used")]
    fn elsewhere() {}

    #[derive(OpenApi)]
    #[openapi(paths(elsewhere))]
    struct Other;

    #[test]
    fn one_document_tells_the_endpoints_of_all() {
        let document = merged(vec![Other::openapi()]);
        let paths = &document.paths.paths;
        assert!(paths.contains_key("/api/v1/elsewhere") && paths.contains_key("/api/v1/board"));
        assert_eq!(document.info.title, "Huiyin 回音");
    }
}
