//! In which encoding a file is written: guessed from its beginning, or said by hand.
//!
//! In this order: a byte order mark; UTF-16 by where its zero bytes stand; UTF-8 if (nearly) all of it is; then what
//! [chardetng](https://docs.rs/chardetng) holds likely, with a check of our own for Chinese too short for it.

use guanxi_macros::model;

use std::{fmt, str::FromStr};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::DecoderResult;

use super::lines::Unit;
use crate::error::{Error, Result};

#[model(text)]
/// An encoding that can be read: those of the [Encoding Standard](https://encoding.spec.whatwg.org) whose ASCII is
/// ASCII, and UTF-16. GBK and GB2312 are read as GB18030, ISO-8859-1 as Windows-1252, as the standard has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);
    /// GB18030, which GBK and GB2312 are parts of.
    pub const GB18030: Self = Self(encoding_rs::GB18030);
    /// Windows-1252, of which ISO-8859-1 is a part.
    pub const WINDOWS_1252: Self = Self(encoding_rs::WINDOWS_1252);

    /// Its name in the Encoding Standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    fn from_standard(encoding: &'static encoding_rs::Encoding) -> Option<Self> {
        if encoding == encoding_rs::GBK {
            return Some(Self::GB18030);
        }
        let utf16 = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
        (utf16 || encoding.is_ascii_compatible()).then_some(Self(encoding))
    }

    pub(super) fn unit(self) -> Unit {
        match self {
            _ if self == Self::UTF_16LE => Unit::Little,
            _ if self == Self::UTF_16BE => Unit::Big,
            _ => Unit::Byte,
        }
    }

    /// The byte order mark of this encoding at the beginning of `head`, in bytes.
    pub(super) fn mark_bytes(self, head: &[u8]) -> usize {
        MARKS
            .iter()
            .find(|(encoding, mark)| *encoding == self && head.starts_with(mark))
            .map_or(0, |(_, mark)| mark.len())
    }

    /// Appends what `bytes` say, with U+FFFD in each place that cannot be read, and counts those places.
    pub(super) fn decode(self, bytes: &[u8], text: &mut String) -> u64 {
        let mut decoder = self.0.new_decoder_without_bom_handling();
        let (mut bytes, mut bad) = (bytes, self.undefined(bytes));
        loop {
            text.reserve(
                decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len()).max(4),
            );
            let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, true);
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return bad,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    text.push(char::REPLACEMENT_CHARACTER);
                    bad += 1;
                }
            }
        }
    }

    /// Bytes that the standard reads as control characters because Windows-1252 does not define them.
    fn undefined(self, bytes: &[u8]) -> u64 {
        let undefined = |b: &&u8| matches!(**b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
        if self == Self::WINDOWS_1252 { bytes.iter().filter(undefined).count() as u64 } else { 0 }
    }

    fn reads(self, bytes: &[u8]) -> bool {
        self.decode(bytes, &mut String::new()) == 0
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Takes every label of the Encoding Standard, in any case: `utf-8`, `gbk`, `latin1`, `cp1252`.
    fn from_str(label: &str) -> Result<Self> {
        let label = if label.eq_ignore_ascii_case("cp936") { "gbk" } else { label };
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).and_then(Self::from_standard).ok_or_else(|| {
            let known = "utf-8, gb18030, gbk, utf-16le, utf-16be, windows-1252, big5, shift_jis, euc-kr, windows-1250";
            Error::invalid("encoding", format_args!("not an encoding that can be read; known are {known} and others of the Encoding Standard"))
        })
    }
}

impl serde::Serialize for Encoding {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Encoding {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let label = std::borrow::Cow::<'de, str>::deserialize(d)?;
        label.parse().map_err(serde::de::Error::custom)
    }
}

