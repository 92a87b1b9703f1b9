//! Which kinds a run plays, and how many of each: `online_signing=70,destination=30`.

use super::errand::Errand;
use crate::kind::CaseKind;
use std::str::FromStr;

const ALL: &str = "all";
/// Shares are small, so that a round is.
const LARGEST_SHARE: usize = 100;

/// The kinds of one round of graduates, each as evenly spread as it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mix {
    round: Vec<CaseKind>,
}

/// Why a text is no mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`all`, or kinds of cases with commas between them, each once and with a share of 1 to 100 or none: `destination=30,backfill`"
)]
pub struct NoMix;

impl FromStr for Mix {
    type Err = NoMix;

    fn from_str(text: &str) -> Result<Self, NoMix> {
        if text == ALL {
            return Ok(Self::of(&CaseKind::ALL.map(|kind| (kind, 1))));
        }
        let shares = text.split(',').map(share).collect::<Result<Vec<_>, _>>()?;
        let is_twice = |(place, (kind, _)): (usize, &(CaseKind, usize))| shares[..place].iter().any(|(other, _)| other == kind);
        if shares.iter().enumerate().any(is_twice) { Err(NoMix) } else { Ok(Self::of(&shares)) }
    }
}

fn share(text: &str) -> Result<(CaseKind, usize), NoMix> {
    let (code, share) = text.split_once('=').unwrap_or((text, "1"));
    let kind = CaseKind::from_code(code).ok_or(NoMix)?;
    let share = share.parse().map_err(|_| NoMix)?;
    if (1..=LARGEST_SHARE).contains(&share) { Ok((kind, share)) } else { Err(NoMix) }
}

impl Mix {
    /// Each place goes to the kind that is furthest behind its share.
    fn of(shares: &[(CaseKind, usize)]) -> Self {
        let all: usize = shares.iter().map(|(_, share)| share).sum();
        let mut given = vec![0; shares.len()];
        let round = (1..=all).filter_map(|place| {
            let behind = |index: &usize| (shares[*index].1 * place) as isize - (given[*index] * all) as isize;
            let next = (0..shares.len()).max_by_key(behind)?;
            given[next] += 1;
            Some(shares[next].0)
        });
        Self { round: round.collect() }
    }

    /// Of the so-manieth graduate.
    pub fn errand(&self, number: usize) -> Errand {
        let (rounds, place) = (number / self.round.len(), number % self.round.len());
        let kind = self.round[place];
        let so_many = |of: &[CaseKind]| of.iter().filter(|other| **other == kind).count();
        Errand::of(kind, rounds * so_many(&self.round) + so_many(&self.round[..place]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mix(text: &str) -> Mix {
        text.parse().unwrap()
    }

    fn count(text: &str, kind: CaseKind, graduates: usize) -> usize {
        (0..graduates).filter(|number| mix(text).errand(*number).kind() == kind).count()
    }

    #[test]
    fn as_many_are_of_a_kind_as_were_asked_for() {
        let text = "online_signing=70,destination=30";
        assert_eq!(count(text, CaseKind::Destination, 300), 90);
        assert_eq!(count(text, CaseKind::Destination, 10), 3);
        assert_eq!(count("backfill", CaseKind::Backfill, 7), 7);
        assert!(CaseKind::ALL.into_iter().all(|kind| count("all", kind, 600) == 100));
    }

    #[test]
    fn the_forms_of_a_kind_take_turns_whatever_is_between_them() {
        let alone = (0..30).map(|number| mix("destination").errand(number));
        let mixed = (0..90).map(|number| mix("online_signing=2,destination").errand(number));
        assert!(alone.eq(mixed.filter(|errand| errand.kind() == CaseKind::Destination)));
    }

    #[test]
    fn what_is_no_mix_is_refused() {
        for text in ["", "marriage", "destination=0", "destination=101", "destination=x", "destination,destination=2"] {
            assert_eq!(text.parse::<Mix>(), Err(NoMix), "{text}");
        }
    }
}
