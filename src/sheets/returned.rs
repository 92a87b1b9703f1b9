//! 「导出退回修改学生名单」: whom a clerk has to remind, of what, and since when.

use super::{
    Cell, Column, Line,
    spell::{id_no, named, waited},
};
use wangqian_rules::{case::Returned, codes::CodeTable};

fn of(line: &Line<'_>, tell: impl FnOnce(&Returned) -> String) -> Cell {
    line.row.returned.as_deref().map(tell).unwrap_or_default().into()
}

/// The graduate first, then what was asked of them.
pub const COLUMNS: [Column; 16] = [
    Column { title: "考生号", width: 18, cell: |line, _| line.row.exam_no.as_str().into() },
    Column { title: "姓名", width: 10, cell: |line, _| line.row.name.as_str().into() },
    Column { title: "身份证号", width: 21, cell: |line, wording| id_no(line, wording).into() },
    Column { title: "院系", width: 20, cell: |line, _| line.row.department.as_str().into() },
    Column { title: "专业", width: 20, cell: |line, _| line.row.major.as_str().into() },
    Column {
        title: "学历",
        width: 12,
        cell: |line, wording| named(CodeTable::EducationLevel, &line.row.education_level, wording).into(),
    },
    Column { title: "业务", width: 10, cell: |line, _| line.row.kind.facts().label.into() },
    Column { title: "用人单位或去向", width: 30, cell: |line, _| line.row.subject.as_str().into() },
    Column { title: "职位名称或去向类型", width: 22, cell: |line, _| line.row.detail.as_str().into() },
    Column { title: "状态", width: 20, cell: |line, _| line.row.label().into() },
    Column { title: "退回原因", width: 40, cell: |line, _| of(line, |it| it.reason.clone()) },
    Column { title: "需修改的内容", width: 30, cell: |line, _| of(line, |it| it.fields.join("、")) },
    Column { title: "退回级别", width: 10, cell: |line, _| of(line, |it| it.stage.label().to_owned()) },
    Column { title: "退回人", width: 20, cell: |line, _| of(line, |it| it.by.clone()) },
    Column { title: "退回时间", width: 17, cell: |line, _| of(line, |it| it.at.to_string()) },
    Column { title: "退回已有", width: 14, cell: |line, wording| waited(line.row.since, wording.now).into() },
];
