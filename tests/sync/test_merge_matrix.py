"""Two people each do one thing to the same row, offline, and then sync: all pairs, both orders, every mode.

What must come out is said by three short oracles, one a mode, written from the text of the promises.  They know what
each of the two did (`Deed`), and nothing of operations, vectors or bases.
"""

from dataclasses import dataclass, replace
from itertools import product

import pytest
from sync.judge import WHOLE, Seen, all_alike, nothing_to_do
from sync.world import SMALL, settle, start

from tcsheets.sync.lists import ROW_ID

MODES_THAT_EXIST = ("cell", "append_only", "row")
TITLES = ("Case", "Status", "Note")
ROWS = [("C-1", "new", "n1"), ("C-2", "thinking", "n2"), ("C-3", "declined", "n3"), ("C-4", "accepted", "n4")]
OLD = dict(zip(TITLES, ROWS[0]))
BYSTANDERS = {case for case, *_ in ROWS[1:]}


# --- what people do ---


@dataclass(frozen=True)
class Deed:
    """What somebody did: cells of the row that now say something else, the row taken away or put back, rows added.

    `stated` are all the cells whose value the person gave, a row put back gives them all.
    """

    stated: tuple = ()
    takes_away: bool = False
    puts_back: bool = False
    added: tuple = ()


def nothing(person):
    return Deed()


def status_to_x(person):
    person.change("C-1", "Status", "x")
    return Deed((("Status", "x"),))


def status_to_y(person):
    person.change("C-1", "Status", "y")
    return Deed((("Status", "y"),))


def note(person):
    person.change("C-1", "Note", "b")
    return Deed((("Note", "b"),))


def status_and_note(person):
    person.change("C-1", "Status", "z")
    person.change("C-1", "Note", "c")
    return Deed((("Status", "z"), ("Note", "c")))


def status_and_back(person):
    person.change("C-1", "Status", "x")
    person.change("C-1", "Status", "new")
    return Deed()


def delete(person):
    person.delete("C-1")
    return Deed(takes_away=True)


def empty(person):
    for title in ("Status", "Note", "Name", "Case"):
        person.change("C-1", title, "")
    return Deed(takes_away=True)


def add(person):
    person.add("C-9", "new", "n9")
    return Deed(added=(("C-9", "new", "n9"),))


def copy_and_change(person):
    row = row_of(person, "C-1")
    row[1], row[-2] = "C-1b", "copied"
    put_row(person, row)
    return Deed(added=(("C-1b", "new", "copied"),))


def sort_and_edit(person):
    content = person.content()
    content["tables"]["Calls"]["rows"].sort(key=lambda row: row[1], reverse=True)
    person.save(content)
    person.change("C-1", "Status", "x")
    return Deed((("Status", "x"),))


def paste_back(person):
    """Cut the row, sync, and paste it back with its hidden id: the other person knows nothing of either yet."""
    row = row_of(person, "C-1")
    person.delete("C-1")
    person.sync()
    put_row(person, row)
    return Deed(tuple(OLD.items()), takes_away=True, puts_back=True)


DEEDS = (
    nothing,
    status_to_x,
    status_to_y,
    note,
    status_and_note,
    status_and_back,
    delete,
    empty,
    add,
    copy_and_change,
    sort_and_edit,
    paste_back,
)


def row_of(person, case):
    return next(list(row) for row in person.table()["rows"] if row[1] == case)


def put_row(person, row):
    content = person.content()
    content["tables"]["Calls"]["rows"].append(row)
    person.save(content)


# --- what must come of it ---


@dataclass(frozen=True)
class Wanted:
    """The row as it must be in the end, None where it must be gone, and the rows that must have been added.

    `versions`: each of these must be found, shown or in Conflicts, and nothing else.  `listed`: the fields that
    Conflicts must list, and no other.  `rows`: the values of the row, whole, one of which must be shown.
    """

    versions: dict | None
    listed: frozenset = frozenset()
    rows: tuple = ()
    added: tuple = ()


def stands(one, other):
    """Whether the row stands: not when all that was stated of it had been seen by somebody who took it away.

    Whoever puts it back answers only the taking away that was his own.
    """
    return not (is_gone(one) or is_gone(other)) or bool(one.stated or other.stated)


def is_gone(deed):
    return deed.takes_away and not deed.puts_back


def cell_by_cell(one, other):
    """Each cell for itself: two different values given by two who did not know of each other are a conflict."""
    added = (*one.added, *other.added)
    if not stands(one, other):
        return Wanted(None, added=added)
    given = {title: {dict(deed.stated)[title] for deed in (one, other) if title in dict(deed.stated)} for title in OLD}
    versions = {title: values or {OLD[title]} for title, values in given.items()}
    listed = {title for title, values in versions.items() if len(values) > 1}
    listed |= {WHOLE} if is_gone(one) or is_gone(other) else set()
    rows = tuple(dict(zip(versions, values)) for values in product(*versions.values()))
    return Wanted(versions, frozenset(listed), rows, added)


def whole_rows(one, other):
    """The row as one value: two different rows said by two who did not know of each other are a conflict, whole."""
    added = (*one.added, *other.added)
    if not stands(one, other):
        return Wanted(None, added=added)
    rows = [{**OLD, **dict(deed.stated)} for deed in (one, other) if deed.stated] or [OLD]
    rows = [row for place, row in enumerate(rows) if row not in rows[:place]]
    versions = {title: {row[title] for row in rows} for title in OLD}
    is_disputed = len(rows) > 1 or is_gone(one) or is_gone(other)
    return Wanted(versions, frozenset({WHOLE} if is_disputed else ()), tuple(rows), added)


