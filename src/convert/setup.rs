//! The steps of a school before its first agreement, in the order in which one needs the other: type, roster, accounts, switches,
//! handler (SET-01 … SET-07).

use wangqian_protocol::queue::SetupStep;
use wangqian_rules::{
    codes::LevelGroup,
    module::{Module, Switch},
    review::Route,
    school::School,
};

/// Departments named in a sentence; a page has the rest.
const NAMED: usize = 3;

/// Every step and how it stands; none once the school is at work, when what goes wrong is told as such.
pub fn setup(school: &School) -> Vec<SetupStep> {
    if school.settings.is_used(Switch::Signing) && school.levels_without_handler().is_empty() {
        return Vec::new();
    }
    vec![agreement_kind(school), roster(school), accounts(school), switches(school), handler(school)]
}

fn step(step: &str, label: &str, done: bool, detail: String) -> SetupStep {
    SetupStep { step: step.to_owned(), label: label.to_owned(), done, detail }
}

fn agreement_kind(school: &School) -> SetupStep {
    let done = school.settings.agreement_kind.is_some();
    let detail = if done {
        "省级用户已设置"
    } else {
        "由省级用户设置两方协议或三方协议，设置后才能开启在线签约"
    };
    step("agreement_kind", "就业协议书类型", done, detail.to_owned())
}

fn roster(school: &School) -> SetupStep {
    let graduates = school.roster.current().count();
    let detail = match graduates {
        0 => "在就业管理系统中上传本届毕业生名单".to_owned(),
        graduates => format!("本届毕业生 {graduates} 人"),
    };
    step("roster", "学生名单", graduates > 0, detail)
}

/// A school that reviews alone needs no accounts of departments.
fn accounts(school: &School) -> SetupStep {
    let lacking = school.departments_without_account(Module::Signing);
    let alone = school.settings.is_open(Switch::Signing) && school.settings.route(Module::Signing) == Route::SchoolOnly;
    let is_enrolled = school.roster.current_cohort().is_some();
    let detail = match lacking.as_slice() {
        _ if !is_enrolled => "上传名单后，为各院系添加账号".to_owned(),
        [] => "各院系均有可审核的账号".to_owned(),
        _ if alone => "仅校级审核，可以不设院系账号".to_owned(),
        lacking => format!("{}没有可审核的账号", named(lacking)),
    };
    step("accounts", "院系账号", is_enrolled && (lacking.is_empty() || alone), detail)
}

fn named(departments: &[String]) -> String {
    let first = departments.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
    if departments.len() > NAMED { format!("{first}等 {} 个院系", departments.len()) } else { first }
}

fn switches(school: &School) -> SetupStep {
    let open = school.settings.is_open(Switch::Signing);
    let detail = match open {
        true => format!("在线签约已开启，审核方式：{}", school.settings.route(Module::Signing).label()),
        false => "选择审核方式，并开启在线签约".to_owned(),
    };
    step("switches", "审核方式与功能开关", open, detail)
}

fn handler(school: &School) -> SetupStep {
    let lacking: Vec<_> = school.levels_without_handler().into_iter().map(LevelGroup::label).collect();
    let detail = match lacking.as_slice() {
        [] => "已提交".to_owned(),
        lacking => format!("{}协议经办人尚未提交；没有经办人，学校审核不能通过", lacking.join("、")),
    };
    step("handler", "协议经办人", lacking.is_empty(), detail)
}
