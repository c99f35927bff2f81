//! Which column holds what: found by header, or said by a [`Mapping`].
//!
//! ```
//! use guanxi_core::import::{Columns, CustomerField, Target};
//!
//! let columns = Columns::<CustomerField>::guess(&["会员号", "姓名", "手机号", "E-Mail", "Lieblingsfarbe", "custom:tier"]);
//! assert_eq!(columns.position(CustomerField::Phone), Some(2));
//! assert_eq!(columns.position(CustomerField::BirthDate), None);
//! assert_eq!(columns.all()[4].target, Target::Extra("Lieblingsfarbe".into()));
//! assert_eq!(columns.all()[5].target, Target::Custom("tier".into()));
//! ```

use std::collections::{HashMap, HashSet};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    headers::Field,
    mapping::Mapping,
    row::{Row, value},
};
use crate::error::{Error, Result};

/// Where a column's cells go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<F> {
    /// Into a field.
    Field(F),
    /// Into a custom attribute of this name.
    Custom(String),
    /// Among what the source says beyond the fields, under this name: the header, made unique.
    Extra(String),
    /// Nowhere.
    Ignored,
}

/// How a column came to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// The mapping says so.
    Mapping,
    /// Its header is a known name.
    Header,
    /// Its header is a known name, but another column has the field already.
    Taken,
    /// Its header is no known name.
    Nothing,
}

/// One column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<F> {
    /// Its header as it stands, perhaps empty.
    pub header: String,
    /// Where its cells go.
    pub target: Target<F>,
    /// Why there.
    pub found_by: FoundBy,
}

/// The columns of a file, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns<F> {
    columns: Vec<Column<F>>,
    /// The column of each field, by the field's index.
    positions: Vec<Option<usize>>,
}

impl<F: Field> Columns<F> {
    /// Finds columns by their headers alone: see [`Field`] for the precedence of names.
    pub fn guess<S: AsRef<str>>(headers: &[S]) -> Self {
        Finder::new(headers).finish()
    }

    /// Takes what the mapping says and finds the others by their headers.
    ///
    /// # Errors
    /// `invalid_field`, in this order: the mapping names a column that the file does not have; a target that does not
    /// exist; one field for two columns.
    pub fn with_mapping<S: AsRef<str>>(headers: &[S], mapping: &Mapping) -> Result<Self> {
        let mut finder = Finder::new(headers);
        for (key, target) in mapping.columns.iter().map(|(k, t)| (k.as_str(), t.as_str())) {
            let at = finder.column(key).ok_or_else(|| no_such_column(key))?;
            finder.say(key, at, Target::parse(target)?)?;
        }
        for key in &mapping.ignore {
            let at = finder.column(key).ok_or_else(|| no_such_column(key))?;
            finder.say(key, at, Target::Ignored)?;
        }
        Ok(finder.finish())
    }

    /// Every column.
    pub fn all(&self) -> &[Column<F>] {
        &self.columns
    }

    /// The column of a field, counted from 0.
    pub fn position(&self, field: F) -> Option<usize> {
        self.positions[field.index()]
    }

    /// The header of a field's column: what a reject calls it.
    pub fn header(&self, field: F) -> Option<&str> {
        self.position(field).map(|at| self.columns[at].header.as_str())
    }

