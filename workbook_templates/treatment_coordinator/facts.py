"""What a new workbook is made from: the practice's name, the day, and the sample data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbook_templates.sampling import sample_rows

FIXED_BASE = "0" * 16  # of a workbook made for a test or to be committed; each workbook of a person has its own


@dataclass(frozen=True, slots=True)
class Facts:
    """What a new workbook is made from; base_id is 16 hexadecimal digits that no other workbook has."""

    practice: str
    today: date
    sample: bool
    base_id: str = FIXED_BASE

    def rows(self, name: str, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the sample rows of a table; none in a workbook made without sample data."""
        return sample_rows(name, kinds, self.today) if self.sample else []
