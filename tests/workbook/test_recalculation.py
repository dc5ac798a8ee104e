"""Recalculating: every formula gets its value, nothing else changes, and what cannot be computed says so."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from tcsheets.errors import CellError
from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.package import open_package, read_area
from tcsheets.workbook.patch import Patch, patched
from tcsheets.workbook.recalculation import recalculate

FUNCTIONS = {
    "TC_DOUBLE": lambda cells: cells[0] * 2 if isinstance(cells[0], float) else CellError("#VALUE!", "amount is text"),
    "TC_ROWS": lambda cells: [["No.", "Name"], *[[float(place), f"row {place}"] for place in range(int(cells[0]))]],
    "TC_SHOW": lambda cells: repr(cells[0]),
    "TC_COUNT": lambda cells: float(sum(cell is not None for row in cells[0] for cell in row)),
    "TC_BLANKS": lambda _: [[None, CellError("#N/A", "no")], [True, date(2026, 11, 24)]],
}


def book(draw, **options):
    """Return the bytes of a workbook with one sheet, drawn by a function."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    draw(made, made.add_worksheet("List"))
    made.close()
    return out.getvalue()


def of(formulas, values=(), **options):
    """Return a workbook with formulas in column A and values from C1 on; {…} marks a dynamic array."""

    def draw(made, sheet):
        for row, cells in enumerate(values):
            sheet.write_row(row, 2, cells)
        for row, formula in formulas.items():
            write = sheet.write_dynamic_array_formula if formula.startswith("{") else sheet.write_formula
            write(f"A{row}", formula.strip("{}"))

    return book(draw, **options)


def recalculated(data, functions=FUNCTIONS, today=date(2026, 11, 24)):
    """Return what recalculation gives; doing it again must change nothing."""
    done = recalculate(open_package(data, "a.xlsx"), functions, today)
    again = recalculate(open_package(done.data, "a.xlsx"), functions, today)
    assert again.data is done.data or again.data == done.data
    assert again.changed == 0
    return done


def cells(data, area, sheet="List"):
    return read_area(open_package(data, "a.xlsx"), sheet, area_of(area))[0]


def test_every_kind_of_value_is_computed_and_written():
    formulas = {
        1: "=SUM(C1:C2)",
        2: '=C1&" days"',
        3: "=C1>2",
        4: "=1/0",
        5: "=TC_DOUBLE(C1)",
        6: "=TODAY()",
        7: '=IF(FALSE,1,"")',
        8: '=_xlfn.MINIFS(C1:C2,C1:C2,">1.7")',
        9: "=A1+A5",
    }
    done = recalculated(of(formulas, [[1.5], [2]]))
    values = [3.5, "1.5 days", False, CellError("#DIV/0!"), 3.0, 46350.0, "", 2.0, 6.5]
    assert [row[0] for row in cells(done.data, "A1:A9")] == values
    assert (done.formulas, done.kept) == (9, ())
    assert [str(each) for each in done.errors] == ["List!A4: #DIV/0!"]


