//! What acts by itself in a PDF, or may: scripts, programs, attachments, forms that send, and whatever happens when it is opened.

use super::{
    found::{Found, Walk},
    object::{Dict, Object},
};

/// Words that no scan of a licence contains, whether as a key or as what a key says (ISO 32000-1, 12.6.4; 12.7.8 for XFA).
const ACTING: [&str; 15] = [
    "3D",
    "EmbeddedFile",
    "EmbeddedFiles",
    "FileAttachment",
    "GoToE",
    "ImportData",
    "JS",
    "JavaScript",
    "Launch",
    "Movie",
    "Rendition",
    "RichMedia",
    "RichMediaExecute",
    "SubmitForm",
    "XFA",
];
/// Actions that may happen when a file or a page is opened: a place in it is shown.
const HARMLESS: [&str; 4] = ["GoTo", "Named", "Hide", "SetOCGState"];
/// A file specification's ways to name what is embedded.
const EMBEDDED: [&str; 5] = ["F", "UF", "DOS", "Mac", "Unix"];
/// The verdict of the names alone, wherever they stand: one object may hold only the word that another one uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub locked: bool,
    pub acting: bool,
}

impl Marks {
    pub fn notice(&mut self, name: &[u8]) {
        self.locked |= name == b"Encrypt";
        self.acting |= ACTING.iter().any(|acting| acting.as_bytes() == name);
    }
}

/// Whether something happens when the file is opened or a page shown, or something else lies in it.
pub fn acts(found: &Found) -> bool {
    let (mut actions, mut triggers, mut files) = (found.walk(), found.walk(), found.walk());
    let mut open: Vec<&Object> = found.all().collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Array(parts) => open.extend(parts),
            Object::Dict(dict) => {
                actions.open.extend(dict.get("OpenAction"));
                triggers.open.extend(dict.get("AA"));
                files.open.extend(dict.get("EF"));
                open.extend(dict.0.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    actions.open.extend(triggers.filter_map(Object::dict).flat_map(|all| all.0.iter().map(|(_, action)| action)));
    let embeds = |file: &Dict| EMBEDDED.iter().any(|key| file.get(key).is_some());
    happens(found, actions) || files.filter_map(Object::dict).any(embeds)
}

/// Whether one of these actions, or one behind it, does more than show a place.
fn happens(found: &Found, mut actions: Walk<'_>) -> bool {
    while let Some(action) = actions.next() {
        match action {
            Object::Array(parts) => actions.open.extend(parts),
            Object::Dict(action) if action.get("S").is_some_and(|kind| !found.is_any(kind, &HARMLESS)) => return true,
            Object::Dict(action) => actions.open.extend(action.get("Next")),
            _ => {}
        }
    }
    false
}
