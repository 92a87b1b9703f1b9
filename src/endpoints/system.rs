//! The interface itself, files, and the socket.

use super::{EVERYBODY, Endpoint};
use crate::{
    rights::{
        Access::{Only, Public},
        Need::Nothing,
    },
    routes::{codes, papers, system, uploads},
};
use wangqian_protocol::{
    code::CodeTables,
    document::{PaperKey, Verification, Verify},
    form::Form,
    session::Role::{Employer, Graduate, Province},
    system::SystemInfo,
    upload::Uploaded,
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/codes", Public, codes::list, "代码表").gives::<CodeTables>(),
        row!(GET    "/forms/{form}", Public, codes::form, "表单：填写哪些项目").gives::<Form>(),
        row!(GET    "/openapi.json", Public, codes::openapi, "接口说明").status(200),
        row!(GET    "/system", Public, system::show, "本系统及另一系统的地址").gives::<SystemInfo>(),
        row!(GET    "/papers/key", Public, papers::key, "核验文件的公钥").gives::<PaperKey>(),
        row!(POST   "/verifications", Public, papers::verification::verify, "核验就业协议书：是否真实、是否有效").takes::<Verify>().gives::<Verification>(),
        row!(POST   "/uploads", Only(&[Graduate, Employer], Nothing), uploads::put, "上传文件（JPEG、PNG 或 PDF，不超过 10 MB；注册审核通过前每小时 20 MB 以内）")
            .takes_a_file().gives::<Uploaded>().status(201),
        row!(GET    "/uploads/{file}", Only(&[Graduate, Employer, Province], Nothing), uploads::get, "下载文件").status(200),
        row!(GET    "/socket", Only(EVERYBODY, Nothing), crate::ws::open, "实时连接（WebSocket；同一账号打开过多时以 4004 关闭）")
            .status(101),
    ]
}
