//! Activation codes: what a person is handed to sign in for the first time.

use super::password::digest;
use std::fmt;
use wangqian_rules::account::Credential;
use wangqian_rules::check::width;

/// Crockford's base 32: no I, L, O and U, so that nothing read aloud or copied by hand is taken for something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 60 bits: nobody guesses one.
const LENGTH: usize = 12;
const GROUP: usize = 4;

/// A new code, known only until it is handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode(String);

impl ActivationCode {
    /// A random code.
    ///
    /// # Errors
    /// When the machine has no random numbers to give.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes)?;
        // 256 is a multiple of 32: every letter is equally likely.
        Ok(Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()))
    }

    /// What the account keeps of it.
    pub fn credential(&self) -> Credential {
        Credential::ActivationCode(self.hash())
    }

    /// The same, for whoever makes the account.
    pub fn hash(&self) -> [u8; 32] {
        digest_of(&self.0)
    }
}

/// `7K3M-Q0ZD-1XWA`, as it is printed.
impl fmt::Display for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            let dash = if place > 0 && place % GROUP == 0 { "-" } else { "" };
            write!(f, "{dash}{letter}")?;
        }
        Ok(())
    }
}

/// The digest of a code as a person types it: case, width, spaces and hyphens do not matter, and the letters that the alphabet lacks
/// stand for the digits they look like.
pub fn digest_of(typed: &str) -> [u8; 32] {
    let letters = width::compact(typed).unwrap_or_default();
    let letters = letters.chars().map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    digest(letters.collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_three_groups_of_four() {
        let printed = ActivationCode::draw().unwrap().to_string();
        let groups: Vec<_> = printed.split('-').collect();
        assert_eq!(groups.len(), 3);
        assert!(groups.iter().all(|group| group.len() == 4 && group.bytes().all(|letter| ALPHABET.contains(&letter))));
    }

    #[test]
    fn two_codes_differ() {
        assert!(ActivationCode::draw().unwrap() != ActivationCode::draw().unwrap());
    }

    #[test]
    fn the_printed_code_fits_its_credential_however_it_is_typed() {
        let code = ActivationCode("7K3MQ0ZD1XWA".to_owned());
        for typed in ["7K3M-Q0ZD-1XWA", " 7k3mq0zd1xwa ", "7K3M QOZD lXWA", "７Ｋ３Ｍ－Ｑ0ZD—1XWA\u{200b}"] {
            assert_eq!(code.credential(), Credential::ActivationCode(digest_of(typed)), "{typed}");
        }
        assert_ne!(code.credential(), Credential::ActivationCode(digest_of("7K3M-Q0ZD-1XWB")));
    }
}
