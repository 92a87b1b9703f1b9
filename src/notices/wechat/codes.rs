//! What the official account's codes mean.

use crate::notices::verdict::{Then, Verdict};
use wangqian_rules::time::UnixMs;

const MINUTE_MS: i64 = 60_000;
/// A stop that is ended at WeChat's side, by somebody there or by time, is tried again after this long: nobody restarts a server for it.
pub const TRY_AGAIN_MS: i64 = 30 * MINUTE_MS;

/// The token is not good: a new one may be.
pub fn is_about_the_token(errcode: i64) -> bool {
    matches!(errcode, 40001 | 40014 | 42001)
}

/// What an answer that is not 0 means. Token codes come here when a fresh token was refused too.
pub fn verdict(errcode: i64, errmsg: &str, now: UnixMs) -> Verdict {
    let code = errcode.to_string();
    let code = code.as_str();
    let stopping = |why| Verdict::stopping(code, why, now, None);
    let pausing = |why| Verdict::stopping(code, why, now, Some(UnixMs(now.0 + TRY_AGAIN_MS)));
    match errcode {
        -1 => Verdict::again(code, "微信系统繁忙"),
        40001 | 40014 | 42001 => pausing("微信不接受访问凭证，请核对公众号的 AppSecret"),
        40003 => Verdict::refused(code, "微信账号已失效，绑定已解除").then(Then::Unbind),
        43004 => Verdict::refused(code, "没有关注公众号").then(Then::Unfollowed),
        43101 => Verdict::refused(code, "用户拒绝接收"),
        43107 => pausing("公众号的通知能力被封禁"),
        43108 => Verdict::again(code, "同一用户的消息正在发送"),
        40036 | 40037 => Verdict::template(code, "模板编号有误，请核对配置", now),
        40013 | 41002 => stopping("AppID 有误，请核对配置"),
        47003 => {
            // The message names the field, and nothing of the person.
            tracing::warn!(errmsg, "a template field was refused");
            Verdict::refused(code, "模板字段的内容不合要求")
        }
        45009 => Verdict::out_of_quota(code, "公众号当日发送次数已用完", now),
        45011 => {
            let next_minute = UnixMs((now.0.div_euclid(MINUTE_MS) + 1) * MINUTE_MS);
            Verdict::stopping(code, "公众号每分钟发送次数已达上限", now, Some(next_minute))
        }
        48001 | 48004 => pausing("公众号没有发送模板消息的权限"),
        50001 | 50002 => Verdict::refused(code, "用户受限"),
        61004 | 40164 => pausing("服务器的 IP 地址不在公众号的白名单中"),
        41001 | 43002 | 43003 | 44002 | 47001 => {
            tracing::error!(errcode, errmsg, "a template message was put together wrongly");
            Verdict::refused(code, "请求有误，已记录")
        }
        _ => {
            tracing::error!(errcode, errmsg, "an unknown code of the official account");
            Verdict::refused(code, "微信拒绝了这条消息")
        }
    }
}

/// What an answer without a token means: nothing goes without one.
pub fn no_token(errcode: i64, errmsg: &str, now: UnixMs) -> Verdict {
    match errcode {
        45009 | 45011 | 40013 | 41002 | 40164 | 61004 | 40001 | 48001 | 48004 => verdict(errcode, errmsg, now),
        _ => Verdict::stopping(&errcode.to_string(), "取不到公众号的访问凭证，请核对配置", now, None),
    }
}
