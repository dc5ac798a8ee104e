"""The task pane in a real browser: what one clicks and types gives what Python computes, and anybody can use it."""

import json

import pytest
from hosts.pane_server import serving
from sync.world import settle, start

from tcsheets.errors import TcsheetsError
from tcsheets.functions import TC_INS_ESTIMATE, TC_PAY_OPTIONS, TC_PAYMENT, registry
from tcsheets.hosts import office_js

pytestmark = pytest.mark.host("chromium")
TABS = ("finder", "payment", "explainer", "sync")
OFFICE = "https://appsforoffice.microsoft.com/**"
# Stands for Excel: one selected cell, and a selection with a header row.
EXCEL = """
window.written = [];
const cell = { set formulas(rows) { window.written.push(rows[0][0]); }, load() {}, address: "Sheet1!B4" };
const range = { load() {}, text: [["Code", "Fee", "Allowed"], ["D2740", "1380", "905"]] };
window.Office = { onReady: async () => ({ host: "Excel" }) };
window.Excel = { run: (does) => does({
  workbook: { getActiveCell: () => cell, getSelectedRange: () => range }, sync: async () => {},
}) };
"""


@pytest.fixture
def opened(chromium, add_in):
    """Return what opens the task pane in a page of its own: with settings of the browser, a person who syncs, Excel."""
    stack = []

    def open_pane(person=None, query="", excel=False, **settings):
        served = serving(add_in, person)
        context = chromium.new_context(**{"viewport": {"width": 400, "height": 900}, **settings})
        page = context.new_page()
        stack.extend([(context.close, ()), (served.__exit__, (None, None, None))])
        page.route(OFFICE, lambda route: route.abort())
        page.set_default_timeout(60_000)
        page.asked, page.faults = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if excel:
            page.add_init_script(EXCEL)
        page.address = served.__enter__()
        page.goto(page.address + query)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_pane
    for close, given in stack:
        close(*given)


def shown_functions(page):
    return [each.get_attribute("data-function") for each in page.locator("#functions > li").all()]


def cents(text):
    return round(float(text.replace("$", "").replace(",", "")) * 100)


def test_the_finder_shows_every_function_of_the_register(opened):
    page = opened()
    assert set(shown_functions(page)) == set(registry.names())
    assert page.faults == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("down payment", "TC_PAYMENT"),
        ("INS_ESTIMATE", "TC_INS_ESTIMATE"),
        ("annual percentage", "TC_APR"),
        ("call back", "TC_FOLLOW_UP_DUE"),
        ("commission tier", "TC_COMMISSION"),
    ],
)
def test_a_search_finds_by_name_and_by_words(opened, typed, first):
    page = opened()
    page.locator("#search").press_sequentially(typed)
    assert shown_functions(page)[0] == first
    assert page.locator("#found").inner_text().endswith(("function", "functions"))


def test_a_search_without_a_match_says_so(opened):
    page = opened()
    page.fill("#search", "haddock")
    assert shown_functions(page) == []
    assert page.locator("#found").inner_text() == "Nothing found; try another word."


def filled(page, name, **arguments):
    """Open a function, fill in its arguments, and return where it stands."""
    page.fill("#search", name)
    item = page.locator(f'[data-function="{name}"]')
    item.locator("summary").first.click()
    for argument, value in arguments.items():
        page.fill(f"#{name}-{argument}", value)
    return item


def test_insert_shows_the_formula_of_what_was_filled_in(opened):
    page = opened()
    item = filled(page, "TC_PAYMENT", amount="B4", payments="12", period="monthly")
    assert item.locator(".formula").inner_text() == '=TC_PAYMENT(B4, , 12, , "monthly")'
    item.get_by_role("button", name="Insert").click()
    item.get_by_text("cell.", exact=False).last.wait_for()
    assert "into a cell" in item.get_by_role("status").inner_text()


def test_insert_asks_for_an_argument_that_is_needed(opened):
    page = opened()
    item = filled(page, "TC_PLAN_TOTAL")
    assert item.locator(".formula").inner_text() == "=TC_PLAN_TOTAL(lines)"
    item.get_by_role("button", name="Insert").click()
    assert item.get_by_role("status").inner_text() == "Fill in lines first."
    assert page.evaluate("document.activeElement.id") == "TC_PLAN_TOTAL-lines"


@pytest.mark.parametrize(
    ("query", "formula"),
    [
        ("", "=TC_FEE(A2, Fees[#All])"),
        ("?prefix=TC.", "=TC.FEE(A2, Fees[#All])"),
        ("?prefix=<b>", "=TC_FEE(A2, Fees[#All])"),
    ],
)
def test_in_excel_insert_writes_into_the_selected_cell_under_the_name_excel_knows(opened, query, formula):
    page = opened(query=query, excel=True)
    item = filled(page, "TC_FEE", code="A2", fees="Fees[#All]")
    item.get_by_role("button", name="Insert").click()
    item.get_by_text("Inserted into Sheet1!B4.").wait_for()
    assert page.evaluate("window.written") == [formula]


