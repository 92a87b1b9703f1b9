//! The content of a PDF: dictionaries and arrays of names and references. The rest is of no interest.

use super::{
    acting::Marks,
    lexer::{Lexer, Token},
};

/// Deeper than anybody nests.
const DEPTH_MAX: usize = 64;
/// Parts of objects in one file, packed ones too; a thousand pages have a hundred thousand. Each takes up to a hundred bytes of memory.
pub const PARTS_MAX: usize = 400_000;
/// Bytes read as objects in one file, those of unpacked streams too, however often somebody leads back to them. It takes a second.
const READ_BYTES_MAX: usize = 64 << 20;

/// An object, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    Name(Vec<u8>),
    Number(u32),
    Reference(u32),
    Dict(Dict),
    Array(Vec<Object>),
    Other,
}

impl Object {
    pub fn dict(&self) -> Option<&Dict> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }
}

/// A dictionary, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dict(pub Vec<(Vec<u8>, Object)>);

impl Dict {
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    /// Out of names with what follows each.
    fn of(parts: Vec<Object>) -> Self {
        let mut pairs = Vec::new();
        let mut parts = parts.into_iter();
        while let Some(part) = parts.next() {
            if let Object::Name(key) = part {
                pairs.push((key, parts.next().unwrap_or(Object::Other)));
            }
        }
        Self(pairs)
    }
}

/// More than anybody needs, or deeper than anybody nests.
#[derive(Debug, PartialEq, Eq)]
pub struct Boundless;

/// Reads objects, marks what their names mean, and knows when it is enough.
#[derive(Default)]
pub struct Reader {
    parts: usize,
    bytes: usize,
    pub marks: Marks,
}

/// How an object of the file ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// Its stream begins here.
    Stream(usize),
    Nothing,
}

impl Reader {
    /// The first thing from here to the object's end, and how that looks. The rest is read for its names.
    pub fn indirect(&mut self, bytes: &[u8], at: usize) -> Result<(Object, End), Boundless> {
        let mut lexer = Lexer::new(bytes, at);
        let mut first = None;
        let end = loop {
            match lexer.token() {
                Some(Token::Word(b"stream")) => break End::Stream(lexer.at()),
                None | Some(Token::Word(b"endobj" | b"xref" | b"startxref")) => break End::Nothing,
                Some(token) => {
                    let part = self.part(&mut lexer, token, 0)?;
                    first.get_or_insert(part);
                }
            }
        };
        self.count(lexer.at() - at)?;
        Ok((first.unwrap_or(Object::Other), end))
    }

    /// The object that stands here in an unpacked stream.
    pub fn direct(&mut self, bytes: &[u8], at: usize) -> Result<Object, Boundless> {
        let mut lexer = Lexer::new(bytes, at);
        // Also where nothing stands: a stream may claim more objects than it has bytes.
        let object = match lexer.token() {
            Some(token) => self.part(&mut lexer, token, 0)?,
            None => self.one_more(0).map(|()| Object::Other)?,
        };
        self.count(lexer.at() - at)?;
        Ok(object)
    }

    /// Nothing but the names, of all that stands in an unpacked stream.
    pub fn names(&mut self, bytes: &[u8]) -> Result<(), Boundless> {
        let mut lexer = Lexer::new(bytes, 0);
        while let Some(token) = lexer.token() {
            if let Token::Name(name) = token {
                self.marks.notice(&name);
            }
        }
        self.count(bytes.len())
    }

    fn part(&mut self, lexer: &mut Lexer<'_>, token: Token<'_>, depth: usize) -> Result<Object, Boundless> {
        self.one_more(depth)?;
        Ok(match token {
            Token::Name(name) => {
                self.marks.notice(&name);
                Object::Name(name)
            }
            Token::Number(number) => Object::Number(number),
            Token::OpenDict => Object::Dict(Dict::of(self.within(lexer, &Token::CloseDict, depth)?)),
            Token::OpenArray => Object::Array(self.within(lexer, &Token::CloseArray, depth)?),
            _ => Object::Other,
        })
    }

    fn one_more(&mut self, depth: usize) -> Result<(), Boundless> {
        self.parts += 1;
        if self.parts > PARTS_MAX || depth > DEPTH_MAX { Err(Boundless) } else { Ok(()) }
    }

    /// Everything before the closing token; two numbers and an `R` are a reference.
    fn within(&mut self, lexer: &mut Lexer<'_>, close: &Token<'_>, depth: usize) -> Result<Vec<Object>, Boundless> {
        let mut parts = Vec::new();
        while let Some(token) = lexer.token().filter(|token| token != close) {
            if token == Token::Word(b"R")
                && let [.., Object::Number(number), Object::Number(_)] = parts[..]
            {
                parts.truncate(parts.len() - 2);
                parts.push(Object::Reference(number));
            } else {
                parts.push(self.part(lexer, token, depth + 1)?);
            }
        }
        Ok(parts)
    }

    /// So many bytes more were read.
    pub fn count(&mut self, bytes: usize) -> Result<(), Boundless> {
        self.bytes += bytes;
        if self.bytes > READ_BYTES_MAX { Err(Boundless) } else { Ok(()) }
    }
}
