"""Estimates for many patients at once: the same rules as the sheet functions', compiled (the extra `bulk`)."""

from __future__ import annotations

from typing import Any

from tcsheets.errors import TcsheetsError


class MissingExtraError(TcsheetsError):
    """What bulk estimates need is not installed."""


def estimate(*tables: Any, **more: Any) -> Any:
    """Return the insurance estimate of each line of many patients; see `bulk.estimating.estimate`."""
    try:
        from tcsheets.bulk import estimating  # noqa: PLC0415 (numba and pandas are an extra)
    except ImportError as error:
        raise MissingExtraError('bulk estimates need more packages; run: pip install "tcsheets[bulk]"') from error
    return estimating.estimate(*tables, **more)
