use guanxi_macros::model;

#[model]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
