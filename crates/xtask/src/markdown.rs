//! What a Markdown page holds: headings, links, blocks of code.

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page, read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The anchor of each heading, as GitHub makes it.
    pub(crate) anchors: Vec<String>,
    /// Where links lead, with their lines.
    pub(crate) links: Vec<(String, usize)>,
    /// Fenced blocks: the word after the fence, the text, the line.
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Block {
    /// What stands after the fence.
    pub(crate) info: String,
    /// What stands inside.
    pub(crate) text: String,
    /// The line of the fence.
    pub(crate) line: usize,
}

/// Reads a page.
pub(crate) fn page(source: &str) -> Page {
    let mut page = Page::default();
    let mut heading: Option<String> = None;
    let mut block: Option<Block> = None;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        let line = || source[..range.start].matches('\n').count() + 1;
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => page.anchors.push(anchor(&heading.take().unwrap_or_default())),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push((dest_url.into_string(), line()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                block = Some(Block { info: info.into_string(), text: String::new(), line: line() });
            }
            Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(into) = heading.as_mut().or(block.as_mut().map(|block| &mut block.text)) {
                    into.push_str(&text);
                }
            }
            _ => {}
        }
    }
    number(&mut page.anchors);
    page
}

/// Lower case; letters, digits, `-` and `_` stay, spaces turn into `-`, the rest goes.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

/// The second heading of the same words gets `-1` at its end, and so on.
fn number(anchors: &mut [String]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for anchor in anchors {
        let times = seen.entry(anchor.clone()).or_default();
        if *times > 0 {
            *anchor = format!("{anchor}-{times}");
        }
        *times += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read() {
        let page = page(
            "# The `core`, today\n\n[a](b.md#c)\n\n```console\n$ guanxi x\n```\n\n## Rooms\n## Rooms\n## 关系 (中文)\n",
        );
        assert_eq!(page.anchors, ["the-core-today", "rooms", "rooms-1", "关系-中文"]);
        assert_eq!(page.links, [("b.md#c".to_owned(), 3)]);
        let [block] = &page.blocks[..] else { panic!("one block") };
        assert_eq!((block.info.as_str(), block.text.as_str(), block.line), ("console", "$ guanxi x\n", 5));
    }
}
