use guanxi_core::{
    change::Outcome,
    settings::{FieldDefinition, FieldType, Store},
    shop::ShopPatch,
};

use super::crm;

#[test]
fn settings_are_kept_and_the_same_again_changes_nothing() {
    let crm = crm();
    let patch = || {
        ShopPatch::new()
            .name("茶舍".into())
            .currency("CNY".parse().unwrap())
            .zone("Asia/Shanghai".parse().unwrap())
    };
    assert_eq!(crm.shop().set(patch()).unwrap().outcome, Outcome::Updated);
    assert_eq!(crm.shop().set(patch()).unwrap().outcome, Outcome::Unchanged);
    let settings = crm.shop().get().unwrap();
    assert_eq!((settings.name.as_deref(), settings.zone.name()), (Some("茶舍"), "Asia/Shanghai"));
    let store = Store { code: "bund".into(), name: "外滩店".into(), address: None };
    assert_eq!(crm.shop().define_store(store).unwrap().settings.stores.len(), 1);
    let err = crm.shop().set(ShopPatch::new().records_per_identifier_max(0)).unwrap_err();
    assert_eq!(err.code(), "invalid_field");
}

#[test]
fn a_field_is_checked_when_it_is_defined() {
    let crm = crm();
    let field =
        |name: &str, ty| FieldDefinition { name: name.into(), ty, choices: vec![], min: None, max: None };
    for (definition, wrong) in [
        (field("Shoe Size", FieldType::Text), "name"),
        (field("email", FieldType::Text), "name"),
        (field("size", FieldType::Choice), "choices"),
        (FieldDefinition { min: Some(2), max: Some(1), ..field("size", FieldType::Integer) }, "min"),
    ] {
        let err = crm.shop().define_field(definition).unwrap_err();
        assert_eq!(err.field("field").as_deref(), Some(wrong));
    }
    crm.shop().define_field(field("size", FieldType::Integer)).unwrap();
    assert_eq!(
        crm.shop().define_field(field("size", FieldType::Text)).unwrap_err().field("field").as_deref(),
        Some("type")
    );
}
