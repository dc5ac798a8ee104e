"""The program is killed at any call that writes, to Excel or to a file: one more run reaches the same end."""

import pytest
from sync import world
from sync.excel_stand_in import gone, ignored, rejected
from sync.live_world import LivePerson, MacPerson
from sync.test_stopped import SCENARIOS, World

from tcsheets.errors import TcsheetsError, TryAgainError

WRITES = ("=", "resize", "save", "SaveCopyAs", "select", "activate")
FILE_WRITES = ("write_new", "replace", "keep", "make_folder", "remove")


class LiveWorld(World):
    """A scenario with people in Excel, which can be gone back to: Excel with what was typed and not saved."""

    def __init__(self, scenario):
        super().__init__(scenario)
        self.live = [each for each in self.everybody if isinstance(each, LivePerson)]
        for each in self.live:
            each.save_file()
        self.kept = dict(self.files.files)
        self.contents = [each.as_content() for each in self.live]

    def back(self):
        super().back()
        for each, content in zip(self.live, self.contents, strict=True):
            each.open()
            each.load(content)

    def writing_calls(self):
        """Return the numbers, from 1, of the calls of the sync that change something."""
        start = len(self.files.log)
        self.who.sync()
        names = [name for name, _ in self.files.log[start:]]
        self.back()
        return [at for at, name in enumerate(names, 1) if name.endswith(WRITES) or name in FILE_WRITES]

    def stop(self, call, how):
        self.back()
        self.files.stop_at, self.files.how = self.files.calls + call, how
        with pytest.raises(world.Stopped):
            self.who.sync()
        where = (call, how, self.files.log[-1])
        self.files.stop_at = None
        return where


def some_of(calls, *parts):
    """Return every ninth call, and not the same ones in each test: all of them take minutes."""
    return calls[len("".join(parts)) % 9 :: 9]


@pytest.fixture(params=[LivePerson, MacPerson])
def everybody_in_excel(request, monkeypatch):
    monkeypatch.setattr(world, "KINDS", {"kim": request.param, "lee": request.param})


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("excel", ["goes on", "is closed too"])
def test_killed_at_any_writing_call_one_more_run_reaches_the_same_end(
    request, everybody_in_excel, scenario, how, excel
):
    place = LiveWorld(scenario)
    calls = place.writing_calls()
    place.who.sync()
    own_end, wanted = place.shown(), place.finish()
    assert len(calls) > 20
    for call in calls if request.config.getoption("--full") else some_of(calls, how, excel):
        where = place.stop(call, how)
        if excel == "is closed too":
            place.who.open()
        place.who.sync()
        assert place.shown() == own_end, where
        assert place.who.excel.settings["interactive"] is True
        assert place.who.excel.settings["calculation"] == "automatic"
        again = dict(place.files.files)
        place.who.sync()
        assert place.files.files == again, (where, "a further sync did something")
        assert place.finish() == wanted, where


@pytest.mark.parametrize("error", [rejected, ignored, gone])
def test_excel_that_fails_from_any_call_on_is_one_line_and_nothing_is_lost(request, monkeypatch, error):
    monkeypatch.setattr(world, "KINDS", {"kim": LivePerson})
    place = LiveWorld(SCENARIOS[0])
    calls = place.writing_calls()
    wanted = place.finish()
    for call in calls if request.config.getoption("--full") else calls[::3]:
        place.back()
        first = place.files.calls + call

        def stopping(name, first=first):
            with place.files.step(f"excel {name}", place.who.path):
                if first <= place.files.calls < first + 40:
                    raise error()

        place.who.excel.step = stopping
        try:
            place.who.sync()
        except TcsheetsError as said:
            assert "\n" not in str(said)
            assert isinstance(said, TryAgainError)
        place.who.excel.step = place.who.stopping
        assert place.finish() == wanted, (call, place.files.log[first - 1])
