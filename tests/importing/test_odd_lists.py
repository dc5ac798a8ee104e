"""Lists as they come from the field, with what a careless reader would lose, merge or misread."""

import csv
from datetime import date
from io import StringIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.errors import FileError
from tcsheets.importing.fee_lists import import_fees, last_schedule
from tcsheets.importing.writing import write_fees
from tcsheets.pricing.fees import FeeEntry


@pytest.fixture
def listed(tmp_path):
    """Return what imports from a text, by file name."""

    def read(text, name="fees.csv", **options):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return import_fees(path, **options)

    return read


@pytest.fixture
def workbook(tmp_path):
    """Return the path of a workbook with these sheets."""

    def make(sheets):
        path = tmp_path / "fees.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for place, row in enumerate(rows):
                    sheet.write_row(place, 0, row)
        return path

    return make


def fees(found, kind="office"):
    return [(entry.code, entry.fee(kind)) for entry in found.entries]


def problems(found):
    return [str(problem) for problem in found.problems]


def test_an_amount_with_a_comma_and_no_quotes_is_not_a_fee_of_one(listed):
    found = listed("Code,Treatment,Fee\nD2740,Crown,$1,285.00\nD2750,Crown,1195\n")
    assert fees(found) == [("D2750", 119_500)]
    assert problems(found)[0].startswith("fees row 2: has more cells than the header; text or an amount with a comma")


def test_empty_cells_beyond_the_header_do_no_harm(listed):
    assert fees(listed("Code,Fee\nD0120,64,\nD0140,80,\n")) == [("D0120", 6400), ("D0140", 8000)]


def test_a_quotation_mark_that_is_not_closed_is_refused_for_it_swallows_the_rows_below(listed):
    with pytest.raises(FileError, match=r"near line \d: a quotation mark is not closed"):
        listed('Code,Treatment,Fee\nD0120,"Exam,64\nD0140,Exam,80\nD0150,Exam,90\n')


def test_inches_and_line_breaks_inside_a_text_are_text(listed):
    found = listed('Code,Treatment,Fee\nD0120,Tray of 12",64\nD0140,"Exam,\nwith a ""look""",80\n')
    assert fees(found) == [("D0120", 6400), ("D0140", 8000)]


def test_a_dash_or_na_is_no_fee_and_the_row_keeps_its_other_fees(listed):
    found = listed("Code,Regular Fee,Member Fee\nD0120,64,N/A\nD0140,80,-\n")
    assert fees(found) == [("D0120", 6400), ("D0140", 8000)]
    assert fees(found, "member") == [("D0120", None), ("D0140", None)]
    assert problems(found) == [
        "fees row 2, Member Fee: N/A is read as blank, which is no fee",
        "fees row 3, Member Fee: - is read as blank, which is no fee",
    ]


def test_a_fee_of_zero_is_kept_and_asked_about_a_blank_one_is_no_fee_and_said(listed):
    found = listed("Code,Fee\nD0120,0\nD0140,\nD0150,90\n")
    assert fees(found) == [("D0120", 0), ("D0140", None), ("D0150", 9000)]
    assert problems(found) == [
        "fees row 3: D0140 has no fee; its cell is blank",
        "office fee: is 0 for D0120: free? Where it is not known, leave the cell blank",
    ]


def test_a_fee_below_zero_is_a_problem(listed):
    assert problems(listed("Code,Fee\nD0120,64\nD0140,(80.00)\n"))[0] == (
        "fees row 3: Office fee is below 0; an amount here is 0 or more"
    )


def test_notes_and_headings_among_the_rows_are_reported_and_are_no_codes(listed):
    found = listed("Code,Treatment,Fee\nDiagnostic services,,\nD0120,Exam,64\nFees may change at any time.,,\n")
    assert fees(found) == [("D0120", 6400)]
    assert problems(found) == [
        "fees row 2: has words in place of a code; row left out",
        "fees row 4: has words in place of a code; row left out",
    ]


def test_two_columns_of_codes_or_of_network_fees_are_refused(listed):
    with pytest.raises(FileError, match="could each be"):
        listed("Code,Allowed,PPO fee\nD0120,44,45\n")
    with pytest.raises(FileError, match="could each be"):
        listed("Code,Allowed,PPO fee\nD0120,44,45\n", which="network")


def test_a_plain_fee_beside_other_fees_is_not_chosen_for_the_reader(listed):
    text = "Code,Fee,Delta,New fee,Fee date\nD0120,64,44,70,soon\n"
    with pytest.raises(FileError, match="Fee, New fee could each be the fee"):
        listed(text)
    found = listed(text, fee_column="delta")
    assert fees(found) == [("D0120", 4400)]
    assert found.left_out == ("Fee", "New fee", "Fee date")
    assert fees(listed("Code,UCR,Delta fee\nD0120,64,44\n")) == [("D0120", 6400)]


