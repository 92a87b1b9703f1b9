//! The operator's contracts with the providers: one JSON file, whose secrets are shown nowhere.

use serde::{Deserialize, Deserializer, de::Error};
use std::{collections::BTreeMap, fmt, io, path::Path};
use wangqian_rules::outbox::occasion::{Channel, Occasion};

/// What `--notices` names. A channel that is absent sends nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeConfig {
    /// Where graduates reach the platform, e.g. `https://wq.example.cn`; links and the return from WeChat lead there.
    #[serde(default)]
    pub site_url: String,
    /// How long a provider may take to answer.
    #[serde(default = "timeout_ms")]
    pub timeout_ms: u64,
    pub wechat: Option<WechatConfig>,
    pub sms: Option<SmsConfig>,
}

/// The official account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatConfig {
    /// As people know it.
    #[serde(default = "account_name")]
    pub account_name: String,
    pub app_id: String,
    pub secret: Secret,
    /// Of the account's server configuration: signs its events.
    pub callback_token: Secret,
    #[serde(default = "wechat_url")]
    pub base_url: String,
    #[serde(default = "authorize_url")]
    pub authorize_url: String,
    #[serde(default = "daily_quota")]
    pub daily_quota: u32,
    #[serde(deserialize_with = "by_occasion")]
    pub templates: BTreeMap<Occasion, WechatTemplate>,
}

/// A template of the official account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatTemplate {
    pub id: String,
    /// What each field shows.
    pub fields: BTreeMap<String, Filling>,
}

/// What a template's field can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filling {
    /// What kind of notice it is.
    Occasion,
    /// What it is about: the employer's name, mostly.
    Subject,
    Result,
    Time,
}

/// The SMS account at Aliyun.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsConfig {
    pub access_key_id: String,
    pub access_key_secret: Secret,
    pub sign_name: String,
    /// The last part of the address that receipts are pushed to.
    pub receipt_key: Secret,
    #[serde(default = "sms_url")]
    pub base_url: String,
    #[serde(default = "daily_quota")]
    pub daily_quota: u32,
    #[serde(deserialize_with = "by_occasion")]
    pub templates: BTreeMap<Occasion, SmsTemplate>,
}

/// A template of the SMS account. Its text says that something changed and no more (guide §15).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsTemplate {
    pub code: String,
    /// Fixed words for the template's places, e.g. `{"item": "档案"}`: nothing of a person's data can get there.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

/// A text that no log and no error shows.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// For the provider alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl NoticeConfig {
    /// Reads the file; without one nothing is configured.
    pub fn read(file: Option<&Path>) -> io::Result<Self> {
        let Some(file) = file else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(file)?;
        // The error names place and kind; what stands there could be a secret.
        serde_json::from_str(&text).map_err(|error| {
            let place = format!("{}:{}:{}", file.display(), error.line(), error.column());
            io::Error::new(io::ErrorKind::InvalidData, format!("{place}: not a notices configuration ({:?})", error.classify()))
        })
    }

    /// Messages of a day; `None`: the channel is not configured.
    pub fn daily_quota(&self, channel: Channel) -> Option<u32> {
        match channel {
            Channel::Wechat => self.wechat.as_ref().map(|wechat| wechat.daily_quota),
            Channel::Sms => self.sms.as_ref().map(|sms| sms.daily_quota),
        }
    }
}

/// Occasions by their codes; an unknown one is a slip that would silence a notice.
fn by_occasion<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<BTreeMap<Occasion, T>, D::Error> {
    let named = BTreeMap::<String, T>::deserialize(from)?;
    let known = |(code, template): (String, T)| {
        let occasion = Occasion::from_code(&code).ok_or_else(|| D::Error::custom("unknown occasion"))?;
        Ok((occasion, template))
    };
    named.into_iter().map(known).collect()
}

fn account_name() -> String {
    "24365智慧就业".to_owned()
}

fn wechat_url() -> String {
    "https://api.weixin.qq.com".to_owned()
}

fn authorize_url() -> String {
    "https://open.weixin.qq.com/connect/oauth2/authorize".to_owned()
}

fn sms_url() -> String {
    "https://dysmsapi.aliyuncs.com/".to_owned()
}

fn timeout_ms() -> u64 {
    8_000
}

fn daily_quota() -> u32 {
    100_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(text: &str) -> io::Result<NoticeConfig> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        NoticeConfig::read(Some(file.path()))
    }

    #[test]
    fn secrets_are_shown_neither_by_debug_nor_by_an_error() {
        let good = r#"{"wechat": {"app_id": "wx1", "secret": "hush", "callback_token": "hush", "templates": {}}}"#;
        let config = read(good).unwrap();
        assert!(!format!("{config:?}").contains("hush"));
        let bad = read(&good.replace("\"templates\"", "\"hush\"")).unwrap_err().to_string();
        assert!(bad.contains("not a notices configuration") && !bad.contains("hush"), "{bad}");
    }

    #[test]
    fn without_a_file_nothing_is_configured_and_an_unknown_occasion_is_refused() {
        let nothing = NoticeConfig::read(None).unwrap();
        assert_eq!(Channel::ALL.map(|channel| nothing.daily_quota(channel)), [None, None]);
        let sms = r#"{"sms": {"access_key_id": "a", "access_key_secret": "b", "sign_name": "c", "receipt_key": "d",
            "templates": {"signing_changd": {"code": "SMS_1"}}}}"#;
        assert!(read(sms).is_err());
        assert_eq!(read(&sms.replace("changd", "changed")).unwrap().daily_quota(Channel::Sms), Some(100_000));
    }
}
