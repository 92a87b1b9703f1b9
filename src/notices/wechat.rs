//! The WeChat official account: template messages, its events, and who somebody is by their WeChat (NOT-01).

pub mod codes;
pub mod events;
mod token;

use super::{
    config::{Filling, WechatConfig, WechatTemplate},
    http::{self, NoAnswer},
    verdict::{Message, Verdict},
};
use codes::verdict;
use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use token::{NoToken, Tokens};
use wangqian_rules::{
    outbox::{delivery::Bulletin, occasion::Occasion, wording::fit},
    time::UnixMs,
};

/// The account, ready to send.
pub struct Wechat {
    config: WechatConfig,
    site_url: String,
    client: Client,
    tokens: Tokens,
}

#[derive(Deserialize)]
struct Sent {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    #[serde(default)]
    msgid: u64,
}

#[derive(Deserialize)]
struct Who {
    openid: Option<String>,
    errcode: Option<i64>,
}

/// Why a person was not recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRecognised {
    /// The code is not good, or was used before.
    BadCode,
    Unreachable,
}

impl Wechat {
    /// Ready to send.
    pub fn new(config: WechatConfig, site_url: &str, client: Client) -> Self {
        let site_url = site_url.trim_end_matches('/').to_owned();
        Self { config, site_url, client, tokens: Tokens::default() }
    }

    /// How people know the account.
    pub fn account_name(&self) -> &str {
        &self.config.account_name
    }

    /// Of the account's events.
    pub fn callback_token(&self) -> &str {
        self.config.callback_token.reveal()
    }

    /// Whether messages of this kind can go.
    pub fn has_template(&self, occasion: Occasion) -> bool {
        self.config.templates.contains_key(&occasion)
    }

    /// Sends a template message. A token that is not taken is renewed once (40001 and its like); the second one is forgotten too, so
    /// that a later message begins with a fresh one.
    pub async fn send(&self, message: &Message<'_>) -> Verdict {
        let Some(template) = self.config.templates.get(&message.delivery.bulletin.occasion) else {
            return Verdict::pointless("no_template", "没有为此类消息配置微信模板").not_made();
        };
        let body = self.body(message, template);
        for renewed in [false, true] {
            let token = match self.tokens.get(&self.client, &self.config, message.clock).await {
                Ok(token) => token,
                Err(error) => return no_token(error, message.now()).not_made(),
            };
            match self.post(&token, &body, message.clock).await {
                Ok(sent) if codes::is_about_the_token(sent.errcode) => {
                    self.tokens.forget(&token).await;
                    if renewed {
                        return verdict(sent.errcode, &sent.errmsg, message.now());
                    }
                }
                Ok(sent) if sent.errcode == 0 => return Verdict::accepted(sent.msgid.to_string()),
                Ok(sent) => return verdict(sent.errcode, &sent.errmsg, message.now()),
                Err(verdict) => return verdict,
            }
        }
        Verdict::unanswered()
    }

    async fn post(&self, token: &str, body: &Value, clock: &dyn Fn() -> UnixMs) -> Result<Sent, Verdict> {
        let url = self.url("/cgi-bin/message/template/send", &[("access_token", token)]);
        let url = url.ok_or_else(|| Verdict::stopping("config", "微信接口地址配置有误", clock(), None).not_made())?;
        match http::call(self.client.post(url).json(body)).await {
            Err(NoAnswer::NotSent) => Err(Verdict::unreachable(clock())),
            // Our number in the message lets the account drop a repeat.
            Err(NoAnswer::Unknown) => Err(Verdict::unanswered()),
            Ok(answer) => serde_json::from_slice(&answer.body).map_err(|_| Verdict::unanswered()),
        }
    }

    fn body(&self, message: &Message<'_>, template: &WechatTemplate) -> Value {
        let bulletin = &message.delivery.bulletin;
        let fill = |(field, filling): (&String, &Filling)| {
            (field.clone(), json!({ "value": fit(field, &filled(*filling, bulletin)) }))
        };
        let data: Map<String, Value> = template.fields.iter().map(fill).collect();
        let page = match bulletin.case {
            Some(case) => format!("{}/graduate/cases/{case}", self.site_url),
            None => format!("{}/graduate", self.site_url),
        };
        json!({
            "touser": message.address,
            "template_id": template.id,
            "url": page,
            "client_msg_id": message.delivery.client_id(),
            "data": data,
        })
    }

    /// Where a person goes to be recognised; WeChat sends them back with a code and the same state.
    pub fn authorize_url(&self, state: &str) -> Option<String> {
        let back = format!("{}/graduate/wechat", self.site_url);
        let query = [
            ("appid", self.config.app_id.as_str()),
            ("redirect_uri", &back),
            ("response_type", "code"),
            ("scope", "snsapi_base"),
            ("state", state),
        ];
        let mut url = Url::parse_with_params(&self.config.authorize_url, &query).ok()?;
        url.set_fragment(Some("wechat_redirect"));
        Some(url.into())
    }

    /// Who came back with this code.
    pub async fn recognise(&self, code: &str) -> Result<String, NotRecognised> {
        let query = [
            ("appid", self.config.app_id.as_str()),
            ("secret", self.config.secret.reveal()),
            ("code", code),
            ("grant_type", "authorization_code"),
        ];
        let url = self.url("/sns/oauth2/access_token", &query).ok_or(NotRecognised::Unreachable)?;
        let answer = http::call(self.client.get(url)).await.map_err(|_| NotRecognised::Unreachable)?;
        let who: Who = serde_json::from_slice(&answer.body).map_err(|_| NotRecognised::Unreachable)?;
        match who {
            Who { openid: Some(openid), errcode: None | Some(0) } => Ok(openid),
            Who { errcode: Some(-1), .. } => Err(NotRecognised::Unreachable),
            Who { errcode, .. } => {
                tracing::info!(errcode, "a code was not recognised by WeChat");
                Err(NotRecognised::BadCode)
            }
        }
    }

    fn url(&self, path: &str, query: &[(&str, &str)]) -> Option<Url> {
        Url::parse_with_params(&format!("{}{path}", self.config.base_url.trim_end_matches('/')), query).ok()
    }
}

fn filled(filling: Filling, bulletin: &Bulletin) -> String {
    match filling {
        Filling::Occasion => bulletin.occasion.label().to_owned(),
        Filling::Subject => bulletin.subject.clone(),
        Filling::Result => bulletin.result.clone(),
        Filling::Time => bulletin.at.to_string(),
    }
}

fn no_token(error: NoToken, now: UnixMs) -> Verdict {
    match error {
        NoToken::NoAnswer => Verdict::unreachable(now),
        NoToken::Refused { errcode: -1, .. } => Verdict::again("-1", "微信系统繁忙"),
        NoToken::Refused { errcode, errmsg } => codes::no_token(errcode, &errmsg, now),
    }
}
