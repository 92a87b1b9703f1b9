//! The published description of the interface is the one the server serves.

use std::{env, fs, path::Path};

/// With `WANGQIAN_UPDATE=1` the file is written anew (`make types`).
#[test]
fn the_checked_in_description_is_what_the_server_serves() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../client/web/openapi.json");
    let served = serde_json::to_string_pretty(&wangqian::openapi::document()).unwrap() + "\n";
    if env::var_os("WANGQIAN_UPDATE").is_some() {
        fs::write(&path, &served).unwrap();
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default();
    assert!(checked_in == served, "run `make types`");
}

#[test]
fn every_part_of_an_address_is_described() {
    let document = serde_json::to_value(wangqian::openapi::document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        let placeholders = path.matches('{').count();
        for (method, operation) in item.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            assert_eq!(parameters.filter(|parameter| parameter["in"] == "path").count(), placeholders, "{method} {path}");
        }
    }
}
