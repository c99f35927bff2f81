use guanxi_macros::model;

#[model]
enum Kind {
    #[serde(untagged)]
    A(String),
}

fn main() {}
