//! An employer's registration: every command in every state, and who learns what (ACC-10).

use crate::support::{Bench, laws::Lawful, people, registering::*};
use wangqian_rules::{
    case::EmployerCard,
    effect::Show,
    employer::{
        Command, Employer,
        form::{Contact, Form},
        registering::Unfinished,
        registration::{LICENCE_BYTES_MAX, State, Verdict},
    },
    entity::Input,
    file::StoredFile,
    ids::*,
    letter::Letter,
    province::Province,
    refusal::Refusal,
    time::UnixMs,
};

/// Where a registration can stand; `true`: something was verified before.
const STANDS: [(State, bool); 9] = [
    (State::Draft, false),
    (State::Submitted, false),
    (State::Returned, false),
    (State::Rejected, false),
    (State::Verified, true),
    (State::Draft, true),
    (State::Submitted, true),
    (State::Returned, true),
    (State::Rejected, true),
];

fn version(bench: &Bench<Employer>) -> u64 {
    bench.state.registration.as_ref().map_or(0, |registration| registration.version)
}

fn state(bench: &Bench<Employer>) -> Option<State> {
    bench.state.registration.as_ref().map(|registration| registration.state)
}

fn registered() -> Bench<Employer> {
    let mut bench = Bench::new(people::card(1).id);
    bench.done(Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None });
    bench
}

/// Brings a registration to where it shall stand, the way that people go.
fn standing((wanted, verified): (State, bool)) -> Bench<Employer> {
    let mut bench = registered();
    bench.done(amend(1, form(), Some(file(1))));
    if verified {
        bench.done(submit(version(&bench)));
        bench.done(decide(version(&bench), Verdict::Approve));
        if wanted == State::Verified {
            return bench;
        }
        bench.done(amend(version(&bench), named("改名有限公司"), None));
    }
    if wanted == State::Draft {
        return bench;
    }
    bench.done(submit(version(&bench)));
    match wanted {
        State::Returned => drop(bench.done(decide(version(&bench), handing_back()))),
        State::Rejected => drop(bench.done(decide(version(&bench), refusing()))),
        _ => {}
    }
    assert_eq!((state(&bench), bench.state.in_force().is_some()), (Some(wanted), verified));
    bench
}

