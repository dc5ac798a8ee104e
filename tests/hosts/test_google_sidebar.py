"""The sidebar of a Google Sheet in a real browser, 300 pixels wide: what it shows, and that anybody can use it."""

import json

import pytest

from tcsheets.hosts import google_sheets

pytestmark = pytest.mark.host("chromium")
EVIL = '<img src=x onerror="window.harmed=1">'
CONFLICTS = [
    {
        "conflict_id": "5b3765e2",
        "list": "Follow-ups",
        "row": "C-1",
        "field": "Note",
        "was": "",
        "choice": "",
        "mine": "left a message",
        "mine_when": "2026-11-24 09:00",
        "theirs": "wants to think until Friday",
        "theirs_by": "kim",
        "theirs_when": "2026-11-24 10:00",
    },
    {
        "conflict_id": "77aa00ff",
        "list": "Referrals",
        "row": EVIL,
        "field": "Status",
        "was": EVIL,
        "choice": "",
        "mine": "",
        "mine_when": "2026-11-24 09:00",
        "theirs": EVIL,
        "theirs_by": EVIL,
        "theirs_when": "",
    },
]
STATE = {
    "lists": [
        {"title": "Follow-ups", "rows": 14, "fresh": 1, "marked": [{"row": 3, "words": "two versions of Note"}]},
        {"title": "Acceptance Log", "rows": 1, "fresh": 0, "marked": []},
        {"title": "Referrals", "broken": True},
    ],
    "conflicts": CONFLICTS,
    "last": "2026-11-25T09:00:05+00:00",
    "reminds": False,
    "isBoard": True,
}
# Stands for google.script.run: answers each call a moment later, with what the test has laid out.
RUN = """
window.asked = [];
window.answers = ANSWERS;
const runner = (won, lost) => new Proxy({}, { get: (_, name) => {
  if (name === "withSuccessHandler") return (does) => runner(does, lost);
  if (name === "withFailureHandler") return (does) => runner(won, does);
  return (...given) => {
    window.asked.push([name, ...given]);
    const answer = window.answers.length > 1 ? window.answers.shift() : window.answers[0];
    setTimeout(() => (answer.error ? lost(new Error(answer.error)) : won(answer)), 5);
  };
} });
window.google = { script: { run: runner() } };
"""


@pytest.fixture
def sidebar(chromium):
    """Return what opens the sidebar over some answers of the script."""
    contexts = []

    def opened(*answers):
        context = chromium.new_context(viewport={"width": 300, "height": 760}, timezone_id="UTC", locale="en-US")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.add_init_script(RUN.replace("ANSWERS", json.dumps(answers)))
        page.route("https://sidebar.test/", lambda route: route.fulfill(body=google_sheets.files()["Sidebar.html"]))
        page.goto("https://sidebar.test/")
        page.wait_for_function("document.getElementById('said').textContent !== 'Reading the board…'")
        return page

    yield opened
    for each in contexts:
        each.close()


def asked(page):
    return page.evaluate("window.asked")


def test_it_says_in_words_how_the_sync_is(sidebar):
    page = sidebar(STATE)
    text = page.locator("main").inner_text()
    assert "A sync last changed something on Nov 25, 2026, 9:00" in text
    assert "Follow-ups: 14 rows; 1 new, not synced yet; look at row 3" in text
    assert "Acceptance Log: 1 row\n" in text
    assert "Referrals: the hidden column row_id is missing." in text
    assert "Conflicts (2)" in text
    assert "here in the sheet, 2026-11-24 09:00" in text
    assert "kim, 2026-11-24 10:00" in text
    assert page.faults == []


def test_nothing_is_wider_than_google_shows(sidebar):
    page = sidebar(STATE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 300


def test_what_others_wrote_is_text_and_never_runs(sidebar):
    page = sidebar(STATE)
    assert page.locator("img").count() == 0
    assert EVIL in page.locator(".conflict").nth(1).inner_text()
    assert page.evaluate("window.harmed") is None


def test_a_version_is_chosen_with_the_keyboard_alone(sidebar):
    settled = {**STATE, "conflicts": [{**CONFLICTS[0], "choice": "theirs"}, CONFLICTS[1]]}
    page = sidebar(STATE, settled)
    page.keyboard.press("Tab")  # look again
    page.keyboard.press("Tab")  # the first version
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "theirs"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Chosen: theirs. The next sync settles it.").wait_for()
    assert asked(page)[1] == ["chooseVersion", "5b3765e2", "theirs", CONFLICTS[0]]
    assert page.locator("#said").inner_text() == "Chosen. The next sync settles it."


def test_something_else_is_typed(sidebar):
    page = sidebar(STATE)
    page.get_by_label("Something else for Note").fill("=both")
    page.get_by_role("button", name="Choose").first.click()
    assert asked(page)[1][:3] == ["chooseVersion", "5b3765e2", "=both"]


def test_without_a_version_nothing_is_sent(sidebar):
    page = sidebar(STATE)
    page.get_by_role("button", name="Choose").first.click()
    assert page.locator("#said").inner_text() == "Choose one of the versions first."
    assert len(asked(page)) == 1


def test_a_refusal_is_said_and_the_buttons_work_again(sidebar):
    page = sidebar(STATE, {"error": "This conflict is settled, or has changed. Look at the list again."}, STATE)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Choose").first.click()
    page.get_by_text("This conflict is settled").wait_for()
    page.get_by_role("button", name="Look again").click()
    page.get_by_text("That is how it is now.").wait_for()


def test_the_reminder_is_switched(sidebar):
    page = sidebar({**STATE, "conflicts": []}, {**STATE, "conflicts": [], "reminds": True})
    assert page.get_by_text("None. Everybody").is_visible()
    page.get_by_role("button", name="Remind me").click()
    page.get_by_role("button", name="Stop reminding me").wait_for()
    assert asked(page)[1] == ["switchReminderOn"]


def test_a_sheet_that_is_no_board_says_what_to_do(sidebar):
    page = sidebar({**STATE, "lists": [], "conflicts": [], "last": "", "isBoard": False})
    assert "run tcsheets google setup" in page.locator("main").inner_text()


def test_anybody_can_use_it(sidebar, npm_packages):
    page = sidebar(STATE)
    page.add_script_tag(path=npm_packages / "axe-core" / "axe.min.js")
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