const MARKS: [(Encoding, &[u8]); 4] = [
    (Encoding::UTF_8, &[0xEF, 0xBB, 0xBF]),
    (Encoding::UTF_16LE, &[0xFF, 0xFE]),
    (Encoding::UTF_16BE, &[0xFE, 0xFF]),
    (Encoding::GB18030, &[0x84, 0x31, 0x95, 0x33]),
];

/// The encoding of what begins with `head`; `None` while it is all ASCII, which says nothing yet. `whole`: nothing
/// comes after `head`.
pub(super) fn detect(head: &[u8], whole: bool) -> Option<Encoding> {
    if let Some((encoding, _)) = MARKS.iter().find(|(_, mark)| head.starts_with(mark)) {
        return Some(*encoding);
    }
    if let Some(encoding) = utf_16_by_zeros(head) {
        return Some(encoding);
    }
    (!head.is_ascii()).then(|| detect_after_ascii(head, whole))
}

/// The encoding of a file that was all ASCII up to here, where the first other byte stands.
pub(super) fn detect_after_ascii(here: &[u8], whole: bool) -> Encoding {
    let (good, bad) = utf_8_characters(here);
    // With a few broken places it is still UTF-8: those rows are rejected, rather than the whole file misread.
    // Characters of several bytes come out of other encodings' text by chance, but rarely among that few errors,
    // except in Chinese of few different characters: 女 is such by chance, 男 is not.
    let chinese = || Rows::of(here).is_chinese() && reads_up_to_cut(here, whole);
    let utf_8 = bad == 0 || good >= 4 * bad && !chinese();
    if utf_8 { Encoding::UTF_8 } else { legacy(here, whole) }
}

/// UTF-16 without a mark. Its ASCII letters have a zero byte on one side; other encodings of text have no zeros.
fn utf_16_by_zeros(head: &[u8]) -> Option<Encoding> {
    let head = &head[..head.len() & !1];
    let (mut even, mut odd) = (0u32, 0u32);
    for pair in head.chunks_exact(2) {
        match (pair[0], pair[1]) {
            (0, 0) => return None,
            (0, _) => even += 1,
            (_, 0) => odd += 1,
            _ => {}
        }
    }
    // Stray zeros in text of another encoding: in UTF-16 they are many, or what lies between is no UTF-8.
    if (even + odd) as usize * 4 < head.len() && utf_8_characters(head).1 == 0 {
        return None;
    }
    // A few zeros stand on the other side: 一 is 4E 00.
    let encoding = match (even, odd) {
        (0, 0) => return None,
        _ if odd / 4 >= even => Encoding::UTF_16LE,
        _ if even / 4 >= odd => Encoding::UTF_16BE,
        _ => return None,
    };
    // The sample may end between two surrogates.
    encoding.reads(&head[..head.len().saturating_sub(2)]).then_some(encoding)
}

/// How many characters beyond ASCII a text holds if it is UTF-8, and how many places that are not UTF-8.
fn utf_8_characters(head: &[u8]) -> (u64, u64) {
    let (mut good, mut bad) = (0, 0);
    let mut chunks = head.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count() as u64;
        // The sample may end inside a character.
        let cut = chunks.peek().is_none()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        bad += u64::from(!chunk.invalid().is_empty() && !cut);
    }
    (good, bad)
}

/// Neither UTF-8 nor UTF-16. What chardetng says, but few Chinese characters look to it like Japanese, Korean or
/// Western letters: those are told apart by what only the others have.
fn legacy(head: &[u8], whole: bool) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    let guess =
        Encoding::from_standard(detector.guess(None, Utf8Detection::Deny)).unwrap_or(Encoding::WINDOWS_1252);
    let rows = Rows::of(head);
    let other_script = (guess.0 == encoding_rs::EUC_KR && rows.hangul && rows.common >= HANGUL_MIN)
        || (guess.0 == encoding_rs::EUC_JP && rows.kana);
    if !other_script && rows.is_chinese() && reads_up_to_cut(head, whole) { Encoding::GB18030 } else { guess }
}

