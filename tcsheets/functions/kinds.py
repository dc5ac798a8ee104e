"""The kinds of argument and result a sheet function can have.

The registry reads a parameter's kind from the text of its annotation, so each
name here is also a kind in `tcsheets.cells` or one of the kinds of range below.
Money is cents, Share and Rate are parts per million; Table is a range with its
header row; Dates, Texts, Amounts and Counts are ranges of one kind of value, blanks left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tcsheets import tables

Money = int
Share = int
Rate = int
Number = float
Count = int
Text = str
Flag = bool
Date = date
DateTime = datetime
Spill = tables.Spill
Table = tables.Range
Dates = Sequence[date]
Texts = Sequence[str]
Amounts = Sequence[int]
Counts = Sequence[int]

ITEM_KINDS = {"Dates": "Date", "Texts": "Text", "Amounts": "Money", "Counts": "Count"}
