//! Where the parties stand at the end: confirmed on the platform, or empty places for seals and names.

use super::{AgreementSheet, Parties, Signature};
use crate::{
    error::PaperError,
    flow::Flow,
    table::{Block, Row},
    text::Span,
};

const LEAST: f32 = 72.0;

impl AgreementSheet {
    pub(super) fn signatures(&self, flow: &mut Flow<'_>) -> Result<(), PaperError> {
        flow.gap(8.0);
        let third = match self.parties {
            Parties::Two => "学校鉴证",
            Parties::Three => "丙方（学校）",
        };
        let signed = &self.signatures;
        let heads = ["甲方（用人单位）", "乙方（毕业生）", third].map(|head| vec![Span::bold(head)]);
        let parties = [
            (&self.employer.name, &signed.employer, "（盖章）"),
            (&self.graduate.name, &signed.graduate, "（签字）"),
            (&self.graduate.school, &signed.school, "（盖章）"),
        ];
        let places = parties.map(|(party, signature, seal)| place(party, signature, seal));
        let dates = parties.map(|(_, signature, _)| vec![Span::plain(date(signature))]);
        let rows = vec![Row::columns(heads, 0.0), Row::columns(places, LEAST), Row::columns(dates, 0.0)];
        flow.block(&Block { name: None, rows })
    }
}

fn place(party: &str, signature: &Signature, seal: &str) -> Vec<Span> {
    match signature {
        Signature::Blank => vec![Span::plain(format!("{party}\n{seal}\n\n\n"))],
        Signature::Confirmed { by, .. } => {
            vec![Span::plain(format!("{party}\n\n")), Span::bold("平台确认"), Span::plain(format!("\n{by}"))]
        }
    }
}

fn date(signature: &Signature) -> &str {
    match signature {
        Signature::Blank => "　　　　　　年　　　月　　　日",
        Signature::Confirmed { at, .. } => at,
    }
}
