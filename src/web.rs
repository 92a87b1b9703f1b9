//! The web app's files, embedded, already compressed by the build.

use actix_web::{HttpRequest, HttpResponse, http::header};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "client/web/dist"]
struct Files;

/// Nothing from elsewhere, nothing inline. `blob:` is for previews of what a user is about to upload.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A file of the web app, or its start page: addresses below it are the app's own.
pub async fn file(request: HttpRequest) -> HttpResponse {
    let path = request.path().trim_start_matches('/');
    let (path, file) = match Files::get(path).filter(|_| !path.is_empty()) {
        Some(file) => (path, file),
        // Only pages fall back to the start page: a missing script must not be answered with HTML.
        None if !path.contains('.') => match Files::get("index.html") {
            Some(file) => ("index.html", file),
            None => return HttpResponse::NotFound().finish(),
        },
        None => return HttpResponse::NotFound().finish(),
    };
    answer(&request, path, file)
}

fn answer(request: &HttpRequest, path: &str, plain: EmbeddedFile) -> HttpResponse {
    let etag = format!("\"{}\"", hex::encode(&plain.metadata.sha256_hash()[..8]));
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, etag.clone()));
    response.insert_header((header::VARY, "Accept-Encoding"));
    response.insert_header((header::CACHE_CONTROL, cache_control(path)));
    if request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish();
    }
    let mime = plain.metadata.mimetype().to_owned();
    let (encoding, file) = smallest(request, path).map_or((None, plain), |(encoding, file)| (Some(encoding), file));
    // Said even for plain files, so that nothing is compressed a second time on the way out.
    response.insert_header((header::CONTENT_ENCODING, encoding.unwrap_or("identity")));
    response.content_type(mime).body(file.data.into_owned())
}

/// The compressed twin that the reader understands.
fn smallest(request: &HttpRequest, path: &str) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepted.contains(encoding))
        .find_map(|(encoding, suffix)| Some((encoding, Files::get(&format!("{path}.{suffix}"))?)))
}

/// Files under `assets/` carry their hash in their name and never change.
fn cache_control(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}
