//! The shop. A copy of `examples/data/shop`, so that the command carries it when it is packaged and installed; a test
//! keeps the two the same. Where it comes from stands in its README.

/// 5,535 customer records.
pub(super) const CUSTOMERS: &[u8] = include_bytes!("../../../data/customers.csv");
/// 6,919 orders.
pub(super) const ORDERS: &[u8] = include_bytes!("../../../data/orders.csv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_shop_of_the_examples() {
        let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data/shop");
        // Outside the repository, as a package, there is nothing to compare with.
        if !std::path::Path::new(examples).exists() {
            return;
        }
        for (name, ours) in [("customers.csv", CUSTOMERS), ("orders.csv", ORDERS)] {
            let theirs = std::fs::read(format!("{examples}/{name}")).unwrap();
            assert!(ours == theirs, "crates/guanxi-cli/data/{name} is not examples/data/shop/{name}");
        }
    }
}
