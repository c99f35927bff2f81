use guanxi_macros::model;

#[model(inputt)]
struct Thing {
    name: String,
}

fn main() {}
