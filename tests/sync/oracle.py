"""A brute-force judge of what a set of operations adds up to, written from the protocol's text and not from the code.

It knows no vectors' tricks: each operation carries, for each mark that its author named, the set of operations that
the mark stands for.  Everything is looked up by trying all pairs.
"""

from dataclasses import dataclass, field

from tcsheets.sync.op import Operation, chained, row_text


@dataclass
class Made:
    """An operation as the judge sees it: the cells it gives values to, and what its author had seen by which mark."""

    id: str
    kind: str
    row: str
    cells: dict
    by_mark: dict = field(default_factory=dict)  # id of the marked operation -> ids it stands for
    after: set = field(default_factory=set)


def saw(later, earlier, present):
    marks = [covered for mark, covered in later.by_mark.items() if mark in present]
    return earlier.id in later.after or any(earlier.id in covered for covered in marks)


def judged(made, grows_only=False):
    """Return {row: (cells: {field: set of values}, is_marked)} of the rows that stand."""
    present = {op.id for op in made}
    rows = {}
    for row in {op.row for op in made}:
        here = [op for op in made if op.row == row]
        births = [op for op in here if op.kind == "create"]
        kinds = ("create", "resolve") if grows_only else ("create", "set", "resolve")
        edits = [op for op in here if op.kind in kinds and op.cells]
        keeps = [op for op in here if op.kind == "keep"]
        deletes = [] if grows_only else [op for op in here if op.kind == "delete"]
        if not births:
            continue
        heads = {}
        for key in {key for op in edits for key in op.cells}:
            on_it = [op for op in edits if key in op.cells]
            heads[key] = [op for op in on_it if not any(saw(other, op, present) for other in on_it if other is not op)]
        everything = [op for each in heads.values() for op in each] + [
            op for op in keeps if not any(saw(other, op, present) for other in edits + keeps if other is not op)
        ]
        survivors = [op for op in everything if not any(saw(each, op, present) for each in deletes)]
        if deletes and not survivors:
            continue
        others = edits + keeps + deletes
        standing = [op for op in deletes if not any(saw(other, op, present) for other in others if other is not op)]
        rows[row] = ({key: {op.cells[key] for op in each} for key, each in heads.items()}, bool(standing))
    return rows


class Authors:
    """Several writers who read some of each other's journals, now and then, and write."""

    def __init__(self, names):
        self.chains = dict.fromkeys(names, ())
        self.views = {name: {} for name in names}  # how far each has read of each
        self.made = {name: [] for name in names}
        self.unread = {name: [] for name in names}  # own operations since the last reading
        self.count = 0

    def read(self, name, of, share):
        """Let somebody read a part of a journal, at least as far as before."""
        chain = self.chains[of]
        self.views[name][of] = max(self.views[name].get(of, 0), round(len(chain) * share))
        if of == name:
            self.views[name][of] = len(chain)
            self.unread[name] = []

    def known(self, name):
        """Return the operations somebody has seen."""
        found = [op for of, count in self.views[name].items() for op in self.made[of][:count]]
        return found + [op for op in self.unread[name] if op not in found]

    def write(self, name, kind, row, cells):
        """Let somebody write an operation."""
        self.count += 1
        op_id = f"{(self.count * 7919) % 10_007:05d}"
        marks = {of: self.chains[of][count - 1] for of, count in self.views[name].items() if count}
        by_mark = {entry.operation.id: {op.id for op in self.made[of][: entry.seq]} for of, entry in marks.items()}
        after = [op.id for op in self.unread[name] if op.row == row]
        seen = tuple(sorted(entry.mark for entry in marks.values()))
        key, value = next(iter(cells.items()), ("", ""))
        if kind == "create":
            key, value = "", row_text(cells)
        elif kind == "keep":
            key, value = "", "keep"
        op = Operation(
            op_id,
            "resolve" if kind == "keep" else kind,
            "calls",
            row,
            key,
            "",
            value,
            "t",
            name,
            name,
            seen,
            tuple(after),
        )
        made = Made(op_id, kind, row, cells, by_mark, set(after))
        last = self.chains[name][-1].mark if self.chains[name] else None
        self.chains[name] = (*self.chains[name], *chained(name, last, [op]))
        self.made[name].append(made)
        self.unread[name].append(made)
        return made
