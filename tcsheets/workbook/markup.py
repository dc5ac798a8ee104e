"""The little XML that patching needs: tags with their places, attributes, and text as cells hold it.

Parts are never parsed into a tree and written again, which would rename the
prefixes that `mc:Ignorable` names.  A document type declaration is refused, so
no entity is ever expanded but the five of XML and character numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from tcsheets.errors import FileError

ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*"
TAG = re.compile(rf"<(/?)(?:([\w.-]+):)?([\w.-]+)({ATTRIBUTES})\s*(/?)>")
ATTRIBUTE = re.compile(r"\s+([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)  # without its end: all the rest, so it is looked for once
ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
ENTITY = re.compile(r"&(#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot|apos);")
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
MOST_CHARACTER = 0x10FFFF
MOST_SMALL, MOST_TAGS, MOST_ATTRIBUTES = 16 << 20, 100_000, 300_000  # bytes, and so on, of a small part
CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SPECIAL = re.compile(r"[&<>]|_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in a part: its name without prefix, its prefix with colon, its attributes' text, and its place."""

    name: str
    prefix: str
    attributes: str
    start: int
    end: int
    is_end: bool
    is_empty: bool

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's value."""
        for key, double, single in ATTRIBUTE.findall(self.attributes):
            if key == name:
                return unescape(double or single)
        return default

    def local(self, name: str) -> str:
        """Return the value of an attribute whatever its prefix (r:id)."""
        for key, double, single in ATTRIBUTE.findall(self.attributes):
            if key.rpartition(":")[2] == name:
                return unescape(double or single)
        return ""


def tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Return the tags of a part, or of a stretch of it, in order.

    >>> [tag.name for tag in tags('<x:a r="1"><b/></x:a>')]
    ['a', 'b', 'a']
    """
    for found in TAG.finditer(text, start, len(text) if end is None else end):
        closing, prefix, name, attributes, empty = found.groups()
        whole = prefix + ":" if prefix else ""
        yield Tag(name, whole, attributes, found.start(), found.end(), bool(closing), bool(empty))


def content_after(text: str, tag: Tag) -> str:
    """Return the text between a tag and the next one, entities resolved."""
    return "" if tag.is_empty else unescape(text[tag.end : text.index("<", tag.end)])


def readable(content: bytes, part: str, name: str) -> bytes:
    """Return a part with its comments blanked at the same length; FileError where it is not to be read.

    Refused: a document type declaration, an encoding other than UTF-8, CDATA (which no spreadsheet program writes).
    """
    declared = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf")[:200])
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise FileError(f"{name}: {part} is not in UTF-8; open the file in Excel and save it again")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileError(f"{name}: not opened, because {part} declares a document type, which no workbook needs")
    if b"<![CDATA[" in content:
        raise FileError(f"{name}: {part} holds CDATA; open the file in Excel and save it again")
    return COMMENT.sub(lambda found: b" " * len(found[0]), content) if b"<!--" in content else content


def small_part(content: bytes, part: str, name: str) -> str:
    """Return a small part (anything but a sheet or the strings) as text, once it is known to be whole XML."""
    if len(content) > MOST_SMALL or content.count(b"<") > MOST_TAGS or content.count(b"=") > MOST_ATTRIBUTES:
        raise FileError(f"{name}: not opened, because {part} is far larger than any workbook needs")
    checked = readable(content, part, name)
    try:
        expat.ParserCreate().Parse(checked, True)
        return checked.decode()
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise FileError(f"{name}: {part} is damaged; open the file in Excel, let it repair it and save it") from error


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return a start tag's text with an attribute set, all else as it was.

    >>> with_attribute('<row r="1" spans="1:2">', "spans", "1:3"), with_attribute("<c/>", "s", "4")
    ('<row r="1" spans="1:3">', '<c s="4"/>')
    """
    written = f' {name}="{attribute_text(value)}"'
    changed, count = re.subn(rf"\s+{name}\s*=\s*(?:\"[^\"]*\"|'[^']*')", lambda _: written, tag, count=1)
    if count:
        return changed
    end = tag.rindex("/>") if tag.endswith("/>") else tag.rindex(">")
    return tag[:end].rstrip() + written + tag[end:]


def without_attribute(tag: str, name: str) -> str:
    """Return a start tag's text without an attribute.

    >>> without_attribute('<c r="A1" t="s"/>', "t")
    '<c r="A1"/>'
    """
    if name not in tag:
        return tag
    return re.sub(rf"\s+{name}\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", tag, count=1)


def unescape(text: str) -> str:
    """Return text with XML's own entities and character numbers resolved.

    >>> unescape("Q&amp;A caf&#233; &quot;x&quot;")
    'Q&A café "x"'
    """
    return ENTITY.sub(lambda found: ENTITIES.get(found[1]) or numbered(found[1][1:]), text) if "&" in text else text


def numbered(number: str) -> str:
    """Return the character of a number, decimal or (x1F600) hexadecimal."""
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    return chr(code) if code <= MOST_CHARACTER else "\N{REPLACEMENT CHARACTER}"


def attribute_text(text: str) -> str:
    """Return text as an attribute holds it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def cell_text(text: str) -> str:
    r"""Return text as a cell's XML holds it: characters that XML cannot hold as _xHHHH_.

    >>> cell_text("a<b\r"), cell_text("_x0041_")
    ('a&lt;b_x000D_', '_x005F_x0041_')
    """
    return SPECIAL.sub(written_character, text) if SPECIAL.search(text) else text


def written_character(found: re.Match[str]) -> str:
    """Return how one character that XML reserves or cannot hold is written."""
    character = found[0]
    if character == "_x":
        return "_x005F_x"
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(character) or f"_x{ord(character):04X}_"


def text_of_cell(written: str) -> str:
    r"""Return the text that a cell's XML holds.

    >>> text_of_cell("a&lt;b_x000D_"), text_of_cell("_x005F_x0041_")
    ('a<b\r', '_x0041_')
    """
    text = unescape(written)
    return joined(CODED.sub(lambda found: chr(int(found[1], 16)), text)) if "_x" in text else text


def joined(text: str) -> str:
    """Return text whose characters coded in two halves are whole; half of one becomes a replacement mark."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