    /// What a row says of a field, by [`value`]; `None` if it has no such column or its cell is blank.
    pub fn get<'r>(&self, row: &Row<'r>, field: F) -> Option<&'r str> {
        self.position(field).map(|at| value(row.cell(at))).filter(|text| !text.is_empty())
    }

    /// The custom attributes that a row says something of, in the order of the columns.
    pub fn custom<'a>(&'a self, row: &Row<'a>) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a, F> {
        self.named(row, |target| if let Target::Custom(name) = target { Some(name) } else { None })
    }

    /// What a row says beyond fields and custom attributes, in the order of the columns.
    pub fn extra<'a>(&'a self, row: &Row<'a>) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a, F> {
        self.named(row, |target| if let Target::Extra(name) = target { Some(name) } else { None })
    }

    fn named<'a>(
        &'a self,
        row: &Row<'a>,
        name: fn(&Target<F>) -> Option<&String>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a, F> {
        let named = self.columns.iter().zip(row.iter());
        named.filter_map(move |(column, cell)| {
            Some((name(&column.target)?.as_str(), value(cell))).filter(|(_, text)| !text.is_empty())
        })
    }

    /// Refuses a file of which nothing is known: most likely its first row names no columns.
    ///
    /// # Errors
    /// `invalid_file`.
    pub fn require_known(&self, place: &str) -> Result<()> {
        if self.positions.iter().any(Option::is_some) {
            return Ok(());
        }
        // The headers themselves stay out of the message: without a header row they are somebody's data.
        let reason = format!(
            "none of its {} columns is known; its first row must name the columns, or a mapping must say what they hold ({})",
            self.columns.len(),
            super::headers::known::<F>()
        );
        Err(Error::file(place, reason))
    }

    /// A mapping that says what was found: to look at, to change, to give back.
    pub fn to_mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        let mut seen = HashSet::new();
        for (at, column) in self.columns.iter().enumerate() {
            let unique = !column.header.is_empty() && seen.insert(&column.header);
            let key = if unique { column.header.clone() } else { format!("#{}", at + 1) };
            match &column.target {
                Target::Extra(_) => {}
                Target::Ignored => mapping.ignore.push(key),
                Target::Field(field) => drop(mapping.columns.insert(key, field.name().to_owned())),
                Target::Custom(name) => drop(mapping.columns.insert(key, format!("custom:{name}"))),
            }
        }
        mapping
    }
}

impl<F: Field> Target<F> {
    /// What a mapping file says: a field, `custom:<name>`, `extra` or `ignore`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        match text.split_once(':') {
            Some(("custom", name)) if !name.trim().is_empty() => {
                return Ok(Self::Custom(name.trim().to_owned()));
            }
            _ => {}
        }
        match text {
            "extra" => Ok(Self::Extra(String::new())),
            "ignore" => Ok(Self::Ignored),
            name => F::named(name).map(Self::Field).ok_or_else(|| {
                Error::invalid("columns", format_args!("{name:?} is {}", super::headers::unknown::<F>()))
            }),
        }
    }
}

fn no_such_column(key: &str) -> Error {
    Error::invalid(
        "columns",
        format_args!("the mapping names a column {key:?}, which the file does not have"),
    )
}

/// Finds the columns of one file.
struct Finder<F> {
    headers: Vec<String>,
    folded: Vec<String>,
    targets: Vec<Option<(Target<F>, FoundBy)>>,
    positions: Vec<Option<usize>>,
}

/// How well a header fits a field; less is better: kind of name, variation of the header, place in the list.
type Rank = (u8, u8, usize);

impl<F: Field> Finder<F> {
    fn new<S: AsRef<str>>(headers: &[S]) -> Self {
        let headers: Vec<_> = headers.iter().map(|header| value(header.as_ref()).to_owned()).collect();
        let folded = headers.iter().map(|header| fold(header)).collect();
        let (targets, positions) = (vec![None; headers.len()], vec![None; F::ALL.len()]);
        Self { headers, folded, targets, positions }
    }

