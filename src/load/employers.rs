//! Employers from a file: registered and verified, since the platform's operator vouches for them (ACC-10).

use super::{LoadError, Loader, accounts::Person, progress::Progress, report::Source};
use crate::{
    import::Imported,
    people::{self, NewAccount},
};
use wangqian_rules::case::EmployerCard;

impl Loader<'_> {
    pub(super) async fn take_employers(&mut self, mut imported: Imported<EmployerCard>) -> Result<(), LoadError> {
        self.report.take(Source::Employers, &mut imported);
        let mut progress = Progress::of("用人单位", imported.lines.len());
        let mut people = Vec::with_capacity(imported.lines.len());
        for line in imported.lines {
            let EmployerCard { id, credit_code, name, .. } = line.value.clone();
            if people::register_employer(self.runtime, line.value).await? {
                self.report.employers.added += 1;
            } else {
                self.report.employers.known += 1;
            }
            // One credit code has one account.
            if !people::has_own_account(self.runtime, id).await? {
                people.push(Person { account: NewAccount::employer(&credit_code), name });
            }
            progress.advance(1);
        }
        self.open_accounts(&people).await.map(drop)
    }
}
