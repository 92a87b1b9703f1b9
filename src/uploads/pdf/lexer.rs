//! A PDF's bytes as tokens (ISO 32000-1, 7.2 and 7.3). Comments are nothing; what stands in a string stays there.

/// One token. Strings are of no interest.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// As it reads, `#61` undone.
    Name(Vec<u8>),
    Number(u32),
    Word(&'a [u8]),
    OpenDict,
    CloseDict,
    OpenArray,
    CloseArray,
    Other,
}

/// Reads tokens one after the other.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

pub fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

pub fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where the next token is looked for.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next token; `None` at the end.
    pub fn token(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let (first, second) = (self.peek(0)?, self.peek(1));
        self.at += 1;
        Some(match (first, second) {
            (b'/', _) => Token::Name(unescaped(self.run())),
            (b'(', _) => self.string(),
            (b'<', Some(b'<')) => self.double(Token::OpenDict),
            (b'>', Some(b'>')) => self.double(Token::CloseDict),
            (b'<', _) => self.hex_string(),
            (b'[', _) => Token::OpenArray,
            (b']', _) => Token::CloseArray,
            (other, _) if is_regular(other) => {
                self.at -= 1;
                word(self.run())
            }
            _ => Token::Other,
        })
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                self.at = self.find(is_line_end);
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The first place from here on that is so, or the end.
    fn find(&self, is: impl Fn(u8) -> bool) -> usize {
        let rest = &self.bytes[self.at..];
        self.at + rest.iter().position(|byte| is(*byte)).unwrap_or(rest.len())
    }

    fn run(&mut self) -> &'a [u8] {
        let from = self.at;
        self.at = self.find(|byte| !is_regular(byte));
        &self.bytes[from..self.at]
    }

    fn double(&mut self, token: Token<'a>) -> Token<'a> {
        self.at += 1;
        token
    }

    fn string(&mut self) -> Token<'a> {
        let mut open = 1;
        while let Some(byte) = self.peek(0).filter(|_| open > 0) {
            self.at += 1;
            match byte {
                b'\\' => self.at = (self.at + 1).min(self.bytes.len()),
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
        }
        Token::Other
    }

    fn hex_string(&mut self) -> Token<'a> {
        self.at = (self.find(|byte| byte == b'>') + 1).min(self.bytes.len());
        Token::Other
    }
}

fn word(run: &[u8]) -> Token<'_> {
    let number = std::str::from_utf8(run).ok().and_then(|text| text.parse().ok());
    number.map_or(Token::Word(run), Token::Number)
}

fn unescaped(name: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, behind)) = rest.split_first() {
        let escaped = (*first == b'#').then(|| digit(behind.first()).zip(digit(behind.get(1)))).flatten();
        plain.push(escaped.map_or(*first, |(high, low)| (high << 4 | low) as u8));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(text.as_bytes(), 0);
        std::iter::from_fn(|| lexer.token()).collect()
    }

    fn name(text: &str) -> Token<'_> {
        Token::Name(text.as_bytes().to_vec())
    }

    #[test]
    fn names_are_what_they_read_and_only_names_are_names() {
        assert_eq!(tokens("/J#61vaScript/S#4a#4S#"), [name("JavaScript"), name("SJ#4S#")]);
        assert_eq!(tokens("(/A \\) (/B) /C) % /D\r/E<2f46>"), [Token::Other, name("E"), Token::Other]);
        assert_eq!(tokens("<</K[12 0 R]>>").len(), 8);
        assert_eq!(tokens("(never ended /A \\"), [Token::Other]);
    }
}