    /// The column that a mapping calls so: by its header, its folded header, or `#` and its number from 1.
    fn column(&self, key: &str) -> Option<usize> {
        let number = || {
            key.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.headers.len())
        };
        let (exact, folded) = (value(key), fold(key));
        let by_text = self.headers.iter().position(|header| header == exact && !exact.is_empty());
        by_text
            .or_else(|| {
                self.folded.iter().position(|f| *f == folded && !f.is_empty() && !key.starts_with('#'))
            })
            .or_else(number)
    }

    fn say(&mut self, key: &str, at: usize, target: Target<F>) -> Result<()> {
        let twice =
            |what: &str| Err(Error::invalid("columns", format_args!("the mapping gives {what} twice")));
        if self.targets[at].is_some() {
            return twice(&format!("column {key:?}"));
        }
        if let Target::Field(field) = target
            && self.positions[field.index()].replace(at).is_some()
        {
            return twice(field.name());
        }
        self.targets[at] = Some((target, FoundBy::Mapping));
        Ok(())
    }

    fn finish(mut self) -> Columns<F> {
        self.find_custom();
        let known = self.find_fields();
        let mut names = HashSet::new();
        let columns = self.headers.iter().zip(self.targets).enumerate().map(|(at, (header, target))| {
            let found_by = if known.contains(&at) { FoundBy::Taken } else { FoundBy::Nothing };
            let (target, found_by) = target.unwrap_or((Target::Extra(String::new()), found_by));
            let target = match target {
                Target::Extra(_) => Target::Extra(unique(header, at, &mut names)),
                other => other,
            };
            Column { header: header.clone(), target, found_by }
        });
        Columns { columns: columns.collect(), positions: self.positions }
    }

    /// Headers that say themselves that they are custom attributes: `custom:shoe size`.
    fn find_custom(&mut self) {
        for (header, target) in self.headers.iter().zip(&mut self.targets) {
            let Some((custom, name)) = header.split_once([':', '：']) else { continue };
            if target.is_none() && fold(custom) == "custom" && !name.trim().is_empty() {
                *target = Some((Target::Custom(name.trim().to_owned()), FoundBy::Header));
            }
        }
    }

    /// Gives each field its best column, and returns the columns that have a known name.
    fn find_fields(&mut self) -> HashSet<usize> {
        let fits = self.fits();
        for (_, at, field) in &fits {
            if self.targets[*at].is_none() && self.positions[field.index()].is_none() {
                self.targets[*at] = Some((Target::Field(*field), FoundBy::Header));
                self.positions[field.index()] = Some(*at);
            }
        }
        fits.into_iter().map(|(_, at, _)| at).collect()
    }

    /// Every fit of a column and a field, the best first.
    fn fits(&self) -> Vec<(Rank, usize, F)> {
        let names = self.names();
        let mut fits = Vec::new();
        for (at, header) in self.headers.iter().enumerate() {
            for (variation, text) in variations::<F>(header).into_iter().enumerate() {
                for (kind, place, field) in names.get(&text).into_iter().flatten() {
                    // What is certain in company is so as it stands.
                    if *kind > 0 || variation == 0 {
                        fits.push(((*kind, variation as u8, *place), at, *field));
                    }
                }
            }
        }
        fits.sort_by_key(|(rank, at, _)| (*rank, *at));
        fits
    }

    /// Every name that counts in this file, folded, with its kind and its place in its list.
    fn names(&self) -> HashMap<String, Vec<(u8, usize, F)>> {
        let mut all: HashMap<_, Vec<_>> = HashMap::new();
        for field in F::ALL {
            let names = field.names();
            let present = |mark: &&'static str| self.folded.contains(&fold(mark));
            let with = names.with.iter().filter(|(marks, _)| marks.iter().any(present));
            let with = with.flat_map(|(_, names)| names.iter().map(|name| (0, name)));
            let plain = names.specific.iter().map(|name| (1, name));
            let general = names.general.iter().map(|name| (2, name));
            for (place, (kind, name)) in with.chain(plain).chain(general).enumerate() {
                all.entry(fold(name)).or_default().push((kind, place, *field));
            }
        }
        all
    }
}

/// Longer headers are no names.
const HEADER_BYTES_MAX: usize = 200;

/// The header folded; without a remark in brackets behind it; without a word before it that says nothing more. Empty
/// where there is no such thing.
fn variations<F: Field>(header: &str) -> [String; 3] {
    if header.len() > HEADER_BYTES_MAX {
        return Default::default();
    }
    let bracket =
        header.strip_suffix([')', '）', ']', '】']).and_then(|rest| rest.rfind(['(', '（', '[', '【']));
    let plain = bracket.map_or(header, |at| &header[..at]);
    let remark = bracket.map_or_else(String::new, |_| fold(plain));
    [fold(header), remark, without_prefix::<F>(plain).map_or_else(String::new, fold)]
}

