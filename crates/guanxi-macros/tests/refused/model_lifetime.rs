use guanxi_macros::model;

#[model]
struct Name<'a> {
    text: &'a str,
}

fn main() {}
