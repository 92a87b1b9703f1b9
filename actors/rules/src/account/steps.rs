//! An account's steps: what a command decides, what an event makes true, and the parts it is stored in.

use super::*;
use crate::entity::{Entity, Input};

/// The stored parts of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Holder(Holder),
    Attempts { failures: u32, try_after: UnixMs },
    Session { token_hash: [u8; 32], session: Session },
    Granted { revision: u64, locked: bool },
    SecondFactor(SecondFactor),
    Uploads(Uploads),
    Record { graduate: GraduateId, record: Record },
    PasswordVersion(PasswordVersion),
    PhoneCodes(PhoneCodes),
    Forwarding { graduate: GraduateId, forwarding: Forwarding },
}

const HOLDER: &str = "holder";
const ATTEMPTS: &str = "attempts";
const GRANTED: &str = "granted";
const SECOND_FACTOR: &str = "second_factor";
const UPLOADS: &str = "uploads";
const PASSWORD_VERSION: &str = "password_version";
const PHONE_CODES: &str = "phone_codes";

fn record_key(graduate: GraduateId) -> String {
    format!("record/{graduate}")
}

fn forwarding_key(graduate: GraduateId) -> String {
    format!("forwarding/{graduate}")
}

fn session_key(hash: &[u8; 32]) -> String {
    format!("session/{}", hex::encode(hash))
}

impl Entity for Account {
    type Command = Command;
    type Event = Event;
    type Reply = Done;
    type Part = Part;

    const KIND: u8 = b'A';
    const ONE_OF_MANY: bool = true;

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let decision = self.decided(input, ctx)?;
        let opened = self.opening(&decision.events);
        Ok(decision.causing(opened))
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Opened(holder) => self.open(holder),
            Event::SessionStarted { token_hash, session } => {
                self.sessions.insert(*token_hash, session.clone());
                (self.failures, self.try_after) = (0, UnixMs::default());
            }
            Event::SessionEnded { token_hash } => {
                self.sessions.remove(token_hash);
            }
            Event::Failed { failures, try_after } => (self.failures, self.try_after) = (*failures, *try_after),
            Event::PasswordSet { phc } => {
                self.password_version = self.password_version.next();
                self.set_credential(Credential::Password(phc.clone()));
            }
            Event::Activated { record, phc } => {
                self.password_version = self.password_version.next();
                self.set_credential(Credential::Password(phc.clone()));
                if let Some(record) = record {
                    self.make_own(*record);
                }
            }
            Event::PasswordTaken { version, phc } => {
                self.password_version = *version;
                self.set_credential(Credential::Password(phc.clone()));
            }
            Event::RecordForwarded { graduate, forwarding } => self.part_with(*graduate, *forwarding),
            Event::PhoneCodeIssued(code) => self.phone_codes.issue(code),
            Event::PhoneCodeMissed => self.phone_codes.miss(),
            Event::PhoneCodeUsed => {
                self.phone_codes.use_up();
                (self.failures, self.try_after) = (0, UnixMs::default());
            }
            Event::PhoneChanged { at } => self.phone_codes.change_phone(*at),
            Event::RecordPut { graduate, record } => self.put_record(*graduate, *record),
            Event::RecordChosen { token_hash, graduate } => {
                if let Some(session) = self.sessions.get_mut(token_hash) {
                    session.record = Some(*graduate);
                }
            }
            Event::Granted(grant) => self.take_grant(grant),
            Event::SecondFactorSet(factor) => self.second_factor = Some(factor.clone()),
            Event::SecondFactorRemoved => self.second_factor = None,
            Event::StepUsed { step } => self.use_up(Proof::Step(*step)),
            Event::RecoveryUsed { hash } => self.use_up(Proof::Recovery(*hash)),
            Event::RecoveryRenewed { codes } => {
                if let Some(factor) = &mut self.second_factor {
                    factor.recovery.clone_from(codes);
                }
            }
            Event::Uploaded(upload) => self.uploads.add(*upload),
            Event::Reset { activation } => {
                (self.failures, self.try_after) = (0, UnixMs::default());
                self.password_version = self.password_version.after_reset();
                self.set_credential(Credential::ActivationCode(*activation));
            }
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Opened(Holder { principal: Principal::Graduate(id), .. }) => vec![HOLDER.to_owned(), record_key(*id)],
            Event::Opened(_) => vec![HOLDER.to_owned()],
            Event::SessionStarted { token_hash, .. } => vec![session_key(token_hash), ATTEMPTS.to_owned()],
            Event::SessionEnded { token_hash } => vec![session_key(token_hash)],
            Event::Failed { .. } => vec![ATTEMPTS.to_owned()],
            Event::PasswordSet { .. } | Event::PasswordTaken { .. } => vec![HOLDER.to_owned(), PASSWORD_VERSION.to_owned()],
            Event::Activated { record, .. } => {
                let own = [HOLDER, PASSWORD_VERSION].map(str::to_owned);
                own.into_iter().chain(record.map(record_key)).collect()
            }
            Event::RecordPut { graduate, .. } => vec![HOLDER.to_owned(), record_key(*graduate)],
            Event::RecordForwarded { graduate, .. } => {
                let own = [HOLDER, ATTEMPTS, SECOND_FACTOR, PASSWORD_VERSION, PHONE_CODES].map(str::to_owned);
                own.into_iter().chain([record_key(*graduate), forwarding_key(*graduate)]).collect()
            }
            Event::RecordChosen { token_hash, .. } => vec![session_key(token_hash)],
            Event::Granted(_) => [HOLDER, ATTEMPTS, GRANTED, PASSWORD_VERSION].map(str::to_owned).to_vec(),
            Event::SecondFactorSet(_)
            | Event::SecondFactorRemoved
            | Event::StepUsed { .. }
            | Event::RecoveryUsed { .. }
            | Event::RecoveryRenewed { .. } => vec![SECOND_FACTOR.to_owned()],
            Event::PhoneCodeIssued(_) | Event::PhoneCodeMissed | Event::PhoneChanged { .. } => vec![PHONE_CODES.to_owned()],
            Event::PhoneCodeUsed => vec![PHONE_CODES.to_owned(), ATTEMPTS.to_owned()],
            Event::Uploaded(_) => vec![UPLOADS.to_owned()],
            Event::Reset { .. } => [HOLDER, ATTEMPTS, PASSWORD_VERSION].map(str::to_owned).to_vec(),
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        match key {
            HOLDER => self.holder.clone().map(Part::Holder),
            GRANTED => Some(Part::Granted { revision: self.granted, locked: self.locked }),
            ATTEMPTS => Some(Part::Attempts { failures: self.failures, try_after: self.try_after }),
            SECOND_FACTOR => self.second_factor.clone().map(Part::SecondFactor),
            UPLOADS => Some(Part::Uploads(self.uploads.clone())),
            PASSWORD_VERSION => Some(Part::PasswordVersion(self.password_version)),
            PHONE_CODES => Some(Part::PhoneCodes(self.phone_codes.clone())),
            _ if key.starts_with("forwarding/") => {
                let graduate = key.strip_prefix("forwarding/")?.parse().ok()?;
                self.forwardings.get(&graduate).map(|forwarding| Part::Forwarding { graduate, forwarding: *forwarding })
            }
            _ if key.starts_with("record/") => {
                let graduate = key.strip_prefix("record/")?.parse().ok()?;
                self.records.get(graduate).map(|record| Part::Record { graduate, record })
            }
            _ => {
                let (token_hash, session) = self.sessions.iter().find(|(hash, _)| session_key(hash) == key)?;
                Some(Part::Session { token_hash: *token_hash, session: session.clone() })
            }
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Holder(holder) => self.holder = Some(holder),
            Part::Attempts { failures, try_after } => (self.failures, self.try_after) = (failures, try_after),
            Part::Uploads(uploads) => self.uploads = uploads,
            Part::Session { token_hash, session } => {
                self.sessions.insert(token_hash, session);
            }
            Part::Granted { revision, locked } => (self.granted, self.locked) = (revision, locked),
            Part::SecondFactor(factor) => self.second_factor = Some(factor),
            Part::Record { graduate, record } => self.records.put(graduate, record),
            Part::Forwarding { graduate, forwarding } => drop(self.forwardings.insert(graduate, forwarding)),
            Part::PasswordVersion(version) => self.password_version = version,
            Part::PhoneCodes(codes) => self.phone_codes = codes,
        }
    }
}

