//! What would break a language does not compile, and says why.

#[test]
fn what_a_language_cannot_take_is_refused() {
    trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
}
