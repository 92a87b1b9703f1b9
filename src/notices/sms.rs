//! Text messages by Aliyun's 短信服务 (NOT-01). `SendSms` is not idempotent: after a call whose end is not known there is no second.

pub mod codes;
pub mod receipts;
pub mod signature;

use super::{
    config::SmsConfig,
    http::{self, Answer, NoAnswer},
    verdict::{Message, Verdict},
};
use jiff::Timestamp;
use reqwest::{Client, Url};
use serde::Deserialize;
use signature::{Call, signed};
use wangqian_rules::{outbox::occasion::Occasion, time::UnixMs};

/// The account, ready to send.
pub struct Sms {
    config: SmsConfig,
    client: Client,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Sent {
    code: String,
    #[serde(default)]
    message: String,
    biz_id: Option<String>,
}

impl Sms {
    /// Ready to send.
    pub fn new(config: SmsConfig, client: Client) -> Self {
        Self { config, client }
    }

    /// The last part of the address for receipts.
    pub fn receipt_key(&self) -> &str {
        self.config.receipt_key.reveal()
    }

    /// Whether messages of this kind can go.
    pub fn has_template(&self, occasion: Occasion) -> bool {
        self.config.templates.contains_key(&occasion)
    }

    /// Whether codes for forgotten passwords can go.
    pub fn has_code_template(&self) -> bool {
        self.config.password_code.is_some()
    }

    /// Sends such a code. Without a number of ours: its receipt is of use to nobody.
    pub async fn send_code(&self, mobile: &str, code: &str, clock: &dyn Fn() -> UnixMs) -> Verdict {
        let Some(template) = &self.config.password_code else {
            return Verdict::pointless("no_template", "没有配置验证码短信模板").not_made();
        };
        let params = serde_json::json!({ template.param.as_str(): code }).to_string();
        let query = [
            ("PhoneNumbers", mobile),
            ("SignName", self.config.sign_name.as_str()),
            ("TemplateCode", template.code.as_str()),
            ("TemplateParam", params.as_str()),
        ];
        self.send_sms(&query, clock).await
    }

    /// Sends one message.
    pub async fn send(&self, message: &Message<'_>) -> Verdict {
        let Some(template) = self.config.templates.get(&message.delivery.bulletin.occasion) else {
            return Verdict::pointless("no_template", "没有为此类消息配置短信模板").not_made();
        };
        let params = serde_json::to_string(&template.params).unwrap_or_default();
        let out_id = message.delivery.client_id();
        let mut query = vec![
            ("OutId", out_id.as_str()),
            ("PhoneNumbers", message.address),
            ("SignName", &self.config.sign_name),
            ("TemplateCode", &template.code),
        ];
        if !template.params.is_empty() {
            query.push(("TemplateParam", &params));
        }
        self.send_sms(&query, message.clock).await
    }

    async fn send_sms(&self, query: &[(&str, &str)], clock: &dyn Fn() -> UnixMs) -> Verdict {
        match self.call("SendSms", query, clock()).await {
            Some(Ok(answer)) => read(&answer, clock()),
            Some(Err(NoAnswer::NotSent)) => Verdict::unreachable(clock()),
            Some(Err(NoAnswer::Unknown)) => Verdict::unknown("服务商没有应答，等待回执"),
            None => Verdict::stopping("config", "短信接口地址配置有误", clock(), None).not_made(),
        }
    }

    /// `None`: the address in the configuration is none.
    async fn call(&self, action: &str, query: &[(&str, &str)], now: UnixMs) -> Option<Result<Answer, NoAnswer>> {
        let mut url = Url::parse(&self.config.base_url).ok()?;
        let host = match url.port() {
            Some(port) => format!("{}:{port}", url.host_str()?),
            None => url.host_str()?.to_owned(),
        };
        let date = Timestamp::from_millisecond(now.0).ok()?.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let nonce = uuid::Uuid::new_v4().simple().to_string();
        let call = Call { host: &host, action, version: "2017-05-25", date: &date, nonce: &nonce, query };
        let signed = signed(&call, &self.config.access_key_id, self.config.access_key_secret.reveal());
        url.set_query(Some(&signed.query));
        let request =
            signed.headers.into_iter().fold(self.client.post(url), |request, (name, value)| request.header(name, value));
        Some(http::call(request).await)
    }
}

/// A gateway's page of an error is no answer of the service's: what became of the call is not known.
fn read(answer: &Answer, now: UnixMs) -> Verdict {
    match serde_json::from_slice::<Sent>(&answer.body) {
        Ok(Sent { code, biz_id, .. }) if code == "OK" => Verdict::accepted(biz_id.unwrap_or_default()),
        Ok(Sent { code, message, .. }) => codes::verdict(&code, &message, now),
        Err(_) => Verdict::unknown("服务商的应答无法识别，等待回执"),
    }
}
