use guanxi_macros::model;

#[model]
struct Price(i64);

fn main() {}
