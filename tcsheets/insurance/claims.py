"""What the patient had before: paid and open claims, services done elsewhere, amounts used; read from a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from tcsheets.insurance.model import Past
from tcsheets.insurance.places import place_of
from tcsheets.pricing.fees import code_key
from tcsheets.tables import Column, Range, Reading, header_key, read_table

STATUSES = {
    "paid": "received",
    "received": "received",
    "open": "claim_sent",
    "pending": "claim_sent",
    "claim sent": "claim_sent",
    "sent": "claim_sent",
    "elsewhere": "history",
    "done elsewhere": "history",
    "history": "history",
    "used": "used",
    "not billed": "not_billed",
    "preauthorized": "preauth",
    "pre authorization": "preauth",
    "preauthorised": "preauth",
}
WRITTEN = ("paid", "open", "elsewhere", "used", "not billed", "preauthorized")
PAST_COLUMNS = (
    Column("code", "Code", "Text", ("ADA Code", "CDT", "CDT Code", "Procedure Code", "Proc Code"), default=""),
    Column("day", "Date", "Date", ("Service date", "Date of service", "DOS", "Done")),
    Column("status", "Status", "Text", ("Claim", "Kind"), default="paid"),
    Column("plan", "Plan", "Count", ("Insurance",), default=0),
    Column("paid", "Paid", "Money", ("Plan paid", "Expected", "Amount"), default=0),
    Column("deductible", "Deductible", "Money", default=0),
    Column("write_off", "Write-off", "Money"),
    Column("tooth", "Tooth", "Text", ("Tooth or area", "Area"), default=""),
    Column("member", "Member", "Text", ("Family member",), default=""),
    Column("ref", "Ref", "Text", ("Claim number", "Reference"), default=""),
)
OWN = ("", "patient", "self")


def make_past(code: str, day: date | None, status: str, tooth: str, member: str, **amounts: Any) -> Past:
    """Return a past service from a row's cells; `ValueError` says what is wrong with it."""
    del amounts["row"]
    found = STATUSES.get(header_key(status))
    if found is None:
        raise ValueError("Status is not one of: " + ", ".join(WRITTEN))
    if not code and found != "used":
        raise ValueError("Code is blank; an amount used without a service has the status used")
    if code and day is None:
        raise ValueError("Date is blank; say when it was done")
    if min(amounts["paid"], amounts["deductible"], amounts["write_off"] or 0) < 0:
        raise ValueError("Paid, Deductible or Write-off is below 0; an amount here is 0 or more")
    is_patient = header_key(member) in OWN
    return Past(found, code_key(code), day, is_patient=is_patient, place=place_of(tooth), **amounts)


def read_past(cells: Range) -> Reading[Past]:
    """Return the patient's history, and a problem for each bad row."""
    return read_table(cells, PAST_COLUMNS, make_past, "history")
