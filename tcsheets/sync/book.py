"""What the sync needs of a workbook, whatever kind it is: a file of bytes that can be read and changed as a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.table import Contents, TablePatch


class Book(Protocol):
    """A workbook held as bytes; a change gives another one."""

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        ...

    def contents(self, definitions: Sequence[ListDefinition]) -> Contents:
        """Return the tables of the lists that the workbook has, and its Conflicts table."""
        ...

    def base_cells(self) -> list[str]:
        """Return the texts of the base sheet's column; none where there is no such sheet."""
        ...

    def patched(self, definitions: Sequence[ListDefinition], patches: Sequence[TablePatch]) -> Book:
        """Return the workbook with its tables changed."""
        ...

    def with_base(self, cells: Sequence[str]) -> Book:
        """Return the workbook with another base."""
        ...


OpenBook = Callable[[bytes, str], Book]  # a file's bytes and its name, for messages
