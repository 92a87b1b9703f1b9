//! Every refusal in words for every reader: nobody is told about themselves what is true of somebody else, and nobody is sent to
//! where they have nothing to do.

use crate::support::people::NOW;
use wangqian_rules::{
    module::Switch,
    refusal::{Audience, Refusal, invalid},
};

const EMPLOYER: &str = "江东第1软件有限公司";

/// One of each; a new variant does not compile until it stands here.
fn samples() -> Vec<Refusal> {
    use Refusal::*;
    let employer = || EMPLOYER.to_owned();
    let all = vec![
        NotFound,
        NotPermitted,
        StaleVersion { current: 3, happened: "王老师 审核通过".into() },
        AlreadyDecided { happened: "王老师 审核通过".into() },
        NotYourStage { stage: "学院" },
        InvitationExpired { at: NOW },
        CaseInProcess { matter: "签约", subject: employer() },
        AlreadyEffective { holding: format!("与{EMPLOYER}签约成功"), way_out: "如需改签，须先解约。" },
        DirectedOnly,
        NotDirected,
        Resubmit { matter: "升学（考研）".into() },
        FormFixed,
        RescissionOpen { happened: "赵甲 申请解约".into() },
        RescissionLimit { limit: 2 },
        InvitationPending { until: NOW },
        OnlineSigningBarred,
        Closed(Switch::Signing),
        AgreementKindUnset,
        NotOnRoster,
        EmployerNotVerified,
        Invalid(vec![invalid("name", "请输入姓名")]),
        RouteLocked { waiting: 3 },
        SwitchInUse,
        HandlerFixed,
        DepartmentsWithoutAccount(vec!["文学院".into()]),
        WrongCredentials,
        WrongActivation,
        AlreadyActivated,
        TryLater { seconds: 3 },
        AlreadyExists,
        SchoolExists,
        LeftRoster { at: NOW },
        AccountLocked,
        MustResubmit(vec!["姓名"]),
        ModuleNotOpened { module: "档案信息登记" },
        HandlerOfOwnLevel { level: "本专科" },
        SigningOpenAt(vec!["江东大学".into()]),
        WrongCode,
        SignInAgain,
        SecondFactorRequired,
        RevealLimit { limit: 50, seconds: 60 },
        UploadLimit { account_mib: 20, network_mib: 100, seconds: 3_600 },
        LookUpLimit { seconds: 50 },
        BulkLimit { rows: 20_000, seconds: 3_600 },
        UploadRunning,
        AlreadyFlagged,
        NotFlagged,
        CreditCodeTaken,
        RegistrationInReview,
        RegistrationRejected,
        NothingToVerify,
        NoVerifier,
        OtherSystemSilent { why: "超时".into() },
        NoSuchGraduate,
        HandlerUnset { level: "本专科" },
        WrongPhoneCode,
        PhoneCodesUnavailable,
        RemindedAlready { again: NOW },
        NotIssued,
        GlyphMissing { character: '𰻞' },
        PapersUnavailable,
        TooManyPermits { limit: 20 },
        NoSuchPermit,
        NoSuchPaper,
        KeyReused,
        BatchUnderWay,
        HandOverEnded { absent: "王老师".into() },
        VerdictHeld { by: "王老师".into(), what: "审核通过".into() },
        UndoTooLate,
        NoAgreements,
        TooManyAgreements { found: 20_001, most: 20_000 },
        ZipUnderWay,
        ZipsCrowded { seconds: 30 },
    ];
    all.iter().for_each(is_listed);
    all
}

fn is_listed(refusal: &Refusal) {
    use Refusal::*;
    match refusal {
        NotFound | NotPermitted | StaleVersion { .. } | AlreadyDecided { .. } | NotYourStage { .. } => {}
        DirectedOnly | NotDirected | Resubmit { .. } | FormFixed | RescissionOpen { .. } | RescissionLimit { .. } => {}
        InvitationExpired { .. } | CaseInProcess { .. } | AlreadyEffective { .. } | InvitationPending { .. } => {}
        OnlineSigningBarred | Closed(_) | AgreementKindUnset | NotOnRoster | EmployerNotVerified | Invalid(_) => {}
        RouteLocked { .. } | SwitchInUse | HandlerFixed | DepartmentsWithoutAccount(_) | WrongCredentials => {}
        WrongActivation
        | AlreadyActivated
        | TryLater { .. }
        | AlreadyExists
        | SchoolExists
        | LeftRoster { .. }
        | AccountLocked => {}
        MustResubmit(_) | ModuleNotOpened { .. } | HandlerOfOwnLevel { .. } | SigningOpenAt(_) | WrongCode => {}
        SignInAgain | SecondFactorRequired | RevealLimit { .. } | UploadRunning | AlreadyFlagged | NotFlagged => {}
        CreditCodeTaken | RegistrationInReview | RegistrationRejected | NothingToVerify | NoVerifier => {}
        OtherSystemSilent { .. } | NoSuchGraduate | HandlerUnset { .. } | WrongPhoneCode | PhoneCodesUnavailable => {}
        KeyReused
        | BatchUnderWay
        | HandOverEnded { .. }
        | VerdictHeld { .. }
        | UndoTooLate
        | UploadLimit { .. }
        | LookUpLimit { .. }
        | BulkLimit { .. } => {}
        RemindedAlready { .. } => {}
        NotIssued | GlyphMissing { .. } | PapersUnavailable | TooManyPermits { .. } | NoSuchPermit | NoSuchPaper => {}
        NoAgreements | TooManyAgreements { .. } | ZipUnderWay | ZipsCrowded { .. } => {}
    }
}

