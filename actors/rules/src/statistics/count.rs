//! How many of some graduates have which destination.

use crate::codes::{Class, Grouping};

/// Graduates by the groups of a grouping, each of them once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Of each group, in the grouping's order.
    groups: Vec<usize>,
    /// Nothing that holds is registered.
    pub unregistered: usize,
    /// With a destination that the grouping does not know: a code that was used before the operator replaced the tables.
    pub strange: usize,
}

/// Where a graduate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Group(usize),
    Unregistered,
    Strange,
}

impl Count {
    /// One graduate more.
    pub fn enter(&mut self, place: Place) {
        match place {
            Place::Group(group) => *self.group_mut(group) += 1,
            Place::Unregistered => self.unregistered += 1,
            Place::Strange => self.strange += 1,
        }
    }

    /// With others, counted by the same grouping.
    pub fn add(&mut self, other: &Self) {
        for (group, count) in other.groups.iter().enumerate() {
            *self.group_mut(group) += count;
        }
        self.unregistered += other.unregistered;
        self.strange += other.strange;
    }

    /// Everybody.
    pub fn total(&self) -> usize {
        self.groups.iter().sum::<usize>() + self.unregistered + self.strange
    }

    /// Of the group at this place of the grouping.
    pub fn group(&self, group: usize) -> usize {
        self.groups.get(group).copied().unwrap_or_default()
    }

    /// Of a class. Nothing registered, and what the grouping does not know, is not placed.
    pub fn class(&self, class: Class, grouping: &Grouping) -> usize {
        let groups = grouping.groups().iter().enumerate().filter(|(_, group)| group.class == class);
        let counted: usize = groups.map(|(place, _)| self.group(place)).sum();
        counted + if class == Class::Unemployed { self.unregistered + self.strange } else { 0 }
    }

    /// 「毕业去向落实」: who works or studies.
    pub fn placed(&self, grouping: &Grouping) -> usize {
        self.class(Class::Employed, grouping) + self.class(Class::Studies, grouping)
    }

    fn group_mut(&mut self, group: usize) -> &mut usize {
        if self.groups.len() <= group {
            self.groups.resize(group + 1, 0);
        }
        &mut self.groups[group]
    }
}

/// A part of a whole in hundredths of a percent, rounded half up; `None`: there is no whole.
pub fn rate(part: usize, whole: usize) -> Option<usize> {
    (part * 20_000 + whole).checked_div(2 * whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "STA-01"]
    fn sta_01_a_rate_is_rounded_half_up_and_there_is_none_of_nobody() {
        assert_eq!([rate(1, 3), rate(2, 3), rate(1, 8), rate(7, 7)], [Some(3333), Some(6667), Some(1250), Some(10_000)]);
        assert_eq!([rate(1, 20_000), rate(0, 5), rate(0, 0)], [Some(1), Some(0), None]);
    }
}
