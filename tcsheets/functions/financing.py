"""The Payments functions that compare, disclose and follow a plan: declarations over `tcsheets.lending`."""

from __future__ import annotations

from tcsheets.functions.kinds import Amounts, Count, Counts, Date, Money, Rate, Share, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.lending import accounts, comparison, credit, disclosure, options, promotions
from tcsheets.lending.agreements import Agreement, agreed_rows, one_of
from tcsheets.lending.offers import read_offers
from tcsheets.lending.periods import period_of
from tcsheets.lending.spans import terms_of
from tcsheets.money import money_text, share_of, share_text
from tcsheets.tables import Column


@sheet_function("Payments")
def TC_APR(
    amount_financed: Money,
    payments: Count = 0,
    payment: Money = 0,
    period: Text = "",
    advanced: Date | None = None,
    first_due: Date | None = None,
    schedule: Table | None = None,
    advances: Table | None = None,
) -> Rate:
    """Return the annual percentage rate by the actuarial method of Regulation Z (12 CFR 1026, Appendix J).

    Give level payments, or a schedule. Without dates the first payment is one period after the advance. With dates,
    odd days are counted, and without a period the one that occurs most often is taken.

    Args:
        amount_financed: what is advanced, before any finance charge.
        payments: how many level payments there are.
        payment: the size of a level payment.
        period: weekly, every two weeks, twice a month, monthly, quarterly, ... up to yearly; left out, see above.
        advanced: the day the amount is advanced.
        first_due: when the first level payment is due.
        schedule: payments that are not level: Due, Payment; what TC_PAY_SCHEDULE gives will do.
        advances: Date, Amount of each advance, where there are several; amount_financed is then left out.

    >>> TC_APR(5000, 24, 230)
    0.096857
    """
    word = period_of(period) if period else ""
    undated = 0 if advanced else amount_financed
    given = credit.advances_of(amount_financed, advanced, advances)
    if schedule:
        return credit.apr_of(undated, given, credit.read_paid(schedule).all_records(), word)
    word = word or "monthly"
    return credit.apr_of(undated, given, credit.level_payments(first_due, word, payments, payment), word)


WAY_COLUMNS = (
    Column("down", "Down payment", "Money"),
    Column("payments", "Payments", "Count"),
    Column("payment", "Payment", "Money"),
    Column("last", "Last payment", "Money"),
    Column("interest", "Interest", "Money"),
    Column("total", "Total", "Money"),
)


@sheet_function("Payments")
def TC_PAY_OPTIONS(
    amount: Money,
    apr: Rate = 0,
    down_payments: Amounts = (),
    terms: Counts = (),
    affordable: Money = 0,
    period: Text = "monthly",
    interest_from: Count = 1,
    show: Text = "payment",
) -> Spill:
    """Return the payment for each down payment and number of payments; or the ways to pay what is affordable.

    With affordable, what the patient can pay each time: first the down payment that each number of payments needs,
    then how many payments each down payment takes.

    Args:
        amount: what is to be paid in all.
        apr: the yearly rate, such as 8.24%; left out, no interest.
        down_payments: a range of down payments; left out, 0 to half of the amount in tenths.
        terms: a range of numbers of payments; left out, 6, 12, 18 and 24.
        affordable: what the patient can pay each time, for the other way round.
        period: weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
        interest_from: the number of the first payment that bears interest; left out, 1.
        show: payment (as left out), total (with the down payment) or interest.

    >>> TC_PAY_OPTIONS(1200, 0, [[0], [600]], [[6, 12]])
    [['Down payment', '6 payments', '12 payments'], [0.0, 200.0, 100.0], [600.0, 100.0, 50.0]]
    """
    whole = terms_of(amount, apr, 0, period, interest_from)
    if affordable:
        counts = terms if terms or down_payments else options.USUAL_TERMS
        ways, problems = options.affordable_ways(whole, down_payments, counts, affordable)
        return Spill(WAY_COLUMNS, tuple(way_row(way) for way in ways), tuple(problems))
    downs = down_payments or options.usual_down_payments(amount)
    shown = one_of(show, options.SHOWN, "show")
    rows, problems = options.grid(whole, downs, terms or options.USUAL_TERMS, shown)
    counted = [Column(f"in_{count}", f"{count} payments", "Money") for count in terms or options.USUAL_TERMS]
    return Spill(
        (Column("down", "Down payment", "Money"), *counted), tuple(tuple(row) for row in rows), tuple(problems)
    )


def way_row(way: options.Way) -> tuple[object, ...]:
    """Return a way to pay as a row of the spill."""
    return (way.down_payment, way.payments, way.payment, way.last_payment, way.interest, way.total)