/// The refusals that a graduate or an employer can meet: what their endpoints and entrances lead to.
fn met_by(audience: Audience, refusal: &Refusal) -> bool {
    use Refusal::*;
    let by_staff_only = matches!(
        refusal,
        NotYourStage { .. }
            | RouteLocked { .. }
            | SwitchInUse
            | HandlerFixed
            | DepartmentsWithoutAccount(_)
            | SchoolExists
            | MustResubmit(_)
            | ModuleNotOpened { .. }
            | HandlerOfOwnLevel { .. }
            | SigningOpenAt(_)
            | RevealLimit { .. }
            | AlreadyFlagged
            | NotFlagged
            | OtherSystemSilent { .. }
            | HandlerUnset { .. }
            | HandOverEnded { .. }
    );
    let by_employers_only = matches!(
        refusal,
        InvitationPending { .. }
            | EmployerNotVerified
            | UploadLimit { .. }
            | LookUpLimit { .. }
            | BulkLimit { .. }
            | UploadRunning
            | CreditCodeTaken
            | RegistrationInReview
            | RegistrationRejected
            | NothingToVerify
            | NoVerifier
            | NoSuchGraduate
            | RemindedAlready { .. }
    );
    match audience {
        Audience::Graduate => !by_staff_only && !by_employers_only,
        Audience::Employer => !by_staff_only,
        _ => true,
    }
}

#[test]
#[doc = "SIG-08, SIG-09, ACC-01"]
fn no_refusal_speaks_to_somebody_else() {
    let wrong = |audience| -> &[&str] {
        match audience {
            Audience::Graduate => {
                &["该毕业生", "贵单位", "上一级用户", "学校用户", "就业管理系统中", "重新邀请", "发出签约邀请后", "本校"]
            }
            Audience::Employer => &[
                "您有一项签约",
                "您的培养方式",
                "您不在",
                "您已与",
                "您已于",
                "上一级用户",
                "学校用户",
                "就业管理系统中",
                "联系用人单位",
                "本校",
                "应约；",
            ],
            Audience::Department | Audience::School => {
                &["您有一项签约", "您的培养方式", "您不在", "您已与", "贵单位", "联系学校就业部门", "该学校尚未", "与学校核对"]
            }
            Audience::Province => &["联系省级用户", "等待省级用户", "您有一项签约", "贵单位", "上一级用户"],
            Audience::Visitor | Audience::Operator => &["您有一项签约", "您的培养方式", "贵单位"],
        }
    };
    for refusal in samples() {
        for audience in Audience::ALL.into_iter().filter(|audience| met_by(*audience, &refusal)) {
            let told = refusal.told(audience);
            let said = format!("{}{}", told.title, told.advice);
            let amiss: Vec<_> = wrong(audience).iter().filter(|word| said.contains(**word)).collect();
            assert!(amiss.is_empty(), "{} to {audience:?} says {amiss:?}: {said}", refusal.code());
            assert!(!told.title.is_empty() && told.advice.ends_with('。'), "{} to {audience:?}: {said}", refusal.code());
        }
    }
}

#[test]
#[doc = "SIG-08"]
fn an_employer_who_invites_again_hears_of_its_own_case_and_a_graduate_of_theirs() {
    let process = Refusal::CaseInProcess { matter: "签约", subject: EMPLOYER.into() };
    assert_eq!(process.told(Audience::Employer).title, "该毕业生与贵单位的签约正在审核");
    assert_eq!(process.told(Audience::Graduate).title, format!("您有一项签约正在处理中：{EMPLOYER}"));
    let effective =
        Refusal::AlreadyEffective { holding: format!("与{EMPLOYER}签约成功"), way_out: "如需改签，须先解约。" };
    assert_eq!(effective.told(Audience::Employer).title, "该毕业生已与贵单位签约成功");
    assert_eq!(effective.told(Audience::Graduate).title, format!("您已与{EMPLOYER}签约成功"));
}

#[test]
#[doc = "ACC-01"]
fn a_wrong_activation_code_speaks_of_codes_and_of_nobody() {
    let told = Refusal::WrongActivation.told(Audience::Visitor);
    assert_eq!(told.title, "登录名或激活码不正确");
    assert!(!told.title.contains("密码"));
}

#[test]
#[doc = "ACC-02"]
fn a_school_that_is_there_is_a_matter_of_codes_and_not_of_logins() {
    let told = Refusal::SchoolExists.told(Audience::Province);
    assert_eq!(told.title, "该院校代码已存在");
    assert!(!told.advice.contains("登录名"));
}
