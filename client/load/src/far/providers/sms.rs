//! Aliyun's 短信服务: it sends again what it is told again.

use super::{
    super::{Answer, Received, Service, lock},
    RECEIPT_KEY,
    fate::Fate,
    ledger::{Messages, Repeats},
    receipts::{Push, Receipts},
};
use serde_json::json;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// The SMS service.
pub struct Sms {
    pub messages: Mutex<Messages>,
    receipts: Arc<Receipts>,
    refusals: AtomicUsize,
}

/// Nobody knows; the page of a gateway, which tells nothing; not today to this number; later; nobody knows; never.
const REFUSALS: [&str; 6] =
    ["isp.SYSTEM_ERROR", "", "isv.BUSINESS_LIMIT_CONTROL", "Throttling.User", "InternalError", "isv.MOBILE_NUMBER_ILLEGAL"];

impl Sms {
    pub fn new(receipts: Arc<Receipts>) -> Self {
        Self { messages: Mutex::new(Messages::new(Repeats::SentAgain)), receipts, refusals: AtomicUsize::new(0) }
    }

    fn receipt(id: &str, fate: Fate) -> Push {
        let (success, code) = if fate.arrives() { (true, "DELIVERED") } else { (false, "UNDELIV") };
        let report = json!([{ "success": success, "err_code": code, "out_id": id, "biz_id": "b" }]);
        Push { path: format!("/providers/sms/{RECEIPT_KEY}"), body: report.to_string() }
    }
}

impl Service for Sms {
    fn take(&self, received: &Received) -> Answer {
        let id = received.queried("OutId");
        let content = format!("{} to {}", received.queried("TemplateCode"), received.queried("PhoneNumbers"));
        let Some(place) = lock(&self.messages).take(id, content) else { return answer("isv.INVALID_PARAMETERS", None) };
        let fate = Fate::of(place);
        fate.receipts().iter().for_each(|pause| self.receipts.after(*pause, Self::receipt(id, fate)));
        answer("OK", Some(place))
    }

    fn refuse(&self, received: &Received) -> Answer {
        let code = REFUSALS[self.refusals.fetch_add(1, Ordering::Relaxed) % REFUSALS.len()];
        if code.is_empty() {
            return Answer { status: 502, body: "<html>502</html>".to_owned() };
        }
        if code == "Throttling.User" {
            lock(&self.messages).put_off(received.queried("OutId"));
        }
        answer(code, None)
    }

    /// A server that was told to come again later is not disappointed: pauses that grow are none of a torture's business.
    fn is_spared(&self, received: &Received) -> bool {
        lock(&self.messages).was_put_off(received.queried("OutId"))
    }
}

fn answer(code: &str, place: Option<u64>) -> Answer {
    let biz_id = place.map(|place| format!("biz-{place}"));
    Answer::well(json!({ "Code": code, "Message": "played", "RequestId": "r", "BizId": biz_id }).to_string())
}
