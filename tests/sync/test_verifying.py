"""All that is kept agrees after any settled work, and what was tampered with is named."""

from dataclasses import replace

from sync.world import settle, start

from tcsheets.sync.history import history_of
from tcsheets.sync.verifying import base_faults, store_faults


def faults_of(person):
    history = history_of(person.store.read().entries)
    told = [fault for each in person.definitions for fault in base_faults(each, person.base(), history)]
    return [*store_faults(person.store, person.definitions), *told]


def worked():
    kim, lee = start("kim", "lee")
    kim.change("C-1", "Status", "thinking")
    lee.change("C-1", "Status", "accepted")
    lee.change("C-2", "Note", "called")
    kim.add("C-9", "new")
    kim.delete("C-3")
    settle([kim, lee])
    return kim, lee


def test_after_edits_conflicts_and_deletions_everything_agrees():
    for person in worked():
        assert faults_of(person) == []


def test_an_edit_that_waits_in_the_outbox_is_no_fault():
    kim, _ = worked()
    kim.change("C-2", "Status", "accepted")
    assert faults_of(kim) == []


def test_a_memory_that_was_changed_is_named():
    kim, _ = worked()
    base, definition = kim.base(), kim.definitions[0]
    kept = base.of(definition.name)
    row_id = sorted(kept.rows)[0]
    rows = {**kept.rows, row_id: {**kept.rows[row_id], "note": "changed by hand"}, "ffff": {}}
    bad = replace(base, lists={**base.lists, definition.name: replace(kept, rows=rows)})
    told = base_faults(definition, bad, history_of(kim.store.read().entries))
    assert len(told) == 2
    assert "not what the journals say" in "".join(told)
    assert "no journal holds" in "".join(told)


def test_a_view_that_was_changed_by_hand_is_named():
    kim, _ = worked()
    view = next(path for path in kim.files.files if "view" in path.parts)
    kim.files.files[view] += b"more"
    assert "changed by hand or is old" in "".join(store_faults(kim.store, kim.definitions))
