//! What a provider has taken, and what is wrong with it: nothing twice to anybody, and what the server says of a message is so.

use super::fate::Fate;
use crate::findings::Fault;
use std::collections::{BTreeMap, BTreeSet};
use wangqian_protocol::delivery::DeliveryRow;

/// Whether a provider knows a repeat when it sees one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// Under the same id it is dropped.
    Dropped,
    /// The person gets it again.
    SentAgain,
}

/// Everything that one provider ever took.
#[derive(Debug)]
pub struct Messages {
    repeats: Repeats,
    /// By school and the server's number for the delivery.
    taken: BTreeMap<(String, u64), Message>,
    /// Ids that were told to come again later.
    put_off: BTreeSet<String>,
    faults: Vec<Fault>,
    /// Messages that came again under the same id.
    pub repeated: u64,
}

/// One message as it first came.
#[derive(Clone, Debug)]
struct Message {
    id: String,
    content: String,
    place: u64,
}

/// A delivery as the server's page shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub number: u64,
    pub state: String,
    /// Whether the page says what it waits for.
    explained: bool,
}

impl From<&DeliveryRow> for Shown {
    fn from(row: &DeliveryRow) -> Self {
        Self { number: row.number, state: row.state.clone(), explained: !row.why.is_empty() }
    }
}

impl Shown {
    pub fn is_sent(&self) -> bool {
        self.state == "sent"
    }

    #[cfg(test)]
    pub fn new(number: u64, state: &str) -> Self {
        Self { number, state: state.to_owned(), explained: false }
    }
}

impl Messages {
    /// Nothing yet.
    pub fn new(repeats: Repeats) -> Self {
        Self { repeats, taken: BTreeMap::new(), put_off: BTreeSet::new(), faults: Vec::new(), repeated: 0 }
    }

    /// Takes a message, and returns its place among all that were taken; a repeat has the place of the first.
    pub fn take(&mut self, id: &str, content: String) -> Option<u64> {
        let Some((school, number)) = parse(id) else {
            self.faults
                .push(Fault::broken(format!("{id:?} is no number of a message, or of one that a person had sent again")));
            return None;
        };
        let place = self.len() as u64 + 1;
        let key = (school.to_owned(), number);
        let Some(before) = self.taken.get(&key) else {
            self.taken.insert(key, Message { id: id.to_owned(), content, place });
            return Some(place);
        };
        self.repeated += 1;
        if self.repeats == Repeats::SentAgain {
            self.faults.push(Fault::duplicated(format!("{id}: somebody got this message twice")));
        } else if before.content != content {
            self.faults.push(Fault::duplicated(format!("{id}: {}, then {content}", before.content)));
        }
        Some(before.place)
    }

    /// Whether it was taken before.
    pub fn has(&self, id: &str) -> bool {
        parse(id).and_then(|(school, number)| self.taken.get(&(school.to_owned(), number))).is_some_and(|known| known.id == id)
    }

    /// Told to come again later.
    pub fn put_off(&mut self, id: &str) {
        self.put_off.insert(id.to_owned());
    }

    /// Whether it was told to come again later.
    pub fn was_put_off(&self, id: &str) -> bool {
        self.put_off.contains(id)
    }

    /// Messages taken, each once.
    pub fn len(&self) -> usize {
        self.taken.len()
    }

    /// What was found so far; each is told once.
    pub fn faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    /// What is wrong with deliveries that the server calls sent: at any time those were taken, and a receipt said so.
    pub fn against_sent<'a>(&self, school: &str, shown: impl IntoIterator<Item = &'a Shown>) -> Vec<Fault> {
        let sent = shown.into_iter().filter(|shown| shown.is_sent());
        sent.filter_map(|shown| self.untrue(school, shown)).collect()
    }

    /// What is wrong with all the deliveries of a school, once nothing is on its way any more. The server forgets old ones.
    pub fn against<'a>(&self, school: &str, shown: impl IntoIterator<Item = &'a Shown> + Clone, oldest: u64) -> Vec<Fault> {
        let known: BTreeSet<u64> = shown.clone().into_iter().map(|shown| shown.number).collect();
        let here = self.taken.iter().filter(|((of, number), _)| of == school && *number >= oldest);
        let invented = here.filter(|((_, number), _)| !known.contains(number));
        let invented =
            invented.map(|(_, taken)| Fault::duplicated(format!("{}: taken, and no delivery of this channel", taken.id)));
        let untrue = shown.into_iter().filter_map(|shown| self.untrue(school, shown));
        untrue.chain(invented).collect()
    }

    /// Why a delivery cannot stay as it is shown; `None`: it is over, or waits for a receipt that does not come.
    fn untrue(&self, school: &str, shown: &Shown) -> Option<Fault> {
        let Shown { number, state, explained } = shown;
        let fate = self.taken.get(&(school.to_owned(), *number)).map(|message| Fate::of(message.place));
        let is_unsure = *explained && self.repeats == Repeats::SentAgain;
        let holds = match (state.as_str(), fate) {
            ("sent", Some(fate)) => fate.arrives(),
            ("failed", Some(fate)) => fate == Fate::DoesNotArrive,
            ("failed" | "given_up", None) => true,
            ("sending", Some(fate)) => fate == Fate::NeverTold,
            ("sending", None) => is_unsure,
            _ => false,
        };
        let fault = || Fault::lost(format!("delivery {number} of {school} is {state}, the provider says {fate:?}"));
        (!holds).then(fault)
    }
}