SPELLINGS = [
    "TC_DOUBLE(C1)",
    "tc_double(C1)",
    "_xldudf_TC_DOUBLE(C1)",
    "_xll.TC_DOUBLE(C1)",
    "[1]!TC_DOUBLE(C1)",
    "'our add-in.xlam'!TC_DOUBLE(C1)",
    "TC.DOUBLE(C1)",
    'IFERROR(__xludf.DUMMYFUNCTION("TC_DOUBLE(C1)"),9)',
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_function_is_known_in_every_spelling(spelling):
    assert cells(recalculated(of({1: "=" + spelling}, [[4]])).data, "A1") == [[8.0]]


def test_googles_formula_gets_the_new_value_to_fall_back_on_too(part):
    data = of({1: '=IFERROR(__xludf.DUMMYFUNCTION("TC_SHOW(""a"")"),"old")'})
    sheet = part(recalculated(data).data, "xl/worksheets/sheet1.xml")
    assert '<f>IFERROR(__xludf.DUMMYFUNCTION("TC_SHOW(""a"")"),"\'a\'")</f><v>\'a\'</v>' in sheet


def test_googles_spill_is_kept_as_google_writes_it():
    rest = '=IFERROR(__xludf.DUMMYFUNCTION("""COMPUTED_VALUE"""),"old")'
    data = of({1: '=IFERROR(__xludf.DUMMYFUNCTION("TC_ROWS(1)"),"old")', 2: rest})
    done = recalculated(data)
    assert cells(done.data, "A1:B2") == [["No.", "Name"], [0.0, "row 0"]]


def table_book():
    def draw(made, sheet):
        columns = [{"header": each} for each in ("Code", "Fee's [net]", "Twice")]
        sheet.add_table("B2:D4", {"name": "Fees", "columns": columns, "data": [["a", 1, 0], ["b", 2, 0]]})
        for row in (3, 4):
            sheet.write_formula(f"D{row}", "=TC_DOUBLE(Fees[[#This Row],[Fee''s '[net']]])")
        made.define_name("Rate", "=0.5")
        made.define_name("FeeOfB", "=List!$C$4")
        made.define_name("FeeRange", "=List!$C$3:$C$4")
        made.define_name("List!Local", "=List!$C$3*10")
        formulas = [
            "=SUM(Fees[Twice])",
            "=TC_COUNT(Fees[#All])",
            "=ROW(Fees[[#Headers],[Twice]])",
            "=SUM(Fees[[Fee''s '[net']]:[Twice]])",
            "=TC_COUNT(Fees)",
            "=FeeOfB*Rate",
            "=SUM(FeeRange)",
            "=Local+List!Local",
            "=_xlfn.LET(_xlpm.x,FeeOfB,_xlpm.x+1)",
            "=COUNTA(Fees[[#Headers],[#Data],[Code]])",
        ]
        for row, formula in enumerate(formulas, start=1):
            sheet.write_formula(f"G{row}", formula)

    return book(draw)


def test_tables_and_names_are_understood():
    done = recalculated(table_book())
    assert done.kept == ()
    assert cells(done.data, "D3:D4") == [[2.0], [4.0]]
    assert [row[0] for row in cells(done.data, "G1:G10")] == [6.0, 9.0, 2.0, 9.0, 6.0, 1.0, 3.0, 20.0, 3.0, 3.0]


def test_this_row_means_the_row_of_the_cell_on_whatever_sheet_and_in_whatever_order():
    def draw(made, sheet):
        sheet.add_table("B2:C4", {"name": "Fees", "columns": [{"header": "Code"}, {"header": "Net"}]})
        sheet.write_column("C3", [5, 7])
        other = made.add_worksheet("Other")
        for row in (1, 3, 4, 5):
            for each in (sheet, other):
                each.write_formula(f"E{row}", "=Fees[[#This Row],[Net]]*2+SUM(Fees[[#This Row],[Code]:[Net]])", None, 9)

    done = recalculated(book(draw))
    for sheet in ("List", "Other"):
        assert cells(done.data, "E1:E5", sheet) == [[9.0], [None], [15.0], [21.0], [9.0]]
    off = [f"{sheet}!E{row}: row {row} is not one of the table Fees's" for sheet in ("List", "Other") for row in (1, 5)]
    assert [str(each) for each in done.kept] == off


NOT_COMPUTED = {
    "=NOSUCHFUNCTION(1)": "the function NOSUCHFUNCTION is not known here",
    "=TC_NOT_THERE(1)": "the function TC_NOT_THERE is not known here",
    "=MAP(C1:C2,LAMBDA(x,x))": "the function MAP is not known here",
    "=GETPIVOTDATA(1,2)": "the function GETPIVOTDATA is not known here",
    "=[1]Prices!A1+1": "it refers to another workbook",
    "='[1]Price list'!A1+1": "it refers to another workbook",
    "=NoSuchName*2": "there is no name NoSuchName",
    "=SUM(NoTable[Fee])": "there is no table NoTable",
    "=A1+1": "it goes round",
    "=SUM((C1:C2,C4))": "the calculation here lacks something it uses",
}


@pytest.mark.parametrize("formula", NOT_COMPUTED)
def test_what_cannot_be_computed_keeps_its_value_and_is_reported(formula):
    def draw(_, sheet):
        sheet.write_formula("A1", formula, None, 77)
        sheet.write_formula("A2", "=A1*2", None, 0)

    done = recalculated(book(draw))
    assert cells(done.data, "A1:A2") == [[77.0], [154.0]]
    assert [(each.where, each.message) for each in done.kept] == [("List!A1", NOT_COMPUTED[formula])]


def spill_book(rows, blocked=False):
    def draw(_, sheet):
        sheet.write_dynamic_array_formula("A3:B5", "=TC_ROWS(D1)", None, "old")
        sheet.write_column("A4", ["old", "old"])
        sheet.write_column("B3", ["old", "old", "old"])
        sheet.write_number("D1", rows)
        sheet.write_formula("D2", "=COUNTA(A3#)")
        if blocked:
            sheet.write_string("A7", "foreign")

    return book(draw)


@pytest.mark.parametrize("rows", [1, 2, 5, 3000, 20_000])
def test_a_spill_takes_the_room_it_needs_and_clears_what_it_leaves(rows, part):
    done = recalculated(spill_book(rows))
    found = cells(done.data, f"A3:B{rows + 6}")
    assert found[: rows + 1] == [["No.", "Name"], *[[float(place), f"row {place}"] for place in range(rows)]]
    assert found[rows + 1 :] == [[None, None]] * 3
    assert f'<f t="array" ref="A3:B{rows + 3}">' in part(done.data, "xl/worksheets/sheet1.xml")
    assert str(done.spills["List", 3, 1]) == f"A3:B{rows + 3}"


@pytest.mark.parametrize("rows", [10, 20_000])
def test_a_spill_never_runs_over_what_is_not_its_own(rows, part):
    done = recalculated(spill_book(rows, blocked=True))
    assert cells(done.data, "A3:B7") == [[CellError("#VALUE!"), None], *[[None, None]] * 3, ["foreign", None]]
    assert "List!A3: #SPILL!" in [str(each) for each in done.errors]
    assert '<f t="array" ref="A3">' in part(done.data, "xl/worksheets/sheet1.xml")


def test_formulas_read_what_large_spills_fill():
    def draw(_, sheet):
        sheet.write_dynamic_array_formula("A1", "=TC_ROWS(11000)")
        sheet.write_dynamic_array_formula("D1", "=SORT(A2:A11001,1,-1)*1")
        sheet.write_formula("F1", "=SUM(D1:D11000)+COUNTA(B1:B20000)")

    done = recalculated(book(draw))
    assert cells(done.data, "D1:D2") == [[10999.0], [10998.0]]
    assert cells(done.data, "F1") == [[10999.0 * 11000 / 2 + 11001]]


def test_large_spills_that_hang_on_each_other_keep_their_values():
    def draw(_, sheet):
        sheet.write_dynamic_array_formula("A1", "=TC_MORE(C1:C20000)", None, 7)
        sheet.write_dynamic_array_formula("C1", "=TC_MORE(A2:A20000)", None, 8)

    def more(arguments):
        numbers = [cell for row in arguments[0] for cell in row if isinstance(cell, float)]
        return [[max(numbers, default=0.0) + 1]] * 10_001

    done = recalculated(book(draw), {"TC_MORE": more})
    assert cells(done.data, "A1:C1") == [[7.0, None, 8.0]]
    assert [each.message for each in done.kept] == ["its result never comes to rest"] * 2


def test_equal_calls_are_made_once_and_true_is_not_one():
    seen = []
    formulas = dict.fromkeys(range(1, 9), "=TC_SEEN(C1)") | {9: "=TC_SEEN(C2)", 10: "=TC_SEEN(C3:C4)"}
    functions = {"TC_SEEN": lambda cells: seen.append(cells[0]) or 1.0}
    recalculate(open_package(of(formulas, [[1], [True], [2], [3]]), "a.xlsx"), functions)
    assert sorted(map(repr, seen)) == ["1.0", "True", "[[2.0], [3.0]]"]


def test_a_range_that_formulas_may_change_is_read_anew_and_a_still_one_only_once():
    seen = []

    def draw(_, sheet):
        sheet.write_column("C1", ["a", 1, 2])
        sheet.write_formula("D2", "=C2*10")
        for row in range(1, 4):
            sheet.write_formula(f"A{row}", f"=TC_LOOK({row},List!$C$1:$C$3)+TC_LOOK({row},List!$D$1:$D$3)")
            sheet.write_formula(f"B{row}", f"=TC_LOOK({row},IF(TRUE,List!$C$1:$C$3,0))")

    functions = {"TC_LOOK": lambda cells: seen.append(cells[1]) or float(cells[0])}
    done = recalculated(book(draw), functions)
    assert cells(done.data, "A1:B3") == [[2.0, 1.0], [4.0, 2.0], [6.0, 3.0]]
    assert all(isinstance(each, list) for each in seen)
    assert [[None], [10.0], [None]] in seen
    assert [["a"], [1.0], [2.0]] in seen


def test_blanks_errors_and_dates_inside_a_spill_are_written():
    done = recalculated(of({1: "{=TC_BLANKS()}"}))
    assert cells(done.data, "A1:B2") == [["", CellError("#N/A")], [True, 46350.0]]


def test_an_array_formula_of_fixed_size_keeps_its_size():
    def draw(_, sheet):
        sheet.write_array_formula("A1:B4", "{=TC_ROWS(2)}")
        sheet.write_array_formula("D1:E2", "{=TC_ROWS(9)}")
        sheet.write_array_formula("G1:G2", "{=2+1}")
        sheet.write("A5", "below")

    done = recalculated(book(draw))
    missing = CellError("#N/A")
    assert cells(done.data, "A1:B4") == [["No.", "Name"], [0.0, "row 0"], [1.0, "row 1"], [missing, missing]]
    assert cells(done.data, "D1:E3") == [["No.", "Name"], [0.0, "row 0"], [None, None]]
    assert cells(done.data, "G1:G2") == [[3.0], [3.0]]


def test_a_formula_that_is_no_array_shows_the_first_cell_of_its_result():
    done = recalculated(of({1: "=TC_ROWS(2)", 2: "=TC_ROWS(3)"}))
    assert cells(done.data, "A1:B3") == [["No.", None], ["No.", None], [None, None]]


def test_an_error_in_an_argument_reaches_the_function_and_its_message_the_report():
    done = recalculated(of({1: "=TC_SHOW(1/0)", 2: "=TC_DOUBLE(C1)", 3: "=TC_COUNT(C1:D3)"}, [["x", 1], [None, True]]))
    assert cells(done.data, "A1")[0][0] == repr(CellError("#DIV/0!"))
    assert cells(done.data, "A3") == [[3.0]]
    assert [str(each) for each in done.errors] == ["List!A2: #VALUE!: amount is text"]


def test_a_bug_in_a_function_is_seen_and_not_made_an_error_value():
    def broken(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        recalculate(open_package(of({1: "=TC_BROKEN()"}), "a.xlsx"), {"TC_BROKEN": broken})


def test_dates_of_a_1904_workbook_are_computed_as_dates():
    def draw(made, sheet):
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime("C1", date(2026, 11, 24), day)
        sheet.write_formula("A1", "=YEAR(C1)")
        sheet.write_formula("A2", "=C1+1", day)
        sheet.write_formula("A3", "=C1-TODAY()")

    done = recalculated(book(draw, date_1904=True))
    assert cells(done.data, "A1:A3") == [[2026.0], [46351.0], [0.0]]


def test_shared_formulas_are_computed_each_for_its_own_cell(rich):
    def share(sheet):
        rows = "".join(f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in (2, 3))
        first = '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">C1*10</f></c><c r="C1"><v>7</v></c></row>'
        return sheet.replace("<sheetData/>", f"<sheetData>{first}{rows}</sheetData>")

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(lambda *_: None))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, share(old.read(name).decode()) if name.endswith("sheet1.xml") else old.read(name))
    assert cells(recalculated(out.getvalue()).data, "A1:A3") == [[70.0], [0.0], [0.0]]


def test_only_the_cells_whose_value_is_another_one_change(rich, members):
    package = open_package(rich, "rich.xlsm")
    first = recalculate(package, FUNCTIONS)
    assert first.kept == ()
    assert recalculate(open_package(first.data, "rich.xlsm"), FUNCTIONS).data == first.data
    edited = patched(open_package(first.data, "rich.xlsm"), Patch({"Follow-ups": {(5, 4): 1.0}}))
    done = recalculate(open_package(edited, "rich.xlsm"), FUNCTIONS)
    assert done.changed == 1
    before, now = members(edited), members(done.data)
    assert [name for name in before if before[name] != now[name]] == ["xl/worksheets/sheet2.xml"]
