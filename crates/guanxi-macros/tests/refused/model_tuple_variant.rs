use guanxi_macros::model;

#[model]
enum Shape {
    Point(i64, i64),
}

fn main() {}
