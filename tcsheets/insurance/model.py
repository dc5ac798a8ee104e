"""An insurance plan, a patient's situation and the services of a treatment plan, as the engine works on them.

Amounts are cents, shares parts per million, periods words.  A blank and a zero
are different facts: None is "not given".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tcsheets.insurance.scopes import Scope

PlanType = Literal["ppo", "percentage", "flat_copay", "capitation", "fixed_benefit", "medical"]
PLAN_TYPES = ("ppo", "percentage", "flat_copay", "capitation", "fixed_benefit", "medical")
CobRule = Literal["basic", "standard", "carve_out", "medicaid"]
COB_RULES = ("basic", "standard", "carve_out", "medicaid")
PERIODS = ("benefit_year", "calendar_year", "last_12_months", "lifetime")
AREAS = ("mouth", "arch", "quadrant", "tooth", "tooth_range")
# Why nothing is paid, in the order in which it is asked.
LIMITS = ("excluded", "missing_tooth", "waiting", "age", "frequency")
# In which order an insurer is taken to work on the lines; the deductible falls on the first.
ORDERS = (
    *("as listed", "by date", "highest share first", "lowest share first"),
    *("highest fee first", "lowest fee first"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """An amount in cents, or a share in ppm, for a scope; `used` is what was used of an amount in no dated service."""

    scope: Scope
    amount: int
    used: int = 0
    level: str = "individual"
    period: str = "benefit_year"


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a service is paid: `count` times a period, or once in so many months; where it is counted.

    level: a rule set for the patient replaces the plan's for the same scope.
    """

    scope: Scope
    count: int = 1
    period: str = "calendar_year"
    months: int = 0
    area: str = "mouth"
    level: str = "plan"


@dataclass(frozen=True, slots=True)
class InsurancePlan:
    """What an insurance plan says.

    copays, fixed_benefits, fee_schedule: (code, cents for a unit; None is blank); substitutes: (code, cheaper code).
    The options say when a write-off is not taken; by default it stays.
    missing_tooth: nothing is paid to replace a tooth lost before coverage began.
    """

    plan_type: str = "ppo"
    cob_rule: str = "basic"
    shares: tuple[Rule, ...] = ()
    deductibles: tuple[Rule, ...] = ()
    maximums: tuple[Rule, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    age_limits: tuple[Rule, ...] = ()
    waitings: tuple[Rule, ...] = ()
    exclusions: tuple[Scope, ...] = ()
    copays: tuple[tuple[str, int], ...] = ()
    fixed_benefits: tuple[tuple[str, int | None], ...] = ()
    fee_schedule: tuple[tuple[str, int | None], ...] = ()
    substitutes: tuple[tuple[str, str], ...] = ()
    effective: date | None = None
    first_month: int = 1
    deductible_last: bool = False
    write_off_on_downgrade: bool = True
    no_write_off_when_exhausted: bool = False
    no_write_off_when_limited: bool = False
    missing_tooth: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What the office and its contracts decide."""

    secondary_write_off: bool = False
    exclusions_use_office_fee: bool = False
    blank_fixed_benefit_is_zero: bool = False
    order: str = "as listed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the mouth: teeth by number, quadrant, arch; nothing where it was not said."""

    teeth: tuple[int, ...] = ()
    quadrant: str = ""
    arch: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A line as insurance sees it: fee of one unit, units, each plan's own fee and its fee for the cheaper code.

    predetermined: what each plan's carrier has said it will pay for all units; lost: when a tooth it replaces was lost.
    """

    row: int
    code: str
    fee: int
    units: int = 1
    plan_fees: tuple[int | None, ...] = ()
    substitute_fees: tuple[int | None, ...] = ()
    day: date = date(2000, 1, 1)
    place: Place = Place()
    age: int | None = None
    write_off: int | None = None
    ref: str = ""
    description: str = ""
    predetermined: tuple[int | None, ...] = ()
    lost: date | None = None
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A past or pending service, or an amount used (no code): what each plan paid, or is expected to pay.

    status: received, claim_sent, history (done elsewhere), used, not_billed, preauth.
    plan: 0 is any plan; is_patient: False for another member of the family.
    """

    status: str
    code: str = ""
    day: date | None = None
    plan: int = 0
    paid: int = 0
    deductible: int = 0
    write_off: int | None = None
    ref: str = ""
    is_patient: bool = True
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What one plan makes of a service, in cents; `write_off` None is a plan that has none.

    own: what it pays before coordination and maxima; limit: why nothing is paid, one of LIMITS or "".
    over_maximum: what the maximum cut off; bound: the maximum that did.
    """

    allowed: int
    copay: int = 0
    deductible: int = 0
    share: int = 0
    plan_pays: int = 0
    write_off: int | None = None
    limit: str = ""
    over_maximum: int = 0
    bound: Rule | None = None
    own: int = 0
    is_actual: bool = False
    is_predetermined: bool = False
    is_downgraded: bool = False


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """What all plans make of a service; `fee = payments + write-offs + patient`, to the cent."""

    service: Service
    fee: int
    plans: tuple[PlanLine, ...]

    @property
    def plan_pays(self) -> int:
        """What all plans pay."""
        return sum([each.plan_pays for each in self.plans])

    @property
    def write_off(self) -> int:
        """What is written off."""
        return sum([each.write_off or 0 for each in self.plans])

    @property
    def patient(self) -> int:
        """What is left for the patient."""
        return self.fee - self.plan_pays - self.write_off
