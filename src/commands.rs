//! What each subcommand of the binary does.
#![expect(clippy::print_stdout, reason = "what a command says on standard output is its result")]

mod documents;

use futures_util::TryStreamExt;
use std::{
    error::Error,
    fs, io,
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::SystemTime,
};
use tokio::signal::unix::{SignalKind, signal};
use wangqian::{
    auth::activation::ActivationCode,
    code_tables,
    config::{EmsArgs, ServeArgs, ServerArgs},
    demo,
    exports::{Above, keep_journal_short},
    import::template,
    load::{self, LoadArgs},
    memory,
    metrics::{self, Times},
    openapi,
    startup::Application,
    system::System,
    uploads::keep_swept,
};
use wangqian_rules::{
    account::{Account, Command, Entrance},
    codes::Codes,
    ids::AccountId,
    refusal::Refusal,
};
use wangqian_runtime::{AskError, Runtime, RuntimeOptions, SystemClock};
use wangqian_storage::{
    LocalStore, Options,
    backup::{self, BackedUp, Holds, Parts},
    blobs::Blobs,
    export::{check as check_export, export as write_export, rebuild as rebuild_from},
    journal::last_written,
    verify::verify as verify_all,
};

type Done = Result<(), Box<dyn Error>>;

/// The export beside a store, if one was made.
const EXPORT_FILE: &str = "export.wqx";
/// Uploaded files beside a store.
const BLOBS_DIRECTORY: &str = "blobs";

/// Opens a store, whose checkpoint store is made anew when it is damaged.
fn open_store(data: &Path, options: Options) -> Result<Arc<LocalStore>, Box<dyn Error>> {
    Ok(LocalStore::open_or_rebuild(data, &data.join(EXPORT_FILE), options)?)
}

pub fn serve(mut args: ServeArgs) -> Done {
    args.server.credit.demo = args.demo;
    args.server.trust_clock |= args.demo;
    let system = args.system()?;
    let options = Options { founding: args.fills(), ..args.server.paces.store() };
    run_server(&args.server, system, options, async |app| fill(&args, app).await)
}

pub fn ems(args: &EmsArgs) -> Done {
    run_server(&args.server, args.system()?, args.server.paces.store(), async |_| Ok(()))
}

fn run_server(args: &ServerArgs, system: System, options: Options, fill: impl AsyncFnOnce(&Application) -> Done) -> Done {
    // Before the store opens, which writes.
    let clock = Arc::new(SystemClock::going_on_from(believed(args)?)?);
    let times = Arc::new(Times::new()?);
    let store = open_store(&args.data, Options { on_sync: times.of_syncs(), ..options })?;
    let outcome = actix_web::rt::System::new().block_on(async {
        let blobs = Blobs::local(&args.data.join(BLOBS_DIRECTORY))?;
        let app = Application::build(args, system, Arc::clone(&store) as _, blobs, clock, times).await?;
        fill(&app).await?;
        store.founded()?;
        actix_web::rt::spawn(export_now_and_then(args, &store));
        app.state().runtime.start_timers();
        actix_web::rt::spawn(keep_swept(app.state().runtime.clone(), app.state().files.clone()));
        actix_web::rt::spawn(memory::keep_given_back(app.state().clone()));
        if let Some(listen) = args.metrics_listen {
            actix_web::rt::spawn(metrics::serve(listen, app.state().clone())?);
        }
        announce(args, &app)?;
        Ok(app.run(asked_to_stop()).await?)
    });
    store.close();
    outcome
}

/// When the store was last written, where the clock has to agree with it.
fn believed(args: &ServerArgs) -> io::Result<Option<SystemTime>> {
    if args.trust_clock { Ok(None) } else { last_written(&args.data) }
}

/// Begins after the founding: what a founding leaves when it is cut short is journal and checkpoint store alone.
fn export_now_and_then(args: &ServerArgs, store: &Arc<LocalStore>) -> impl Future<Output = ()> + use<> {
    let above = Above { bytes: args.export_above_mib << 20, look_every: args.paces.look_every() };
    keep_journal_short(Arc::clone(store), args.data.join(EXPORT_FILE), above)
}

/// Puts demo or generated people into an empty store.
async fn fill(args: &ServeArgs, app: &Application) -> Done {
    let runtime = &app.state().runtime;
    if args.demo {
        let accounts = demo::seed_demo(runtime, &app.state().files, demo::DemoSize::default()).await?;
        println!("{accounts}");
    }
    if let Some(sizes) = &args.generate {
        let people = demo::generate(runtime, sizes.parse()?, args.cheap_passwords).await?;
        if let Some(file) = &args.people_out {
            fs::write(file, people)?;
        }
    }
    Ok(())
}

/// Says where the server is, for people and for programs that started it.
fn announce(args: &ServerArgs, app: &Application) -> Done {
    let address = app.address();
    app.state().ready.store(true, Ordering::Relaxed);
    let name = if matches!(app.state().system, System::Ems { .. }) { "就业管理系统" } else { "网签平台" };
    println!("{name}已启动：http://{address}");
    if let Some(file) = &args.port_file {
        // Renamed into place, so that nobody reads half an address.
        let partial = file.with_extension("partial");
        fs::write(&partial, format!("{address}\n"))?;
        fs::rename(&partial, file)?;
    }
    Ok(())
}

