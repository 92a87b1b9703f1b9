//! An employer's own hires, as its list shows them.

use super::{
    Cell, Column,
    spell::{moment, named, waiting},
};
use wangqian_rules::codes::CodeTable;

/// In the order of the page. Nothing of the graduate that the page does not show.
pub const COLUMNS: [Column; 14] = [
    Column { title: "签约状态", width: 32, cell: |line, _| line.row.label().into() },
    Column { title: "毕业生", width: 10, cell: |line, _| line.row.name.as_str().into() },
    Column { title: "考生号", width: 18, cell: |line, _| line.row.exam_no.as_str().into() },
    Column { title: "学校", width: 20, cell: |line, _| line.row.school_name.as_str().into() },
    Column { title: "院系", width: 20, cell: |line, _| line.row.department.as_str().into() },
    Column { title: "专业", width: 20, cell: |line, _| line.row.major.as_str().into() },
    Column {
        title: "学历",
        width: 12,
        cell: |line, wording| named(CodeTable::EducationLevel, &line.row.education_level, wording).into(),
    },
    Column { title: "职位名称", width: 22, cell: |line, _| line.row.detail.as_str().into() },
    Column {
        title: "职位类别",
        width: 22,
        cell: |line, wording| named(CodeTable::JobCategory, &line.row.job_category, wording).into(),
    },
    Column { title: "月薪（元）", width: 10, cell: |line, _| Cell::Number(line.row.salary_monthly) },
    Column { title: "应约截止时间", width: 17, cell: |line, _| moment(line.row.expires_at).into() },
    Column { title: "同意时间", width: 17, cell: |line, _| moment(line.row.submitted_at).into() },
    Column { title: "当前状态开始时间", width: 17, cell: |line, _| line.row.since.to_string().into() },
    Column { title: "等待时长", width: 14, cell: |line, wording| waiting(line, wording).into() },
];
