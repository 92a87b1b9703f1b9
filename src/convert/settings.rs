//! Settings as pages show them: how each stands and what is in the way of changing it, asked of the same guard that the step
//! asks.

use super::{agreement_code, handler};
use wangqian_protocol::{case as wire_case, session::ModuleEntry, settings as wire};
use wangqian_rules::{
    codes::LevelGroup,
    ids::StaffId,
    module::{Module, Switch},
    refusal::{Audience, Refusal, Told},
    review::Route,
    school::{
        School,
        settings::{Change, Handler, HandlerFor, Setting},
        staff::Post,
    },
};

const ROUTES: [Route; 2] = [Route::SchoolOnly, Route::DepartmentThenSchool];
const HANDLERS: [HandlerFor; 3] =
    [HandlerFor::Everybody, HandlerFor::Level(LevelGroup::Undergraduate), HandlerFor::Level(LevelGroup::Postgraduate)];

/// `school_only`, `department_then_school`.
pub fn route_code(route: Route) -> &'static str {
    match route {
        Route::SchoolOnly => "school_only",
        Route::DepartmentThenSchool => "department_then_school",
    }
}

/// The inverse of [`route_code`].
pub fn route_in(code: &str) -> Option<Route> {
    ROUTES.into_iter().find(|route| route_code(*route) == code)
}

/// `all`, `undergraduate`, `postgraduate`.
pub fn handler_level(whom: HandlerFor) -> &'static str {
    match whom {
        HandlerFor::Everybody => "all",
        HandlerFor::Level(LevelGroup::Undergraduate) => "undergraduate",
        HandlerFor::Level(LevelGroup::Postgraduate) => "postgraduate",
    }
}

/// The inverse of [`handler_level`].
pub fn handler_for(code: &str) -> Option<HandlerFor> {
    HANDLERS.into_iter().find(|whom| handler_level(*whom) == code)
}

/// A handler as it came in.
pub fn handler_in(sent: wire_case::Handler) -> Handler {
    let wire_case::Handler { name, phone, address, postcode } = sent;
    Handler { name, phone, address, postcode }
}

/// A refusal before the fact.
pub fn obstacle(refusal: &Refusal, audience: Audience) -> wire::Obstacle {
    let Told { title, advice } = refusal.told(audience);
    wire::Obstacle { code: refusal.code().to_owned(), title, detail: advice, items: refusal.items().to_vec() }
}

/// The audience that a refusal to this user is worded for.
pub fn reader(school: &School, user: StaffId) -> Audience {
    match school.staff.get(user).map(|staff| &staff.post) {
        Some(Post::Department { .. }) => Audience::Department,
        Some(Post::School { .. }) | None => Audience::School,
    }
}

/// The modules, and why the user cannot enter some of them (ACC-09).
pub fn modules(school: &School, user: StaffId) -> Vec<ModuleEntry> {
    let entry = |module: Module| ModuleEntry {
        module: module.code().to_owned(),
        label: module.label().to_owned(),
        closed: school.may_enter(user, module).err().map(|refusal| obstacle(&refusal, reader(school, user))),
    };
    Module::ALL.into_iter().map(entry).collect()
}

/// One module's settings, for this user.
pub fn of_module(school: &School, user: StaffId, module: Module) -> wire::ModuleSettings {
    let of_module = |change: &&Change| change.setting.module() == module;
    wire::ModuleSettings {
        module: module.code().to_owned(),
        label: module.label().to_owned(),
        switches: module.switches().iter().map(|switch| switch_control(school, user, *switch)).collect(),
        routes: ROUTES.into_iter().map(|route| route_control(school, user, module, route)).collect(),
        signing: (module == Module::Signing).then(|| signing_controls(school, user)),
        changes: school.settings.changes.iter().rev().filter(of_module).map(change).collect(),
    }
}

fn in_the_way(school: &School, user: StaffId, setting: &Setting) -> Option<wire::Obstacle> {
    school.may_configure(user, setting).err().map(|refusal| obstacle(&refusal, reader(school, user)))
}

fn switch_control(school: &School, user: StaffId, switch: Switch) -> wire::SwitchControl {
    let open = school.settings.is_open(switch);
    let other = if open { Setting::Close(switch) } else { Setting::Open(switch) };
    wire::SwitchControl {
        switch: switch.code().to_owned(),
        label: switch.label().to_owned(),
        open,
        used: school.settings.is_used(switch),
        obstacle: in_the_way(school, user, &other),
    }
}

fn route_control(school: &School, user: StaffId, module: Module, route: Route) -> wire::RouteControl {
    wire::RouteControl {
        route: route_code(route).to_owned(),
        label: route.label().to_owned(),
        chosen: school.settings.route(module) == route,
        obstacle: in_the_way(school, user, &Setting::Route(module, route)),
    }
}

fn signing_controls(school: &School, user: StaffId) -> wire::SigningControls {
    let settings = &school.settings;
    let limit = settings.rescission_limit;
    wire::SigningControls {
        agreement_kind: settings.agreement_kind.map(agreement_code),
        rescission_limit: limit,
        rescission_obstacle: in_the_way(school, user, &Setting::RescissionLimit(limit)),
        answer_days: settings.answer_days(),
        answer_obstacle: in_the_way(school, user, &Setting::AnswerWithin(settings.answer_days())),
        overdue_days: settings.overdue_days(),
        overdue_obstacle: in_the_way(school, user, &Setting::OverdueAfter(settings.overdue_days())),
        handlers: HANDLERS.into_iter().map(|whom| handler_control(school, user, whom)).collect(),
    }
}

fn handler_control(school: &School, user: StaffId, whom: HandlerFor) -> wire::HandlerControl {
    wire::HandlerControl {
        level: handler_level(whom).to_owned(),
        label: handler_label(whom).to_owned(),
        handler: school.settings.handlers.get(&whom).map(handler),
        // Who may submit one does not depend on what it says.
        obstacle: in_the_way(school, user, &Setting::Handler(whom, Handler::default())),
    }
}

fn handler_label(whom: HandlerFor) -> &'static str {
    match whom {
        HandlerFor::Everybody => "全校",
        HandlerFor::Level(level) => level.label(),
    }
}

fn change(change: &Change) -> wire::SettingChange {
    let what = match &change.setting {
        Setting::Open(switch) => format!("开启{}", switch.label()),
        Setting::Close(switch) => format!("关闭{}", switch.label()),
        Setting::Route(_, route) => format!("审核方式改为「{}」", route.label()),
        Setting::RescissionLimit(limit) => format!("毕业生申请解约次数改为 {limit} 次"),
        Setting::AnswerWithin(days) => format!("解约答复期限改为 {days} 个工作日"),
        Setting::OverdueAfter(days) => format!("超时提醒改为等待超过 {days} 天"),
        Setting::Handler(whom, handler) => format!("提交{}协议经办人：{}", handler_label(*whom), handler.name),
    };
    wire::SettingChange { at_ms: change.at.0, who: change.by.shown(), what }
}
