"""Where each figure stands in the flat lists of ints that the heart works on; -1 is "not given", and a day 0 no day.

A record of a list begins at its place times its size, which is named like the list.
"""

from __future__ import annotations

# The first two codes of every list of codes: an amount used in no service, and what a plan's table says is used.
NO_CODE, STATED = 0, 1

# A service, in the order in which the insurer works on them; a figure for each of three plans stands thrice.
LINE = 18
CODE, FEE, UNITS, DAY, AREA, AGE, LINE_WRITE_OFF, LINE_REF, LOST, PLAN_FEE, CHEAPER_FEE, SAID = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    12,
    15,
)

# A past service, and each line once it is estimated.
LOG = 13
LOG_CODE, LOG_DAY, LOG_PLAN, LOG_PAID, LOG_DEDUCTIBLE, LOG_USES, LOG_HAD = 0, 1, 2, 3, 4, 5, 6
LOG_OTHER, LOG_AREA, LOG_REF, LOG_OWN, LOG_RECEIVED, LOG_WRITE_OFF = 7, 8, 9, 10, 11, 12

# How far the log is added up for a deductible or maximum: entries seen, from which day, for which plan and claim, sum.
TALLY = 5
SEEN, TALLY_START, TALLY_PLAN, TALLY_REF, TALLY_SUM = 0, 1, 2, 3, 4

# A patient: a plan for each of three places (-1: none), when each began, and what the office decides.
PERSON = 9
SLOT, EFFECTIVE, SECOND_WRITE_OFF, OFFICE_FEE, BLANK_IS_ZERO = 0, 3, 6, 7, 8

# An insurance plan; from SHARES on, where each kind of its rules begins among the rules, and where the last one ends.
PLAN = 16
TYPE, COB, FIRST_MONTH, DEDUCTIBLE_LAST, ON_DOWNGRADE, NOT_EXHAUSTED, NOT_LIMITED, MISSING_TOOTH = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
)
SHARES, WAITINGS, AGE_LIMITS, EXCLUSIONS, DEDUCTIBLES, MAXIMUMS, FREQUENCIES, END = 8, 9, 10, 11, 12, 13, 14, 15
PPO, PERCENTAGE, FLAT_COPAY, CAPITATION, FIXED_BENEFIT = 0, 1, 2, 3, 4
BASIC, STANDARD, CARVE_OUT, MEDICAID = 0, 1, 2, 3

# A rule: what it is about, its amount (share, months, age, count), and what more a maximum or a frequency needs.
RULE = 8
SCOPE, AMOUNT, USED, FAMILY, SPAN, MONTHS, WHERE, OF_PATIENT = 0, 1, 2, 3, 4, 5, 6, 7
BENEFIT_YEAR, CALENDAR_YEAR, LAST_12_MONTHS, LIFETIME = 0, 1, 2, 3
FOREVER = 1 << 30  # after every day
GENERAL_RANK, GROUP_RANK = 2, 5  # all and the catch-all categories are general; see `scopes.RANKS`

# What a plan says of a code, once its rules are looked up.
TERM = 11
SHARE, EXCLUDED, REPLACES, WAITING, AGE_LIMIT, COPAY, FIXED, OWN_FEE, LISTED_FEE, LISTED_CHEAPER, SUBSTITUTED = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
)

# Whether a rule counts what was had of a code, and whether it holds a payment on it.
COUNTS, HOLDS = 1, 2

# What comes of a line: its fee, then for each plan what `model.PlanLine` says.
FOUND, EACH = 37, 12
ALLOWED, LINE_COPAY, DEDUCTIBLE, PLAN_SHARE, PAYS, WRITE_OFF, LIMIT, OVER, BOUND, OWN, KIND, EXHAUSTED = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
)
ESTIMATED, ACTUAL, PREDETERMINED, DOWNGRADED = 0, 1, 2, 4
NO_LIMIT, IS_EXCLUDED, IS_MISSING_TOOTH, IS_WAITING, IS_OVER_AGE, IS_FREQUENCY = 0, 1, 2, 3, 4, 5

WHOLE = 1_000_000

# In which order the insurer works, as `model.ORDERS` has it.
AS_LISTED, BY_DATE, HIGHEST_SHARE, LOWEST_SHARE, HIGHEST_FEE, LOWEST_FEE = 0, 1, 2, 3, 4, 5
