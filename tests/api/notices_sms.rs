//! Text messages over HTTP to Aliyun, which sends twice what it is told twice; and what a crash or a broken line costs.

use crate::{app::eventually, cast::*, provider::*, wired::Wired};
use wangqian_rules::outbox::{delivery::State, occasion::Channel};

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_change_by_the_school_goes_by_sms_too_and_says_nothing_of_what_changed() {
    let wired = Wired::spawn().await;
    let (_, sms) = wired.change().await;
    wired.becomes(sms, State::Sending, None).await;
    let asked = &wired.provider.asked(SMS)[0];
    let said: Vec<_> = ["PhoneNumbers", "SignName", "TemplateCode", "OutId"].map(|name| asked.query[name].clone()).into();
    assert_eq!(said, [MING.mobile(), "网签".into(), "SMS_1".into(), format!("90001-{sms}-1")]);
    assert_eq!(asked.query.len(), 4, "no words of ours: {:?}", asked.query);
    let headers = ["x-acs-action", "x-acs-version"].map(|name| asked.headers[name].as_str());
    assert_eq!(headers, ["SendSms", "2017-05-25"]);
    assert!(asked.headers["authorization"].starts_with("ACS3-HMAC-SHA256 Credential=key-id,SignedHeaders=host;"));
    assert_eq!(wired.one(sms).to, "138****0001");
    wired.report(sms, true).await;
    wired.becomes(sms, State::Sent, Some("DELIVERED")).await;
    wired.report(sms, false).await;
    assert_eq!(wired.one(sms).state, State::Sent, "a second receipt changes nothing");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_connection_that_closes_or_hangs_costs_wechat_a_repeat_and_sms_nothing() {
    for fault in [|| Fault::TakeAndClose, || Fault::TakeAndHang] {
        let wired = Wired::spawn().await;
        let (before_wechat, before_sms) = wired.provider.delivered();
        wired.provider.next(SEND, fault());
        wired.provider.next(SMS, fault());
        let (wechat, sms) = wired.change().await;
        wired.becomes(wechat, State::Waiting, Some("no_answer")).await;
        eventually("the SMS is uncertain", || wired.one(sms).uncertain_since.is_some()).await;
        wired.app.pass_and_fire(30_000).await;
        wired.becomes(wechat, State::Sending, None).await;
        assert_eq!(wired.provider.delivered(), (before_wechat + 1, before_sms + 1), "each once");
        let school = wired.app.staff(&SCHOOL).await;
        let replay = school.post(&format!("/deliveries/{sms}/replay")).send::<()>().await;
        assert_eq!(replay.status, 409, "it may have arrived");
        wired.report(sms, true).await;
        wired.becomes(sms, State::Sent, Some("DELIVERED")).await;
    }
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_crash_between_sending_and_writing_down_repeats_nothing_to_anybody() {
    let mut wired = Wired::spawn().await;
    let before = wired.provider.delivered();
    wired.provider.next(SEND, Fault::TakeAndHang);
    wired.provider.next(SMS, Fault::TakeAndHang);
    let (wechat, sms) = wired.change().await;
    eventually("both are taken", || wired.provider.delivered() == (before.0 + 1, before.1 + 1)).await;
    wired.app = wired.app.restart().await;
    wired.app.pass_and_fire(30_000).await;
    eventually("WeChat has answered", || wired.one(wechat).provider_id.is_some()).await;
    assert_eq!(wired.one(sms).state, State::Sending);
    assert!(wired.one(sms).uncertain_since.is_some());
    assert_eq!(wired.provider.delivered(), (before.0 + 1, before.1 + 1));
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_provider_that_is_not_there_is_tried_again_and_nothing_is_lost() {
    let mut wired = Wired::spawn().await;
    wired.provider.vanish().await;
    let (wechat, sms) = wired.change().await;
    wired.becomes(wechat, State::Waiting, Some("unreachable")).await;
    wired.becomes(sms, State::Waiting, Some("unreachable")).await;
    assert!(wired.one(sms).uncertain_since.is_none(), "nothing was sent");
    assert_eq!(wired.stop(Channel::Sms).unwrap().code, "unreachable");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_every_code_of_aliyun_does_what_is_listed() {
    let wired = Wired::spawn().await;
    let grid: [(&[&str], State, bool); 7] = [
        (&["isv.BUSINESS_LIMIT_CONTROL", "Throttling.User"], State::Waiting, false),
        (&["isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL"], State::Waiting, true),
        (
            &[
                "isv.MOBILE_NUMBER_ILLEGAL",
                "isv.MOBILE_COUNT_OVER_LIMIT",
                "isv.TEMPLATE_MISSING_PARAMETERS",
                "isv.INVALID_PARAMETERS",
                "isv.INVALID_JSON_PARAM",
                "isv.PARAM_LENGTH_LIMIT",
                "isv.PARAM_NOT_SUPPORT_URL",
                "isv.BLACK_KEY_CONTROL_LIMIT",
                "isv.SMS_CONTENT_ILLEGAL",
            ],
            State::Failed,
            false,
        ),
        (
            &[
                "isv.AMOUNT_NOT_ENOUGH",
                "isv.OUT_OF_SERVICE",
                "isv.ACCOUNT_ABNORMAL",
                "isv.ACCOUNT_NOT_EXISTS",
                "isv.PRODUCT_UN_SUBSCRIPT",
                "isv.PRODUCT_UNSUBSCRIBE",
                "isp.RAM_PERMISSION_DENY",
            ],
            State::Waiting,
            true,
        ),
        (
            &[
                "isv.SMS_SIGNATURE_ILLEGAL",
                "isv.SMS_SIGN_ILLEGAL",
                "isv.SIGN_STATE_ILLEGAL",
                "isv.SMS_SIGNATURE_SCENE_ILLEGAL",
                "InvalidTimeStamp.Expired",
                "Forbidden.RAM",
                "IncompleteSignature",
            ],
            State::Waiting,
            true,
        ),
        (&["isv.SMS_TEMPLATE_ILLEGAL"], State::Waiting, false),
        (&["isv.DENY_IP_RANGE", "SignatureDoesNotMatch", "InvalidAccessKeyId.NotFound"], State::Waiting, true),
    ];
    for (codes, state, stops) in grid {
        for code in codes {
            wired.provider.next_sms_code(code);
            let (_, sms) = wired.change().await;
            wired.becomes(sms, state, Some(code)).await;
            assert_eq!(wired.stop(Channel::Sms).is_some(), stops, "{code}");
            wired.app.pass(49 * 3_600_000);
            wired.app.pass_and_fire(0).await;
            wired.mend(Channel::Sms).await;
            wired.quiet().await;
        }
    }
    for code in ["isp.SYSTEM_ERROR", "InternalError"] {
        wired.provider.next_sms_code(code);
        let (_, sms) = wired.change().await;
        eventually("it may have been taken all the same", || wired.one(sms).uncertain_since.is_some()).await;
    }
    wired.provider.next(SMS, Fault::Page(502));
    let (_, sms) = wired.change().await;
    eventually("a gateway's page tells nothing", || wired.one(sms).uncertain_since.is_some()).await;
}
