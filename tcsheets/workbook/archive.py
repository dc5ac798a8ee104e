"""A zip file held as bytes, read with caution and written again with every untouched member as it was.

Refused before anything is unpacked: too many members, more than a computer
should unpack, members packed beyond reason, names that lead out of the folder,
members that overlap.  A member that unpacks to more than it declared is refused
while it unpacks.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tcsheets.errors import FileError

RECORD = struct.Struct("<4s6H3L5H2L")  # one member in the directory at the file's end
LOCAL = struct.Struct("<4s5H3L2H")  # the same before the member's data
ENDING = struct.Struct("<4s4H2LH")
WIDE_ENDING = struct.Struct("<4sQ2H2L4Q")
WIDE = 0xFFFFFFFF  # "see the zip64 field": its number did not fit, or a writer was careful
STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8 = 0x1, 0x800
LEVEL = 4  # of compression: a third of the default's time, 8 % more bytes, on a sheet of 100,000 rows

MOST_MEMBERS = 10_000
MOST_UNPACKED = 1 << 29
MOST_PART = 200 << 20
MOST_RATIO = 100  # unpacked to packed; sheets come to 5 to 30
SMALL = 8 << 20  # under this the ratio does not matter


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the zip: its name, its sizes, and where its record and its data stand in the file."""

    name: str
    record: bytes
    offset: int
    start: int
    end: int
    packed: int
    unpacked: int
    method: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file: its name for messages, its bytes and its members in order."""

    name: str
    data: bytes
    members: tuple[Member, ...]

    def member(self, name: str) -> Member | None:
        """Return the member of that name, if there is one."""
        return next((each for each in self.members if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Packed:
    """A member's new content, already packed: its bytes as they will stand in the file, its size and checksum."""

    data: bytes
    unpacked: int
    checksum: int


def damaged(name: str) -> FileError:
    """Return the error of a file that is not whole."""
    return FileError(f"{name}: the file is damaged; take a backup, or open it in Excel, let it repair it and save it")


def unsafe(name: str, why: str) -> FileError:
    """Return the error of a file that is not opened because it might do harm."""
    return FileError(
        f"{name}: not opened, because {why}; if you trust it, open it in Excel and save it under a new name"
    )


def read_archive(data: bytes, name: str) -> Archive:
    """Return a zip's members; FileError where it is damaged or unsafe."""
    if data.count(b"PK\x01\x02") > MOST_MEMBERS:
        raise unsafe(name, f"it has more than {MOST_MEMBERS} parts")
    try:
        members = directory(data)
    except (struct.error, ValueError, IndexError) as error:
        raise damaged(name) from error
    check_members(members, name)
    return Archive(name, data, tuple(members))


def directory(data: bytes) -> list[Member]:
    """Return the members that the directory at the file's end names."""
    count, directory_start = ending(data)
    place, found = directory_start, []
    for _ in range(count):
        fields = RECORD.unpack_from(data, place)
        if fields[0] != b"PK\x01\x02":
            raise IndexError("no directory record here")
        length = RECORD.size + sum(fields[10:13])
        found.append(member_of(data, data[place : place + length], fields))
        place += length
    offsets = sorted(each.offset for each in found)
    ends = dict(zip(offsets, [*offsets[1:], directory_start]))
    return [replace(each, end=ends[each.offset]) for each in found]


def ending(data: bytes) -> tuple[int, int]:
    """Return the number of members and where the directory starts."""
    place = data.rfind(b"PK\x05\x06")
    if place < 0:
        raise IndexError("no end record")
    fields = ENDING.unpack_from(data, place)
    if WIDE not in fields and 0xFFFF not in fields:
        return fields[4], fields[6]
    wide = WIDE_ENDING.unpack_from(data, data.rindex(b"PK\x06\x06", 0, place))
    return wide[7], wide[9]


def member_of(data: bytes, record: bytes, fields: tuple[Any, ...]) -> Member:
    """Return a member from its directory record; where it ends is not known yet."""
    name_end = RECORD.size + fields[10]
    name = record[RECORD.size : name_end].decode("utf-8" if fields[3] & UTF8 else "cp437")
    unpacked, packed, offset = wide_numbers(
        record[name_end : name_end + fields[11]], (fields[9], fields[8], fields[16])
    )
    local = LOCAL.unpack_from(data, offset)
    if local[0] != b"PK\x03\x04" or fields[3] & ENCRYPTED or fields[4] not in (STORED, DEFLATED):
        raise IndexError("no readable member here")
    start = offset + LOCAL.size + local[9] + local[10]
    return Member(name, record, offset, start, 0, packed, unpacked, fields[4], fields[7])


