"""Fee lists as they come: what is recognised, what is refused, what is reported."""

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.errors import FileError
from tcsheets.importing.fee_lists import import_fees
from tcsheets.importing.samples import sample_fees
from tcsheets.importing.writing import write_fees
from tcsheets.pricing.fees import read_fees

FEES = Path(__file__).parents[1] / "golden" / "fees"


def write(folder, text, name="fees.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_practices_list_imports_and_a_member_fee_of_zero_is_free():
    found = import_fees(FEES / "practice_fees.csv")
    assert (len(found.entries), found.fee_columns, found.form) == (35, ("office", "member"), "comma, UTF-8")
    assert (found.entries[0].office, found.entries[0].member) == (4900, 0)


def test_a_networks_list_with_semicolons_and_thousands_imports_as_network_fees():
    found = import_fees(FEES / "network_fees.csv")
    assert (len(found.entries), found.fee_columns) == (29, ("network",))
    assert {entry.code: entry.network for entry in found.entries}["D2740"] == 128_500


def test_a_typed_price_list_imports_with_its_date():
    found = import_fees(FEES / "published_list.txt")
    assert (len(found.entries), found.problems) == (16, ())
    assert found.entries[0].effective == date(2025, 6, 1)
    assert {entry.code: entry.office for entry in found.entries}["D0273"] == 9000


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_and_encoding_gives_the_same_list(tmp_path, delimiter, encoding):
    rows = [["Code", "Description", "Fee"], ["D2740", "Couronne céramique", "$1.285,00"]]
    rows[1][2] = '"$1,285.00"' if delimiter == "," else "$1,285.00"
    path = write(tmp_path, "\r\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    entry = import_fees(path).entries[0]
    assert (entry.code, entry.description, entry.office) == ("D2740", "Couronne céramique", 128_500)


def test_a_workbook_imports_and_numbers_for_codes_are_read_and_reported(tmp_path):
    path = tmp_path / "fees.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Our fees for 2026"])
        sheet.write_row(2, 0, ["ADA Code", "Procedure", "UCR"])
        sheet.write_row(3, 0, [120, "Exam", 64])
        sheet.write_row(4, 0, ["D2740", "Crown", "$1,285.00"])
    found = import_fees(path)
    assert [(entry.code, entry.office) for entry in found.entries] == [("D0120", 6400), ("D2740", 128_500)]
    assert [str(problem) for problem in found.problems] == ["fees row 4, ADA Code: the number 120 is read as D0120"]


def test_several_columns_that_could_be_the_fee_are_refused_with_their_names_until_one_is_chosen(tmp_path):
    path = write(tmp_path, "Code,2025 Fee,2026 Fee,Specialist Fee\nD0120,60,64,80\n")
    with pytest.raises(FileError, match="2025 Fee, 2026 Fee, Specialist Fee could each be the fee; choose one with"):
        import_fees(path)
    assert import_fees(path, "2026 fee").entries[0].office == 6400
    with pytest.raises(FileError, match='no column "2024 fee"; its columns are: Code, 2025 Fee'):
        import_fees(path, "2024 fee")


def test_choosing_a_column_leaves_another_office_fee_out(tmp_path):
    path = write(tmp_path, "Code,Fee,Charge\nD0120,60,64\n")
    assert import_fees(path, "Charge").entries[0].office == 6400


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Name,Phone\nAnna,555\n", "is no fee schedule"),
        ("", "is empty"),
        ("Code,Words\nD0120,Exam\n", "has codes but no column of fees"),
        ("Code,Fee\n", "has a header but no fees"),
        ("\x00\x01\x02", "is not a text file"),
    ],
)
def test_a_file_that_is_no_fee_schedule_says_so(tmp_path, text, says):
    with pytest.raises(FileError, match=says):
        import_fees(write(tmp_path, text))


def test_missing_folder_damaged_and_locked_files_are_one_clear_line(tmp_path):
    with pytest.raises(FileError, match="does not exist"):
        import_fees(tmp_path / "none.csv")
    with pytest.raises(FileError, match="is a folder"):
        import_fees(tmp_path)
    with pytest.raises(FileError, match="damaged"):
        import_fees(write(tmp_path, "PK\x03\x04 broken", "fees.xlsx"))
    old = tmp_path / "fees.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 600)
    with pytest.raises(FileError, match=r"old \.xls file or has a password"):
        import_fees(old)


def test_bad_rows_duplicates_and_blank_fees_are_reported_and_the_rest_goes_on(tmp_path):
    path = write(tmp_path, "Code,Fee\nD0120,64\nD0140,call us\nD0120,65\nD0150,\n,90\n")
    found = import_fees(path)
    assert [(entry.code, entry.office) for entry in found.entries] == [
        ("D0120", 6400),
        ("D0120", 6500),
        ("D0150", None),
    ]
    assert [str(problem) for problem in found.problems] == [
        "fees row 3, Fee: is text, not an amount; write it like 1285.00",
        "fees row 6, Code: is blank",
        "fees row 5: D0150 has no fee; its cell is blank",
        "fees row 4: D0120 stands in row 2 already; keep one",
    ]


def test_a_slipped_decimal_point_is_reported_against_the_last_schedule_and_against_its_neighbours(tmp_path):
    last = read_fees([["Code", "Fee"], ["D0274", 64], ["D0330", 75]]).records
    path = write(tmp_path, "Code,Fee\nD0274,6400\nD0330,78\n")
    assert [str(problem) for problem in import_fees(path, previous=last).problems] == [
        "fees row 2: D0274: office fee $6,400, but was $64 in the last schedule; check it"
    ]
    path = write(tmp_path, "Code,Fee\nD0120,49\nD0140,11611.00\nD0150,86\nD0160,172\nD0170,57\n", "other.csv")
    assert "D0140: office fee $11,611, but others of its group are about $86" in str(import_fees(path).problems[0])


def test_a_typed_line_with_a_code_but_no_price_is_reported(tmp_path):
    path = write(tmp_path, "D0120 - Exam - $90\nD0140 - Problem exam - ask\n", "list.txt")
    assert [str(problem) for problem in import_fees(path).problems] == [
        "line 2: has a code but no price that can be read"
    ]


def test_the_sample_schedule_imports_without_a_doubt(tmp_path):
    rows = sample_fees()
    path = write(tmp_path, "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows))
    found = import_fees(path)
    assert len(found.entries) == len(rows) - 1 >= 60
    assert found.problems == ()


def test_what_is_written_reads_back_and_nothing_is_overwritten_or_run(tmp_path):
    entries = read_fees(
        [["Code", "Treatment", "Fee", "Member fee"], ["D1", "=cmd()", 5.5, 0], ["D2", "x", "", ""]]
    ).records
    write_fees(entries, tmp_path / "out.csv")
    assert ",'=cmd()," in (tmp_path / "out.csv").read_text("utf-8-sig")
    again = import_fees(tmp_path / "out.csv").entries
    assert [(each.office, each.member) for each in again] == [(550, 0), (None, None)]
    with pytest.raises(FileError, match="exists already"):
        write_fees(entries, tmp_path / "out.csv")


def test_the_command_prints_and_gives_json():
    plain = CliRunner().invoke(app, ["import-fees", str(FEES / "network_fees.csv")])
    assert "29 codes with network fees" in plain.output
    data = json.loads(CliRunner().invoke(app, ["import-fees", str(FEES / "practice_fees.csv"), "--json"]).output)
    assert data["entries"][0]["Office fee"] == 49.0
