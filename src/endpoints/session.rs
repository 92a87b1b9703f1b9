//! Signing in and out, and the account itself.

use super::{EVERYBODY, Endpoint, WITH_SECOND_FACTOR};
use crate::{
    rights::Access::{Own, Public},
    routes::{account, oidc, password_reset, second_factor, session},
};
use wangqian_protocol::{
    account::{AccountSecurity, ChangePassword, ConfirmEnrolment, Enrolment, ProveAgain, RecoveryCodes},
    password_reset::{AskPhoneCode, PhoneCodeAsked, ResetPassword},
    session::{Activate, Me, OidcArrival, SecondStep, SignIn, SignedIn},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(POST   "/session", Public, session::sign_in, "登录").takes::<SignIn>().gives::<SignedIn>(),
        row!(POST   "/session/activation", Public, session::activate, "首次登录：激活账号")
            .takes::<Activate>().gives::<SignedIn>(),
        row!(POST   "/session/code", Public, session::second_step, "登录第二步：验证码").takes::<SecondStep>().gives::<Me>(),
        row!(GET    "/session/oidc/callback", Public, oidc::arrive, "从身份认证系统返回").asks::<OidcArrival>().status(303),
        row!(GET    "/session/oidc/{entrance}", Public, oidc::depart, "前往身份认证系统登录").status(303),
        row!(POST   "/password-reset", Public, password_reset::ask_code, "忘记密码：发送短信验证码")
            .takes::<AskPhoneCode>().gives::<PhoneCodeAsked>().status(202),
        row!(PUT    "/password-reset", Public, password_reset::reset, "忘记密码：设置新密码").takes::<ResetPassword>(),
        row!(GET    "/session", Own(EVERYBODY), session::me, "当前登录用户").gives::<Me>(),
        row!(DELETE "/session", Own(EVERYBODY), session::sign_out, "退出登录"),
        row!(GET    "/account", Own(EVERYBODY), account::security, "账号与安全").gives::<AccountSecurity>(),
        row!(PUT    "/account/password", Own(EVERYBODY), account::change_password, "修改密码").takes::<ChangePassword>(),
        row!(POST   "/account/second-factor", Own(WITH_SECOND_FACTOR), second_factor::begin, "开启两步验证：取得密钥")
            .takes::<ProveAgain>().gives::<Enrolment>(),
        row!(PUT    "/account/second-factor", Own(WITH_SECOND_FACTOR), second_factor::confirm, "开启两步验证：确认")
            .takes::<ConfirmEnrolment>().gives::<RecoveryCodes>(),
        row!(POST   "/account/second-factor/recovery-codes", Own(WITH_SECOND_FACTOR), second_factor::renew_recovery, "重新生成恢复码")
            .takes::<ProveAgain>().gives::<RecoveryCodes>(),
        row!(POST   "/account/second-factor/removal", Own(WITH_SECOND_FACTOR), second_factor::remove, "关闭两步验证")
            .takes::<ProveAgain>(),
        row!(DELETE "/sessions", Own(EVERYBODY), account::end_other_sessions, "退出其他登录设备"),
        row!(DELETE "/sessions/{session}", Own(EVERYBODY), account::end_session, "退出一个登录设备"),
    ]
}
