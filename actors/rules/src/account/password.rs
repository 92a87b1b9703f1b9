//! Which passwords may be chosen (ACC-01): long enough, not one that everybody tries first, and not built from the login. No rules of
//! composition and no expiry: they make people choose worse ones.

use super::Entrance;
use crate::{
    ids::AccountId,
    refusal::{FieldError, invalid},
};
use std::{collections::HashSet, sync::LazyLock};

/// Longest password, in characters.
const LENGTH_MAX: usize = 128;
/// Shortest, for everybody.
const LENGTH_MIN: usize = 12;
/// Shortest of those who see other people's data: schools, departments, provinces.
const LENGTH_MIN_STAFF: usize = 14;
/// A login shorter than this is in too many words to be looked for.
const LOGIN_MIN: usize = 3;
/// A unit that a password only repeats.
const UNIT_MAX: usize = 6;

/// One a line, lower case: those of at least twelve characters in the frequency list of zxcvbn (MIT), and what is common here.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

impl Entrance {
    /// The shortest password of those who enter here.
    pub fn password_length_min(self) -> usize {
        match self {
            Self::School | Self::Province => LENGTH_MIN_STAFF,
            Self::Graduate | Self::Employer => LENGTH_MIN,
        }
    }
}

/// Whether an account may have this password.
///
/// # Errors
/// What is wrong with it, as the form shows it.
pub fn check(account: AccountId, entrance: Entrance, password: &str) -> Result<(), FieldError> {
    let shortest = entrance.password_length_min();
    if !(shortest..=LENGTH_MAX).contains(&password.chars().count()) {
        return Err(invalid("password", format!("密码长度为 {shortest} 至 {LENGTH_MAX} 个字符")));
    }
    let lower = password.to_lowercase();
    if COMMON.contains(lower.as_str()) || repeats_a_short_unit(&lower) || is_a_run(&lower) {
        return Err(invalid("password", "该密码过于常见，容易被猜到，请换一个；可以用几个不相关的词连成一句"));
    }
    if contains_login(account, entrance, password) {
        return Err(invalid("password", "密码中不能包含登录名"));
    }
    Ok(())
}

fn repeats_a_short_unit(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=UNIT_MAX).any(|unit| letters.iter().zip(letters.iter().skip(unit)).all(|(one, next)| one == next))
}

/// `abcdefghijklmn`, `98765432109876`.
fn is_a_run(password: &str) -> bool {
    let letters: Vec<u32> = password.chars().map(u32::from).collect();
    let step = |by: fn(u32) -> u32| letters.windows(2).all(|pair| by(pair[0]) == pair[1] || wraps(pair[0], pair[1]));
    step(|letter| letter + 1) || step(|letter| letter.saturating_sub(1))
}

/// From 9 on to 0, or from 0 back to 9.
fn wraps(one: u32, next: u32) -> bool {
    matches!((char::from_u32(one), char::from_u32(next)), (Some('9'), Some('0')) | (Some('0'), Some('9')))
}

/// An account does not keep its login, which may be an ID number, but is named after it: so every part of the password is tried
/// as the login.
fn contains_login(account: AccountId, entrance: Entrance, password: &str) -> bool {
    let mut starts: Vec<usize> = password.char_indices().map(|(at, _)| at).collect();
    starts.push(password.len());
    let parts =
        starts.iter().enumerate().flat_map(|(n, from)| starts.iter().skip(n + LOGIN_MIN).map(|to| &password[*from..*to]));
    parts.into_iter().any(|part| AccountId::of_login(entrance, part) == account)
}
