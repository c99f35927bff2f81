//! The report of `dedupe`, as a browser shows it.

use std::{env, fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{Folder, dedupe::people};

/// Hears errors from the first element on.
const BEFORE: &str = "<script>const wrong = [];
addEventListener('error', event => wrong.push(event.message));
addEventListener('securitypolicyviolation', event => wrong.push(event.violatedDirective));</script>";

/// Does what somebody does who looks at the page, and writes down what is seen.
const AFTER: &str = "<script>addEventListener('load', () => {
const shown = name => [...document.querySelectorAll(`#${name}-list > *`)].filter(card => card.offsetParent).length;
const search = (name, text) => {
  const box = document.querySelector(`[data-search=${name}]`);
  box.value = text;
  box.dispatchEvent(new Event('input'));
  return shown(name);
};
const seen = {
  pairs: shown('pairs'), clusters: shown('clusters'),
  found: search('pairs', 'BRANDT'), none: search('pairs', 'brandt nobody'), again: search('pairs', ''),
  one: search('clusters', 'engel'),
  pictures: [...document.querySelectorAll('svg, .waterfall')].map(svg => svg.getBoundingClientRect()).filter(box => box.width > 100 && box.height > 20).length,
  wide: document.documentElement.scrollWidth - innerWidth,
  images: document.querySelectorAll('img, iframe, object').length, wrong,
};
document.body.innerHTML = '<pre id=seen></pre>';
document.getElementById('seen').textContent = JSON.stringify(seen);
});</script>";

/// The browser that the environment names, or one that is installed.
fn browser() -> Option<String> {
    let installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    env::var("CHROMIUM")
        .ok()
        .or_else(|| installed.into_iter().find(|path| Path::new(path).exists()).map(str::to_owned))
}

#[test]
fn the_report_is_looked_at_in_a_browser() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed, and CHROMIUM names none");
        return;
    };
    let folder = Folder::new();
    folder.write("people.csv", &people(",").replacen("Anna", "<img src=x onerror=wrong.push(1)>", 1));
    folder.ok(&["dedupe", "people.csv", "--truth", "person", "--report", "report.html"]);
    let page = fs::read_to_string(folder.path("report.html")).unwrap();
    let page = page.replacen("<head>", &format!("<head>{BEFORE}"), 1).replacen(
        "</body>",
        &format!("{AFTER}</body>"),
        1,
    );
    folder.write("looked.html", &page);
    let ran = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,900"])
        .arg(format!("--user-data-dir={}", folder.path("profile").display()))
        .args(["--virtual-time-budget=5000", "--dump-dom"])
        .arg(format!("file://{}", folder.path("looked.html").display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&ran.stdout);
    let seen = dom.split_once("<pre id=\"seen\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let seen = seen.unwrap_or_else(|| panic!("{dom}\n{}", String::from_utf8_lossy(&ran.stderr))).0;
    let seen: Value = serde_json::from_str(seen).unwrap();
    let number = |name: &str| seen[name].as_u64().unwrap();
    assert_eq!((&seen["wrong"], &seen["images"]), (&json!([]), &json!(0)), "{seen}");
    assert!(number("pairs") > 1 && number("clusters") > 1, "{seen}");
    assert!(number("found") > 0 && number("found") < number("pairs") && number("none") == 0, "{seen}");
    assert_eq!(number("again"), number("pairs"), "{seen}");
    assert!(number("one") > 0 && number("one") < number("clusters"), "{seen}");
    assert!(number("pictures") >= 3 && seen["wide"].as_i64() <= Some(0), "{seen}");
}
