use guanxi_macros::model;

#[model]
enum Value {
    String(String),
    List(Vec<String>),
}

fn main() {}
