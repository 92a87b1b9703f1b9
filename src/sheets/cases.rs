//! 「下载当前查询数据」: the columns of the review lists, and what a clerk files by.

use super::{
    Column,
    spell::{id_no, initiator, moment, named, waiting},
};
use wangqian_rules::codes::CodeTable;

/// In the order of the page.
pub const COLUMNS: [Column; 18] = [
    Column { title: "业务", width: 10, cell: |line, _| line.row.kind.facts().label.into() },
    Column { title: "发起方", width: 8, cell: |line, _| initiator(line.row.begun_by).into() },
    Column { title: "状态", width: 32, cell: |line, _| line.row.label().into() },
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
    Column { title: "用人单位或去向", width: 30, cell: |line, _| line.row.subject.as_str().into() },
    Column { title: "职位名称或去向类型", width: 22, cell: |line, _| line.row.detail.as_str().into() },
    Column {
        title: "职位类别",
        width: 22,
        cell: |line, wording| named(CodeTable::JobCategory, line.job_category(), wording).into(),
    },
    Column { title: "提交时间", width: 17, cell: |line, _| moment(line.row.submitted_at).into() },
    Column { title: "等待时长", width: 14, cell: |line, wording| waiting(line, wording).into() },
    Column { title: "当前状态开始时间", width: 17, cell: |line, _| line.row.since.to_string().into() },
    Column { title: "审核人", width: 20, cell: |line, _| line.row.reviewer.as_deref().unwrap_or_default().into() },
    Column { title: "退回原因", width: 40, cell: |line, _| line.row.returned.as_ref().map_or("", |it| &it.reason).into() },
    Column {
        title: "需修改的内容",
        width: 30,
        cell: |line, _| line.row.returned.as_ref().map(|it| it.fields.join("、")).unwrap_or_default().into(),
    },
];
