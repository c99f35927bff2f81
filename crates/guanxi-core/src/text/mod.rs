//! TEMP
use crate::error::{Error, Result};
use crate::time::*;
macro_rules! t { ($n:ident) => {
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
#[cbor(transparent)]
pub struct $n(#[n(0)] String);
impl std::fmt::Debug for $n { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(stringify!($n)) } }
impl std::fmt::Display for $n { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) } }
impl std::str::FromStr for $n { type Err = Error; fn from_str(t: &str) -> Result<Self> { if t.is_empty() || (stringify!($n)=="Email" && !t.contains('@')) { return Err(Error::invalid("x","y")) } Ok(Self(t.trim().to_lowercase())) } }
impl $n { pub fn as_str(&self) -> &str { &self.0 } pub fn is_placeholder(&self) -> bool { false } pub fn e164(&self) -> &str { &self.0 } pub fn masked(&self) -> String { "*".into() } }
} }
t!(Email); t!(Phone); t!(Language); t!(PersonName);
impl Phone { pub fn parse(t: &str, _c: Option<Country>) -> Result<Self> { let d: String = t.chars().filter(|c| c.is_ascii_digit()).collect(); if d.len()<5 {return Err(Error::invalid("phone","short"))}; Ok(Self(d)) } pub fn country(&self)->Option<Country>{None} }
impl PersonName { pub fn parse(t: &str) -> Result<Self> { Ok(Self(t.into())) } pub fn from_parts(a: Option<&str>, b: Option<&str>) -> Result<Self> { Ok(Self(format!("{} {}", a.unwrap_or(""), b.unwrap_or("")).trim().into())) } pub fn given(&self)->Option<&str>{None} pub fn family(&self)->Option<&str>{None} pub fn contradicts(&self, o:&Self)->bool{ self.0.split(' ').last()!=o.0.split(' ').last() } }
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
pub struct Country(#[n(0)] u8, #[n(1)] u8);
impl Country { pub fn as_str(&self)->&str{"US"} }
impl std::str::FromStr for Country { type Err = Error; fn from_str(t: &str) -> Result<Self> { let b=t.as_bytes(); if b.len()!=2 {return Err(Error::invalid("country","x"))} Ok(Self(b[0],b[1])) } }
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
pub struct BirthDate(#[n(0)] Date);
impl std::fmt::Display for BirthDate { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) } }
impl BirthDate { pub fn parse(t:&str,_:Option<Country>,_:Option<Date>)->Result<Self>{t.parse().map(Self)} pub fn is_placeholder(&self)->bool{false} pub fn contradicts(&self,o:&Self)->bool{self!=o} }
#[derive(Clone, Debug, Default, PartialEq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
#[cbor(map)]
pub struct Address { #[n(1)] pub lines: Vec<String>, #[n(2)] pub city: Option<String>, #[n(3)] pub region: Option<String>, #[n(4)] pub country: Option<Country>, #[n(5)] pub postcode: Option<String>, #[n(6)] pub latitude_e6: Option<i32>, #[n(7)] pub longitude_e6: Option<i32> }
impl Address { pub fn new(lines: Vec<String>)->Self{Self{lines,..Self::default()}} pub fn tidy(self)->Self{self} pub fn is_empty(&self)->bool{*self==Self::default()} }
impl std::fmt::Display for Address { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.lines.join(" ")) } }
pub fn fold(t:&str)->String{t.to_lowercase()}
pub fn parse_day(t:&str,_:Option<DateOrder>)->Result<Date>{t.parse()}
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)] #[serde(rename_all="lowercase")] pub enum DateOrder { Ymd, Dmy, Mdy }
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)] pub enum DecimalMark { #[serde(rename=".")] Point, #[serde(rename=",")] Comma }
pub fn detect_order<'a>(_: impl Iterator<Item=&'a str>) -> Option<DateOrder> { None }
pub fn parse_instant(t:&str, z: Zone, _:Option<DateOrder>)->Result<Timestamp>{ t.parse().or_else(|_| t.parse::<Date>().map(|d| z.start_of_day(d))) }
pub fn parse_amount(t:&str,c:Option<crate::money::Currency>,_:Option<DecimalMark>)->Result<crate::money::Money>{ let c=c.ok_or_else(||Error::invalid("currency","none"))?; let t = if let Some((a,b))=t.split_once('.') { format!("{a}.{b:0<2}") } else {t.into()}; format!("{t} {c}").parse() }
pub fn parse_quantity(t:&str)->Result<i64>{t.parse().map_err(|_|Error::invalid("quantity","x"))}

