use super::*;
use wangqian_protocol::case::CaseQuery;

fn owner(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn ask(zips: &Zips, id: u128, owner_number: u128, now_ms: i64) -> Result<AgreementZip, Refusal> {
    let filter = Filter::parse(&CaseQuery::default()).unwrap();
    zips.ask((Uuid::from_u128(id), owner(owner_number)), filter, 7, now_ms)
}

fn begin(zips: &Zips, id: u128, owner_number: u128, now_ms: i64) -> Result<UnderWay, Refusal> {
    zips.begin(Uuid::from_u128(id), owner(owner_number), now_ms)
}

#[test]
#[doc = "EXT-13"]
fn ext_13_an_account_has_one_zip_under_way_and_sees_how_far_it_is() {
    let zips = Zips::default();
    let asked = ask(&zips, 1, 7, 0).unwrap();
    assert_eq!((asked.state, asked.agreements), (ZipState::Asked, 7));
    assert_eq!(ask(&zips, 1, 7, 5).unwrap(), asked, "the same request");
    assert_eq!(begin(&zips, 1, 8, 5).err(), Some(Refusal::NotFound), "somebody else's");
    let under_way = begin(&zips, 1, 7, 5).unwrap();
    assert_eq!(begin(&zips, 1, 7, 5).err(), Some(Refusal::ZipUnderWay));
    assert_eq!(ask(&zips, 2, 7, 5).err(), Some(Refusal::ZipUnderWay));
    under_way.is_of(3);
    under_way.takes(true);
    under_way.takes(false);
    under_way.sends(1_000);
    let shown = zips.newest(owner(7), 5).unwrap();
    assert_eq!((shown.agreements, shown.done, shown.left_out, shown.bytes), (3, 2, 1, 1_000));
    under_way.is_whole();
    drop(under_way);
    assert_eq!(zips.newest(owner(7), 5).unwrap().state, ZipState::Whole);
    assert!(ask(&zips, 2, 7, 5).is_ok() && zips.newest(owner(8), 5).is_none());
}

#[test]
#[doc = "EXT-13"]
fn ext_13_one_that_ends_early_is_broken_off_and_begins_anew() {
    let zips = Zips::default();
    ask(&zips, 1, 7, 0).unwrap();
    let under_way = begin(&zips, 1, 7, 0).unwrap();
    under_way.takes(true);
    drop(under_way);
    assert_eq!(zips.newest(owner(7), 0).unwrap().state, ZipState::BrokenOff);
    let _again = begin(&zips, 1, 7, 0).unwrap();
    let shown = zips.newest(owner(7), 0).unwrap();
    assert_eq!((shown.state, shown.done), (ZipState::UnderWay, 0));
}

#[test]
#[doc = "EXT-13"]
fn ext_13_few_are_on_their_way_at_once_and_a_place_that_nobody_comes_for_is_free_again() {
    let zips = Zips::default();
    for number in 0..AT_ONCE as u128 {
        ask(&zips, number, number, 0).unwrap();
    }
    assert_eq!(ask(&zips, 9, 9, CLAIM_MS - 1).err(), Some(Refusal::ZipsCrowded { seconds: CROWDED_S }));
    let under_way = begin(&zips, 0, 0, CLAIM_MS - 1).unwrap();
    for number in 10..10 + AT_ONCE as u128 - 1 {
        ask(&zips, number, number, CLAIM_MS).unwrap();
    }
    assert_eq!(zips.newest(owner(1), CLAIM_MS).unwrap().state, ZipState::Lapsed);
    assert!(matches!(begin(&zips, 1, 1, CLAIM_MS), Err(Refusal::ZipsCrowded { .. })));
    drop(under_way);
    assert!(begin(&zips, 1, 1, CLAIM_MS).is_ok());
}

#[test]
fn the_oldest_that_are_over_are_forgotten() {
    let zips = Zips::default();
    for number in 0..REMEMBERED_MAX as u128 + 50 {
        let now_ms = i64::try_from(number).unwrap() * CLAIM_MS;
        ask(&zips, number, number, now_ms).unwrap();
    }
    assert_eq!(zips.all().len(), REMEMBERED_MAX);
    assert!(zips.newest(owner(0), 0).is_none());
}