def test_a_networks_copay_is_not_taken_for_the_office_fee(listed):
    found = listed("Code,Allowed amount,Copay amount\nD0120,44,10\n")
    assert (fees(found), fees(found, "network"), found.left_out) == (
        [("D0120", None)],
        [("D0120", 4400)],
        ("Copay amount",),
    )


def test_a_networks_list_that_says_just_fee_is_read_as_network_fees_when_told(listed):
    found = listed("Code,Fee\nD0120,44\n", which="network")
    assert (fees(found, "network"), found.read_from) == ([("D0120", 4400)], (("Code", "Code"), ("Network fee", "Fee")))
    with pytest.raises(FileError, match='no "ppo" fees; say one of: office, member, network'):
        listed("Code,Fee\nD0120,44\n", which="ppo")


def test_the_day_in_a_row_stands_then_the_day_given_then_the_day_in_the_heading(listed):
    text = "Fees from January 1, 2026\n\nCode,Fee,Effective\nD0120,64,7/1/2026\nD0140,80,\n"
    heading, given_day = listed(text), listed(text, effective=date(2026, 3, 1))
    assert [entry.effective for entry in heading.entries] == [date(2026, 7, 1), date(2026, 1, 1)]
    assert [entry.effective for entry in given_day.entries] == [date(2026, 7, 1), date(2026, 3, 1)]
    assert problems(heading) == ["fees row 4, Effective: 7/1/2026 is read as month/day/year, 2026-07-01"]


def test_a_cover_sheet_is_passed_over_and_rows_are_counted_as_the_person_sees_them(workbook):
    path = workbook({"Read me": [["Our fees"]], "Fees": [[], [], ["CDT", "Fee"], ["D0120", 64], ["D0140", "ask"]]})
    found = import_fees(path)
    assert (fees(found), found.form) == ([("D0120", 6400)], "sheet Fees")
    assert problems(found) == ["fees row 5, Fee: is text, not an amount; write it like 1285.00"]


def test_several_sheets_with_lists_are_refused_with_their_names_until_one_is_chosen(workbook):
    rows = [["Code", "Fee"], ["D0120", 64]]
    path = workbook({"2025": rows, "2026": [["Code", "Fee"], ["D0120", 68]]})
    with pytest.raises(FileError, match="on several sheets: 2025, 2026; choose one with --sheet"):
        import_fees(path)
    assert fees(import_fees(path, sheet="2026")) == [("D0120", 6800)]
    with pytest.raises(FileError, match='no sheet "2027"; its sheets with rows are: 2025, 2026'):
        import_fees(path, sheet="2027")


def test_a_list_typed_into_one_column_of_a_workbook_is_a_typed_list(workbook):
    found = import_fees(workbook({"List": [["Fees 06/01/2025"], ["D0120 - Exam - $90"]]}))
    assert (fees(found), found.form, found.entries[0].effective) == (
        [("D0120", 9000)],
        "typed list",
        date(2025, 6, 1),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("D0140 - Exam - $80 - $90", "has more than one price; which one holds?"),
        ("D0140 - Exam - $80-90", "has more than one price; which one holds?"),
        ("D2740 - Crown - $1.285", "has more than one price; which one holds?"),
        ("D0140 - Exam - ask us", "has a code but no price that can be read"),
        ("D0140 - Exam for tooth 14", "has a code but no price that can be read"),
        ("D0140 - Exam - $80 D0150 - Exam - $90", "has more than one code; write each on a line of its own"),
        ("Whitening - $400", "has a price but no code"),
        ("Ask about D0140", "has a code but no price that can be read"),
    ],
)
def test_a_typed_line_that_is_not_clear_is_reported_by_its_number(listed, line, says):
    found = listed(f"Our fees\n\nD0120 - Exam - $64\n{line}\n", "list.txt")
    assert fees(found) == [("D0120", 6400)]
    assert problems(found) == [f"line 4: {says}"]


@pytest.mark.parametrize(
    "line",
    [
        "D0120 - Check-up exam, adult - $64",
        "\u2022 d0120: Exam ....... 64.00",
        "1. D0120 Exam $64",
        "D0120 \u2013 $64",
        "D0120\tExam\t64",
    ],
)
def test_people_type_a_price_in_many_ways(listed, line):
    assert fees(listed(line + "\n", "list.txt")) == [("D0120", 6400)]


def test_a_code_typed_twice_once_without_a_price_is_reported(listed):
    assert problems(listed("D0120 - Exam - $64\nD0120 - Exam\n", "list.txt")) == [
        "line 2: has a code but no price that can be read"
    ]