WRITTEN = [
    *[
        (text, "Money", text)
        for text in ("B4", "$B$4", "Plan[[#This Row],[Fee]]", "'My sheet'!B4", "SUM(B4:B9)", "1285.5")
    ],
    *[
        ("$1,285.00", "Money", "1285.00"),
        ("-$5", "Money", "-5"),
        ("8.24%", "Rate", "8.24%"),
        ("Total", "Money", "Total"),
    ],
    *[("B4:F9", "Table", "B4:F9"), ("Fees", "Table", "Fees"), ("A:C", "Table", "A:C"), ("{1,2}", "Amounts", "{1,2}")],
    *[("monthly", "Text", '"monthly"'), ("D2740", "Text", '"D2740"'), ("$D$2740", "Text", "$D$2740")],
    *[('he said "no"', "Text", '"he said ""no"""'), ('"up"', "Text", '"up"'), ("true", "Flag", "TRUE")],
    *[("2026-11-24", "Date", '"2026-11-24"'), ("=B4", "Money", "B4"), ("  ", "Text", "")],
]


def test_what_is_typed_stands_in_the_formula_as_excel_reads_it(opened):
    page = opened()
    asked = "(all) => import('./formula.js').then((made) => all.map(([text, kind]) => made.written(text, kind)))"
    got = page.evaluate(asked, [[text, kind] for text, kind, _ in WRITTEN])
    assert list(zip([each[0] for each in WRITTEN], got, strict=True)) == [(text, told) for text, _, told in WRITTEN]


def plan_in(page):
    return {name: page.input_value(f"#{name}") for name in ("amount", "apr", "down", "months")}


def assert_is_what_python_computes(page):
    """Compare every figure of the payment plan with Python's."""
    page.wait_for_timeout(50)
    plan = plan_in(page)
    rate, down, months = f"{plan['apr']}%", plan["down"], plan["months"]
    payment = TC_PAYMENT(plan["amount"], rate, months, down)
    assert cents(page.locator("#monthly").inner_text()) == round(payment * 100), plan
    total = TC_PAY_OPTIONS(plan["amount"], rate, [[down]], [[months]], show="total")[1][1]
    assert page.locator("#payment-words").inner_text().endswith(f"; ${total:,.2f} in all.")
    ways = [
        [cents(cell) for cell in row.locator("th, td").all_inner_texts()]
        for row in page.locator("#ways tbody tr").all()
    ]
    wanted = TC_PAY_OPTIONS(plan["amount"], rate, None, [[6, 12, 24]])[1:]
    assert ways == [[round(cell * 100) for cell in row] for row in wanted]


