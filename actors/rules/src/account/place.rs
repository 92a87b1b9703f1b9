//! Where a session was begun, as its owner recognises it again. Closed lists and parts of an address, not what the browser
//! said: bounded, and no more than the owner needs.

use serde::{Deserialize, Serialize};
use std::{fmt, net::IpAddr};

/// Device and network of one sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub device: Device,
    pub network: Network,
}

/// What a `User-Agent` tells of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub system: System,
    pub browser: Browser,
}

/// What the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum System {
    Windows,
    Mac,
    Linux,
    Harmony,
    Android,
    Iphone,
    Ipad,
    Unknown,
}

/// What the page was opened in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Browser {
    WeChat,
    Edge,
    Firefox,
    Qq,
    Uc,
    Huawei,
    Chrome,
    Safari,
    Unknown,
}

/// Marks in a `User-Agent`, the more special first: nearly everybody also claims to be what others are.
const SYSTEMS: [(&str, System); 9] = [
    ("iPhone", System::Iphone),
    ("iPad", System::Ipad),
    ("OpenHarmony", System::Harmony),
    ("HarmonyOS", System::Harmony),
    ("Android", System::Android),
    ("Windows", System::Windows),
    ("Macintosh", System::Mac),
    ("Linux", System::Linux),
    ("X11", System::Linux),
];
const BROWSERS: [(&str, Browser); 11] = [
    ("MicroMessenger", Browser::WeChat),
    ("Edg", Browser::Edge),
    ("QQBrowser", Browser::Qq),
    ("UCBrowser", Browser::Uc),
    ("HuaweiBrowser", Browser::Huawei),
    ("Firefox", Browser::Firefox),
    ("FxiOS", Browser::Firefox),
    ("CriOS", Browser::Chrome),
    ("Chromium", Browser::Chrome),
    ("Chrome", Browser::Chrome),
    ("Safari", Browser::Safari),
];

impl Device {
    /// The device that a browser says it runs on.
    pub fn of_user_agent(text: &str) -> Self {
        let system = SYSTEMS.iter().find(|(mark, _)| text.contains(mark)).map_or(System::Unknown, |(_, system)| *system);
        let browser = BROWSERS.iter().find(|(mark, _)| text.contains(mark)).map_or(Browser::Unknown, |(_, browser)| *browser);
        Self { system, browser }
    }
}

/// 「Windows 电脑 · Edge 浏览器」.
impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.system.label(), self.browser.label()) {
            (Some(system), Some(browser)) => write!(f, "{system} · {browser}"),
            (Some(known), None) | (None, Some(known)) => f.write_str(known),
            (None, None) => f.write_str("未识别的设备"),
        }
    }
}

impl System {
    fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::Windows => "Windows 电脑",
            Self::Mac => "苹果电脑",
            Self::Linux => "Linux 电脑",
            Self::Harmony => "鸿蒙设备",
            Self::Android => "安卓设备",
            Self::Iphone => "iPhone",
            Self::Ipad => "iPad",
            Self::Unknown => return None,
        })
    }
}

impl Browser {
    fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::WeChat => "微信",
            Self::Edge => "Edge 浏览器",
            Self::Firefox => "Firefox 浏览器",
            Self::Qq => "QQ 浏览器",
            Self::Uc => "UC 浏览器",
            Self::Huawei => "华为浏览器",
            Self::Chrome => "Chrome 浏览器",
            Self::Safari => "Safari 浏览器",
            Self::Unknown => return None,
        })
    }
}

/// The part of an address that its owner recognises and that says little to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    V4([u8; 2]),
    V6([u16; 2]),
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => {
                let [first, second, ..] = v4.octets();
                Self::V4([first, second])
            }
            IpAddr::V6(v6) => {
                let [first, second, ..] = v6.segments();
                Self::V6([first, second])
            }
        }
    }
}

/// `203.0.*.*`, `2001:db8:*`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4([first, second]) => write!(f, "{first}.{second}.*.*"),
            Self::V6([first, second]) => write!(f, "{first:x}:{second:x}:*"),
        }
    }
}