fn without_prefix<F: Field>(header: &str) -> Option<&str> {
    let splits = || {
        header
            .char_indices()
            .map(|(at, _)| header.split_at(at))
            .filter(|(before, after)| is_word_end(before, after))
    };
    F::PREFIXES
        .iter()
        .find_map(|prefix| splits().find(|(before, _)| fold(before) == *prefix))
        .map(|(_, after)| after)
}

/// Chinese needs no sign between words; elsewhere a blank, an underscore or a capital is one.
fn is_word_end(before: &str, after: &str) -> bool {
    match (before.chars().next_back(), after.chars().next()) {
        (Some(last), Some(next)) => {
            !last.is_ascii()
                || !next.is_alphanumeric()
                || !last.is_alphanumeric()
                || last.is_lowercase() && next.is_uppercase()
        }
        _ => false,
    }
}

/// A name for a column that is no field: its header, or its number if it has none; a second one of a name says so.
fn unique(header: &str, at: usize, names: &mut HashSet<String>) -> String {
    let name = if header.is_empty() { format!("column {}", at + 1) } else { header.to_owned() };
    let numbered = (2..).map(|n| format!("{name} ({n})"));
    std::iter::once(name.clone()).chain(numbered).find(|name| names.insert(name.clone())).unwrap_or(name)
}