COMPARE_COLUMNS = (
    Column("name", "Offer", "Text"),
    Column("kind", "Kind", "Text"),
    Column("today", "Today", "Money"),
    Column("payment", "Payment", "Money"),
    Column("payments", "Payments", "Count"),
    Column("total", "Total", "Money"),
    Column("cost_of_credit", "Cost of credit", "Money"),
    Column("apr", "APR", "Rate"),
    Column("cost_to_practice", "Cost to practice", "Money"),
    Column("outstanding", "Outstanding", "Money"),
    Column("if_late", "If late", "Money"),
    Column("what_happens", "What happens if a payment is late", "Text"),
)


def compare_row(each: comparison.Comparison) -> tuple[object, ...]:
    """Return an offer as a row of the spill."""
    lead = (each.offer.name, each.offer.kind, each.today, each.payment, each.payments, each.total)
    practice = (each.cost_to_practice, each.outstanding, each.if_late, each.what_happens)
    return lead + (each.cost_of_credit, each.apr) + practice


@sheet_function("Payments")
def TC_PAY_COMPARE(amount: Money, offers: Table, money_cost: Rate = 0) -> Spill:
    """Return ways to pay side by side: payment, total, cost to the practice, and what happens if a payment is late.

    Deferred interest is never shown as 0 %: its APR is the rate owed from the day of purchase if it is not paid off.
    Cost to practice is what it gets less than the amount; below 0, a gain. An offer that is not for such an amount, or
    cannot be read, stands last with its problem.

    Args:
        amount: the price, before any discount.
        offers: the Financing table: Offer, Kind, Months, APR, Down %, Discount %, Merchant fee %, Fee, Late fee, ...
        money_cost: what money costs the practice a year while it waits, such as 7%; left out, nothing.

    >>> TC_PAY_COMPARE(1200, [["Offer", "Kind", "Discount %"], ["Pay now", "cash", "5%"]])[1][:6]
    ['Pay now', 'cash', 1140.0, 0.0, 0, 1140.0]
    """
    reading = read_offers(offers)
    found, problems = comparison.compare_all(reading.records, amount, money_cost)
    return Spill(COMPARE_COLUMNS, tuple(compare_row(each) for each in found), reading.problems + tuple(problems))


PROMO_COLUMNS = (
    Column("what", "What", "Text"),
    Column("amount", "Amount", "Money"),
    Column("words", "In words", "Text"),
)


@sheet_function("Payments")
def TC_PROMO_COST(
    amount: Money, months: Count, apr: Rate, payment: Money = 0, floor: Money = 0, merchant_fee: Share = 0
) -> Spill:
    """Return what a deferred-interest offer costs: the payment that avoids interest, and what is owed if it is missed.

    Interest accrues month by month from the day of purchase on what is owed, at APR / 12, and bears none itself.

    Args:
        amount: what is financed.
        months: the promotional period.
        apr: the yearly rate from the day of purchase if it is not paid in full in time.
        payment: what the patient means to pay a month; left out, what avoids interest, or the floor.
        floor: the lender's least payment.
        merchant_fee: the lender's share of the charge, such as 9.9%, borne by the practice.

    >>> [row[:2] for row in TC_PROMO_COST(1200, 12, "29.99%", 90)[3:5]]
    [['Left after 12 months', 120.0], ['Interest added if it is not paid in time', 211.43]]
    """
    found = promotions.promo_cost(amount, months, apr, payment, floor)
    safe, rate = money_text(found.safe_payment), share_text(apr)
    left = (
        "This much is not paid in time, so the interest below is owed." if found.left else "Nothing, if all is in time."
    )
    lines = [
        ("Payment that avoids interest", found.safe_payment, f"{months} payments of {safe} at most, each in time."),
        ("Payment a month", found.payment, "What is meant to be paid each month."),
        (f"Left after {months} months", found.left, left),
        ("Interest added if it is not paid in time", found.interest, f"{rate} a year from the day of purchase."),
        ("Owed then", found.owed_then, "What is left, or the late last payment, with that interest."),
    ]
    if merchant_fee:
        fee = share_of(amount, merchant_fee)
        lines.append(("Merchant fee", fee, f"{share_text(merchant_fee)} of the charge; the practice bears it."))
    return Spill(PROMO_COLUMNS, tuple(lines))


DISCLOSURE_COLUMNS = (
    Column("what", "Disclosure", "Text"),
    Column("figure", "Figure", "Text"),
    Column("words", "In words", "Text"),
    Column("value", "Value", "Number"),
)


