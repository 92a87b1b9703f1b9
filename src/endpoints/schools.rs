//! What a school and its departments have besides cases.

use super::{Endpoint, STAFF};
use crate::{
    rights::{
        Access::Only,
        Need::{Decide, Nothing, Read, See, Write},
    },
    routes::{deputies, flags, home, modules, reveals, roster, settings, statistics},
};
use wangqian_protocol::{
    deputy::{DeputyPage, SetDeputy},
    flag::{EmployerMatches, EmployerQuery, FlagEmployer, FlagPage, LiftFlag, WarningQuery, Warnings},
    module::{ModuleHome, TransferPage, TransferQuery},
    queue::StaffHome,
    reveal::{Reveal, RevealPage, RevealQuery, Revealed},
    roster::{InvalidatedPage, InvalidatedQuery, RosterDetail, RosterPage, RosterQuery},
    session::Role::{Department, Graduate, School},
    settings::{
        ModuleSettings, SetAnswerDays, SetOverdue, SetRescissionLimit, SetRoute, SetSwitch, SigningSettings, SubmitHandler,
    },
    statistics::{Statistics, StatisticsQuery},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/home", Only(STAFF, See), home::staff, "学校、院系首页").gives::<StaffHome>(),
        row!(GET    "/modules/{module}", Only(STAFF, Nothing), modules::home, "档案、户口信息登记首页").gives::<ModuleHome>(),
        row!(GET    "/modules/{module}/transfers", Only(STAFF, Nothing), modules::transfers, "档案、户口信息列表")
            .asks::<TransferQuery>().gives::<TransferPage>(),
        row!(GET    "/roster", Only(STAFF, Read), roster::list, "学生名单").asks::<RosterQuery>().gives::<RosterPage>(),
        row!(GET    "/roster/invalidated", Only(STAFF, Read), roster::invalidated, "失效信息")
            .asks::<InvalidatedQuery>().gives::<InvalidatedPage>(),
        row!(GET    "/roster/{graduate}", Only(STAFF, Read), roster::one, "学生名单：详细").gives::<RosterDetail>(),
        row!(GET    "/statistics", Only(STAFF, Read), statistics::staff, "数据统计").asks::<StatisticsQuery>().gives::<Statistics>(),
        row!(GET    "/statistics/file", Only(STAFF, Read), statistics::staff_file, "数据统计：下载")
            .asks::<StatisticsQuery>().status(200),
        row!(POST   "/graduates/{graduate}/reveal", Only(STAFF, Write), reveals::reveal, "查看完整号码")
            .takes::<Reveal>().gives::<Revealed>(),
        row!(GET    "/reveals", Only(&[School], Read), reveals::list, "查看记录").asks::<RevealQuery>().gives::<RevealPage>(),
        row!(GET    "/flags", Only(&[School], Read), flags::list, "预警单位管理").gives::<FlagPage>(),
        row!(POST   "/flags", Only(&[School], Write), flags::mark, "标记预警单位").takes::<FlagEmployer>(),
        row!(GET    "/flags/employers", Only(&[School], Read), flags::search, "查找要标记的单位")
            .asks::<EmployerQuery>().gives::<EmployerMatches>(),
        row!(POST   "/flags/{employer}/lifting", Only(&[School], Write), flags::lift, "解除预警").takes::<LiftFlag>(),
        row!(GET    "/warnings", Only(&[Graduate, Department, School], Read), flags::warnings, "单位的预警")
            .asks::<WarningQuery>().gives::<Warnings>(),
        row!(GET    "/settings", Only(STAFF, Nothing), settings::signing, "签约设置").gives::<SigningSettings>(),
        row!(GET    "/settings/modules/{module}", Only(STAFF, Nothing), settings::module, "签约设置、登记设置")
            .gives::<ModuleSettings>(),
        row!(PUT    "/settings/modules/{module}/route", Only(&[School], Nothing), settings::set_route, "设置审核方式")
            .takes::<SetRoute>(),
        row!(PUT    "/settings/switches/{switch}", Only(&[School], Nothing), settings::set_switch, "开启或关闭功能")
            .takes::<SetSwitch>(),
        row!(PUT    "/settings/rescission-limit", Only(&[School], Write), settings::set_rescission_limit, "设置解约次数")
            .takes::<SetRescissionLimit>(),
        row!(PUT    "/settings/answer-days", Only(&[School], Write), settings::set_answer_days, "设置解约答复期限")
            .takes::<SetAnswerDays>(),
        row!(PUT    "/settings/overdue", Only(&[School], Write), settings::set_overdue, "设置超时提醒").takes::<SetOverdue>(),
        row!(GET    "/deputies", Only(STAFF, Decide), deputies::list, "代审设置").gives::<DeputyPage>(),
        row!(POST   "/deputies", Only(STAFF, Decide), deputies::set, "将待办交由同事代审").takes::<SetDeputy>(),
        row!(POST   "/deputies/{number}/end", Only(STAFF, Decide), deputies::end, "提前结束代审"),
        row!(POST   "/settings/handlers", Only(&[School], Write), settings::submit_handler, "提交协议经办人")
            .takes::<SubmitHandler>(),
    ]
}
