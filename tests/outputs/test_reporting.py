"""The month's report: figures worked by hand, parts that add up, and nothing that a cell says is ever obeyed."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from html.parser import HTMLParser

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import workbook_templates
from tcsheets.cli import app
from tcsheets.errors import ArgumentError, DataError, FileError
from tcsheets.outputs.month_figures import later, month_days, month_figures
from tcsheets.outputs.month_lists import MonthLists, month_lists
from tcsheets.outputs.report_html import html_report
from tcsheets.outputs.report_xlsx import xlsx_report
from tcsheets.outputs.reporting import report
from tcsheets.workbook.package import open_package
from tcsheets.workbook.patch import Patch, patched

TODAY = date(2026, 11, 24)
LOG = [
    "Case",
    "Chart",
    "Presented",
    "Decided",
    "Decision",
    "Value presented",
    "Value accepted",
    "Coordinator",
    "Provider",
]
FOLLOW_UPS = ["Case", "Presented", "Status", "Coordinator", "Plan value"]
REFERRED = ["Chart", "Direction", "Referrer", "Referred on", "Referrer told"]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "a\x00\x1b\u202eb\ud800",
    "]]>&lt;",
]


def lists(log, follow_ups=(), referred=(), tiers=((0, 0.02), (3000, 0.03)), practice="Lakeside"):
    return MonthLists(
        practice, [LOG, *log], [FOLLOW_UPS, *follow_ups], [REFERRED, *referred], [["From", "Rate"], *map(list, tiers)],
        [7, 30], [], None, 48, 7,
    )  # fmt: skip


@pytest.fixture(scope="module")
def worked():
    """Four plans of November, one of October: 2 of 4 accepted, $5,000 of $10,000; one scheduled, one completed."""
    log = [
        ["C-1", "H-1", "2026-11-02", "2026-11-03", "accepted", 4000, 4000, "Riley", "Dr. A"],
        ["C-2", "H-2", "2026-11-05", "2026-11-20", "partly accepted", 3000, 1000, "Morgan", "Dr. A"],
        ["C-3", "H-3", "2026-11-06", "2026-11-09", "declined", 2000, 0, "Riley", "Dr. B"],
        ["C-4", "H-3", "2026-11-23", "", "thinking", 1000, 0, "Riley", "Dr. B"],
        ["C-0", "H-0", "2026-10-15", "2026-11-01", "accepted", 500, 500, "Riley", "Dr. B"],
    ]
    calls = [
        ["C-1", "2026-11-02 10:00", "completed", "Riley", 4000],
        ["C-2", "2026-11-05 10:00", "in treatment", "Morgan", 3000],
        ["C-4", "2026-11-23 10:00", "thinking", "Riley", 1000],
        ["C-9", "2026-11-12 10:00", "thinking", "Morgan", 700],
    ]
    sent = [["H-1", "in", "Dr. Silva", "2026-10-30", "no"], ["H-3", "in", "Pharmacy", "2026-11-01", "yes"]]
    return month_figures(lists(log, calls, sent), "2026-11", TODAY)


def rows(figures, key):
    return {row[0]: row[1:] for row in figures.section(key).rows}


def test_each_rate_is_the_one_worked_by_hand_with_its_definition(worked):
    found = rows(worked, "acceptance")
    assert found["Plan accepted"][:2] == (0.5, "plans accepted of plans presented: 2 of 4")
    assert found["Patient accepted"][:2] == (0.666667, "patients accepted of patients presented: 2 of 3")
    assert found["Value accepted"][:2] == (0.5, "value accepted of value presented: $5,000 of $10,000")
    assert found["Plan completed"][:2] == (0.25, "plans completed of plans presented: 1 of 4")
    assert found["Line accepted"][0] == ""  # the log has no lines: blank, not 0
    assert "only 4 presented" in found["Plan accepted"][2]
    assert "4 presented less than 30 days ago" in found["Plan accepted within 30 days"][2]


def test_the_funnel_and_the_trend_are_those_worked_by_hand(worked):
    assert [row[1] for row in worked.section("funnel").rows] == [4, 2, 2, 1]
    months = worked.section("month").rows
    assert len(months) == 12
    assert [(row[0], row[8], row[9]) for row in months[-2:]] == [
        ("2026-10", 500.0, 500.0),
        ("2026-11", 10000.0, 5000.0),
    ]


def test_commission_is_on_what_was_decided_in_the_month_tier_by_tier(worked):
    # Riley decided 4,000 and 500: 3,000 at 2 % and 1,500 at 3 %; Morgan 1,000 at 2 %.
    assert [(row[0], row[2], row[4]) for row in worked.section("commission").rows] == [
        ("Morgan", 1000.0, 20.0), ("Riley", 3000.0, 60.0), ("Riley", 1500.0, 45.0),
    ]  # fmt: skip


def test_calls_in_time_and_who_sent_the_patient(worked):
    assert rows(worked, "follow_ups") == {"Morgan": (1, 1, 0, 0.0), "Riley": (1, 0, 1, 1.0), "all": (2, 1, 1, 0.5)}
    sources = rows(worked, "source")
    assert {name: row[0] for name, row in sources.items()} == {"Dr. Silva": 1, "Pharmacy": 2, "not said": 1, "all": 4}
    assert worked.section("referrals").rows[0][3] == 1  # one letter is due


def test_a_month_in_which_nothing_was_presented_has_blanks_and_no_zeros_for_rates():
    empty = month_figures(lists([]), "2026-11", TODAY)
    assert {row[1] for row in empty.section("acceptance").rows} == {""}
    assert [row[2] for row in empty.section("funnel").rows] == [""] * 4
    assert "<title>Lakeside: 2026-11</title>" in html_report(empty)
    assert xlsx_report(empty)


DAYS = st.integers(0, 80).map(lambda days: (date(2026, 9, 20) + timedelta(days=days)).isoformat())
ENTRIES = st.builds(
    lambda case, day, decision, value, who: [
        f"C-{case}", f"H-{case % 4}", day, "", decision, value, value // 2 if decision == "accepted" else 0, who, who
    ],
    st.integers(1, 30), DAYS, st.sampled_from(["accepted", "declined", "thinking"]), st.integers(0, 9000),
    st.sampled_from(["Riley", "Morgan", ""]),
)  # fmt: skip
CALLS = st.builds(
    lambda case, day, status: [f"C-{case}", f"{day} 10:00", status, "Riley", 10],
    st.integers(1, 30), DAYS, st.sampled_from(["thinking", "scheduled", "in treatment", "completed", "accepted", ""]),
)  # fmt: skip


@given(st.lists(ENTRIES, max_size=10), st.lists(CALLS, max_size=8))
def test_a_funnel_never_grows_and_the_groups_add_up_to_the_whole(log, calls):
    figures = month_figures(lists(log, calls), "2026-11", TODAY)
    counts = [row[1] for row in figures.section("funnel").rows]
    assert counts == sorted(counts, reverse=True)
    for key in ("coordinator", "provider", "source"):
        *groups, whole = figures.section(key).rows
        for place in (1, 2, 3, 4, 8, 9):
            assert round(sum(row[place] for row in groups), 2) == whole[place]
    *who, everybody = figures.section("follow_ups").rows
    assert [sum(row[place] for row in who) for place in (1, 2, 3)] == list(everybody[1:4])
    assert figures.section("month").rows[-1][1] == counts[0]
    earned = sum(row[2] for row in figures.section("commission").rows)
    accepted = [row for row in log if row[4] == "accepted"]
    assert 0 <= earned <= sum(row[6] for row in accepted)


class Reader(HTMLParser):
    """What a browser would make of a page: its tags and attributes."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


