//! Documents and their verification, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /papers/key`: the key by which documents are verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperKey {
    /// As seals name it.
    pub name: String,
    /// `Ed25519`.
    pub algorithm: String,
    /// Base64.
    pub public_key: String,
}

/// `POST /cases/{case}/permits`: the graduate lets somebody see whether an agreement holds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivePermit {
    /// 1–30.
    pub days: u8,
}

/// A permit, as its graduate sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Permit {
    /// 「授权码」.
    pub code: String,
    pub since_ms: i64,
    pub until_ms: i64,
    /// The public page with number and code.
    pub address: String,
    /// The same as a QR code: its width in modules, and the dark ones as the path of an SVG.
    pub qr_width: usize,
    pub qr_path: String,
}

/// `GET /cases/{case}/permits`: those that are good now, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Permits {
    pub permits: Vec<Permit>,
}

/// `POST /verifications`: somebody holds an agreement and a code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// 「协议编号」, 16 digits.
    pub number: String,
    /// 「授权码」; spaces, hyphens and small letters do not matter.
    pub code: String,
    /// The graduate's name: when it is right, names are shown in full.
    #[serde(default)]
    pub name: Option<String>,
    /// First digits of the history's hash on the document, as its QR code carries them.
    #[serde(default)]
    pub history: Option<String>,
}

/// The facts of the agreement that was asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verification {
    pub number: String,
    /// Whether it holds now.
    pub holds: bool,
    /// Its state in the guide's words.
    pub state_label: String,
    /// Since when it is in this state.
    pub since_ms: i64,
    /// When it took effect.
    pub effective_at_ms: Option<i64>,
    /// Masked unless the name was right.
    pub graduate: String,
    /// Masked unless the name was right.
    pub employer: String,
    pub names_shown: bool,
    pub school_name: String,
    pub cohort: u16,
    pub agreement_kind: String,
    /// What the printed hash is: `latest`, `older` (something happened since), or `unknown` (no step of this agreement had it); absent when
    /// it was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print: Option<String>,
    /// The history's last hash, hexadecimal.
    pub history: String,
    /// When the permit ends.
    pub until_ms: i64,
}
