"""A practice's colour and logo: seen where they belong, refused with a reason where they would not do."""

import re
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import workbook_templates
from tcsheets.cli import app
from tcsheets.errors import ArgumentError, FileError
from workbook_templates.colours import READABLE, checked_colour, contrast, darkened, tint_of
from workbook_templates.logos import logo_of, read_logo
from workbook_templates.styles import ACCENT, PAPER

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def png(width=120, height=40):
    """Return a picture of one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x20\x60\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def parts_of(path):
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@given(COLOURS)
def test_a_colour_is_taken_only_if_words_can_be_read_in_it_and_a_darker_shade_always_can(colour):
    try:
        taken = checked_colour(colour)
    except ArgumentError as error:
        taken = checked_colour(re.findall("#[0-9A-F]{6}", str(error))[-1])
        assert taken == darkened(colour)
    assert contrast(taken, PAPER) >= contrast(taken, tint_of(taken)) >= READABLE


@pytest.mark.parametrize("text", ["teal", "#12345", "1F5F7A", "#1F5F7G", "#1F5F7A ", "#FFF"])
def test_what_is_no_colour_is_refused_with_how_to_write_one(text):
    with pytest.raises(ArgumentError, match="is not written like #1F5F7A"):
        checked_colour(text)


def test_a_light_colour_is_refused_with_its_contrast_and_a_shade_that_will_do():
    with pytest.raises(
        ArgumentError, match=r"#FFD700 is too light to read: .* contrast of 1\.\d to 1, and need 4\.5; #"
    ):
        checked_colour("#ffd700")


def test_the_headings_have_the_practices_colour_and_none_of_ours_is_left(tmp_path, facts):
    made = workbook_templates.new("practice_board", tmp_path / "a.xlsx", colour="#7a1f3d", today=facts.today)
    styles = parts_of(made)["xl/styles.xml"].decode()
    assert "FF7A1F3D" in styles
    assert "FF" + ACCENT[1:] not in styles


@pytest.mark.parametrize(
    ("template", "sheets"),
    [("treatment_coordinator", 2), ("practice_board", 1), ("pricing_workbook", 1)],
)
def test_the_logo_stands_on_the_first_sheet_and_the_patients_page_with_words(template, sheets, tmp_path, facts):
    (tmp_path / "logo.png").write_bytes(png())
    path = tmp_path / "a.xlsx"
    workbook_templates.new(template, path, practice="Lake & Side", logo=tmp_path / "logo.png", today=facts.today)
    parts = parts_of(path)
    drawings = "".join(data.decode() for name, data in parts.items() if name.startswith("xl/drawings/drawing"))
    assert drawings.count('descr="Logo of Lake &amp; Side"') == sheets
    assert [data for name, data in parts.items() if name.startswith("xl/media/")] == [png()]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a" + bytes(60), "is not a PNG or JPEG picture"),
        (b"", "is not a PNG or JPEG picture"),
        (png()[:-20], "is cut short"),
        (b"\xff\xd8\xff" + bytes(60), "is cut short"),
        (b"\x89PNG\r\n\x1a\n" + b"\x7f" * 40 + b"IEND\xaeB`\x82", "is damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(60) + b"\xff\xd9", "is damaged"),
        (png(4001, 1), "has 4001 x 1 pixels"),
    ],
)
def test_a_picture_that_will_not_do_is_refused_in_one_line(data, words):
    with pytest.raises(FileError, match=words) as caught:
        logo_of(data, "logo.png")
    assert "\n" not in str(caught.value)


def test_a_picture_that_is_too_large_or_missing_is_refused(tmp_path):
    (tmp_path / "large.png").write_bytes(bytes(1_000_001))
    with pytest.raises(FileError, match=r"1\.0 MB; a logo has at most 1 MB"):
        read_logo(tmp_path / "large.png")
    with pytest.raises(FileError, match="cannot be read"):
        read_logo(tmp_path / "gone.png")


def test_the_command_takes_a_colour_and_a_logo_and_writes_nothing_when_one_is_refused(tmp_path):
    (tmp_path / "logo.png").write_bytes(png())
    call = ["new", "practice_board", str(tmp_path / "a.xlsx"), "--logo", str(tmp_path / "logo.png"), "--colour"]
    refused = CliRunner().invoke(app, [*call, "#FFEE00"])
    assert isinstance(refused.exception, ArgumentError)
    assert not (tmp_path / "a.xlsx").exists()
    assert CliRunner().invoke(app, [*call, "#7A1F3D"]).exit_code == 0
