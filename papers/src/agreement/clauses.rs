//! The clauses, in our own words.

use super::{AgreementSheet, Basis, Parties};
use crate::{
    error::PaperError,
    flow::{Flow, Setting},
    text::Span,
};

impl AgreementSheet {
    pub(super) fn clauses(&self, flow: &mut Flow<'_>) -> Result<(), PaperError> {
        flow.gap(10.0);
        flow.need(60.0);
        let between = match self.parties {
            Parties::Two => "甲方、乙方在平等自愿、协商一致的基础上订立本协议，由学校鉴证，共同遵守以下条款：",
            Parties::Three => "甲方、乙方、丙方（乙方所在学校）在平等自愿、协商一致的基础上订立本协议，共同遵守以下条款：",
        };
        flow.paragraph(&[Span::plain(between)], Setting::BODY)?;
        for (number, text) in ["一", "二", "三", "四", "五", "六", "七"].into_iter().zip(self.texts()) {
            flow.paragraph(&[Span::bold(format!("{number}、")), Span::plain(text)], Setting::BODY)?;
        }
        Ok(())
    }

    fn texts(&self) -> [String; 7] {
        [
            "乙方如实介绍本人的学业和求职情况，所填写的信息和提交的材料真实有效；取得毕业资格后，在约定的期限内到甲方报到，因故不能按期报到的，事先告知甲方并征得同意。".into(),
            "甲方如实介绍本单位情况以及乙方的职位、工作地点和待遇，所填写的信息真实有效，按约定接收乙方并办理录用手续。乙方未取得毕业资格的，本协议无效，不作为解约处理。".into(),
            self.schools(),
            "职位对身体条件有要求的，由甲方在订立本协议前告知乙方并安排体检；乙方报到后再作体检的，按国家有关规定处理。".into(),
            "「其他约定（备注）」中写明的内容是本协议的组成部分，与以上条款具有同等效力；所约定的内容不得违反法律法规。".into(),
            self.effect(),
            self.copies(),
        ]
    }

    fn schools(&self) -> String {
        match self.parties {
            Parties::Two => "学校如实提供乙方的学籍信息，对本协议进行鉴证：核对甲乙双方的身份和所填写的信息，鉴证通过后按本协议办理乙方的毕业去向登记以及档案、户口手续。".into(),
            Parties::Three => "丙方如实介绍乙方的学籍情况，所提供的信息真实有效；对本协议进行审核，审核通过后按本协议办理乙方的毕业去向登记以及档案、户口手续。".into(),
        }
    }

    fn effect(&self) -> String {
        let (review, others) = match self.parties {
            Parties::Two => ("学校鉴证通过", "另一方同意并告知学校"),
            Parties::Three => ("丙方审核通过", "其他各方同意"),
        };
        let made = match self.basis {
            Basis::Confirmed => format!(
                "本协议经甲方、乙方在平台确认，并经{review}之日起生效。平台确认是各方以本人或本单位账号登录平台作出、由平台记录时间和经过的确认。"
            ),
            Basis::Paper => format!("本协议经甲方盖章、乙方签字，上传平台并经{review}之日起生效。"),
        };
        format!("{made}任何一方变更或解除本协议，须征得{others}，并在平台办理；约定违约金的，按约定承担。")
    }

    fn copies(&self) -> String {
        let count = match self.parties {
            Parties::Two => "甲方、乙方和学校各存一份",
            Parties::Three => "甲方、乙方、丙方各存一份",
        };
        match self.basis {
            Basis::Confirmed => {
                format!("本协议{count}，各份内容相同；平台上保存的协议与下载、打印的各份不一致的，以平台上保存的为准。")
            }
            Basis::Paper => format!("本协议{count}，各份内容相同；签字盖章后的协议须将全部页面上传平台。"),
        }
    }
}
