//! The child of the crash tests: `crash-child <url> [threads]`, or `crash-child script <folder> <call>…`.

use guanxi_testkit::crash::{child, workload::THREADS};

fn main() -> std::process::ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match &args[..] {
        #[cfg(unix)]
        [script, dir, calls @ ..] if script == "script" => {
            guanxi_testkit::crash::script::run(dir.as_ref(), calls).is_ok()
        }
        [url] => child::run(url, THREADS).is_ok(),
        [url, threads] => child::run(url, threads.parse().unwrap_or(THREADS)).is_ok(),
        _ => false,
    };
    if done { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
