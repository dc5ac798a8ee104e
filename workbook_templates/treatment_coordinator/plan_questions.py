"""What a coordinator asks about an insurance plan over the telephone, in the order of the call.

An answer becomes one or more facts (benefit, services) for the insurance functions; some are only kept.
"""

from __future__ import annotations

from dataclasses import dataclass

# What an answer "yes" stands for among the facts, where it is not the answer itself.
SILVER = (("D2391", "D2140"), ("D2392", "D2150"), ("D2393", "D2160"), ("D2394", "D2161"))
YES_NO = ("yes", "no")
MAJOR = ("crowns", "removable", "fixed", "implants")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is asked, how to write the answer, the answer's kind and words, and the facts it states.

    facts: (benefit, services, what "yes" states; "" for the answer itself).
    """

    ask: str
    hint: str
    kind: str = "plain"
    allowed: tuple[str, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()


def one(benefit: str, *services: str) -> tuple[tuple[str, str, str], ...]:
    """Return the facts of a benefit for each of some services; for all where none is named."""
    return tuple((benefit, each, "") for each in services or ("",))


def often(ask: str, services: str) -> Question:
    """Return the question how often some services are paid."""
    return Question(ask, "2 per calendar year, once in 5 years per tooth", facts=one("Frequency", services))


def share(ask: str, category: str) -> Question:
    """Return the question which share of some services is paid."""
    return Question(ask, "blank: not covered", "percent", facts=one("Share", category))


def amount(ask: str, hint: str, facts: tuple[tuple[str, str, str], ...]) -> Question:
    """Return the question for an amount."""
    return Question(ask, hint, "money", facts=facts)


TYPES = ("PPO", "percentage", "copay", "DHMO", "fixed benefit", "medical")
SECTIONS: tuple[tuple[str, tuple[Question, ...]], ...] = (
    (
        "The call",
        (
            Question("Verified on", "the day of the call", "date"),
            Question("Verified by", "who asked"),
            Question("Reference number", "of the call"),
            Question("Carrier's telephone", ""),
        ),
    ),
    (
        "The plan",
        (
            Question("Plan type", "PPO: network fees hold", allowed=TYPES, facts=one("Plan type")),
            Question("Benefit year starts", "blank: January", allowed=MONTH_NAMES, facts=one("Benefit year")),
            Question(
                "As second plan it pays",
                "blank: basic",
                allowed=("basic", "standard", "non-duplication", "medicaid"),
                facts=one("Coordination"),
            ),
        ),
    ),
    (
        "Amounts",
        (
            amount("Yearly maximum", "blank: none", one("Maximum")),
            amount("Family maximum", "blank: none", one("Family maximum")),
            amount("Braces, lifetime maximum", "blank: none", one("Lifetime maximum", "ortho")),
            amount("Deductible", "blank: none", one("Deductible")),
            amount("Family deductible", "blank: none", one("Family deductible")),
            amount(
                "Deductible on exams and cleanings",
                "0: it is waived there",
                one("Deductible", "diagnostic", "preventive"),
            ),
            Question("Deductible is taken", "blank: first", allowed=("first", "last"), facts=one("Deductible taken")),
        ),
    ),
    (
        "It pays of",
        (
            share("Exams and X-rays", "diagnostic"),
            share("Cleanings, prevention", "preventive"),
            share("Fillings", "restorative"),
            share("Crowns", "crowns"),
            share("Root canals", "endo"),
            share("Gums", "perio"),
            share("Dentures", "removable"),
            share("Implants", "implants"),
            share("Bridges", "fixed"),
            share("Oral surgery", "oral_surgery"),
            share("Braces", "ortho"),
            share("Other", "adjunctive"),
        ),
    ),
    (
        "How often",
        (
            often("Often: Exams", "D0120, D0150"),
            often("Often: Cleanings", "D1110, D1120"),
            often("Often: Bitewing X-rays", "D0272, D0274"),
            often("Often: Full set of X-rays", "D0210, D0330"),
            often("Often: Scaling", "D4341, D4342"),
            often("Often: Crowns again", "crowns"),
            often("Often: Dentures again", "removable"),
        ),
    ),
    (
        "Limits",
        (
            Question("Fluoride through age", "last age that is paid", "count", facts=one("Age limit", "D1206, D1208")),
            Question("Sealants through age", "last age that is paid", "count", facts=one("Age limit", "D1351")),
            Question("Braces through age", "last age that is paid", "count", facts=one("Age limit", "ortho")),
            Question("Waiting for fillings", "months", "count", facts=one("Waiting", "restorative")),
            Question("Waiting for major work", "months", "count", facts=one("Waiting", *MAJOR)),
            Question("Waiting for braces", "months", "count", facts=one("Waiting", "ortho")),
            Question("Missing tooth clause", "", allowed=YES_NO, facts=one("Missing tooth clause")),
            Question(
                "White back fillings paid as silver",
                "",
                allowed=YES_NO,
                facts=tuple(("Pays as", white, silver) for white, silver in SILVER),
            ),
            Question(
                "Write-off once the maximum is used up", "blank: yes", allowed=YES_NO, facts=one("Write-off at maximum")
            ),
            Question(
                "Write-off where a limit stops payment", "blank: yes", allowed=YES_NO, facts=one("Write-off at limit")
            ),
        ),
    ),
)
