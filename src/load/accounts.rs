//! New accounts and the codes that open them for the first time.

use super::{
    LoadError, Loader,
    progress::Progress,
    table::{Table, TableError},
};
use crate::ems::codes_file;
use crate::{
    auth::activation::ActivationCode,
    people::{self, NewAccount, Standing},
};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::path::Path;
use wangqian_rules::account::{Entrance, records::WayIn};

const HEADER: [&str; 4] = ["入口", "登录名", "姓名/单位", "激活码"];
/// Accounts whose codes reach the disk together.
const BATCH: usize = 256;
const LOOKED_AT_ONCE: usize = 64;

/// The file that codes are handed out from.
pub(super) struct AccountsFile(Table);

impl AccountsFile {
    pub(super) fn open(path: &Path) -> Result<Self, TableError> {
        Table::add_to_private(path, &HEADER).map(Self)
    }

    fn note(&mut self, person: &Person, code: &str) -> Result<(), TableError> {
        let Person { account, name } = person;
        self.0.row(&[entrance_label(account.entrance), &account.login, name, code])
    }
}

/// An account and whom it is handed to.
pub(super) struct Person {
    pub account: NewAccount,
    pub name: String,
}

impl Loader<'_> {
    /// Opens every account whose login is free; says of each how it stood before.
    pub(super) async fn open_accounts(&mut self, people: &[Person]) -> Result<Vec<Standing>, LoadError> {
        let mut progress = Progress::of("开通账号", people.len());
        let mut standings = Vec::with_capacity(people.len());
        for batch in people.chunks(BATCH) {
            let looks = batch.iter().map(|person| person.account.standing(self.runtime));
            let found: Vec<_> = stream::iter(looks).buffered(LOOKED_AT_ONCE).try_collect().await?;
            let vacant = batch.iter().zip(&found).filter(|(_, standing)| **standing == Standing::Vacant);
            self.open_batch(vacant.map(|(person, _)| person)).await?;
            let joining = batch.iter().zip(&found).filter(|(_, standing)| **standing == Standing::Joins);
            self.join_batch(joining.map(|(person, _)| person)).await?;
            progress.advance(batch.len());
            standings.extend(found);
        }
        Ok(standings)
    }

    /// The codes are on disk before the accounts are: a code that was lost would keep its owner out for ever, one that fits
    /// nothing is replaced by the next run's.
    async fn open_batch(&mut self, people: impl Iterator<Item = &Person>) -> Result<(), LoadError> {
        let mut openings = Vec::new();
        for person in people {
            let code = ActivationCode::draw()?;
            self.accounts.note(person, &code.to_string())?;
            openings.push((person.account.clone(), code.credential()));
        }
        self.accounts.0.sync()?;
        self.report.accounts += openings.len();
        Ok(people::open_all(self.runtime, openings).await?)
    }
}

impl Loader<'_> {
    /// A later graduation joins the account that the person has; only one that was never activated needs the code.
    async fn join_batch(&mut self, people: impl Iterator<Item = &Person>) -> Result<(), LoadError> {
        for person in people {
            let code = ActivationCode::draw()?;
            let way = person.account.join(self.runtime, &person.name, code.hash()).await?;
            self.accounts.note(person, &handed_out(way, &code))?;
        }
        Ok(self.accounts.0.sync()?)
    }
}

fn handed_out(way: WayIn, code: &ActivationCode) -> String {
    match way {
        WayIn::Code => code.to_string(),
        WayIn::Claim => codes_file::to_claim(&code.to_string()),
        WayIn::OwnPassword | WayIn::OthersToo => "已有账号，请用原密码登录".to_owned(),
    }
}

fn entrance_label(entrance: Entrance) -> &'static str {
    match entrance {
        Entrance::School => "学校",
        Entrance::Graduate => "毕业生",
        Entrance::Employer => "用人单位",
        Entrance::Province => "省级",
    }
}
