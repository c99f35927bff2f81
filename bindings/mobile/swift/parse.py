"""Parses every Swift source of the package: where there is no Swift, this finds what is not even Swift."""

import pathlib
import re
import sys

import tree_sitter_swift
from tree_sitter import Language, Parser

HERE = pathlib.Path(__file__).parent
# What uniffi writes and the grammar does not know: an attribute, and a closure that gives nothing back, `{ () }`.
UNKNOWN = re.compile(rb"@_documentation\([^)]*\)|(?<=\{ )\(\)(?= \})")


def wrong(node):
    """The outermost nodes that did not parse."""
    if node.type == "ERROR" or node.is_missing:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from wrong(child)


def main():
    parser = Parser(Language(tree_sitter_swift.language()))
    files = [HERE / "Package.swift", *sorted(HERE.glob("Sources/**/*.swift")), *sorted(HERE.glob("Tests/**/*.swift"))]
    found = 0
    for file in files:
        text = UNKNOWN.sub(lambda m: b" " * len(m.group()), file.read_bytes())
        for node in wrong(parser.parse(text).root_node):
            found += 1
            line = text[node.start_byte : node.end_byte].split(b"\n")[0].decode()
            print(f"{file.relative_to(HERE)}:{node.start_point[0] + 1}: {line[:120]}")
    print(f"{len(files)} Swift files, {found} places that do not parse")
    return found > 0


if __name__ == "__main__":
    sys.exit(main())