/// So many Chinese characters in a row hardly ever all stand where Korean letters do (under one in a hundred).
const HANGUL_MIN: u32 = 8;

/// Where the characters of two bytes stand in the tables of 94 rows that GB 2312, JIS X 0208 and KS X 1001 are.
struct Rows {
    /// In rows 16 to 55, the 3,755 commonest characters of GB 2312.
    common: u32,
    /// Elsewhere, or in no row.
    rare: u32,
    /// All in rows 16 to 40, where KS X 1001 has its letters.
    hangul: bool,
    /// Some in rows 4 and 5, where JIS X 0208 has its letters.
    kana: bool,
}

impl Rows {
    fn of(head: &[u8]) -> Self {
        let (mut rows, mut at) = (Self { common: 0, rare: 0, hangul: true, kana: false }, 0);
        while let Some(first) = head.get(at) {
            if first.is_ascii() {
                at += 1;
                continue;
            }
            match (first, head.get(at + 1)) {
                (0xB0..=0xD7, Some(0xA1..=0xFE)) => rows.common += 1,
                (0xA1..=0xA3, Some(0xA1..=0xFE)) => {} // punctuation and full-width letters, in all three
                _ => rows.rare += 1,
            }
            rows.hangul &= *first <= 0xC8;
            rows.kana |= matches!(first, 0xA4 | 0xA5);
            at += 2;
        }
        rows
    }

    fn is_chinese(&self) -> bool {
        self.common > 2 * self.rare
    }
}