HARMLESS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "dl", "div", "dt", "dd", "small"}
HARMLESS |= {"section", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect", "text", "line"}


@given(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=40))
@settings(max_examples=40)
def test_no_text_of_a_cell_is_ever_markup(typed):
    text = "n" + typed  # a blank, or an error such as #N/A, is no name
    log = [["C-1", text, "2026-11-02", "2026-11-03", "accepted", 10, 10, text, text]]
    sent = [[text, "in", text, "2026-11-01", "no"]]
    figures = month_figures(
        lists(log, [["C-5", "2026-11-20 10:00", "", text, 1]], sent, practice=text), "2026-11", TODAY
    )
    page = read(html_report(figures))
    assert set(page.tags) <= HARMLESS
    assert not [name for name in page.attributes if name.startswith("on") or name in ("src", "href")]
    html_report(figures).encode()
    assert xlsx_report(figures)


def test_a_hostile_name_is_shown_as_it_is_typed(worked):
    log = [["C-1", "H-1", "2026-11-02", "2026-11-03", "accepted", 10, 10, HOSTILE[0], ""]]
    page = html_report(month_figures(lists(log), "2026-11", TODAY))
    assert HOSTILE[0] in read(page).text
    assert HOSTILE[0] not in page


def test_the_page_fetches_nothing_and_says_all_in_words(worked):
    page = html_report(worked)
    assert not re.search(r"https?:|url\(|@import|<script|<link|<img", page)
    assert "default-src 'none'" in page
    assert page.count("<svg") == page.count('role="img" aria-label=') == 2
    assert page.count("<table") == page.count("<caption>") == page.count("<thead>")
    assert len(re.findall(r"<th(?! scope)[ >]", page)) == 0
    assert "prefers-color-scheme: dark" in page
    assert "size: letter" in page