async fn asked_to_stop() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

pub fn load(data: &Path, codes: Option<&Path>, args: LoadArgs) -> Done {
    without_server(data, Options::default(), code_tables::read(codes)?, async |runtime| Ok(load::run(runtime, args).await?))
}

/// Entities of a store that no server is using.
fn without_server(data: &Path, options: Options, codes: Codes, work: impl AsyncFnOnce(&Runtime) -> Done) -> Done {
    let store = open_store(data, options)?;
    let outcome = actix_web::rt::System::new().block_on(async {
        let clock = Arc::new(SystemClock::going_on_from(None)?);
        let runtime = Runtime::start(Arc::clone(&store) as _, clock, Arc::new(codes), RuntimeOptions::default()).await?;
        work(&runtime).await?;
        runtime.settled().await;
        Ok(())
    });
    store.close();
    outcome
}

pub fn reset_account(data: &Path, entrance: Entrance, login: &str) -> Done {
    let code = ActivationCode::draw()?;
    let existing = Options { may_create: false, ..Options::default() };
    without_server(data, existing, code_tables::read(None)?, async |runtime| {
        let account = AccountId::of_login(entrance, login.trim());
        if runtime.read::<Account>(account).await?.locked {
            return Err("该账号已被上一级用户停用，请先在就业管理系统启用".into());
        }
        match runtime.ask::<Account>(account, None, Command::Reset { activation: code.hash() }).await {
            Err(AskError::Refused(Refusal::NotFound)) => Err(format!("该入口没有登录名为 {login} 的账号").into()),
            answer => Ok(answer.map(drop)?),
        }
    })?;
    println!("{login} 的密码和两步验证已清除，请用激活码 {code} 登录并设置新密码");
    Ok(())
}

pub fn template(codes: Option<&Path>, directory: &Path) -> Done {
    let codes = code_tables::read(codes)?;
    fs::create_dir_all(directory)?;
    fs::write(directory.join("roster.xlsx"), template::roster(&codes)?)?;
    fs::write(directory.join("employers.xlsx"), template::employers(&codes)?)?;
    println!("模板已写入 {}", directory.display());
    Ok(())
}

pub fn export(data: &Path, file: &Path) -> Done {
    let store = open_store(data, Options { may_create: false, ..Options::default() })?;
    let exported = write_export(&store, file)?;
    store.close();
    println!("已导出 {} 行到 {}", exported.rows, file.display());
    Ok(())
}

/// The keys of authenticator apps and of documents lie beside the data unless the operator keeps them elsewhere.
const PARTS: Parts<'static> = Parts { export: EXPORT_FILE, small: &["totp.key", "papers.key"], files: BLOBS_DIRECTORY };

pub fn back_up(data: &Path, backup: &Path) -> Done {
    let BackedUp { holds, files_copied, bytes_copied } = backup::back_up(data, backup, &PARTS)?;
    println!("{}；本次复制 {files_copied} 个文件，{} MiB", held(holds), bytes_copied >> 20);
    Ok(())
}

/// Into `data`, or, without one, nowhere: the backup is read only.
pub fn restore(backup: &Path, data: Option<&Path>) -> Done {
    let Some(data) = data else {
        println!("{}：完整", held(backup::check(backup, &PARTS)?));
        return Ok(());
    };
    let (holds, _) = backup::restore(backup, data, &PARTS)?;
    println!("{}；已恢复到 {}，可以启动", held(holds), data.display());
    Ok(())
}

fn held(Holds { groups, rows, files }: Holds) -> String {
    format!("备份含导出的 {rows} 行、其后的 {groups} 组提交、{files} 个上传文件")
}

pub fn rebuild(data: &Path, export: Option<&Path>) -> Done {
    let rebuilt = rebuild_from(data, export)?;
    println!("已重建：{rebuilt:?}");
    Ok(())
}

pub fn verify(what: &Path, key: Option<&str>) -> Done {
    if what.is_file() { documents::verify(what, key) } else { verify_store(what) }
}

fn verify_store(data: &Path) -> Done {
    let verified = verify_all(data)?;
    let export = data.join(EXPORT_FILE);
    if export.is_file() {
        check_export(&export).map_err(|error| format!("{}: {error}", export.display()))?;
    }
    let files = actix_web::rt::System::new().block_on(verify_files(&data.join(BLOBS_DIRECTORY)))?;
    println!("已核对 {} 个实体、{} 步历史、{files} 个上传文件：完整", verified.entities, verified.steps);
    Ok(())
}

/// Reads every uploaded file, whose name is its hash; returns how many there are.
async fn verify_files(directory: &Path) -> Result<usize, Box<dyn Error>> {
    if !directory.exists() {
        return Ok(0);
    }
    let blobs = Blobs::local(directory)?;
    let hashes: Vec<_> = blobs.all().map_ok(|(hash, _)| hash).try_collect().await?;
    for hash in &hashes {
        blobs.get(*hash).await?;
    }
    Ok(hashes.len())
}

pub fn openapi() -> Done {
    println!("{}", serde_json::to_string_pretty(&openapi::document())?);
    Ok(())
}
