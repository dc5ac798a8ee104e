"""What a judge reads off a workbook: what is shown in each row, what Conflicts lists of it, and whether it is marked.

Only what a person can see is looked at; the base serves for one thing, to tell of two rows with one name which of them
a line in Conflicts is about.
"""

from dataclasses import dataclass, field

WHOLE = "(whole row)"


@dataclass
class Seen:
    """A row as it stands in a workbook: its values, the versions that Conflicts lists by field, its words, its name."""

    values: dict
    listed: dict = field(default_factory=dict)
    words: str = ""
    name: str = ""

    def versions(self, title):
        """All the values of a cell that can be found somewhere."""
        return {self.values[title]} | self.listed.get(title, set())

    def comparable(self):
        """What everybody must see alike, in a form that can be sorted."""
        return sorted(self.values.items()), sorted((key, sorted(each)) for key, each in self.listed.items()), self.words


def seen_by(person, definition):
    """Return the rows in somebody's workbook by row id."""
    rows = {
        row["row_id"]: Seen({each.title: row[each.title] for each in definition.shared()}, {}, row["Sync"], row["Name"])
        for row in person.rows(definition.table)
    }
    about = {each.id: each.row_id for each in person.base().conflicts}
    for line in person.conflicts():
        listed = rows[about[line["conflict_id"]]].listed.setdefault(line["field"], set())
        listed |= {line["mine"], line["theirs"]}
    return rows


def all_alike(everybody, definition):
    """Return what somebody sees, after making sure that everybody sees it."""
    first, *others = ({key: row.comparable() for key, row in seen_by(each, definition).items()} for each in everybody)
    assert all(each == first for each in others), (first, *others)
    return seen_by(everybody[0], definition)


def without_rest(person):
    """All files but what a computer notes for itself: after a sync that had something to say, the next one does."""
    return {path: data for path, data in person.files.files.items() if "at rest" not in path.parts}


def nothing_to_do(everybody, **options):
    """Make sure that a further sync of anybody writes nothing."""
    for each in everybody:
        before = without_rest(each)
        each.sync(**options)
        assert without_rest(each) == before, f"a further sync of {each.name} did something"
