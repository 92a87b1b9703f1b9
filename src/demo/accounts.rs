//! The accounts that a visitor is shown: one for each role, all of them parties to one story.

use super::{PASSWORD, plan::Plan};
use crate::people::NewAccount;
use std::fmt;

/// One account for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccounts {
    pub password: &'static str,
    /// Employer, graduate, department, school, province: in the order in which an agreement passes them. Empty when the store
    /// holds something else than the demo.
    pub accounts: Vec<DemoAccount>,
}

/// Who signs in where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The entrance and, at the schools', which kind of user.
    pub role: &'static str,
    pub login: String,
    pub name: String,
}

impl DemoAccounts {
    /// The first graduate, whom the first employer has invited, and who reviews for them.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut accounts = Vec::new();
        let mut show = |role, account: Option<NewAccount>, name: &str| {
            accounts.extend(account.map(|account| DemoAccount { role, login: account.login, name: name.to_owned() }));
        };
        if let Some(card) = plan.employers.first() {
            show("用人单位", Some(NewAccount::employer(&card.credit_code)), &card.name);
        }
        if let (Some(school), Some(province)) = (plan.schools.first(), plan.provinces.first()) {
            let graduate = school.graduates.first();
            show("毕业生", school.graduate_accounts().next(), graduate.map_or("", |profile| &profile.name));
            let department = school.departments.first().map_or("", |department| department.name);
            show("院系", school.staff_accounts().nth(1), &format!("{} {department}", school.name));
            show("学校", school.staff_accounts().next(), &school.name);
            show("省级", Some(NewAccount::province(province.id)), &province.name);
        }
        Self { password: PASSWORD, accounts }
    }

    /// None are known of a store that holds something else.
    pub(super) fn unknown() -> Self {
        Self { password: PASSWORD, accounts: Vec::new() }
    }
}

impl fmt::Display for DemoAccounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.accounts.is_empty() {
            return write!(f, "数据目录中已有其他数据，未写入演示数据。");
        }
        write!(f, "演示账号（人员、学校、单位均为虚构；密码均为 {}）：", self.password)?;
        for DemoAccount { role, login, name } in &self.accounts {
            // Han characters are twice as wide: padded by hand.
            let padding = " ".repeat(10usize.saturating_sub(2 * role.chars().count()));
            write!(f, "\n  {role}{padding}{login:<20}{name}")?;
        }
        write!(f, "\n  院系账号请从“学校”入口登录。")
    }
}