/// A header as it is compared: compatibility forms, case, accents, blanks and punctuation do not count.
pub(super) fn fold(header: &str) -> String {
    let plain = header.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(header.len());
    plain
        .filter(|c| c.is_alphanumeric())
        .for_each(|c| if c == 'ß' { folded.push_str("ss") } else { folded.push(c) });
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{CustomerField, Entry, Options, OrderField, Table};

    /// Checks a header row against the fields expected, `-` for a column that is none.
    fn check<F: Field>(headers: &str, expected: &str) {
        let headers: Vec<_> = headers.split(',').collect();
        let columns = Columns::<F>::guess(&headers);
        let found = columns.all().iter().map(|column| match &column.target {
            Target::Field(field) => field.name(),
            _ => "-",
        });
        assert_eq!(found.collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>(), "{headers:?}");
    }

    #[test]
    fn customers_files() {
        let cases = [
            (
                "rec_id,first_name,last_name,email,phone,birth_date,address_line1,city,postcode,country,source",
                "external_id given_name family_name email phone birth_date address_line1 city postcode country source",
            ),
            (
                "rec_id,name,phone,email,city,address,birth_date,gender,source",
                "external_id name phone email city address_line1 birth_date gender source",
            ),
            (
                "unique_id,first_name,surname,dob,city,email,cluster",
                "external_id given_name family_name birth_date city email -",
            ),
            (
                "rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id",
                "external_id given_name family_name - address_line1 address_line2 city postcode region birth_date -",
            ),
            // Shopify, today and before
            (
                "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,\
                 Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,\
                 Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,\
                 Total Spent,Total Orders,Note,Tax Exempt,Tags",
                "external_id given_name family_name email email_consent company address_line1 address_line2 city region \
                 country postcode - phone sms_consent - - note - tags",
            ),
            (
                "First Name,Last Name,Email,Accepts Marketing,Company,Address1,Address2,City,Province,Province Code,Country,\
                 Country Code,Zip,Phone,Total Spent,Total Orders,Tags,Note,Tax Exempt",
                "given_name family_name email email_consent company address_line1 address_line2 city - region - country \
                 postcode phone - - tags note -",
            ),
            // WooCommerce: the analytics table, and the users with their billing fields
            (
                "Name,Username,Last active,Sign up,Email,Orders,Total spend,AOV,Country / Region,City,Region,Postal code",
                "name - - created_at email - - - country city region postcode",
            ),
            (
                "ID,user_login,user_email,user_registered,billing_first_name,billing_last_name,billing_company,billing_address_1,\
                 billing_city,billing_postcode,billing_state,billing_country,billing_phone",
                "external_id - email created_at given_name family_name company address_line1 city postcode region country phone",
            ),
            // Stripe, Square
            (
                "id,Description,Email,Name,Created (UTC),Delinquent,Currency",
                "external_id note email name created_at - currency",
            ),
            (
                "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,\
                 Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,Email Subscription Status",
                "- given_name family_name email phone name company address_line1 address_line2 city region postcode birth_date \
                 note external_id - email_consent",
            ),
            // 中文
            (
                "会员号,姓名,手机号,性别,生日,会员等级,邮箱",
                "external_id name phone gender birth_date - email",
            ),
            (
                "客户编号,客户姓名,联系电话,省份,城市,详细地址,邮编,备注,创建时间",
                "external_id name phone region city address_line1 postcode note created_at",
            ),
            (
                "姓,名,手机号码（必填）,出生日期(YYYY-MM-DD),客户标签,客户来源",
                "family_name given_name phone birth_date tags source",
            ),
            ("昵称,真实姓名,手机,地区", "- name phone -"),
            // Deutsch, français, español
            (
                "Kunden-Nr.,Vorname,Name,E-Mail-Adresse,Telefon,Straße,PLZ,Ort,Land,Geburtsdatum,Firma",
                "external_id given_name family_name email phone address_line1 postcode city country birth_date company",
            ),
            (
                "Kundennummer,Nachname,Vorname,Strasse,Handy,Telefon",
                "external_id family_name given_name address_line1 phone -",
            ),
            ("Name,Ort", "name city"),
            (
                "N° client,Nom,Prénom,Courriel,Téléphone,Adresse,Code postal,Ville,Pays,Date de naissance",
                "external_id family_name given_name email phone address_line1 postcode city country birth_date",
            ),
            (
                "ID,Nombre,Apellidos,Correo electrónico,Teléfono móvil,Dirección,Código postal,Ciudad,País,Fecha de nacimiento",
                "external_id given_name family_name email phone address_line1 postcode city country birth_date",
            ),
            ("Nombre,Ciudad", "name city"),
            // forms of writing
            (
                "firstName,LAST-NAME,ｅｍａｉｌ, Phone Number ,CUSTOMER.CITY",
                "given_name family_name email phone city",
            ),
            ("customerFirstName,customer_note,username,customership", "given_name note - -"),
        ];
        for (headers, expected) in cases {
            check::<CustomerField>(headers, expected);
        }
    }

    #[test]
    fn orders_files() {
        let cases = [
            (
                "order_id,source,customer_ref,placed_on,units,amount,currency",
                "order_id source customer_ref placed_at quantity total currency",
            ),
            (
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                "order_id sku product_name quantity placed_at unit_price customer_ref -",
            ),
            ("master_id,customer_id,date,cds,amount", "- customer_ref placed_at quantity total"),
            (
                "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,\
                 transaction_timestamp",
                "customer_ref store order_id sku quantity line_total - - - - placed_at",
            ),
            (
                "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,\
                 Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,\
                 Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,\
                 Lineitem fulfillment status,Billing Name,Billing Phone,Shipping Name,Notes,Note Attributes,Cancelled at,\
                 Payment Method,Refunded Amount,Vendor,Outstanding Balance,Location,Id,Tags,Source,Lineitem discount,Phone",
                "order_id customer_email financial_status - fulfillment_status - - currency subtotal shipping tax total - discount \
                 - placed_at quantity product_name unit_price - sku - - - customer_name - - note - cancelled_at - refunded brand - \
                 store - tags channel line_discount customer_phone",
            ),
            (
                "order_id,order_number,order_date,status,shipping_total,tax_total,discount_total,order_total,refunded_total,\
                 order_currency,payment_method,customer_id,billing_email,billing_phone,customer_note",
                "order_id - placed_at status shipping tax discount total - currency - customer_ref customer_email customer_phone note",
            ),
            (
                "id,Description,Seller Message,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Customer Email",
                "order_id note - placed_at total refunded currency status customer_ref customer_email",
            ),
            (
                "Date,Time,Gross Sales,Discounts,Net Sales,Tax,Partial Refunds,Total Collected,Transaction ID,Customer ID,\
                 Customer Name,Location",
                "placed_at - - discount - tax refunded total order_id customer_ref customer_name store",
            ),
            (
                "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝总数量,店铺名称,退款金额",
                "order_id customer_ref - total status note customer_name customer_phone placed_at - product_name quantity store refunded",
            ),
            (
                "订单号,订单状态,下单时间,商品名称,规格编码,商品数量,商品单价（元）,运费,订单实付金额,收货人手机号/提货人手机号,归属店铺,订单来源",
                "order_id status placed_at product_name sku quantity unit_price shipping total customer_phone store channel",
            ),
            ("小票号,会员号,消费时间,消费金额,门店", "order_id customer_ref placed_at total store"),
            ("id,name,date,amount", "order_id customer_name placed_at total"),
            (
                "Bestellnummer,Kundennummer,Bestelldatum,Gesamtbetrag,Währung",
                "order_id customer_ref placed_at total currency",
            ),
            (
                "Numéro de commande,Date de commande,Montant total,Quantité,Prix unitaire",
                "order_id placed_at total quantity unit_price",
            ),
            (
                "Número de pedido,Fecha,Importe total,Cantidad,Producto",
                "order_id placed_at total quantity product_name",
            ),
        ];
        for (headers, expected) in cases {
            check::<OrderField>(headers, expected);
        }
    }

    #[test]
    fn one_id_two_meanings() {
        assert_eq!(
            Columns::<CustomerField>::guess(&["customer_id"]).position(CustomerField::ExternalId),
            Some(0)
        );
        let orders = Columns::<OrderField>::guess(&["customer_id", "id"]);
        assert_eq!(
            (orders.position(OrderField::CustomerRef), orders.position(OrderField::OrderId)),
            (Some(0), Some(1))
        );
    }

    #[test]
    fn doubles_blanks_and_custom() {
        let columns = Columns::<CustomerField>::guess(&[
            "Email",
            "",
            "email",
            "E-Mail",
            "Foo",
            "Foo",
            "Custom：Größe",
            "",
            "custom:",
        ]);
        let seen: Vec<_> = columns.all().iter().map(|c| (&c.target, c.found_by)).collect();
        let extra = |name: &str| Target::Extra(name.to_owned());
        assert_eq!(
            seen,
            [
                (&Target::Field(CustomerField::Email), FoundBy::Header),
                (&extra("column 2"), FoundBy::Nothing),
                (&extra("email"), FoundBy::Taken),
                (&extra("E-Mail"), FoundBy::Taken),
                (&extra("Foo"), FoundBy::Nothing),
                (&extra("Foo (2)"), FoundBy::Nothing),
                (&Target::Custom("Größe".to_owned()), FoundBy::Header),
                (&extra("column 8"), FoundBy::Nothing),
                (&extra("custom:"), FoundBy::Nothing),
            ]
        );
    }

    #[test]
    fn a_mapping_goes_before_the_guess() {
        let headers = ["id", "Kontakt", "email", "Stufe", "", "Intern"];
        let mut mapping = Mapping::default();
        for (key, target) in
            [("kontakt", "email"), ("Stufe", "custom:tier"), ("#5", "phone"), ("id", "extra")]
        {
            mapping.columns.insert(key.to_owned(), target.to_owned());
        }
        mapping.ignore.push("INTERN".to_owned());
        let columns = Columns::<CustomerField>::with_mapping(&headers, &mapping).unwrap();
        let found: Vec<_> = columns.all().iter().map(|c| c.target.clone()).collect();
        assert_eq!(
            found,
            [
                Target::Extra("id".to_owned()),
                Target::Field(CustomerField::Email),
                Target::Extra("email".to_owned()),
                Target::Custom("tier".to_owned()),
                Target::Field(CustomerField::Phone),
                Target::Ignored,
            ]
        );
        assert_eq!(columns.all()[2].found_by, FoundBy::Taken);
    }

    #[test]
    fn a_mapping_that_does_not_fit() {
        for (columns, ignore, part) in [
            (&[("nope", "email")][..], &[][..], "\"nope\""),
            (&[("a", "e_mail")], &[], "birth_date"),
            (&[("a", "email"), ("b", "email")], &[], "email twice"),
            (&[("a", "email")], &["a"], "column \"a\" twice"),
            (&[("#3", "email")], &[], "\"#3\""),
            (&[("#0", "email")], &[], "\"#0\""),
            (&[("", "email")], &[], "\"\""),
        ] {
            let columns = columns.iter().map(|(k, t)| (k.to_string(), t.to_string())).collect();
            let ignore = ignore.iter().map(|k: &&str| k.to_string()).collect();
            let mapping = Mapping { columns, ignore, ..Mapping::default() };
            let error = Columns::<CustomerField>::with_mapping(&["a", "b"], &mapping).unwrap_err();
            assert_eq!(error.code(), "invalid_field");
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn what_was_guessed_can_be_written_down() {
        let headers = ["Email", "", "Vorname", "Vorname", "custom:x", "Foo"];
        let columns = Columns::<CustomerField>::guess(&headers);
        let mut mapping = columns.to_mapping();
        mapping.ignore.push("#2".to_owned());
        let again = Mapping::from_toml::<CustomerField>(&mapping.to_toml(), "map.toml").unwrap();
        assert_eq!(again, mapping);
        let columns = Columns::<CustomerField>::with_mapping(&headers, &again).unwrap();
        assert_eq!(columns.position(CustomerField::GivenName), Some(2));
        assert_eq!(
            (&columns.all()[1].target, &columns.all()[4].target),
            (&Target::Ignored, &Target::Custom("x".to_owned()))
        );
    }

    #[test]
    fn a_row_by_its_fields() {
        let file = "编号,姓名,custom:鞋码,喜好,手机\n1, 张三 ,42,茶,\n";
        let mut table = Table::open(file.as_bytes(), Options::new("x")).unwrap();
        let columns = Columns::<CustomerField>::guess(table.headers());
        let Some(Entry::Row(row)) = table.read().unwrap() else { panic!() };
        assert_eq!(columns.get(&row, CustomerField::Name), Some("张三"));
        assert_eq!(columns.get(&row, CustomerField::Phone), None);
        assert_eq!(columns.header(CustomerField::Name), Some("姓名"));
        assert_eq!(columns.custom(&row).collect::<Vec<_>>(), [("鞋码", "42")]);
        assert_eq!(columns.extra(&row).collect::<Vec<_>>(), [("喜好", "茶")]);
        let reject = row.reject(columns.header(CustomerField::Name), "bad_name", "no name");
        assert_eq!(
            (reject.line, reject.column.as_deref(), reject.row.as_str()),
            (2, Some("姓名"), "1, 张三 ,42,茶,")
        );
    }

    #[test]
    fn a_file_without_header_is_refused_and_not_quoted() {
        let columns = Columns::<CustomerField>::guess(&["Anna Smith", "anna@example.com"]);
        let error = columns.require_known("x.csv").unwrap_err();
        assert_eq!(error.code(), "invalid_file");
        assert!(!error.to_string().contains("nna"), "{error}");
        assert!(Columns::<CustomerField>::guess(&["mail"]).require_known("x.csv").is_ok());
    }

    proptest::proptest! {
        #[test]
        fn a_column_serves_one_field_and_a_field_has_one_column(
            headers in proptest::collection::vec("id|name|e-?mail|Phone|手机号?（?|custom:[a-b]|\\PC{0,12}", 0..9),
        ) {
            let columns = Columns::<OrderField>::guess(&headers);
            for (at, column) in columns.all().iter().enumerate() {
                if let Target::Field(field) = column.target {
                    proptest::prop_assert_eq!(columns.position(field), Some(at));
                }
            }
            let held = OrderField::ALL.iter().filter(|field| columns.position(**field).is_some()).count();
            let serving = columns.all().iter().filter(|c| matches!(c.target, Target::Field(_))).count();
            proptest::prop_assert_eq!(held, serving);
            let extras: Vec<_> = columns.all().iter().filter(|c| matches!(c.target, Target::Extra(_))).collect();
            let names: HashSet<_> = extras.iter().map(|c| format!("{:?}", c.target)).collect();
            proptest::prop_assert_eq!(names.len(), extras.len());
        }
    }

    #[test]
    fn absurd_headers_cost_little() {
        let long = "客户 ".repeat(200_000);
        check::<CustomerField>(&format!("{long},email"), "- email");
    }
}
