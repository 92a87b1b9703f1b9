//! All objects of a PDF, in every version that the file holds: which one a program takes is its own business.

use super::object::{Boundless, Dict, Object};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

/// How often one object is written anew by saving on.
const VERSIONS_MAX: usize = 256;
/// Steps from object to object, of all walks: ten for every part that a file may have. Many that lead down one long chain take more.
const STEPS_MAX: usize = 4_000_000;

/// The findings in a file.
#[derive(Default)]
pub struct Found {
    numbered: BTreeMap<u32, Vec<Object>>,
    trailers: Vec<Object>,
    steps: Cell<usize>,
}

impl Found {
    pub fn add(&mut self, number: u32, object: Object) -> Result<(), Boundless> {
        let versions = self.numbered.entry(number).or_default();
        if versions.len() == VERSIONS_MAX {
            return Err(Boundless);
        }
        versions.push(object);
        Ok(())
    }

    pub fn add_trailer(&mut self, object: Object) {
        self.trailers.push(object);
    }

    pub fn all(&self) -> impl Iterator<Item = &Object> {
        self.trailers.iter().chain(self.numbered.values().flatten())
    }

    /// Whether walks ended before they were through: what they found is not all there is.
    pub fn is_exhausted(&self) -> bool {
        self.steps.get() > STEPS_MAX
    }

    /// A walk that begins nowhere.
    pub fn walk(&self) -> Walk<'_> {
        Walk { found: self, open: Vec::new(), seen: BTreeSet::new() }
    }

    /// Whether this is one of these names, or a reference to one.
    pub fn is_any(&self, object: &Object, names: &[&str]) -> bool {
        let mut walk = self.walk();
        walk.open.push(object);
        walk.any(|end| matches!(end, Object::Name(name) if names.iter().any(|known| known.as_bytes() == name)))
    }

    /// Whether a page can be reached from the catalogue.
    pub fn has_page(&self) -> bool {
        let mut roots = self.walk();
        roots.open.extend(self.all().filter_map(Object::dict).filter_map(|trailer| trailer.get("Root")));
        let mut nodes = self.walk();
        nodes.open.extend(roots.filter_map(Object::dict).filter_map(|catalogue| catalogue.get("Pages")));
        while let Some(node) = nodes.next() {
            match node {
                Object::Array(kids) => nodes.open.extend(kids),
                Object::Dict(node) if self.is_page(node) => return true,
                Object::Dict(node) => nodes.open.extend(node.get("Kids")),
                _ => {}
            }
        }
        false
    }

    fn is_page(&self, node: &Dict) -> bool {
        node.get("Type").is_some_and(|kind| self.is_any(kind, &["Page"]))
    }
}

/// From object to object, behind each reference once.
pub struct Walk<'a> {
    found: &'a Found,
    pub open: Vec<&'a Object>,
    seen: BTreeSet<u32>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Object;

    fn next(&mut self) -> Option<&'a Object> {
        loop {
            self.found.steps.set(self.found.steps.get() + 1);
            if self.found.is_exhausted() {
                return None;
            }
            match self.open.pop()? {
                Object::Reference(number) if self.seen.insert(*number) => {
                    self.open.extend(self.found.numbered.get(number).into_iter().flatten());
                }
                Object::Reference(_) => {}
                object => return Some(object),
            }
        }
    }
}
