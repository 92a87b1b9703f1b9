//! Why an agreement should end, as a graduate who asks for it fills in.

use crate::kind::CaseKind;
use wangqian_protocol::form::Filled;

/// A request for the end of an agreement; at first, or with one answer corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescission {
    pub of: Signed,
    pub corrected: bool,
}

/// How the agreement was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// Its employer is asked first (RES-01).
    Online,
    /// Evidence goes with the form (RES-03).
    OnPaper,
}

impl Rescission {
    /// The answer that a correction changes.
    pub const DOUBTFUL_FIELD: &str = "explanation";

    /// Filled in for the first time.
    pub fn at_first(of: Signed) -> Self {
        Self { of, corrected: false }
    }

    /// The same request with the other answer.
    pub fn amended(self) -> Self {
        Self { corrected: !self.corrected, ..self }
    }

    pub fn kind(self) -> CaseKind {
        match self.of {
            Signed::Online => CaseKind::OnlineRescission,
            Signed::OnPaper => CaseKind::OfflineRescission,
        }
    }

    fn form(self) -> &'static str {
        match self.of {
            Signed::Online => "ONLINE_RESCISSION",
            Signed::OnPaper => "OFFLINE_RESCISSION",
        }
    }

    /// With the names of uploaded evidence: at least one for an agreement on paper.
    pub fn filled(self, evidence: Vec<String>) -> Filled {
        let explanation = if self.corrected {
            "已被录取为硕士研究生，用人单位已出具解约函"
        } else {
            "已被录取为硕士研究生，与单位协商一致"
        };
        let answers = [("reason", "RES_STUDY"), (Self::DOUBTFUL_FIELD, explanation)];
        let answers = answers.into_iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
        Filled { form: self.form().to_owned(), answers, files: evidence }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_changes_one_answer_and_back() {
        let first = Rescission::at_first(Signed::OnPaper);
        let [before, after] = [first, first.amended()].map(|it| it.filled(Vec::new()).answers);
        let changed: Vec<_> = before.keys().filter(|field| before[*field] != after[*field]).collect();
        assert_eq!(changed, [Rescission::DOUBTFUL_FIELD]);
        assert_eq!(first.amended().amended(), first);
    }
}
