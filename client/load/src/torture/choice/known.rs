//! A case as a chooser knows it.

use crate::{
    kind::CaseKind,
    torture::{
        crowd::Who,
        history::{CaseHistory, History},
        paper::Paper,
    },
};

/// The history's word on it now.
pub struct Known {
    pub id: String,
    pub kind: CaseKind,
    pub graduate: usize,
    pub employer: Option<usize>,
    pub about: Option<String>,
    pub version: u64,
    pub state: String,
    /// As it was last filled in, where it is handed in by a form.
    pub paper: Option<Paper>,
    /// The graduate's picture, and the employer's.
    pub pictures: [Option<String>; 2],
}

impl Known {
    pub fn of(history: &History, id: &str, case: &CaseHistory) -> Option<Self> {
        let (version, state) = case.newest()?;
        let (id, state) = (id.to_owned(), state.to_owned());
        let (kind, graduate, employer, about) = (case.kind, case.graduate, case.employer, case.about.clone());
        let employers = employer.and_then(|employer| history.pictures.get(&Who::Employer(employer)));
        let pictures = [history.pictures.get(&Who::Graduate(graduate)), employers].map(|picture| picture.cloned());
        Some(Self { id, kind, graduate, employer, about, version, state, paper: case.paper(), pictures })
    }
}