def test_a_slip_of_the_decimal_point_among_crowns_is_seen_either_way(listed):
    crowns = [("D2740", 1285), ("D2750", 1195), ("D2751", 1115), ("D2752", 1185), ("D2790", 1240)]
    for wrong in (12.85, 128.5, 12850):
        text = "".join(f"{code},{wrong if code == 'D2740' else fee}\n" for code, fee in crowns)
        assert [each.split(":")[0] for each in problems(listed("Code,Fee\n" + text))] == ["fees row 2"], wrong


def test_a_network_fee_far_from_the_office_fee_beside_it_is_reported_in_the_shortest_list(listed):
    found = listed("Code,UCR,Allowed\nD0120,64,4400\n")
    assert problems(found) == ["fees row 2: D0120: network fee $4,400, but the office fee beside it is $64; check it"]


def test_the_last_schedule_counts_by_its_latest_entries_and_codes_it_alone_has_are_named(listed):
    last = (
        FeeEntry(3, "D0120", office=6400, effective=date(2026, 1, 1)),
        FeeEntry(2, "D0120", office=600, effective=date(2020, 1, 1)),
        FeeEntry(4, "D0999", office=100),
    )
    assert problems(listed("Code,Fee\nD0120,68\n", previous=last)) == [
        "last schedule: of its codes this list lacks 1: D0999"
    ]


def test_the_column_chosen_for_a_file_is_chosen_in_the_last_schedule_if_it_has_it(listed, tmp_path):
    (tmp_path / "last.csv").write_text("Code,2025 fee,New fee\nD0120,60,64\n")
    assert last_schedule(tmp_path / "last.csv", "New fee")[0].office == 6400
    (tmp_path / "plain.csv").write_text("Code,Fee\nD0120,60\n")
    assert last_schedule(tmp_path / "plain.csv", "New fee")[0].office == 6000


def test_a_list_of_accounts_is_asked_about(listed):
    assert (
        "none of its codes looks like D0120; is this a fee schedule?"
        in problems(listed("Code,Name,Amount\nRENT,Rent,2000\nGAS,Gas,90\n"))[-1]
    )


def test_a_pdf_and_a_device_are_refused(listed, tmp_path):
    with pytest.raises(FileError, match="is a PDF; copy its list"):
        listed("%PDF-1.7 ...", "fees.pdf")


def test_a_schedule_is_written_as_a_workbook_that_reads_back_and_no_other_kind(tmp_path):
    entries = (FeeEntry(2, "D0120", "=1+1", "", 6450, 0, None, date(2026, 1, 1), 15, 0, 150),)
    write_fees(entries, tmp_path / "out.xlsx")
    again = import_fees(tmp_path / "out.xlsx")
    assert again.entries == entries
    with pytest.raises(FileError, match=r"out\.pdf: a fee schedule is written as \.csv or \.xlsx"):
        write_fees(entries, tmp_path / "out.pdf")


def test_the_command_refuses_in_one_line_and_writes_nothing(tmp_path):
    (tmp_path / "fees.csv").write_text("Code,2025 fee,2026 fee\nD0120,60,64\n")
    arguments = ["import-fees", str(tmp_path / "fees.csv"), "--out", str(tmp_path / "out.csv")]
    refused = CliRunner().invoke(app, arguments)
    assert isinstance(refused.exception, FileError)
    assert not (tmp_path / "out.csv").exists()
    assert CliRunner().invoke(app, [*arguments, "--fee-column", "2026 fee"]).exit_code == 0
    assert import_fees(tmp_path / "out.csv").entries[0].office == 6400


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=("Cs",)), max_size=8)
ROWS = st.lists(st.tuples(st.sampled_from(["D0120", "120", "d2740 ", "", "X 1"]) | CELLS, CELLS, CELLS), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=ROWS, delimiter=st.sampled_from([",", ";", "\t"]))
def test_every_row_becomes_an_entry_or_a_problem(tmp_path, rows, delimiter):
    text = StringIO()
    fixed = [("Code", "Treatment", "Fee"), ("D0140", "Exam", "80"), ("D0150", "Exam", "90")]
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(fixed + rows)
    (tmp_path / "fees.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    found = import_fees(tmp_path / "fees.csv")
    said = {entry.row for entry in found.entries} | {
        int(each.where.split()[2].rstrip(",")) for each in found.problems if each.where.startswith("fees row")
    }
    wanted = {place for place, row in enumerate(rows, start=4) if any(cell.strip() for cell in row)}
    assert wanted <= said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(content=st.binary(min_size=1, max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_file_at_all_is_a_list_or_one_line_about_it(tmp_path, content):
    (tmp_path / "some.csv").write_bytes(content)
    try:
        import_fees(tmp_path / "some.csv")
    except FileError as error:
        assert "\n" not in str(error).replace("some.csv", "")