/// `90001-17-1`: school, number, and 1 because nobody had it sent again.
fn parse(id: &str) -> Option<(&str, u64)> {
    let (school, number) = id.strip_suffix("-1")?.split_once('-')?;
    Some((school, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Kind;

    fn shown(number: u64, state: &str) -> Shown {
        Shown::new(number, state)
    }

    fn kinds(faults: Vec<Fault>) -> Vec<Kind> {
        faults.into_iter().map(|fault| fault.kind).collect()
    }

    /// Messages 1 to 8 of a school: one of each fate, and more that arrive.
    fn full(repeats: Repeats) -> Messages {
        let mut messages = Messages::new(repeats);
        (1..=8).for_each(|number| assert_eq!(messages.take(&format!("10001-{number}-1"), "a".to_owned()), Some(number)));
        messages
    }

    #[test]
    fn a_repeat_is_a_fault_where_the_person_gets_it_again_or_something_else() {
        let mut wechat = full(Repeats::Dropped);
        assert_eq!(wechat.take("10001-3-1", "a".to_owned()), Some(3));
        assert_eq!((wechat.faults(), wechat.repeated, wechat.len()), (vec![], 1, 8));
        wechat.take("10001-3-1", "b".to_owned());
        assert_eq!(kinds(wechat.faults()), [Kind::Duplicated]);
        let mut sms = full(Repeats::SentAgain);
        sms.take("10001-3-1", "a".to_owned());
        assert_eq!(kinds(sms.faults()), [Kind::Duplicated]);
    }

    #[test]
    fn a_message_under_a_second_number_of_its_own_is_a_fault() {
        let mut messages = full(Repeats::Dropped);
        for id in ["10001-3-2", "10001", "10001-x-1", ""] {
            assert_eq!(messages.take(id, "a".to_owned()), None, "{id}");
        }
        assert_eq!(kinds(messages.faults()), [Kind::Broken; 4]);
        assert!(messages.has("10001-3-1") && !messages.has("10001-3-2") && !messages.has("10002-3-1"));
    }

    #[test]
    fn what_is_called_sent_was_taken_and_arrived() {
        let messages = full(Repeats::Dropped);
        let faults = |number| kinds(messages.against_sent("10001", &[shown(number, "sent"), shown(9, "waiting")]));
        for number in [1, 2, 3, 4, 6, 8] {
            assert_eq!(faults(number), [], "{number} arrives");
        }
        for number in [5, 7, 9] {
            assert_eq!(faults(number), [Kind::Lost], "{number} does not");
        }
    }

    #[test]
    fn in_the_end_everything_is_over_or_waits_for_a_receipt_that_does_not_come() {
        let (wechat, sms) = (full(Repeats::Dropped), full(Repeats::SentAgain));
        let one = |messages: &Messages, shown: Shown| kinds(messages.against("10001", &[shown], 9));
        for (number, state) in [(1, "sent"), (5, "failed"), (7, "sending"), (9, "failed"), (9, "given_up")] {
            assert_eq!(one(&wechat, shown(number, state)), [], "{number} {state}");
        }
        for (number, state) in
            [(1, "sending"), (1, "failed"), (5, "sending"), (7, "failed"), (9, "waiting"), (9, "recorded_only")]
        {
            assert_eq!(one(&wechat, shown(number, state)), [Kind::Lost], "{number} {state}");
        }
        let unsure = || Shown { explained: true, ..shown(9, "sending") };
        assert_eq!(one(&sms, unsure()), [], "a text message whose fate nobody knows");
        assert_eq!(one(&wechat, unsure()), [Kind::Lost], "WeChat is asked again");
        assert_eq!(one(&sms, shown(9, "sending")), [Kind::Lost]);
    }

    #[test]
    fn a_message_that_no_delivery_asked_for_is_a_fault_unless_its_delivery_is_forgotten() {
        let messages = full(Repeats::Dropped);
        let shown = [shown(6, "sent"), shown(8, "sent")];
        assert_eq!(kinds(messages.against("10001", &shown, 6)), [Kind::Duplicated]);
        assert_eq!(kinds(messages.against("10001", &shown, 8)), []);
        assert_eq!(kinds(messages.against("10002", &[], 1)), []);
    }
}
