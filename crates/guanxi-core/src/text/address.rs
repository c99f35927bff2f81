//! Postal addresses.

use std::fmt;

use guanxi_macros::model;

use super::{Country, fold::tidy};

/// A postal address as it was given: nothing is required of it, for what is required differs by country.
///
/// `Debug` shows nothing of it.
#[model(default)]
#[derive(Clone, Default, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Address {
    /// Street, house, floor, company: what stands above the city on an envelope.
    #[n(0)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The city, town or village.
    #[n(1)]
    pub city: Option<String>,
    /// The state, province or county, as a name or a code.
    #[n(2)]
    pub region: Option<String>,
    /// The country.
    #[n(3)]
    pub country: Option<Country>,
    /// The postcode, which may begin with zeros.
    #[n(4)]
    pub postcode: Option<String>,
    /// Millionths of a degree north of the equator (WGS 84).
    #[n(5)]
    pub latitude_e6: Option<i32>,
    /// Millionths of a degree east of Greenwich (WGS 84).
    #[n(6)]
    pub longitude_e6: Option<i32>,
}

impl Address {
    /// An address of these lines, and nothing else yet.
    pub fn new(lines: Vec<String>) -> Self {
        Self { lines, ..Self::default() }
    }

    /// The same address with every text at half width and single-spaced, and without empty ones. Coordinates off the
    /// globe go, and so does one without the other.
    #[must_use]
    pub fn tidy(self) -> Self {
        let some = |text: Option<String>| text.map(|t| tidy(&t)).filter(|t| !t.is_empty());
        let place = self.latitude_e6.zip(self.longitude_e6).filter(|(latitude, longitude)| {
            latitude.unsigned_abs() <= 90_000_000 && longitude.unsigned_abs() <= 180_000_000
        });
        Self {
            lines: self.lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).collect(),
            city: some(self.city),
            region: some(self.region),
            country: self.country,
            postcode: some(self.postcode),
            latitude_e6: place.map(|(latitude, _)| latitude),
            longitude_e6: place.map(|(_, longitude)| longitude),
        }
    }

    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Address {
    /// One line, from small to large: `12 High Street, Bath, Somerset, BA1 1AA, GB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = self.country.as_ref().map(Country::as_str);
        let rest = [self.city.as_deref(), self.region.as_deref(), self.postcode.as_deref(), country];
        let parts = self.lines.iter().map(String::as_str).chain(rest.into_iter().flatten());
        for (at, part) in parts.filter(|part| !part.is_empty()).enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bath() -> Address {
        Address {
            city: Some("Bath".to_owned()),
            country: "UK".parse().ok(),
            postcode: Some("BA1 1AA".to_owned()),
            ..Address::new(vec!["12 High Street".to_owned()])
        }
    }

    #[test]
    fn tidy_keeps_what_is_there() {
        let messy = Address {
            lines: vec!["  12  High\tStreet ".to_owned(), " ".to_owned()],
            city: Some("Ｂａｔｈ".to_owned()),
            region: Some("\u{a0}".to_owned()),
            postcode: Some("BA1\u{3000}1AA\u{200b}".to_owned()),
            latitude_e6: Some(51_381_000),
            ..bath()
        };
        assert_eq!(messy.tidy().to_string(), bath().to_string());
        let far = Address { latitude_e6: Some(90_000_001), longitude_e6: Some(0), ..Address::default() };
        assert!(!far.is_empty() && far.tidy().is_empty());
        let placed = Address { latitude_e6: Some(-90_000_000), longitude_e6: Some(180_000_000), ..bath() };
        assert_eq!(placed.clone().tidy(), placed);
    }

    #[test]
    fn one_line_for_people_none_for_logs() {
        assert_eq!(bath().to_string(), "12 High Street, Bath, BA1 1AA, GB");
        assert_eq!(Address::default().to_string(), "");
        assert_eq!(format!("{:?}", bath()), "Address(…)");
    }

    #[test]
    fn json_and_storage() {
        let json = concat!(
            r#"{"lines":["12 High Street"],"city":"Bath","region":null,"country":"GB","postcode":"BA1 1AA","#,
            r#""latitude_e6":null,"longitude_e6":null}"#
        );
        assert_eq!(serde_json::to_string(&bath()).unwrap(), json);
        assert_eq!(serde_json::from_str::<Address>(json).unwrap(), bath());
        assert!(serde_json::from_str::<Address>("{}").unwrap().is_empty());
        let placed: Address = serde_json::from_str(r#"{"latitude_e6":1,"longitude_e6":-2}"#).unwrap();
        assert_eq!((placed.latitude_e6, placed.longitude_e6), (Some(1), Some(-2)));
        assert_eq!(minicbor::to_vec(Address::default()).unwrap(), [0xa0], "an empty map");
    }

    proptest! {
        #[test]
        fn storage_keeps_everything(lines in prop::collection::vec(".*", 0..3), city in prop::option::of(".*"),
            region in prop::option::of(".*"), latitude_e6 in any::<Option<i32>>(), longitude_e6 in any::<Option<i32>>()) {
            let address = Address { lines, city, region, latitude_e6, longitude_e6, ..bath() };
            let bytes = minicbor::to_vec(&address).unwrap();
            prop_assert_eq!(minicbor::decode::<Address>(&bytes).unwrap(), address.clone());
            let tidy = address.tidy();
            prop_assert_eq!(tidy.clone().tidy(), tidy);
        }
    }
}
