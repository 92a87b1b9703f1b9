//! A provider's answers, read field by field: fields that nobody asks for may look as they like. A complaint names the place and the field,
//! never what stood there: that is somebody's name.

use jiff::Timestamp;
use serde_json::{Map, Value};
use std::fmt;

/// Where something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Description,
    Keys,
    TokenAnswer,
    IdentityToken,
    UserInfo,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Description => "the provider's description",
            Self::Keys => "the provider's keys",
            Self::TokenAnswer => "the token endpoint's answer",
            Self::IdentityToken => "the identity token",
            Self::UserInfo => "the userinfo endpoint's answer",
        })
    }
}

/// A statement that cannot be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {field} {why}")]
pub struct Distrust {
    pub place: Place,
    pub field: &'static str,
    pub why: String,
}

impl Distrust {
    pub fn new(place: Place, field: &'static str, why: impl Into<String>) -> Self {
        Self { place, field, why: why.into() }
    }
}

/// A JSON object that was said somewhere.
#[derive(Debug)]
pub struct Said {
    place: Place,
    fields: Map<String, Value>,
}

impl Said {
    pub fn parse(place: Place, bytes: &[u8]) -> Result<Self, Distrust> {
        let fields = serde_json::from_slice(bytes).map_err(|_| Distrust::new(place, "body", "is no JSON object"))?;
        Ok(Self { place, fields })
    }

    pub fn distrust(&self, field: &'static str, why: impl Into<String>) -> Distrust {
        Distrust::new(self.place, field, why)
    }

    pub fn has(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(|value| !value.is_null())
    }

    pub fn text(&self, field: &'static str) -> Result<&str, Distrust> {
        match self.fields.get(field) {
            Some(Value::String(text)) if !text.is_empty() => Ok(text),
            None | Some(Value::Null) => Err(self.distrust(field, "is missing")),
            Some(_) => Err(self.distrust(field, "is no text")),
        }
    }

    /// Somebody's name: some providers write numbers without quotation marks.
    pub fn name(&self, field: &'static str) -> Result<String, Distrust> {
        match self.fields.get(field) {
            Some(Value::Number(number)) if !number.is_f64() => Ok(number.to_string()),
            _ => self.text(field).map(str::to_owned),
        }
    }

    /// One text or several; none when the field is missing.
    pub fn texts(&self, field: &'static str) -> Result<Vec<&str>, Distrust> {
        let texts = match self.fields.get(field) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::Array(values)) => values.iter().map(Value::as_str).collect(),
            Some(value) => value.as_str().map(|text| vec![text]),
        };
        texts.ok_or_else(|| self.distrust(field, "is neither a text nor a list of texts"))
    }

    /// A point in time, in seconds since 1970: a number, one in quotation marks, or a date (RFC 3339).
    pub fn seconds(&self, field: &'static str) -> Result<i64, Distrust> {
        let seconds = match self.fields.get(field) {
            Some(Value::Number(number)) => number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds as i64)),
            Some(Value::String(text)) => text.parse().ok().or_else(|| text.parse::<Timestamp>().ok().map(Timestamp::as_second)),
            None | Some(Value::Null) => return Err(self.distrust(field, "is missing")),
            Some(_) => None,
        };
        seconds.ok_or_else(|| self.distrust(field, "is no point in time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_field_is_read_in_every_way_that_providers_write_it_and_a_complaint_says_nothing_of_anybody() {
        let body = r#"{"a":"wq","b":["wq","x"],"c":90001,"d":"1780000000","e":1780000000.7,"f":"2026-05-28T20:26:40Z","g":{"name":"王"},"h":[1],"i":null}"#;
        let said = Said::parse(Place::IdentityToken, body.as_bytes()).unwrap();
        assert_eq!(
            (said.texts("a").unwrap(), said.texts("b").unwrap(), said.texts("i").unwrap()),
            (vec!["wq"], vec!["wq", "x"], vec![])
        );
        assert_eq!((said.name("a").unwrap(), said.name("c").unwrap()), ("wq".to_owned(), "90001".to_owned()));
        for field in ["d", "e", "f"] {
            assert_eq!(said.seconds(field), Ok(1_780_000_000), "{field}");
        }
        assert_eq!(said.text("g").unwrap_err().to_string(), "the identity token: g is no text");
        assert_eq!(said.text("i").unwrap_err().to_string(), "the identity token: i is missing");
        assert!(said.texts("h").is_err() && said.seconds("a").is_err() && said.name("e").is_err());
        assert!(Said::parse(Place::TokenAnswer, b"<html>").is_err() && Said::parse(Place::TokenAnswer, b"[]").is_err());
    }
}
