"""What other lists know of the cases of the acceptance log: how far each came, and who sent the patient.

The log is only added to, so what happens after a decision stands elsewhere: the
status in the follow-up list, the referrer in the referral list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tcsheets.casework.decisions import Entry
from tcsheets.casework.queue import FollowUp
from tcsheets.casework.referrals import Referral
from tcsheets.tables import header_key


def with_status(cases: Sequence[Entry], follow_ups: Sequence[FollowUp]) -> tuple[Entry, ...]:
    """Return the cases with their status, joined by Case (by Chart where there is none); the last row counts."""
    known = {each.case or each.chart: header_key(each.status) for each in follow_ups}
    return tuple([replace(each, status=known.get(each.name, each.status)) for each in cases])


def with_source(cases: Sequence[Entry], referrals: Sequence[Referral]) -> tuple[Entry, ...]:
    """Return the cases with the referrer who sent the patient; a source that the log names itself stays."""
    return tuple([each if each.source else replace(each, source=sender(each, referrals)) for each in cases])


def sender(entry: Entry, referrals: Sequence[Referral]) -> str:
    """Return who sent a patient last before the presentation, "" where nobody did."""
    own = [
        (each.referred_on.toordinal(), each.row, each.referrer)
        for each in referrals
        if each.direction == "in" and each.chart and each.chart == entry.chart and each.referred_on <= entry.presented
    ]
    return max(own)[2] if own else ""
