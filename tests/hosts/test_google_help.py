"""The help in a Google Sheet: one menu, a sidebar with every function, and a formula in an empty cell on a click."""

import json
import re
from pathlib import Path

import pytest

from tcsheets.functions import registry
from tcsheets.hosts import google_sheets

HERE = Path(__file__).parent


@pytest.fixture
def drive(bare):
    """Return what calls a function of the project: (name, arguments, selected cell) -> (result, what was done)."""
    files = google_sheets.files()
    scripts = [text for name, text in files.items() if name.endswith(".gs")]
    source = "\n".join([*scripts, (HERE / "google_menu.js").read_text(encoding="utf-8")])

    def call(name, *given, selected="B4"):
        request = json.dumps({"call": name, "given": given, "selected": selected})
        told = json.loads(bare(source, "sheetAnswer", [request])["answers"][0])
        return told["given"], told["done"]

    return call


def test_a_project_has_one_on_open_and_each_menu_item_a_function():
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in google_sheets.FOLDER.glob("*.gs"))
    assert len(re.findall(r"^function onOpen\b", scripts, re.MULTILINE)) == 1
    for name in re.findall(r'addItem\("[^"]+", "(\w+)"\)', scripts):
        assert f"function {name}(" in scripts


def test_the_menu_shows_the_sidebar(drive):
    told, done = drive("onOpen")
    assert done[:3] == ["menu tcsheets", "Help for functions: showFunctionHelp", "menu shown"]
    assert (told, done[3]) == ("", "menu Treatment board")
    assert drive("showFunctionHelp")[1] == ["sidebar FunctionHelp, Functions"]


@pytest.mark.parametrize(
    ("name", "selected", "given", "done"),
    [
        ("TC_FEE", "B4", "B4", ["B4 =TC_FEE()"]),
        ("TC_FEE", "B5", "error: B5 holds something; select an empty cell.", []),
        ("TC_FEE", "B6", "error: B6 holds something; select an empty cell.", []),
        ('TC_FEE()&IMPORTXML("x")', "B4", "error: There is no such function.", []),
    ],
)
def test_a_function_is_put_into_an_empty_cell_alone(drive, name, selected, given, done):
    assert drive("insertFunction", name, selected=selected) == (given, done)


GOOGLE = """
window.asked = [];
const run = (ok, bad) => ({
  withSuccessHandler: (does) => run(does, bad), withFailureHandler: (does) => run(ok, does),
  insertFunction: (name) => { asked.push(name); asked.length > 1 ? bad({ message: "B5 holds something" }) : ok("B4"); },
});
window.google = { script: { run: run() } };
"""


@pytest.mark.host("chromium")
def test_the_sidebar_finds_a_function_shows_its_help_and_inserts_it(chromium, npm_packages):
    page = chromium.new_page(viewport={"width": 300, "height": 700})
    try:
        page.add_init_script(GOOGLE)
        page.route("https://sheet.test/", lambda route: route.fulfill(
            body=google_sheets.files()["FunctionHelp.html"], content_type="text/html"))  # fmt: skip
        page.goto("https://sheet.test/")
        assert page.locator("details").count() == len(registry.names())
        page.fill("#search", "monthly payment")
        shown = page.locator("details:not([hidden]) summary").all_inner_texts()
        assert "TC_PAYMENT" in shown
        assert len(shown) < len(registry.names())
        page.locator("summary", has_text=re.compile("^TC_PAYMENT$")).click()
        for said in ("=TC_PAYMENT() stands in B4; give its arguments there.", "B5 holds something"):
            page.locator("[data-insert=TC_PAYMENT]").click()
            assert page.inner_text("#said") == said
            assert page.locator("#said").bounding_box()["y"] < 200, "it is seen wherever one has scrolled to"
        assert page.evaluate("asked") == ["TC_PAYMENT", "TC_PAYMENT"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 300
        page.evaluate((npm_packages / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        assert page.evaluate("axe.run()")["violations"] == []
    finally:
        page.close()
