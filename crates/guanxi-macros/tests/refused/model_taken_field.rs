use guanxi_macros::model;

#[model]
struct Thing {
    constructor: String,
}

fn main() {}