@pytest.mark.parametrize(("amount", "apr"), [("2500", "0"), ("1999.99", "8.24"), ("12345.67", "17.9"), ("0.07", "0")])
def test_the_sliders_change_the_payment_to_the_cent_that_python_computes(opened, amount, apr):
    page = opened()
    page.click("#tab-payment")
    page.fill("#down", "0")
    page.fill("#amount", amount)
    page.fill("#apr", apr)
    assert_is_what_python_computes(page)
    page.focus("#months-slider")
    for key in ("ArrowRight", "PageUp", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        assert_is_what_python_computes(page)
    page.locator("#months-slider").click()
    assert 25 <= int(plan_in(page)["months"]) <= 36
    assert_is_what_python_computes(page)
    page.focus("#down-slider")
    for key in ("ArrowRight", "PageUp", "PageUp"):
        page.keyboard.press(key)
        assert_is_what_python_computes(page)
    assert page.get_attribute("#down-slider", "aria-valuetext") == f"${float(plan_in(page)['down']):,.2f}"


def test_the_formula_of_the_slider_gives_the_payment_it_shows(opened):
    page = opened()
    page.click("#tab-payment")
    page.fill("#apr", "8.24")
    assert page.locator("#payment-formula .formula").inner_text() == "=TC_PAYMENT(2500, 8.24%, 12, 300)"
    assert cents(page.locator("#monthly").inner_text()) == round(TC_PAYMENT(2500, "8.24%", 12, 300) * 100)


def test_a_plan_that_cannot_be_says_what_python_says(opened):
    page = opened()
    page.click("#tab-payment")
    page.fill("#down", "2600")
    with pytest.raises(TcsheetsError) as found:
        TC_PAYMENT("2500", "0%", "12", "2600")
    page.get_by_text(str(found.value)).wait_for()
    assert page.locator("#monthly").is_hidden()
    page.fill("#down", "100")
    assert_is_what_python_computes(page)


def whys(page):
    page.wait_for_timeout(50)
    return page.locator("#estimate .why").all_inner_texts()


def test_the_example_is_explained_in_pythons_sentences_and_figures(opened):
    page = opened()
    page.click("#tab-explainer")
    example = json.loads((office_js.FOLDER / "taskpane" / "example.json").read_text(encoding="utf-8"))
    rows = TC_INS_ESTIMATE(example["lines"], example["benefits"])[1:]
    assert whys(page) == [row[11] for row in rows]
    paid = page.locator("#estimate h3 strong").all_inner_texts()
    assert [cents(each.removesuffix(" to pay")) for each in paid] == [round(row[10] * 100) for row in rows]
    page.get_by_label("D2392 Filling, two surfaces").uncheck()
    fewer = [row for row in example["lines"] if row[0] != "D2392"]
    assert whys(page) == [row[11] for row in TC_INS_ESTIMATE(fewer, example["benefits"])[1:]]


LINES = [
    ["Code", "Treatment", "Fee", "Allowed"],
    ["D2740", 'Crown "gold"', "$1,380.00", "905"],
    ["D2392", "", "264", "165"],
]
BENEFITS = [
    ["Benefit", "For", "Value"],
    ["Share", "crowns", "50%"],
    ["Share", "restorative", "80%"],
    ["Maximum", "", "400"],
]


def as_copied(rows):
    """Return cells as Excel copies them: tabs between them, quotation marks around cells that hold some."""
    cells = [['"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in row] for row in rows]
    return "\r\n".join("\t".join(row) for row in cells) + "\r\n"


@pytest.mark.parametrize("written", [as_copied, lambda rows: "\n".join(" | ".join(row) for row in rows)])
def test_lines_of_ones_own_are_explained_as_python_does(opened, written):
    page = opened()
    page.click("#tab-explainer")
    page.click("#own summary")
    page.fill("#own-lines", written(LINES))
    page.fill("#own-benefits", written(BENEFITS))
    page.click("#explain")
    page.get_by_label("D2740 Crown").wait_for()
    assert whys(page) == [row[11] for row in TC_INS_ESTIMATE(LINES, BENEFITS)[1:]]


def test_a_line_that_cannot_be_read_is_named_in_pythons_words(opened):
    page = opened()
    page.click("#tab-explainer")
    page.click("#own summary")
    page.fill("#own-lines", "Code | Fee\nD2740 | about 250")
    page.click("#explain")
    with pytest.raises(TcsheetsError) as found:
        TC_INS_ESTIMATE([["Code", "Fee"], ["D2740", "about 250"]], [["Benefit", "Value"], ["Share", "100%"]])
    page.locator("#estimate [role=alert]").wait_for()
    assert page.locator("#estimate [role=alert]").inner_text() == str(found.value)


def test_in_excel_the_selected_cells_can_be_taken(opened):
    page = opened(excel=True)
    page.click("#tab-explainer")
    page.click("#own summary")
    page.locator("#take-lines").click()
    page.click("#explain")
    page.get_by_label("D2740 1380").wait_for()
    assert len(whys(page)) == 1


def test_static_files_say_that_sync_needs_the_local_program(opened):
    page = opened()
    page.click("#tab-sync")
    assert "Syncing needs the local program" in page.locator("#sync-state").inner_text()
    assert page.locator("#conflicts").inner_text() == ""


def test_no_figure_leaves_the_page(opened):
    page = opened()
    page.click("#tab-payment")
    before = len(page.asked)
    page.fill("#amount", "4321")
    assert_is_what_python_computes(page)
    assert page.asked[before:] == []
    foreign = [each for each in page.asked if not each.startswith(page.address.removesuffix("taskpane/"))]
    assert [each.split("?")[0] for each in foreign] == ["https://appsforoffice.microsoft.com/lib/1/hosted/office.js"]


@pytest.fixture
def conflicted():
    """Two people who wrote different things into one cell."""
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "accepted")
    lee.change("C-1", "Status", "declined")
    settle([kim, lee])
    return kim, lee


@pytest.mark.parametrize(
    ("button", "stands"), [("Keep mine", "accepted"), ("Keep theirs", "declined"), ("Keep this", "thinking")]
)
def test_a_conflict_is_settled_where_the_local_program_serves_the_page(opened, conflicted, button, stands):
    kim, lee = conflicted
    page = opened(person=kim)
    page.click("#tab-sync")
    card = page.locator("[data-conflict]")
    assert all(word in card.inner_text() for word in ("accepted", "declined", "lee", "C-1", "Status"))
    if button == "Keep this":
        card.get_by_label("Or another value").fill(stands)
    card.get_by_role("button", name=button).click()
    page.get_by_text("No conflicts").wait_for()
    settle([kim, lee])
    assert [each.value("C-1", "Status") for each in (kim, lee)] == [stands, stands]


def test_tabs_are_moved_between_by_keyboard_alone(opened):
    page = opened()
    page.keyboard.press("Tab")
    seen = []
    for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        seen.append(page.locator("[role=tabpanel]:visible").get_attribute("id"))
    assert seen == ["payment", "sync", "finder", "sync", "finder"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"


LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "narrow and dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "large text": {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2},
    "strong contrast": {"forced_colors": "active"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_stands_in_the_way_of_a_screen_reader_and_nothing_scrolls_sideways(
    opened, conflicted, npm_packages, look
):
    page = opened(person=conflicted[0], **LOOKS[look])
    filled(page, "TC_PAYMENT", amount="B4")
    for name in TABS:
        page.click(f"#tab-{name}")
        page.evaluate(f"document.querySelectorAll('#{name} details').forEach((each) => {{ each.open = true; }})")
        page.evaluate((npm_packages / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == [], name
        assert len(found["passes"]) > 15
        width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room, name
    assert page.faults == []
