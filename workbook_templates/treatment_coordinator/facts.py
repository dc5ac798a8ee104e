"""What a new workbook is made from: the practice's name, the day, and the sample data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbook_templates.logos import Logo
from workbook_templates.sampling import sample_rows
from workbook_templates.styles import ACCENT

FIXED_BASE = "0" * 16  # of a workbook made for a test or to be committed; each workbook of a person has its own


@dataclass(frozen=True, slots=True)
class Facts:
    """What a new workbook is made from.

    base_id: 16 hexadecimal digits that no other workbook has; accent: the colour of headings and figures;
    story: which set of samples, where a template has its own; country and state: whose holidays it holds.
    """

    practice: str
    today: date
    sample: bool
    base_id: str = FIXED_BASE
    accent: str = ACCENT
    logo: Logo | None = None
    story: str = ""
    country: str = "US"
    state: str = ""

    def rows(self, name: str, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the sample rows of a table; none in a workbook made without sample data."""
        return sample_rows(self.story + name, kinds, self.today) if self.sample else []
