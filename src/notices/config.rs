//! The operator's contracts with the providers: one JSON file, whose secrets are shown nowhere.

use crate::private_file::{self, wrong};
use serde::{Deserialize, Deserializer, de::Error};
use std::{collections::BTreeMap, fmt, io, path::Path};
use wangqian_rules::outbox::{
    occasion::{Channel, Occasion},
    wording::{Shows, can_show},
};

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

/// A shorter secret can be guessed.
const SECRET_BYTES_MIN: usize = 16;

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

impl Filling {
    fn shows(self) -> Shows {
        match self {
            Self::Occasion => Shows::Occasion,
            Self::Subject => Shows::Subject,
            Self::Result => Shows::Result,
            Self::Time => Shows::Time,
        }
    }
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
    /// For codes of 「忘记密码」. Without it nobody is offered one.
    pub password_code: Option<CodeTemplate>,
}

/// A template whose text has one place, for a code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeTemplate {
    pub code: String,
    /// The place's name.
    #[serde(default = "code_param")]
    pub param: String,
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
        private_file::check(file)?;
        let text = std::fs::read_to_string(file)?;
        // The error names place and kind; what stands there could be a secret.
        let config: Self = serde_json::from_str(&text).map_err(|error| {
            let place = format!("{}:{}", error.line(), error.column());
            wrong(file, &format!("{place}: not a notices configuration ({:?})", error.classify()))
        })?;
        config.secrets_are_long().and_then(|()| config.fields_can_show()).map_err(|error| wrong(file, &error))?;
        Ok(config)
    }

    fn secrets_are_long(&self) -> Result<(), String> {
        let wechat =
            self.wechat.iter().flat_map(|it| [("wechat.secret", &it.secret), ("wechat.callback_token", &it.callback_token)]);
        let sms = self
            .sms
            .iter()
            .flat_map(|it| [("sms.access_key_secret", &it.access_key_secret), ("sms.receipt_key", &it.receipt_key)]);
        match wechat.chain(sms).find(|(_, secret)| secret.0.len() < SECRET_BYTES_MIN) {
            Some((name, _)) => Err(format!("{name}: must have at least {SECRET_BYTES_MIN} characters")),
            None => Ok(()),
        }
    }

    /// A filling that the field cuts to nothing, or that WeChat refuses, is a slip.
    fn fields_can_show(&self) -> Result<(), String> {
        let templates = self.wechat.iter().flat_map(|wechat| &wechat.templates);
        let mut fields = templates.flat_map(|(occasion, template)| template.fields.iter().map(move |field| (occasion, field)));
        match fields.find(|(_, (field, filling))| !can_show(field, filling.shows())) {
            Some((occasion, (field, filling))) => {
                Err(format!("wechat.templates.{}.fields.{field}: this kind of field cannot show {filling:?}", occasion.code()))
            }
            None => Ok(()),
        }
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

fn code_param() -> String {
    "code".to_owned()
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
    use std::os::unix::fs::PermissionsExt;

    fn read(text: &str) -> io::Result<NoticeConfig> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        NoticeConfig::read(Some(file.path()))
    }

    #[test]
    fn secrets_are_shown_neither_by_debug_nor_by_an_error() {
        let good = r#"{"wechat": {"app_id": "wx1", "secret": "hush-hush-hush-hush", "callback_token": "hush-hush-hush-hush",
            "templates": {"invited": {"id": "T", "fields": {"thing1": "subject"}}}}}"#;
        let config = read(good).unwrap();
        assert!(!format!("{config:?}").contains("hush"));
        let bad = read(&good.replace("\"templates\"", "\"hush\"")).unwrap_err().to_string();
        assert!(bad.contains("not a notices configuration") && !bad.contains("hush"), "{bad}");
        let short = read(&good.replacen("hush-hush-hush-hush", "hush-hush-hush", 1)).unwrap_err().to_string();
        assert!(short.contains("wechat.secret") && !short.contains("hush"), "{short}");
    }

    #[test]
    #[doc = "NOT-01"]
    fn not_01_a_file_that_everybody_can_read_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "{}").unwrap();
        for (mode, good) in [(0o600, true), (0o640, true), (0o644, false)] {
            std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(NoticeConfig::read(Some(file.path())).is_ok(), good, "{mode:o}");
        }
    }

    #[test]
    #[doc = "NOT-01"]
    fn not_01_a_field_that_cannot_show_its_filling_is_refused() {
        let with = |field: &str, filling: &str| {
            read(&format!(
                r#"{{"wechat": {{"app_id": "wx1", "secret": "0123456789abcdef", "callback_token": "0123456789abcdef",
                "templates": {{"invited": {{"id": "T", "fields": {{"{field}": "{filling}"}}}}}}}}}}"#
            ))
        };
        for (field, filling) in [
            ("thing1", "subject"),
            ("phrase3", "result"),
            ("time4", "time"),
            ("character_string5", "time"),
            ("name6", "subject"),
            ("first", "occasion"),
        ] {
            assert!(with(field, filling).is_ok(), "{field} {filling}");
        }
        for (field, filling) in
            [("phrase3", "subject"), ("number4", "time"), ("time4", "result"), ("phone_number1", "subject"), ("const1", "time")]
        {
            let error = with(field, filling).unwrap_err().to_string();
            assert!(error.contains(&format!("invited.fields.{field}")), "{error}");
        }
    }

    #[test]
    fn without_a_file_nothing_is_configured_and_an_unknown_occasion_is_refused() {
        let nothing = NoticeConfig::read(None).unwrap();
        assert_eq!(Channel::ALL.map(|channel| nothing.daily_quota(channel)), [None, None]);
        let sms = r#"{"sms": {"access_key_id": "a", "access_key_secret": "0123456789abcdef", "sign_name": "c",
            "receipt_key": "0123456789abcdef",
            "templates": {"signing_changd": {"code": "SMS_1"}}}}"#;
        assert!(read(sms).is_err());
        assert_eq!(read(&sms.replace("changd", "changed")).unwrap().daily_quota(Channel::Sms), Some(100_000));
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_template_for_codes_names_its_place_or_leaves_it_at_code() {
        let with = |template: &str| {
            let sms = format!(
                r#"{{"sms": {{"access_key_id": "a", "access_key_secret": "0123456789abcdef", "sign_name": "c",
                "receipt_key": "0123456789abcdef", "templates": {{}}{template}}}}}"#
            );
            read(&sms).unwrap().sms.unwrap().password_code.map(|template| (template.code, template.param))
        };
        let named = |param: &str| Some(("SMS_2".to_owned(), param.to_owned()));
        assert_eq!(with(""), None);
        assert_eq!(with(r#", "password_code": {"code": "SMS_2"}"#), named("code"));
        assert_eq!(with(r#", "password_code": {"code": "SMS_2", "param": "yzm"}"#), named("yzm"));
    }
}