def wide_numbers(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return the sizes and the offset of a member, from its zip64 field where they are marked to be there."""
    place = wide_place(extra) if WIDE in numbers else 0
    found: list[int] = []
    for number in numbers:
        found.append(number if number != WIDE else struct.unpack_from("<Q", extra, place)[0])
        place += 8 if number == WIDE else 0
    return found[0], found[1], found[2]


def wide_place(extra: bytes) -> int:
    """Return where in a record's extra fields the zip64 numbers begin."""
    place = 0
    while True:
        kind, length = struct.unpack_from("<2H", extra, place)
        place += 4
        if kind == 1:
            return place
        place += length


def check_members(members: list[Member], name: str) -> None:
    """Refuse a zip that could do harm."""
    if sum(each.unpacked for each in members) > MOST_UNPACKED:
        raise unsafe(name, f"it would unpack to more than {MOST_UNPACKED >> 20} MB")
    if len({each.name.lower() for each in members}) < len(members):
        raise unsafe(name, "two of its parts have the same name")
    for each in members:
        if leads_out(each.name):
            raise unsafe(name, "a part's name leads out of the file")
        if each.start + each.packed > each.end:
            raise unsafe(name, "its parts overlap")
        if each.unpacked > MOST_PART:
            raise unsafe(name, f"a part would unpack to more than {MOST_PART >> 20} MB")
        if each.unpacked > SMALL and each.unpacked > MOST_RATIO * each.packed:
            raise unsafe(name, "a part is packed beyond reason")


def leads_out(name: str) -> bool:
    """Whether a member's name could be unpacked outside its folder.

    >>> leads_out("xl/workbook.xml"), leads_out("../x"), leads_out("C:/x")
    (False, True, True)
    """
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def unpack(archive: Archive, member: Member) -> bytes:
    """Return a member's content; FileError where it is not what its record says."""
    packed = archive.data[member.start : member.start + member.packed]
    if member.method == STORED:
        content, rest = packed, b""
    else:
        content, rest = inflate(archive.name, packed, member.unpacked)
    if rest or len(content) > member.unpacked:
        raise unsafe(archive.name, "a part is larger than it says")
    if len(content) != member.unpacked or zlib.crc32(content) != member.checksum:
        raise damaged(archive.name)
    return content


def inflate(name: str, packed: bytes, most: int) -> tuple[bytes, bytes]:
    """Return the first bytes of packed content, one more than it may have at most, and what is left."""
    opener = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return opener.decompress(packed, most + 1), opener.unconsumed_tail
    except zlib.error as error:
        raise damaged(name) from error


def rewritten(archive: Archive, changes: Mapping[str, bytes | Packed | None]) -> bytes:
    """Return the zip with some members' contents replaced, added at the end, or (None) left out.

    All others are copied as they stand: the same packed bytes, order and times.  No change: the same bytes.
    """
    if not changes:
        return archive.data
    known = {each.name for each in archive.members}
    pieces, records, place = [], [], 0
    for piece, record in [
        *(carried(archive, each, changes) for each in archive.members if changes.get(each.name, b"") is not None),
        *(fresh(name, content) for name, content in changes.items() if name not in known and content is not None),
    ]:
        pieces.append(piece)
        records.append(with_offset(record, place))
        place += len(piece)
    whole = b"".join(records)
    end = ENDING.pack(b"PK\x05\x06", 0, 0, len(records), len(records), len(whole), place, 0)
    return b"".join([*pieces, whole, end])


def carried(archive: Archive, member: Member, changes: Mapping[str, bytes | Packed | None]) -> tuple[bytes, bytes]:
    """Return a known member's data and record: as they are, or with its new content."""
    content = changes.get(member.name)
    if content is None:
        return archive.data[member.offset : member.end], member.record
    return packed_member(member.record, content)


def fresh(name: str, content: bytes | Packed) -> tuple[bytes, bytes]:
    """Return the data and the record of a new member, with the zip's first possible date."""
    encoded = name.encode()
    blank = RECORD.pack(b"PK\x01\x02", 20, 20, UTF8, DEFLATED, 0, 0x21, 0, 0, 0, len(encoded), 0, 0, 0, 0, 0, 0)
    return packed_member(blank + encoded, content)


def packed(pieces: Iterable[bytes]) -> Packed:
    """Return a content packed, which may come piece by piece and is never held as a whole."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    found, checksum, size = [], 0, 0
    for piece in pieces:
        found.append(packer.compress(piece))
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
    return Packed(b"".join([*found, packer.flush()]), size, checksum)


def packed_member(record: bytes, content: bytes | Packed) -> tuple[bytes, bytes]:
    """Return the data and the record of a member with new content; name, times and attributes are the record's."""
    old = RECORD.unpack_from(record)
    name = record[RECORD.size : RECORD.size + old[10]]
    new = content if isinstance(content, Packed) else packed([content])
    # version, flags (only how the name is written), method, time, date; then checksum and sizes
    sizes = (new.checksum, len(new.data), new.unpacked)
    head = (20, old[3] & UTF8, DEFLATED, old[5], old[6], *sizes, len(name))
    local = LOCAL.pack(b"PK\x03\x04", *head, 0) + name + new.data
    return local, RECORD.pack(b"PK\x01\x02", old[1], *head, 0, 0, 0, old[14], old[15], 0) + name


def with_offset(record: bytes, offset: int) -> bytes:
    """Return a directory record that says where its member now stands."""
    changed, fields = bytearray(record), RECORD.unpack_from(record)
    if fields[16] != WIDE:
        struct.pack_into("<L", changed, RECORD.size - 4, offset)
        return bytes(changed)
    start = RECORD.size + fields[10]
    place = start + wide_place(record[start : start + fields[11]])
    place += 8 * sum(1 for each in (fields[9], fields[8]) if each == WIDE)
    struct.pack_into("<Q", changed, place, offset)
    return bytes(changed)
