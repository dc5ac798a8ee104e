"""The TC_ functions: what a spreadsheet calls, declared over the domain packages.

Importing this package registers them all; `tcsheets.functions.registry.call`
is how a host calls one.
"""

from __future__ import annotations

from tcsheets.functions import casework as casework
from tcsheets.functions import insurance as insurance
from tcsheets.functions import payments as payments
from tcsheets.functions import pricing as pricing
