//! Agreements as documents (SIG-05, OFF-02, EXT-04): each has a number of its own, which stays the same for everybody and across kills,
//! and what is downloaded is a PDF with the platform's seal.

mod seal;

use super::{
    crowd::Who,
    deliver::Stage,
    history::{CaseHistory, History},
    views::detail,
};
use crate::{
    error::LoadError,
    findings::Fault,
    http::{Connection, Request},
    lanes,
};
use std::collections::BTreeSet;

const LANES: usize = 16;
/// Agreements that are downloaded after each crash, by two of their parties each: a document takes the server some ten milliseconds.
const DOWNLOADS: usize = 3;

/// The name of each document that a case may have.
const AGREEMENT: &str = "agreement.pdf";
const RESCISSION: &str = "rescission.pdf";
const RECEIPT: &str = "receipt.pdf";

/// A party reads an agreement and takes it along, while everybody is at work; `false` once an outcome is unknown.
pub async fn read(stage: &Stage<'_>, connection: &mut Connection, who: Who, id: &str) -> bool {
    let Ok(shown) = detail(connection, stage.crowd, who, id).await else { return false };
    if let Some(number) = shown.and_then(|detail| detail.agreement_number) {
        let fault = stage.book.borrow_mut().history.numbered(id, &number);
        stage.book.borrow_mut().findings.add_all(fault);
    }
    let path = format!("/cases/{id}/{AGREEMENT}");
    let Ok(response) = connection.send(&Request::get(&path, stage.crowd.session(who).credentials())).await else {
        return false;
    };
    let mut book = stage.book.borrow_mut();
    if !response.is_done() {
        book.not_done(response.status, response.refusal_code());
    } else if !seal::is_sealed(response.body) {
        book.findings.add(&Fault::broken(format!("{id}: {who:?} got something else than a sealed document")));
    }
    true
}

/// Reads the numbers of all printed agreements of these graduates, and verifies some of the documents. Returns how many, too.
pub async fn check(
    stage: &Stage<'_>,
    history: &mut History,
    graduates: &BTreeSet<usize>,
) -> Result<(u64, Vec<Fault>), LoadError> {
    let mut connection = Connection::to(stage.site);
    let key = seal::key(&mut connection).await?;
    let mut faults = numbers(stage, history, graduates).await?;
    faults.extend(history.sealed_with(&key));
    let moved = history.touched.iter().filter_map(|id| Some((id.as_str(), history.cases.get(id)?)));
    let agreements = moved.clone().filter(|(_, case)| case.is_printed()).take(DOWNLOADS);
    let ends = moved.filter(|(_, case)| case.about.is_some() && case.is("effective")).take(1);
    let mut verified = 0;
    for (id, case) in agreements {
        let names = [AGREEMENT, RECEIPT];
        faults.extend(documents(stage, &mut connection, &key, (id, case), &names).await?);
        verified += names.len() as u64;
    }
    for (id, case) in ends.filter(|(_, case)| is_about_a_printed_one(history, case)) {
        faults.extend(documents(stage, &mut connection, &key, (id, case), &[RESCISSION]).await?);
        verified += 1;
    }
    Ok((verified, faults))
}

fn is_about_a_printed_one(history: &History, case: &CaseHistory) -> bool {
    let agreement = case.about.as_ref().and_then(|about| history.cases.get(about));
    agreement.is_some_and(CaseHistory::is_printed)
}

/// Every party is told the same number, which is no other agreement's.
async fn numbers(stage: &Stage<'_>, history: &mut History, graduates: &BTreeSet<usize>) -> Result<Vec<Fault>, LoadError> {
    let all = graduates.iter().flat_map(|graduate| history.of(*graduate)).filter(|(_, case)| case.is_printed());
    let readers = all.flat_map(|(id, case)| {
        let graduate = std::iter::once(Who::Graduate(case.graduate));
        let others = [case.employer.map(Who::Employer), Some(Who::School(stage.crowd.graduates[case.graduate].school))];
        let others = others.into_iter().flatten().filter(|_| history.touched.contains(id));
        graduate.chain(others).map(|who| (id.to_owned(), who))
    });
    let readers: Vec<_> = readers.collect();
    let shown = lanes::over(stage.site, LANES, readers, async |connection: &mut Connection, (id, who)| {
        let number = detail(connection, stage.crowd, who, &id).await?.and_then(|detail| detail.agreement_number);
        Ok::<_, LoadError>((id, who, number))
    });
    let mut faults = Vec::new();
    for (id, who, number) in shown.await? {
        match number {
            Some(number) => faults.extend(history.numbered(&id, &number)),
            None => faults.push(Fault::lost(format!("{id}: {who:?} is shown no number, it was {:?}", history.number_of(&id)))),
        }
    }
    Ok(faults)
}

/// The graduate and another party get one and the same document, and its seal holds.
async fn documents(
    stage: &Stage<'_>,
    connection: &mut Connection,
    key: &str,
    (id, case): (&str, &CaseHistory),
    names: &[&str],
) -> Result<Vec<Fault>, LoadError> {
    let school = Who::School(stage.crowd.graduates[case.graduate].school);
    let other = case.employer.map_or(school, Who::Employer);
    let mut faults = Vec::new();
    for name in names {
        let path = format!("/cases/{id}/{name}");
        let [own, others] = [
            download(stage, connection, Who::Graduate(case.graduate), &path).await?,
            download(stage, connection, other, &path).await?,
        ];
        match own {
            Ok(document) if others.as_ref() == Ok(&document) => {
                let sealed = seal::verify(stage.home, &document, key).await?;
                faults.extend(sealed.err().map(|why| Fault::broken(format!("{path}: {why}"))));
            }
            Ok(_) => faults.push(Fault::broken(format!("{path}: {other:?} gets another document than the graduate"))),
            Err(refused) => faults.push(Fault::lost(format!("{path}: refused with {refused}"))),
        }
    }
    Ok(faults)
}

async fn download(
    stage: &Stage<'_>,
    connection: &mut Connection,
    who: Who,
    path: &str,
) -> Result<Result<Vec<u8>, String>, LoadError> {
    let response = connection.send(&Request::get(path, stage.crowd.session(who).credentials())).await?;
    Ok(if response.is_done() { Ok(response.body.to_vec()) } else { Err(response.refusal_code()) })
}
