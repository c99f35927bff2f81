//! One way of writing a text: width, case, accents, Chinese variants, dashes and white space.
//!
//! | written | folded |
//! | --- | --- |
//! | `  ＡＢＣ　１２ ` | `abc 12` |
//! | `Müller-Strauß` | `muller-strauss` |
//! | `Łukasz Ørsted` | `lukasz orsted` |
//! | `張偉`, `渡辺` | `张伟`, `渡边` |
//! | `ﾔﾏﾀﾞ` | `ヤマダ` |

use std::sync::LazyLock;

use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

use super::cap;

/// Folds the first 512 bytes of a text. Folding again changes nothing.
pub fn text(text: &str) -> String {
    let text = cap(text);
    if text.is_ascii() {
        return ascii(text);
    }
    let mut folded = once(text);
    // Compatibility forms can hide one behind another; few texts need more than one look to see that none did.
    for _ in 0..3 {
        if folded.chars().all(is_plain) {
            break;
        }
        let again = once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    cap(&folded).trim_end().to_owned()
}

fn ascii(text: &str) -> String {
    let is_blank = |byte: u8| byte <= b' ' || byte == 0x7F;
    if !text.bytes().any(is_blank) {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut blank = false;
    for byte in text.bytes() {
        if is_blank(byte) {
            blank = true;
            continue;
        }
        if blank && !folded.is_empty() {
            folded.push(' ');
        }
        blank = false;
        folded.push(char::from(byte.to_ascii_lowercase()));
    }
    folded
}

fn once(text: &str) -> String {
    let mut into = Folded { text: String::with_capacity(text.len() + 8), blank: false };
    if text.chars().all(is_plain) {
        text.chars().for_each(|c| into.push(simplified(c.to_ascii_lowercase())));
    } else if text.chars().all(|c| c.is_ascii() || is_plain_latin(c)) {
        text.chars().flat_map(char::to_lowercase).for_each(|c| into.fold(c));
    } else {
        text.nfkc().flat_map(char::to_lowercase).nfkc().for_each(|c| into.fold(c));
    }
    into.text
}

/// Characters without compatibility forms, marks and case: ASCII, the main block of Han, kana and hangul syllables.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{AC00}'..='\u{D7A3}')
}

/// Latin letters that are put together of a letter and marks, or have a row of their own in the table.
fn is_plain_latin(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{17E}') && !matches!(c, '×' | '÷' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ')
}

struct Folded {
    text: String,
    blank: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            self.blank = true;
            return;
        }
        if self.blank && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.blank = false;
        self.text.push(c);
    }

    fn fold(&mut self, c: char) {
        match c {
            _ if c.is_ascii() => self.push(c),
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}' => {}
            '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}' => {}
            '’' | '‘' | '‛' | '′' | 'ʼ' | 'ʻ' | '´' => self.push('\''),
            '“' | '”' | '„' | '«' | '»' => self.push('"'),
            '\u{2010}'..='\u{2015}' | '−' | '﹣' => self.push('-'),
            '・' | '‧' | '•' => self.push('·'),
            '、' | '，' => self.push(','),
            '。' => self.push('.'),
            '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => self.latin(c),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => self.without_marks(c),
            _ => self.push(simplified(c)),
        }
    }

    fn latin(&mut self, c: char) {
        let plain = match c {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'đ' | 'ð' => "d",
            'þ' => "th",
            'ł' => "l",
            'ħ' => "h",
            'ı' => "i",
            'ŋ' => "n",
            'ŧ' => "t",
            'ĸ' => "k",
            'ə' => "e",
            _ => return self.without_marks(c),
        };
        plain.chars().for_each(|c| self.push(c));
    }

    fn without_marks(&mut self, c: char) {
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                self.push(part);
            }
        });
    }
}

/// The simplified form of a traditional or new Japanese character; any other one as it is.
pub(crate) fn simplified(c: char) -> char {
    let at = u32::from(c).wrapping_sub(FIRST);
    match SIMPLIFIED.get(at as usize) {
        Some(&to) if to != 0 => char::from_u32(u32::from(to)).unwrap_or(c),
        _ => c,
    }
}

const FIRST: u32 = 0x3400;

/// By character from [`FIRST`] on; 0 for those that stay. All of them lie in the Basic Multilingual Plane.
static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![0; (0xA000 - FIRST) as usize].into_boxed_slice();
    for line in include_str!("data/simplified.txt").lines() {
        let mut chars = line.chars();
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            if let Some(place) = table.get_mut((u32::from(from).wrapping_sub(FIRST)) as usize) {
                *place = u32::from(to) as u16;
            }
        }
    }
    table
});

/// Han, kana or hangul: scripts that put no blanks between the characters of a word.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〇')
}

pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}') && c != '・'
}

pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}')
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn table() {
        for line in
            include_str!("data/tests/fold.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (raw, expected) = line.split_once(" -> ").unwrap();
            assert_eq!(text(raw), expected, "{raw}");
        }
        assert_eq!(text("\u{3000}张\u{3000}伟 "), "张 伟");
        assert_eq!(text("a\u{200B}b\tc\r\n"), "ab c");
    }
}