/// Whether GB18030 reads it all, but for a character that may be cut at the end.
fn reads_up_to_cut(head: &[u8], whole: bool) -> bool {
    let cuts = if whole { 0 } else { 3.min(head.len()) };
    (0..=cuts).any(|cut| Encoding::GB18030.reads(&head[..head.len() - cut]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn short_texts_of_many_encodings() {
        use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
        let cases = [
            ("姓名,手机号\n张三,13800000001\n", GBK, "gb18030"),
            ("name,phone\n王芳,13800000001\n", GBK, "gb18030"),
            ("会员号;姓名;备注\n1;欧阳娜娜;喜欢红色，送货上门\n", GBK, "gb18030"),
            ("姓名\n𠮷野家\n李小龙\n", GB18030, "gb18030"),
            ("name,city\nMüller,Köln\n", WINDOWS_1252, "windows-1252"),
            ("name;ville\nRenée Lefèvre;Besançon\nJosé Muñoz;A Coruña\n", WINDOWS_1252, "windows-1252"),
            ("name,price\nJürgen,12 €\n", WINDOWS_1252, "windows-1252"),
            ("Prénom,Téléphone\nZoë,0612345678\n", WINDOWS_1252, "windows-1252"),
            ("name\nGroß\n", WINDOWS_1252, "windows-1252"),
            ("姓名,電話號碼,地址\n陳大文,0912345678,臺北市信義區市府路一號\n", BIG5, "Big5"),
            ("이름,전화번호\n김철수,서울특별시 강남구\n", EUC_KR, "EUC-KR"),
            ("氏名,電話番号\nやまだ たろう,東京都千代田区\n", SHIFT_JIS, "Shift_JIS"),
            ("имя,город\nИван Петров,Москва\n", WINDOWS_1251, "windows-1251"),
            ("jméno,město\nJiří Dvořák,Plzeň\nŽofie Černá,České Budějovice\n", WINDOWS_1250, "windows-1250"),
        ];
        for (text, encoding, expected) in cases {
            let bytes = encoded(text, encoding);
            let found = detect(&bytes, true).unwrap();
            assert_eq!(found.name(), expected, "{text}");
            let mut read = String::new();
            assert_eq!((found.decode(&bytes, &mut read), read.as_str()), (0, text));
        }
    }

    #[test]
    fn a_single_name_is_enough() {
        let names = "王伟 李四 张敏 刘洋 陈静 杨丽 赵磊 黄强 周杰 吴军 徐艳 孙超 胡明 朱婷 高飞 林涛 何平 郭芳 马云 罗兰 \
                     梁栋 宋佳 谢娜 韩雪 唐嫣 冯巩 于谦 董卿 萧红 程序 曹操 邓超 许晴 傅雷 沈腾 曾国藩 彭于晏 吕布 \
                     欧阳娜娜 诸葛亮 上官婉儿 司马懿 北京市 上海 广州 深圳市南山区 男 微信 手机号 会员";
        for name in names.split_whitespace() {
            let bytes = encoded(&format!("name,city\n{name},x\n"), encoding_rs::GBK);
            assert_eq!(detect(&bytes, true), Some(Encoding::GB18030), "{name}");
        }
        for name in [
            "Müller",
            "Jörg",
            "Renée",
            "Zoë",
            "François",
            "Muñoz",
            "José",
            "Åsa",
            "Strauß",
            "Kübler-Roß",
            "Noël",
            "Ñúñez",
            "München",
        ] {
            let bytes = encoded(&format!("name;city\n{name};x\n"), encoding_rs::WINDOWS_1252);
            assert_eq!(detect(&bytes, true), Some(Encoding::WINDOWS_1252), "{name}");
        }
    }

    #[test]
    fn utf_8_wins_and_ascii_says_nothing() {
        assert_eq!(detect("name\nMüller\n".as_bytes(), true), Some(Encoding::UTF_8));
        assert_eq!(
            detect("姓名\n张".as_bytes().split_last().unwrap().1, false),
            Some(Encoding::UTF_8),
            "cut character"
        );
        assert_eq!(detect(b"name\nMuller\n", true), None);
        assert_eq!(detect(b"", true), None);
        let broken = ["名字,地址\n张三,北京市\n".as_bytes(), b"\xFFx,y\n"].concat();
        assert_eq!(detect(&broken, true), Some(Encoding::UTF_8), "one broken row does not turn the file");
    }

    #[test]
    fn utf_16_with_and_without_mark() {
        let text = "姓名,手机\n张一,138\n𠮷,1\n";
        for (encoding, to) in [
            (Encoding::UTF_16LE, u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (Encoding::UTF_16BE, u16::to_be_bytes),
        ] {
            for mark in ["", "\u{FEFF}"] {
                let bytes: Vec<u8> = format!("{mark}{text}").encode_utf16().flat_map(to).collect();
                assert_eq!(detect(&bytes, true), Some(encoding), "{mark:?}");
                assert_eq!(encoding.mark_bytes(&bytes), mark.encode_utf16().count() * 2);
            }
        }
        assert_ne!(detect(b"a,b\0\nc,d\n", true), Some(Encoding::UTF_16LE), "a stray zero is no UTF-16");
    }

    #[test]
    fn what_cannot_be_read_is_counted() {
        let mut text = String::new();
        assert_eq!(Encoding::GB18030.decode(b"a\xFF,\xD5\xC5", &mut text), 1);
        assert_eq!(text, "a\u{FFFD},张");
        assert_eq!(Encoding::WINDOWS_1252.decode(b"a\x81\x9D", &mut String::new()), 2);
        assert_eq!(Encoding::UTF_16LE.decode(b"a\0b", &mut String::new()), 1, "half a unit");
    }

    #[test]
    fn names() {
        for (label, name) in
            [("GBK", "gb18030"), ("cp936", "gb18030"), ("latin1", "windows-1252"), ("UTF-16", "UTF-16LE")]
        {
            assert_eq!(label.parse::<Encoding>().unwrap().name(), name);
        }
        for label in ["iso-2022-jp", "klingon", "hz-gb-2312"] {
            assert_eq!(label.parse::<Encoding>().unwrap_err().code(), "invalid_field", "{label}");
        }
    }
}
