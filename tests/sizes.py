"""How large a proof is run: quick while one works, as issues name it where work lands, larger by an option."""

import os

QUICK, NAMED, FULL = "quick", "named", "full"


def size_now():
    """Return the size that is asked for: by `--full`, or by TCSHEETS_SIZES as `.ci/run` sets it."""
    found = os.environ.get("TCSHEETS_SIZES", QUICK)
    assert found in (QUICK, NAMED, FULL), f"TCSHEETS_SIZES is {found!r}; write quick, named or full"
    return found


def sized(quick, named, full):
    """Return one of three values, by the size that is asked for."""
    return {QUICK: quick, NAMED: named, FULL: full}[size_now()]
