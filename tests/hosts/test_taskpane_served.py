"""The task pane as `tcsheets serve` itself serves it: the server's figures, and conflicts of real workbooks."""

import pytest
from server.served import GENEROUS, running

from tcsheets.demo import PEOPLE, run_demo
from tcsheets.functions import TC_PAYMENT
from tcsheets.server.app import Setup
from tcsheets.server.tokens import Tokens
from tcsheets.server.workbooks import Workbooks
from tcsheets.sync.home import open_home

pytestmark = pytest.mark.host("chromium")


@pytest.fixture
def page(chromium, tmp_path):
    """The pane in a page, of a server that knows the workbook of the tour's first person."""
    demo, kim = run_demo(tmp_path / "tour", lambda _: None).folder, PEOPLE[0]
    home = open_home(demo / "computers" / kim.lower())
    workbooks = Workbooks((demo / f"{kim.lower()}.xlsx",), "practice", kim, home)
    with running(Setup(Tokens(tmp_path / "tokens.json"), GENEROUS, workbooks=workbooks)) as port:
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.posted, page.said = [], []
        page.on("request", lambda request: page.posted.append(request.url) if request.method == "POST" else None)
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.route("https://appsforoffice.microsoft.com/**", lambda route: route.fulfill(body=""))
        page.goto(f"http://127.0.0.1:{port}/taskpane")
        page.wait_for_selector("body[data-ready]")
        yield page
        context.close()


def test_figures_come_from_the_server_to_the_cent(page):
    page.click("#tab-payment")
    page.fill("#apr", "8.24")
    page.fill("#months", "17")
    page.get_by_text("17 payments after $300.00 down").wait_for()
    assert page.locator("#monthly").inner_text() == f"${TC_PAYMENT(2500, '8.24%', 17, 300):,.2f}"
    assert {each.rpartition("/v1/")[2] for each in page.posted} == {"call"}
    assert "the server" in page.locator("#source").inner_text()
    assert page.said == []


def test_a_conflict_of_a_real_workbook_is_settled(page):
    page.click("#tab-sync")
    cards = page.locator("[data-conflict]")
    before = cards.count()
    wanted = cards.filter(has_text="Or another value").first
    known = wanted.get_attribute("data-conflict")
    wanted.get_by_role("button", name="Keep theirs").click()
    page.locator(f'[data-conflict="{known}"]').wait_for(state="detached")
    assert page.locator("[data-conflict]").count() == before - 1
    assert page.said == []
