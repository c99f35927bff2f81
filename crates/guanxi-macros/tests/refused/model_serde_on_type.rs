use guanxi_macros::model;

#[model]
#[serde(tag = "type")]
enum Kind {
    A,
}

fn main() {}
