"""What a lowered dataclass inherits: it compares, hashes and shows itself by its fields."""

from __future__ import annotations

from typing import Any


class Record:
    """A record by its fields; the lowering writes `__fields__` and `__init__`."""

    __fields__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Whether another record is of the same class with equal fields."""
        return self.__class__ is other.__class__ and values_of(self) == values_of(other)

    def __hash__(self) -> int:
        """Return a hash of the fields, so that records can be keys."""
        return hash(values_of(self))

    def __repr__(self) -> str:
        """Return the record as it could be written in Python."""
        shown = [f"{name}={value!r}" for name, value in zip(self.__fields__, values_of(self))]
        return f"{type(self).__name__}({', '.join(shown)})"


def values_of(record: Any) -> tuple[Any, ...]:
    """Return the values of a record's fields, in order."""
    return tuple([getattr(record, name) for name in record.__fields__])


def replace(record: Any, **changes: Any) -> Any:
    """Return a record with some fields changed."""
    values = dict(zip(record.__fields__, values_of(record)))
    values.update(changes)
    return type(record)(**values)
