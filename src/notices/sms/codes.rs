//! What Aliyun's codes mean.

use crate::notices::verdict::Verdict;
use wangqian_rules::time::UnixMs;

/// What an answer other than `OK` means.
pub fn verdict(code: &str, message: &str, now: UnixMs) -> Verdict {
    let stopping = |why| Verdict::stopping(code, why, now, None);
    match code {
        // Of this number alone; the next day it may be sent to again.
        "isv.BUSINESS_LIMIT_CONTROL" => Verdict::hold(code, "该号码当日接收次数已达上限", now.next_midnight()),
        "isv.DAY_LIMIT_CONTROL" => Verdict::out_of_quota(code, "短信账号当日发送量已用完", now),
        "isv.MONTH_LIMIT_CONTROL" => stopping("短信账号当月发送量已用完"),
        "isv.MOBILE_NUMBER_ILLEGAL" => Verdict::refused(code, "手机号有误"),
        "isv.SMS_TEMPLATE_ILLEGAL" => Verdict::template(code, "短信模板未通过，请核对配置", now),
        // One signature for all messages.
        "isv.SMS_SIGNATURE_ILLEGAL" | "isv.SMS_SIGN_ILLEGAL" | "isv.SIGN_STATE_ILLEGAL" | "isv.SMS_SIGNATURE_SCENE_ILLEGAL" => {
            stopping("短信签名未通过，请核对配置")
        }
        "isv.BLACK_KEY_CONTROL_LIMIT" | "isv.SMS_CONTENT_ILLEGAL" => Verdict::refused(code, "短信内容被拦截"),
        "isv.AMOUNT_NOT_ENOUGH" => stopping("短信账号余额不足"),
        "isv.OUT_OF_SERVICE"
        | "isv.ACCOUNT_ABNORMAL"
        | "isv.ACCOUNT_NOT_EXISTS"
        | "isv.PRODUCT_UN_SUBSCRIPT"
        | "isv.PRODUCT_UNSUBSCRIBE" => stopping("短信服务未开通或账号异常"),
        "isp.RAM_PERMISSION_DENY" => stopping("短信账号没有发送权限"),
        "isv.DENY_IP_RANGE" => stopping("服务器的 IP 地址不被短信服务接受"),
        "isv.MOBILE_COUNT_OVER_LIMIT"
        | "isv.TEMPLATE_MISSING_PARAMETERS"
        | "isv.INVALID_PARAMETERS"
        | "isv.INVALID_JSON_PARAM"
        | "isv.PARAM_LENGTH_LIMIT"
        | "isv.PARAM_NOT_SUPPORT_URL" => {
            tracing::error!(code, message, "a text message was put together wrongly");
            Verdict::refused(code, "请求有误，已记录")
        }
        other if other.starts_with("Throttling") => Verdict::again(code, "短信服务限流"),
        other
            if ["SignatureDoesNotMatch", "InvalidAccessKeyId", "IncompleteSignature", "Forbidden"]
                .iter()
                .any(|prefix| other.starts_with(prefix)) =>
        {
            stopping("短信服务不接受访问密钥，请核对配置")
        }
        other if other.starts_with("InvalidTimeStamp") => stopping("短信服务不接受请求时间，请核对服务器时钟"),
        "ServiceUnavailable" => Verdict::again(code, "短信服务暂不可用"),
        // They may have taken it all the same, and would take it twice.
        "isp.SYSTEM_ERROR" | "InternalError" => Verdict::unknown("短信服务内部错误，等待回执"),
        _ => {
            tracing::error!(code, message, "an unknown code of the text message service");
            Verdict::refused(code, "短信服务拒绝了这条消息")
        }
    }
}