impl Account {
    fn decided(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let command = match input {
            Input::Command(command) => command,
            Input::Letter { from, letter } => return Ok(self.letter(from, letter, ctx)),
            Input::Timer(_) => return Ok(Decision::nothing()),
        };
        if let Command::Open(holder) = command {
            return match self.holder {
                Some(_) => Err(Refusal::AlreadyExists),
                None => Ok(Decision::events(vec![Event::Opened(holder)]).replying(Done)),
            };
        }
        if let Command::Grant(grant) = command {
            return self.grant(grant, ctx.me);
        }
        if let Command::GrantRecord(grant) = command {
            return self.grant_record(&grant, ctx);
        }
        if let Command::RecordFailure = command {
            return Ok(Decision::events(vec![self.failed(ctx.now)]).replying(Done));
        }
        if self.holder.is_none() {
            return Err(Refusal::NotFound);
        }
        Ok(match command {
            Command::StartSession { token_hash, place, proof, record } => {
                self.start_session(token_hash, place, proof, record, ctx)?
            }
            Command::EndSession { token_hash } => {
                let ended = self.sessions.contains_key(&token_hash).then_some(token_hash);
                ending(ended.into_iter().collect(), [], ctx.me)
            }
            Command::EndOtherSessions { keep } => ending(self.sessions_but(Some(keep)), [], ctx.me),
            Command::SetPassword { phc, keep, mirror } => self.set_password(phc, keep, mirror, ctx),
            Command::Activate { code, phc, mirror } => self.activate(&code, phc, mirror, ctx)?,
            Command::IssuePhoneCode { hash } => self.issue_phone_code(hash, ctx)?,
            Command::MissPhoneCode => self.miss_phone_code(ctx.now),
            Command::ResetPassword { code, phc, mirror } => self.reset_password(&code, phc, mirror, ctx)?,
            Command::NotePhoneChanged => Decision::events(vec![Event::PhoneChanged { at: ctx.now }]).replying(Done),
            Command::ChooseRecord { token_hash, graduate } => self.choose_record(token_hash, graduate)?,
            Command::ClaimRecord { code } => self.claim_record(&code)?,
            Command::TakePassword { school, change } => self.take_password(school, change, ctx)?,
            Command::SetSecondFactor(factor) => Decision::events(vec![Event::SecondFactorSet(factor)]).replying(Done),
            Command::RemoveSecondFactor => self.with_second_factor(Event::SecondFactorRemoved)?,
            Command::RenewRecovery { codes } => self.with_second_factor(Event::RecoveryRenewed { codes })?,
            Command::Reset { activation } => self.reset(activation, ctx.me),
            Command::NoteUpload(file) => match self.uploads.adding(file, ctx.now)? {
                Some(upload) => Decision::events(vec![Event::Uploaded(upload)]).replying(Done),
                None => Decision::answer(Done),
            },
            Command::Open(_) | Command::Grant(_) | Command::GrantRecord(_) | Command::RecordFailure => Decision::answer(Done),
        })
    }
}