/// The state that a command leads to, or the code of its refusal.
fn outcome(bench: &Bench<Employer>, command: Command) -> &'static str {
    let mut bench = bench.clone();
    match bench.command(command) {
        Ok(_) => state(&bench).map_or("none", State::code),
        Err(refusal) => refusal.code(),
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_every_command_in_every_state_is_as_the_grid_says() {
    // Filled in anew; submitted; approved; returned; rejected.
    #[rustfmt::skip]
    let grid = [
        ["draft",                  "submitted",              "already_decided", "already_decided", "already_decided"],
        ["registration_in_review", "registration_in_review", "verified",        "returned",        "rejected"],
        ["returned",               "submitted",              "already_decided", "already_decided", "already_decided"],
        ["registration_rejected",  "registration_rejected",  "already_decided", "returned",        "already_decided"],
        ["draft",                  "nothing_to_verify",      "already_decided", "already_decided", "already_decided"],
        ["draft",                  "submitted",              "already_decided", "already_decided", "already_decided"],
        ["registration_in_review", "registration_in_review", "verified",        "returned",        "rejected"],
        ["returned",               "submitted",              "already_decided", "already_decided", "already_decided"],
        ["draft",                  "nothing_to_verify",      "already_decided", "already_decided", "already_decided"],
    ];
    for (stand, row) in STANDS.into_iter().zip(grid) {
        let bench = standing(stand);
        let seen = version(&bench);
        let decide = |verdict| match stand {
            // Nothing was submitted yet: no province has anything to say.
            (State::Draft, false) => Err(outcome(&bench, decide(seen, verdict))),
            _ => Ok(outcome(&bench, decide(seen, verdict))),
        };
        let commands = [amend(seen, named("另一名称有限公司"), None), submit(seen)];
        let own: Vec<_> = commands.into_iter().map(|command| outcome(&bench, command)).collect();
        assert_eq!(own, row[..2], "{stand:?}");
        for (verdict, expected) in [Verdict::Approve, handing_back(), refusing()].into_iter().zip(&row[2..]) {
            match decide(verdict) {
                Ok(outcome) => assert_eq!(outcome, *expected, "{stand:?}"),
                Err(outcome) => assert_eq!(outcome, "not_found"),
            }
        }
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_who_comes_second_is_told_what_happened() {
    let bench = standing((State::Submitted, false));
    let seen = version(&bench);
    for command in [amend(seen - 1, form(), None), Command::Submit { seen: seen - 1, verifier: Some(HERE) }] {
        assert_eq!(outcome(&bench, command), "stale_version");
    }
    assert_eq!(outcome(&bench, decide(seen - 1, Verdict::Approve)), "stale_version");
    let mut decided = bench.clone();
    decided.done(decide(seen, Verdict::Approve));
    let refused = decided.command(decide(seen, handing_back())).expect_err("too late");
    assert!(
        matches!(refused, Refusal::AlreadyDecided { happened } if happened.contains("示范省") && happened.contains("审核通过"))
    );
    let stranger = Command::DecideRegistration { seen, by: (ELSEWHERE, "他省".into()), verdict: Verdict::Approve };
    assert_eq!(outcome(&bench, stranger), "not_found");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_submission_has_a_licence_and_somebody_to_verify_it() {
    let bench = registered();
    assert_eq!(outcome(&bench, submit(1)), "invalid_field");
    let big = StoredFile { bytes: LICENCE_BYTES_MAX + 1, ..file(1) };
    assert_eq!(outcome(&bench, amend(1, form(), Some(big))), "invalid_field");
    let largest = StoredFile { bytes: LICENCE_BYTES_MAX, ..file(1) };
    assert_eq!(outcome(&bench, amend(1, form(), Some(largest))), "draft");
    let ready = standing((State::Draft, false));
    assert_eq!(outcome(&ready, Command::Submit { seen: 2, verifier: None }), "no_verifier");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_each_field_has_its_check() {
    let bench = registered();
    let long = "长".repeat(121);
    let with = |contact| Form { contact, ..form() };
    let cases = [
        ("name", named("司")),
        ("nature", Form { nature: "99".into(), ..form() }),
        ("industry", Form { industry: "A".into(), ..form() }),
        ("region", Form { region: "320000".into(), ..form() }),
        ("address", with(Contact { address: long, ..contact() })),
        ("contact_name", with(Contact { name: "王".into(), ..contact() })),
        ("contact_phone", with(Contact { phone: "110".into(), ..contact() })),
        ("contact_email", with(Contact { email: "hr".into(), ..contact() })),
    ];
    for (field, form) in cases {
        let mut bench = bench.clone();
        let refused = bench.command(amend(1, form, None)).expect_err(field);
        assert!(matches!(&refused, Refusal::Invalid(errors) if errors.len() == 1 && errors[0].field == field), "{refused:?}");
    }
    for verdict in [Verdict::Return { reason: " ".into() }, Verdict::Reject { reason: "长".repeat(201) }] {
        let mut bench = standing((State::Submitted, false));
        assert_eq!(bench.refused(decide(version(&bench), verdict)), "invalid_field");
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_what_was_verified_stays_in_force_until_the_change_is() {
    let name = |bench: &Bench<Employer>| bench.state.card.as_ref().map(|card| card.name.clone());
    let verified = people::card(1).name;
    for stand in &STANDS[4..] {
        assert_eq!(name(&standing(*stand)).as_ref(), Some(&verified), "{stand:?}");
    }
    let mut bench = standing((State::Submitted, true));
    let told = bench.done(decide(version(&bench), Verdict::Approve));
    assert_eq!(told.notices(), ["单位信息变更审核通过"]);
    assert_eq!(name(&bench).as_deref(), Some("改名有限公司"));
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_change_that_is_undone_needs_no_verification() {
    let mut bench = standing((State::Draft, true));
    bench.done(amend(version(&bench), form(), None));
    assert_eq!(state(&bench), Some(State::Verified));
    let seen = version(&bench);
    assert!(bench.done(amend(seen, form(), None)).is_nothing(), "the same again changes nothing");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_the_contact_changes_at_once_and_overtakes_no_decision() {
    let new = Contact { name: "新联系人".into(), ..contact() };
    for stand in STANDS {
        let mut bench = standing(stand);
        let seen = version(&bench);
        let done = bench.done(Command::SetContact(Box::new(new.clone())));
        assert!(done.letters().is_empty());
        assert_eq!((version(&bench), state(&bench)), (seen, Some(stand.0)), "{stand:?}");
        let card = bench.state.card.as_ref().expect("registered");
        assert_eq!((card.contact_name.as_str(), &card.name), ("新联系人", &people::card(1).name));
        assert!(bench.done(Command::SetContact(Box::new(new.clone()))).is_nothing());
    }
    // In a form that changes nothing else it is not verified either.
    let mut bench = standing((State::Verified, true));
    bench.done(amend(version(&bench), Form { contact: new, ..form() }, None));
    assert_eq!(state(&bench), Some(State::Verified));
}

#[test]
#[doc = "ACC-10, NOT-02"]
fn acc_10_the_employer_is_told_of_each_decision() {
    let decided = |verdict| {
        let mut bench = standing((State::Submitted, false));
        let done = bench.done(decide(version(&bench), verdict));
        let texts: Vec<_> = bench.state.inbox.newest_first().map(|notice| notice.text.clone()).collect();
        (done.notices().into_iter().map(str::to_owned).collect::<Vec<_>>(), texts)
    };
    assert_eq!(decided(Verdict::Approve).0, ["单位注册审核通过"]);
    let (titles, texts) = decided(handing_back());
    assert_eq!(titles, ["单位注册被退回修改"]);
    assert!(texts[0].contains("执照不清晰"));
    assert_eq!(decided(refusing()).0, ["单位注册审核不通过"]);
}

#[test]
#[doc = "ACC-10"]
fn acc_10_one_credit_code_is_registered_once_unless_nobody_ever_got_its_account() {
    let [first, second] = ["hr", "hr2"].map(|login| AccountId::of_login(wangqian_rules::account::Entrance::Employer, login));
    let register = |account, unfinished| {
        let card = EmployerCard { name: format!("{account:?}"), ..people::card(1) };
        Command::Register { card: Box::new(card), account: Some(account), unfinished }
    };
    let never_opened = |account| Some(Unfinished { account, for_ever: false });
    let mut bench = registered();
    assert_eq!(bench.refused(register(first, never_opened(first))), "credit_code_taken", "the operator brought it in");
    let mut bench = Bench::<Employer>::new(people::card(1).id);
    bench.done(register(first, None));
    assert_eq!(bench.refused(register(second, None)), "credit_code_taken");
    assert_eq!(bench.refused(register(second, never_opened(first))), "credit_code_taken", "it may be about to be opened");
    assert!(bench.done(register(first, never_opened(first))).is_nothing(), "the same again goes on");

    bench.now = UnixMs(bench.now.0 + 2 * 60_000);
    assert_eq!(bench.refused(register(second, never_opened(second))), "credit_code_taken", "another one was looked at");
    bench.done(register(second, never_opened(first)));
    assert_eq!(bench.refused(register(first, never_opened(first))), "credit_code_taken", "who looked before that comes late");
    let lost_its_login = Some(Unfinished { account: second, for_ever: true });
    bench.done(register(first, lost_its_login));
    bench.done(amend(1, named("有人在填的公司"), None));
    bench.now = UnixMs(bench.now.0 + 2 * 60_000);
    assert_eq!(bench.refused(register(second, never_opened(first))), "credit_code_taken", "somebody is at it");
}

/// The rows that a step sent, by reader.
fn told(bench: &mut Bench<Employer>, command: Command) -> Vec<(EntityId, Letter)> {
    bench.done(command).letters().into_iter().map(|(to, letter)| (to, letter.clone())).collect()
}

#[test]
#[doc = "ACC-10"]
fn acc_10_the_province_holds_what_waits_there_and_loses_what_moved_away() {
    let (mut here, mut elsewhere) = (Lawful::new(Bench::<Province>::new(HERE)), Lawful::new(Bench::<Province>::new(ELSEWHERE)));
    let me = people::card(1).id;
    let mut bench = standing((State::Draft, false));
    let mut deliver = |letters: Vec<(EntityId, Letter)>| {
        for (to, letter) in letters {
            let province = if to == HERE.into() { &mut here } else { &mut elsewhere };
            province.take(Input::Letter { from: me.into(), letter }).expect("letters are never refused");
        }
        let waiting = |province: &Lawful<Province>| province.bench.state.employers.waiting();
        let names = |province: &Lawful<Province>| province.bench.state.employers.name_file(file(1).hash);
        (waiting(&here), waiting(&elsewhere), names(&here), names(&elsewhere))
    };
    let seen = version(&bench);
    let sent = told(&mut bench, submit(seen));
    assert_eq!(deliver(sent.clone()), (1, 0, true, false));
    assert_eq!(deliver(sent), (1, 0, true, false), "a repeat");
    let seen = version(&bench);
    assert_eq!(deliver(told(&mut bench, decide(seen, handing_back()))), (0, 0, true, false));
    let moved = told(&mut bench, Command::Submit { seen: seen + 1, verifier: Some(ELSEWHERE) });
    assert_eq!(deliver(moved), (0, 1, false, true));
}

#[test]
#[doc = "ACC-10"]
fn acc_10_open_pages_of_the_province_hear_of_it() {
    let mut bench = standing((State::Draft, false));
    let seen = version(&bench);
    let letter = told(&mut bench, submit(seen)).remove(0).1;
    let mut province = Bench::<Province>::new(HERE);
    let heard = province.letter(people::card(1).id, letter.clone());
    assert_eq!(heard.shown(), [&Show::EmployersChanged { province: HERE }]);
    assert!(province.letter(people::card(1).id, letter).is_nothing(), "a repeat");
}
