//! The graduate's WeChat: bound by the graduate, lost when the account says so (NOT-01; guide §15).

use super::{Event, Graduate, Reply};
use crate::{
    effect::Effect,
    entity::{Ctx, Decision},
    ids::*,
    letter::Letter,
    refusal::{Refusal, invalid},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

/// Longest openid that is kept; WeChat's have 28 characters.
const OPENID_MAX: usize = 64;

/// What is known of a graduate's WeChat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    pub openid: String,
    pub since: UnixMs,
    /// Who does not follow the account gets nothing from it.
    pub follows: bool,
}

impl Graduate {
    pub(super) fn bind_wechat(&self, openid: String, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        if openid.is_empty() || openid.len() > OPENID_MAX || !openid.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Refusal::Invalid(vec![invalid("code", "微信没有认出您，请重新绑定")]));
        }
        if self.wechat.as_ref().is_some_and(|binding| binding.openid == openid) {
            return Ok(Decision::answer(Reply::Done));
        }
        let mut decision = self.unbind_wechat(None);
        decision.effects.push(Effect::tell(FollowerId::of_openid(&openid), Letter::WechatBinding { bound: true }));
        decision.events.push(Event::WechatBound(Binding { openid, since: ctx.now, follows: true }));
        Ok(decision)
    }

    /// Also when nothing is bound. With an openid: only if that is the one.
    pub(super) fn unbind_wechat(&self, only: Option<&str>) -> Decision<Self> {
        let bound = self.wechat.as_ref().filter(|binding| only.is_none_or(|only| only == binding.openid));
        let Some(binding) = bound else { return Decision::answer(Reply::Done) };
        let told = Effect::tell(FollowerId::of_openid(&binding.openid), Letter::WechatBinding { bound: false });
        Decision::events(vec![Event::WechatUnbound]).causing([told]).replying(Reply::Done)
    }

    /// The account said whether this follower follows it; or would not deliver, because they do not. A word on a WeChat that was
    /// bound before means nothing any more.
    pub(super) fn wechat_follows(&self, of: FollowerId, follows: bool) -> Decision<Self> {
        match &self.wechat {
            Some(binding) if FollowerId::of_openid(&binding.openid) == of && binding.follows != follows => {
                Decision::events(vec![Event::WechatFollows(follows)]).replying(Reply::Done)
            }
            _ => Decision::nothing().replying(Reply::Done),
        }
    }
}
