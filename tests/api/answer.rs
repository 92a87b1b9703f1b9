//! What the server said: to one request, and altogether.

use crate::cast::PEOPLE;
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use std::{
    marker::PhantomData,
    sync::{Mutex, PoisonError},
};
use wangqian_protocol::problem::Problem;

/// An answer whose body is a `T`, or a problem.
#[derive(Debug)]
pub struct Answer<T> {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    body: PhantomData<T>,
}

impl<T: DeserializeOwned> Answer<T> {
    pub fn new(status: StatusCode, headers: HeaderMap, text: String) -> Self {
        Self { status, headers, text, body: PhantomData }
    }

    /// The body of a success; the test fails with the problem otherwise.
    #[track_caller]
    pub fn ok(&self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        let text = if self.text.is_empty() { "null" } else { &self.text };
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The problem of a refusal with this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Problem {
        let problem = self.problem();
        assert_eq!((self.status.as_u16(), problem.code.as_str()), (status, code), "{}", self.text);
        problem
    }

    /// The names of the fields of a 422, in the order of the form.
    #[track_caller]
    pub fn invalid_fields(&self) -> Vec<String> {
        self.refused(422, "invalid_field").fields.into_iter().map(|field| field.field).collect()
    }

    #[track_caller]
    pub fn problem(&self) -> Problem {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).to_str().unwrap()
    }
}

/// Every body and every frame that came out of the server.
#[derive(Default)]
pub struct Transcript(Mutex<Vec<String>>);

impl Transcript {
    pub fn note(&self, text: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(text.to_owned());
    }

    pub fn contains(&self, text: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|said| said.contains(text))
    }

    /// EXT-08: ID numbers and phones leave the server masked.
    pub fn assert_nothing_private(&self) {
        for person in PEOPLE {
            assert!(!self.contains(&person.id_no()), "the ID number of {} went out", person.name);
            assert!(!self.contains(&person.mobile()), "the phone of {} went out", person.name);
        }
    }
}
