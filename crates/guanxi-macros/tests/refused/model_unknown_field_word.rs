use guanxi_macros::model;

#[model]
struct Thing {
    #[model(defualt)]
    name: String,
}

fn main() {}