def only_added_to(one, other):
    """An entry stays as it was; every attempt on it is listed; a row that was put back and pasted is there twice."""
    versions = {title: {value} for title, value in OLD.items()}
    listed = set()
    for deed in (one, other):
        for title, value in () if deed.puts_back else deed.stated:
            versions[title] = versions[title] | {value}
            listed.add(title)
        listed |= {WHOLE} if deed.takes_away else set()
    pasted = tuple(tuple(OLD.values()) for deed in (one, other) if deed.puts_back)
    return Wanted(versions, frozenset(listed), (OLD,), (*one.added, *other.added, *pasted))


ORACLES = {"cell": cell_by_cell, "row": whole_rows, "append_only": only_added_to}


# --- the matrix ---


def met(mode, one, other, first):
    """Return what both see after each has done one thing and one of them has synced first."""
    definition = replace(SMALL, mode=mode)
    kim, lee = everybody = start("kim", "lee", rows=ROWS, definitions=(definition,))
    (target,) = (row[ROW_ID] for row in kim.rows() if row["Case"] == "C-1")
    for each in everybody:
        for case, *_ in ROWS:
            each.change(case, "Name", f"{each.name}'s {case}")
    deeds = one(kim), other(lee)
    orders = [[row[1] for row in each.table()["rows"] if row[1]] for each in everybody]
    settle(everybody if first == 0 else everybody[::-1])
    nothing_to_do(everybody)
    assert kim.store.check() == []
    for each, (own, others), order in zip(everybody, (deeds, deeds[::-1]), orders):
        keeps_his_own(each, order, keeps_row=not own.takes_away and not others.puts_back)
    return deeds, target, all_alike(everybody, definition)


def keeps_his_own(person, order, *, keeps_row):
    """Make sure that a person's order, local column and other sheets are as they were left.

    The local cells of a row go with it when somebody takes it away, even if it is put back later.
    """
    now = list(dict.fromkeys(row["Case"] for row in person.rows()))
    kept = [case for case in order if case in now and case != "C-1"]
    assert [case for case in now if case in kept] == kept
    own = BYSTANDERS | ({"C-1"} if keeps_row else set())
    names = {(row["Case"], row["Name"]) for row in person.rows()}
    assert names >= {(case, f"{person.name}'s {case}") for case in own.intersection(now)}
    assert person.content()["other"] == "untouched"


def judge(wanted, target, rows):
    """Make sure that all that must be there is, and nothing else."""
    others = {key: row for key, row in rows.items() if key != target}
    assert not any(row.words or row.listed for row in others.values()), "a needless conflict"
    added = [tuple(row.values.values()) for row in others.values()]
    assert sorted(added) == sorted([*ROWS[1:], *wanted.added])
    assert (target in rows) == (wanted.versions is not None)
    if target in rows:
        judge_row(wanted, rows[target])


def judge_row(wanted, row):
    assert row.values in wanted.rows, "not a row that anybody had"
    assert set(row.listed) == wanted.listed
    assert bool(row.words) == bool(wanted.listed)
    for title in wanted.listed - {WHOLE}:
        assert row.versions(title) == wanted.versions[title]
    if WHOLE in wanted.listed and len(wanted.rows) > 1:
        said = " ".join(row.listed[WHOLE])
        unsaid = [value for each in wanted.rows for key, value in each.items() if value != row.values[key]]
        assert all(value in said for value in unsaid), "a version of the row is not in Conflicts"


@pytest.mark.parametrize("mode", MODES_THAT_EXIST)
@pytest.mark.parametrize("one", DEEDS)
@pytest.mark.parametrize("other", DEEDS)
def test_two_deeds_on_one_row_come_to_what_is_promised(mode, one, other):
    ends = []
    for first in (0, 1):
        deeds, target, rows = met(mode, one, other, first)
        judge(ORACLES[mode](*deeds), target, rows)
        ends.append(sorted(row.comparable() for row in rows.values()))
    assert ends[0] == ends[1], "it matters who syncs first"


def test_the_oracle_for_whole_rows_knows_no_mixture():
    wanted = whole_rows(Deed((("Status", "x"),)), Deed((("Note", "b"),)))
    assert wanted.listed == {WHOLE}
    assert wanted.rows == ({**OLD, "Status": "x"}, {**OLD, "Note": "b"})
    assert whole_rows(Deed((("Status", "x"),)), Deed((("Status", "x"),))).listed == frozenset()
    assert whole_rows(Deed((("Status", "x"),)), Deed(takes_away=True)).listed == {WHOLE}
    assert whole_rows(Deed(), Deed(takes_away=True)).versions is None


def test_the_judge_of_whole_rows_wants_the_other_version_listed_and_no_mixture_shown():
    wanted = whole_rows(Deed((("Status", "x-ray"),)), Deed((("Note", "bridge"),)))
    one, other = wanted.rows
    judge_row(wanted, Seen(one, {WHOLE: {str(one), str(other)}}, "two versions"))
    with pytest.raises(AssertionError, match="not in Conflicts"):
        judge_row(wanted, Seen(one, {WHOLE: {str(one)}}, "two versions"))
    with pytest.raises(AssertionError, match="not a row that anybody had"):
        judge_row(wanted, Seen({**one, "Note": "bridge"}, {WHOLE: {str(one), str(other)}}, "two versions"))