@sheet_function("Payments")
def TC_PAY_DISCLOSURE(
    amount: Money,
    apr: Rate = 0,
    payments: Count = 0,
    down_payment: Money = 0,
    agreed: Date | None = None,
    first_due: Date | None = None,
    period: Text = "monthly",
    interest_from: Count = 1,
    set_up_fee: Money = 0,
    payment: Money = 0,
    late_fee: Money = 0,
    office: Text = "",
) -> Spill:
    """Return the figures that Regulation Z wants shown before an in-house plan is signed, in its words and order.

    Amount financed + finance charge = total of payments. The APR is by the actuarial method (Appendix J). The last line
    says whether the plan makes the office a creditor: more than four payments, or a finance charge.

    Args:
        amount: the price of the treatment, before the down payment.
        apr: the yearly rate of the plan, such as 8.24%; left out, no interest.
        payments: how many payments follow the down payment.
        down_payment: what is paid at once.
        agreed: the day of the agreement; with first_due, the APR counts the days of an odd first period.
        first_due: when the first payment is due.
        period: weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
        interest_from: the number of the first payment that bears interest; left out, 1.
        set_up_fee: a fee for the plan itself, paid in its payments; it is a finance charge.
        payment: the size of a payment, where you choose it; left out, the level payment.
        late_fee: what a late payment is charged.
        office: the practice's name, as the creditor.

    >>> [row[:2] for row in TC_PAY_DISCLOSURE(1200, "12%", 12)[1:4]]
    [['Amount Financed', '$1,200.00'], ['FINANCE CHARGE', '$79.42'], ['ANNUAL PERCENTAGE RATE', '12.00 %']]
    """
    terms = terms_of(amount + set_up_fee, apr, down_payment, period, interest_from, first_due)
    rows = agreed_rows(Agreement(terms, payments, payment))
    found = disclosure.disclose(rows, amount - down_payment, down_payment, terms.period, agreed)
    lines = disclosure.lines_of(found, late_fee, office)
    return Spill(DISCLOSURE_COLUMNS, tuple((line.name, line.figure, line.words, line.value) for line in lines))


BALANCE_COLUMNS = (
    Column("paid", "Paid", "Money"),
    Column("due", "Due by now", "Money"),
    Column("overdue", "Overdue", "Money"),
    Column("overdue_days", "Days overdue", "Count"),
    Column("next_due", "Next due", "Date"),
    Column("next_payment", "Next payment", "Money"),
    Column("balance", "Balance", "Money"),
    Column("payoff", "Pay-off", "Money"),
    Column("left", "Payments left", "Count"),
    Column("new_payment", "New payment", "Money"),
)


@sheet_function("Payments")
def TC_PAY_BALANCE(
    schedule: Table,
    received: Table,
    as_of: Date,
    apr: Rate = 0,
    period: Text = "",
    day_count: Text = "period",
    starts: Date | None = None,
) -> Spill:
    """Return how an in-house plan stands on a day: paid, due, overdue, next due, what pays it off, a new payment.

    Balance is the principal owed; the pay-off adds interest up to the day. New payment spreads what is owed over the
    payments that are left, as when insurance paid late or less. The down payment (No. 0) is left out of all of it.

    Args:
        schedule: the agreed payments with their header row and due dates, as TC_PAY_SCHEDULE gives them.
        received: Date, Amount, and Kind: payment (as blank; below 0, returned) or charge, which adds to the balance.
        as_of: the day; what comes later is left out.
        apr: the yearly rate of the plan; needed where the schedule bears interest.
        period: as in TC_PAY_SCHEDULE; left out, the one that the due dates have.
        day_count: as in TC_PAY_SCHEDULE; left out, all periods alike.
        starts: when interest starts to run; left out, one period before the first payment.

    >>> plan = [["Due", "Payment"], ["2026-11-01", 100], ["2026-12-01", 100]]
    >>> TC_PAY_BALANCE(plan, [["Date", "Amount"], ["2026-11-01", 60]], "2026-11-24")[1][:4]
    [60.0, 100.0, 40.0, 23]
    """
    plan = accounts.plan_of(accounts.read_instalments(schedule).all_records(), apr, period, day_count, starts)
    money = accounts.read_received(received).all_records()
    found = accounts.standing_of(plan, money, as_of)
    lead = (found.paid, found.due, found.overdue, found.overdue_days, found.next_due, found.next_payment)
    owed = (found.ledger.principal, found.ledger.payoff, found.payments_left, found.new_payment)
    return Spill(BALANCE_COLUMNS, (lead + owed,))
