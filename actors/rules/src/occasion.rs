//! What a notice is about, and by which channels beside the inbox it goes (NOT-01; guide §15, archive and household guide §10).

use serde::{Deserialize, Serialize};

/// Why somebody is written to. Every one of them stands in the inbox too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Occasion {
    /// An employer sends an invitation.
    Invited,
    /// A school or a department decided on something the graduate handed in.
    Reviewed,
    /// The school changed an approved signing.
    SigningChanged,
    /// A reviewer changed the destination.
    DestinationChanged,
    /// A decision on archive or household information.
    TransferReviewed,
    /// Archive information changed by the school or department.
    ArchiveChanged,
    /// Household information changed by the school or department.
    HouseholdChanged,
    /// The employer asks to end an agreement.
    RescissionAsked,
    /// An agreement was ended, also against the graduate's will.
    Rescinded,
    /// Deleted from the roster.
    LeftRoster,
    /// Back on the roster.
    BackOnRoster,
    /// A day is left to answer an invitation.
    InvitationEndsSoon,
    /// The employer of an invitation that waits for an answer is warned of now.
    EmployerWarned,
}

/// A way out of the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// The WeChat official account.
    Wechat,
    Sms,
}

/// When a text message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sms {
    Never,
    /// Together with the WeChat message.
    Always,
    /// When WeChat does not reach the person.
    WhenUnreached,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Wechat, Self::Sms];

    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Sms => "sms",
        }
    }

    /// In people's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Wechat => "微信公众号",
            Self::Sms => "短信",
        }
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

impl Occasion {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Invited,
        Self::Reviewed,
        Self::SigningChanged,
        Self::DestinationChanged,
        Self::TransferReviewed,
        Self::ArchiveChanged,
        Self::HouseholdChanged,
        Self::RescissionAsked,
        Self::Rescinded,
        Self::LeftRoster,
        Self::BackOnRoster,
        Self::InvitationEndsSoon,
        Self::EmployerWarned,
    ];

    /// Stable code: on the wire and in the operator's configuration.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Reviewed => "reviewed",
            Self::SigningChanged => "signing_changed",
            Self::DestinationChanged => "destination_changed",
            Self::TransferReviewed => "transfer_reviewed",
            Self::ArchiveChanged => "archive_changed",
            Self::HouseholdChanged => "household_changed",
            Self::RescissionAsked => "rescission_asked",
            Self::Rescinded => "rescinded",
            Self::LeftRoster => "left_roster",
            Self::BackOnRoster => "back_on_roster",
            Self::InvitationEndsSoon => "invitation_ends_soon",
            Self::EmployerWarned => "employer_warned",
        }
    }

    /// In people's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invited => "签约邀请",
            Self::Reviewed => "审核结果",
            Self::SigningChanged => "签约信息被修改",
            Self::DestinationChanged => "毕业去向信息被修改",
            Self::TransferReviewed => "档案、户口审核结果",
            Self::ArchiveChanged => "档案信息被修改",
            Self::HouseholdChanged => "户口信息被修改",
            Self::RescissionAsked => "申请解约",
            Self::Rescinded => "已解约",
            Self::LeftRoster => "移出毕业生名单",
            Self::BackOnRoster => "恢复到毕业生名单",
            Self::InvitationEndsSoon => "应约即将截止",
            Self::EmployerWarned => "邀请单位被预警",
        }
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.code() == code)
    }

    /// Every occasion goes by WeChat. Changes by staff go by SMS too; a rescission does when WeChat does not reach the person.
    pub fn sms(self) -> Sms {
        match self {
            Self::SigningChanged | Self::DestinationChanged | Self::ArchiveChanged | Self::HouseholdChanged => Sms::Always,
            Self::RescissionAsked | Self::Rescinded => Sms::WhenUnreached,
            Self::Invited
            | Self::Reviewed
            | Self::TransferReviewed
            | Self::LeftRoster
            | Self::BackOnRoster
            | Self::InvitationEndsSoon
            | Self::EmployerWarned => Sms::Never,
        }
    }

    /// Of use only while an invitation waits for its answer.
    pub fn is_about_an_answer(self) -> bool {
        matches!(self, Self::InvitationEndsSoon | Self::EmployerWarned)
    }

    /// Whether it goes before others, and waits for the next day's quota where others are left to the inbox.
    pub fn is_important(self) -> bool {
        self.sms() != Sms::Never
    }
}