def test_the_workbook_holds_values_and_charts_with_words(worked):
    data = xlsx_report(worked)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == len(worked.sections)
    for sheet, section in zip(book.worksheets, worked.sections):
        assert [cell.value for cell in sheet[4]][: len(section.columns)] == [each.header for each in section.columns]
        assert sheet.freeze_panes
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawings = [
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing")
        ]
    assert len(drawings) == 2
    assert all(re.search(r'descr="[^"]{20,}"', text) for text in drawings)


def test_a_text_that_begins_with_an_equals_sign_stays_a_text():
    log = [["C-1", "H-1", "2026-11-02", "2026-11-03", "accepted", 10, 10, "=1+1", ""]]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_report(month_figures(lists(log), "2026-11", TODAY))))
    assert book["By coordinator"]["A5"].value == "=1+1"
    assert book["By coordinator"]["A5"].data_type != "f"


@pytest.mark.parametrize(("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31)])
def test_a_month_ends_on_its_last_day(month, last):
    assert month_days(month)[1].day == last


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "2026-11-01", "November", "0000-01"])
def test_a_month_that_is_none_is_refused(month):
    with pytest.raises(ArgumentError, match="is not written like 2026-11"):
        month_days(month)


def test_twelve_months_back_is_the_same_month_a_year_ago():
    assert later(date(2026, 1, 1), -12) == date(2025, 1, 1)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The practice's board with its samples."""
    return workbook_templates.new("practice_board", tmp_path_factory.mktemp("board") / "board.xlsx", today=TODAY)


def test_the_report_says_what_the_board_says(book, tmp_path):
    made = report(book, "2026-11", tmp_path / "out", today=TODAY)
    board = openpyxl.load_workbook(book, data_only=True)["Board"]
    calls = made.figures.section("follow_ups").rows[-1]
    assert calls[2] == board["H5"].value
    assert calls[4] == pytest.approx(board["J5"].value)
    months = {
        row[0]: row
        for row in openpyxl.load_workbook(book, data_only=True)["Months"].iter_rows(6, 18, 2, 11, values_only=True)
    }
    assert list(made.figures.section("month").rows[-1][1:10]) == list(months["2026-11"][1:])
    assert sum(row[4] for row in made.figures.section("commission").rows) > 0


@pytest.mark.parametrize("template", ["practice_board", "treatment_coordinator"])
def test_the_command_writes_both_files_and_never_replaces_unasked(template, tmp_path, book):
    path = book if template == "practice_board" else workbook_templates.new(template, tmp_path / "tc.xlsx", today=TODAY)
    call = ["report", str(path), "--month", "2026-11", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, [*call, "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert said["month"] == "2026-11"
    assert {row["Step"] for row in said["sections"]["funnel"]} == {"Presented", "Accepted", "Scheduled", "Completed"}
    again = CliRunner().invoke(app, call)
    assert isinstance(again.exception, FileError)
    assert "add --replace" in str(again.exception)
    assert CliRunner().invoke(app, [*call, "--replace"]).exit_code == 0


def test_a_bad_row_is_named_by_its_sheet_and_row_and_no_report_is_made(book, tmp_path):
    bad = tmp_path / "bad.xlsx"
    package = open_package(book.read_bytes(), "board")
    bad.write_bytes(patched(package, Patch(cells={"Acceptance Log": {(9, 4): "soon"}})))
    with pytest.raises(DataError, match=r"bad\.xlsx: Acceptance Log row 9, Presented: .*; no report is made"):
        report(bad, "2026-11", tmp_path / "out", today=TODAY)
    assert not (tmp_path / "out").exists()


def test_a_workbook_without_the_lists_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(FileError, match="has no table AcceptanceLog"):
        month_lists(open_package((tmp_path / "other.xlsx").read_bytes(), "other.xlsx"))
    with pytest.raises(FileError, match="cannot be read"):
        report(tmp_path / "gone.xlsx", "2026-11", tmp_path, today=TODAY)
