use guanxi_macros::model;

#[model]
struct Outer {
    #[serde(flatten)]
    inner: Inner,
}

fn main() {}
