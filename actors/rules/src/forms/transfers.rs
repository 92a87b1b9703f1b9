//! Where archive and household go: questions that agreements, destinations and the EMS ask alike, each behind a first one of its own.

use super::blocks::needed;
use crate::{
    codes::CodeTable,
    form::{Block, Field, Holds, YES},
};

/// 「档案转寄」, asked when `archive` is yes.
pub(super) mod archive {
    use super::*;

    const fn asked(key: &'static str, label: &'static str, holds: Holds) -> Field {
        needed(key, label, holds).when("archive", YES)
    }

    pub const TRANSFER_TYPE: Field =
        asked("archive_transfer_type", "档案转寄类型", Holds::Code(CodeTable::ArchiveTransferType));
    pub const ORGANISATION: Field = asked("archive_organisation", "档案转寄单位名称", Holds::Name(2..=100));
    pub const REGION: Field = asked("archive_region", "档案转寄单位所在地", Holds::Region);
    pub const ADDRESS: Field = asked("archive_address", "档案转寄单位地址", Holds::Text(5..=120));
    pub const POSTCODE: Field = asked("archive_postcode", "档案转寄单位邮编", Holds::Postcode);
    pub const CONTACT: Field = asked("archive_contact", "档案转寄联系人", Holds::Text(2..=40));
    pub const CONTACT_PHONE: Field = asked("archive_contact_phone", "档案转寄联系电话", Holds::Phone);
}

/// 「户口迁转」, asked when `household` is yes.
pub(super) mod household {
    use super::*;

    const fn asked(key: &'static str, label: &'static str, holds: Holds) -> Field {
        needed(key, label, holds).when("household", YES)
    }

    pub const TRANSFER_TYPE: Field =
        asked("household_transfer_type", "户口迁转类型", Holds::Code(CodeTable::HouseholdTransferType));
    pub const REGION: Field = asked("household_region", "户口迁转所在地", Holds::Region);
    pub const ADDRESS: Field = asked("household_address", "户口迁转地址", Holds::Text(2..=120));
}

/// A block of questions about the archive, behind the one that opens it.
macro_rules! archive_block {
    ($label:literal, $first:expr) => {{
        use $crate::forms::transfers::archive::*;
        $crate::form::Block {
            key: "archive",
            label: $label,
            fields: &[$first, TRANSFER_TYPE, ORGANISATION, REGION, ADDRESS, POSTCODE, CONTACT, CONTACT_PHONE],
        }
    }};
}

/// A block of questions about the household, behind the one that opens it.
macro_rules! household_block {
    ($label:literal, $first:expr) => {{
        use $crate::forms::transfers::household::*;
        $crate::form::Block { key: "household", label: $label, fields: &[$first, TRANSFER_TYPE, REGION, ADDRESS] }
    }};
}

pub(super) use {archive_block, household_block};

/// Of a destination that the graduate registers.
pub(super) static ARCHIVE: Block = archive_block!(
    "档案转寄",
    needed("archive", "现在填写档案转寄信息", Holds::Flag).hinting("不填写的，可以之后在「档案信息登记」中登记")
);

/// Of a destination that the graduate registers.
pub(super) static HOUSEHOLD: Block = household_block!(
    "户口迁转",
    needed("household", "现在填写户口迁转信息", Holds::Flag)
        .hinting("户口没有转入学校的，选“否”；转入学校的，也可以之后在「户口信息登记」中登记")
);
