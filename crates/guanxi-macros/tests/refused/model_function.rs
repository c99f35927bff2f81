use guanxi_macros::model;

#[model]
fn thing() {}

fn main() {}
