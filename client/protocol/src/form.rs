//! Forms as data: what a page needs to ask a form's questions, and their answers.

use crate::settings::Obstacle;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A form.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Form {
    /// Of the code table `destination_form_kind`.
    pub form: String,
    pub label: String,
    /// The heading that it is found under; absent for what is no destination. Forms of one heading follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<FormGroup>,
    pub blocks: Vec<FormBlock>,
    pub proof: Proof,
}

/// A heading over forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormGroup {
    pub code: String,
    pub label: String,
}

/// One group of questions.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FormBlock {
    pub key: String,
    pub label: String,
    pub fields: Vec<FormField>,
}

/// One question.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FormField {
    pub key: String,
    pub label: String,
    pub hint: String,
    pub holds: Holds,
    /// Whether it must be answered, where it is asked.
    pub needed: bool,
    /// It is asked only while this other field has this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// It is asked only while this other field is answered, and otherwise than so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<When>,
    /// It is shown only where this other field, of the form or known of the employer who fills it in, has one of these answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Among>,
}

/// A condition on another answer: one of these.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Among {
    pub field: String,
    pub answers: Vec<String>,
}

/// A condition on another answer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct When {
    pub field: String,
    pub answer: String,
}

/// The content of a field. Lengths are in characters, amounts in yuan.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Holds {
    Text {
        least: usize,
        most: usize,
    },
    Name {
        least: usize,
        most: usize,
    },
    Lines {
        least: usize,
        most: usize,
    },
    /// A code of a table of `GET /codes`; of those below `above`, or of those `among`, where that is said.
    Code {
        table: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        above: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        among: Option<Vec<String>>,
    },
    Choice {
        choices: Vec<Choice>,
    },
    Region {},
    Money {
        least: u32,
        most: u32,
    },
    /// Whole hundredths.
    Percent {
        least: u32,
        most: u32,
    },
    /// A small number of `months` or `half_years`.
    Count {
        least: u32,
        most: u32,
        unit: String,
    },
    Date {},
    Phone {},
    Postcode {},
    Email {},
    CreditCode {},
    /// `yes` or `no`.
    Flag {},
}

/// One answer to choose.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Choice {
    pub code: String,
    pub label: String,
}

/// The proof that goes with a form.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Proof {
    pub least: usize,
    pub most: usize,
    pub hint: String,
}

/// A form as it was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    pub form: String,
    /// By field.
    pub answers: BTreeMap<String, String>,
    /// Names of uploaded files.
    #[serde(default)]
    pub files: Vec<String>,
}

/// `GET /kinds/{kind}`: what somebody needs to begin a case of this kind.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Beginning {
    pub kind: String,
    pub label: String,
    /// Those that this graduate may use (ROS-05).
    pub forms: Vec<Form>,
    /// The form that was begun, perhaps at another device, and not handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// Why it cannot be begun now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
    /// The case that was taken back or returned, and is to be handed in again instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_correct: Option<String>,
    /// For a request that the other side answers, and that can be made now (EXT-16).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerTime>,
}

/// The other side's time to answer a request that is made now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerTime {
    /// Working days.
    pub days: u8,
    pub until_ms: i64,
}

/// A form that is not finished. Nothing of it is checked.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    pub filled: Filled,
    pub at_ms: i64,
}

/// The query of `GET /kinds/{kind}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct KindQuery {
    /// The agreement that it would be about, for kinds that end one.
    pub about: Option<String>,
}

/// `POST /cases`: the graduate hands in a case of their own, or either side asks for the end of an agreement.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginCase {
    pub kind: String,
    /// The agreement that it is about, for kinds that end one.
    #[serde(default)]
    pub about: Option<String>,
    pub filled: Filled,
}

/// `PUT /cases/{case}/form`: a reviewer corrects what was handed in (DES-02).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    pub answers: BTreeMap<String, String>,
}
