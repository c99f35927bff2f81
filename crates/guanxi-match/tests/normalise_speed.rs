//! What a call costs, in nanoseconds: `cargo test --release -p guanxi-match --test normalise_speed -- --ignored --nocapture`.

#![allow(clippy::print_stdout)] // what it measures

use std::{hint::black_box, time::Instant};

use guanxi_match::normalise::{Hints, address, date, email, fold, name, phone, phonetic, place};

/// Rounds of which the quickest counts, and times that each value is read in one.
const ROUNDS: usize = 60;
const TIMES: usize = 300;

fn time(what: &str, values: &[&str], call: impl Fn(&str)) {
    let round = || {
        let start = Instant::now();
        for _ in 0..TIMES {
            values.iter().for_each(|value| call(black_box(value)));
        }
        start.elapsed().as_nanos() / (TIMES * values.len()) as u128
    };
    let best = (0..ROUNDS).map(|_| round()).min();
    println!("{what}: {} ns", best.unwrap_or_default());
}

#[test]
#[ignore = "measures; run it in release"]
fn costs() {
    let hints = Hints::default();
    let start = Instant::now();
    name::full("张伟 Zhang", &hints);
    name::full("John Smith", &hints);
    address::parse("中山路1号", &hints);
    println!("first calls: {} us", start.elapsed().as_micros());
    time("fold latin", &["John Smith", "MARY-ANN", "O'Brien"], |v| drop(black_box(fold::text(v))));
    time("fold accents", &["Jürgen Müller", "José García"], |v| drop(black_box(fold::text(v))));
    time("fold han", &["张伟", "欧阳娜娜", "張偉"], |v| drop(black_box(fold::text(v))));
    time("name latin", &["John Smith", "Smith, John A.", "Dr. Bob van der Berg"], |v| {
        drop(black_box(name::full(v, &hints)))
    });
    time("name pinyin", &["Zhang Wei", "Xiaoming Zhang"], |v| drop(black_box(name::full(v, &hints))));
    time("name han", &["张伟", "欧阳娜娜", "王先生"], |v| drop(black_box(name::full(v, &hints))));
    time("name parts", &["John", "Robert"], |v| drop(black_box(name::parts(v, "Smith", &hints))));
    time("name kana, hangul", &["ヤマダ タロウ", "김민준"], |v| {
        drop(black_box(name::full(v, &hints)))
    });
    time("email", &["anna.smith@gmail.com", "188309387@qq.com", "anna@example-shop.de"], |v| {
        drop(black_box(email::parse(v)))
    });
    time("phone", &["13812340567", "+86 138 1234 0567", "010-62345679"], |v| {
        drop(black_box(phone::parse(v, Some("CN"))))
    });
    time("date iso", &["1990-03-05", "1985-12-01"], |v| {
        black_box(date::parse(v, date::Order::YearMonthDay));
    });
    time("date other", &["19900305", "5.3.1990", "1990年3月5日", "Mar 3, 1990"], |v| {
        black_box(date::parse(v, date::Order::YearMonthDay));
    });
    time("address latin", &["12 Main Street, Apt 5", "2375 CHESTNUT DR"], |v| {
        drop(black_box(address::parse(v, &hints)))
    });
    time("address han", &["广东省深圳市罗湖区东门路10号京基大厦3栋2单元501室"], |v| {
        drop(black_box(address::parse(v, &hints)))
    });
    time("place", &["Seattle", "北京市", "St. Louis"], |v| drop(black_box(place::parse(v))));
    time("phonetic", &["smith", "catherine"], |v| drop(black_box(phonetic::key(v))));
}
