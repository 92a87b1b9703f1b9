//! The columns of an employers' file: the Chinese names, and those of the national upload file where it has them.

use crate::import::column::{Column, Holds};
use wangqian_rules::codes::CodeTable;

pub static CREDIT_CODE: Column =
    Column::required("统一社会信用代码", "dwzzjgdm", Holds::Text(40)).or_called(&["信用代码", "单位组织机构代码"]);
/// 「是」: the licence shows a code that fails its check; whoever brings the file in vouches for it.
pub static AS_PRINTED: Column = Column::optional("信用代码与证照一致", "xydmyzz", Holds::YesNo);
pub static NAME: Column = Column::required("单位名称", "dwmc", Holds::Text(120));
pub static NATURE: Column =
    Column::required("单位性质", "dwxzdm", Holds::Code(CodeTable::EmployerNature)).or_called(&["单位性质代码"]);
pub static INDUSTRY: Column =
    Column::required("单位行业", "dwhydm", Holds::Code(CodeTable::EmployerIndustry)).or_called(&["单位行业代码"]);
pub static REGION: Column = Column::required("单位所在地", "dwszddm", Holds::Place).or_called(&["单位所在地代码"]);
pub static ADDRESS: Column = Column::required("单位地址", "dwdz", Holds::Text(120));
pub static POSTCODE: Column = Column::optional("单位邮编", "dwyb", Holds::Text(10)).or_called(&["邮政编码"]);
pub static CONTACT: Column = Column::required("联系人", "lxr", Holds::Text(40)).or_called(&["单位联系人"]);
pub static PHONE: Column = Column::optional("联系人电话", "lxrdh", Holds::Text(40)).or_called(&["联系电话", "单位联系人电话"]);
pub static MOBILE: Column = Column::optional("联系人手机", "lxrsj", Holds::Text(30)).or_called(&["手机", "单位联系人手机"]);
pub static EMAIL: Column = Column::required("联系人邮箱", "lxryx", Holds::Text(254)).or_called(&["电子邮箱", "邮箱"]);

/// In the order of the template.
pub static ALL: [&Column; 12] =
    [&CREDIT_CODE, &AS_PRINTED, &NAME, &NATURE, &INDUSTRY, &REGION, &ADDRESS, &POSTCODE, &CONTACT, &PHONE, &MOBILE, &EMAIL];
