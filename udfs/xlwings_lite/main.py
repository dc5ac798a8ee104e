"""The TC_ functions for Excel through xlwings Lite; made from the register, do not change it here."""

# mypy: ignore-errors
from contextlib import suppress

import xlwings as xw

with suppress(ModuleNotFoundError):  # not there where requirements.txt names the wheel
    import tcsheets_core  # noqa: F401

from tcsheets.hosts.xlwings_cells import asked_in_lite as asked


@xw.func
@xw.arg('code', ndim=2, err_to_str=True, doc='the procedure code, such as D2740; a range of codes gives a range of fees.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='the fee schedule with its header row: Code, Office fee; Member fee, Network fee, Effective if there.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fee must hold; left out, the latest entry.')
@xw.arg('which', ndim=2, err_to_str=True, doc='which fee: office (as left out), member or network.')
def TC_FEE(code, fees, as_of=None, which=None):
    """Return the fee of a code in a fee schedule, as of a date."""
    return asked('TC_FEE', code, fees, as_of, which)


@xw.func
@xw.arg('fee', ndim=2, err_to_str=True, doc='the fee for one unit.')
@xw.arg('units', ndim=2, err_to_str=True, doc='how many; left out, 1.')
@xw.arg('discount_percent', ndim=2, err_to_str=True, doc='a discount such as 10%.')
@xw.arg('discount_amount', ndim=2, err_to_str=True, doc='a further discount in dollars, for the whole line.')
@xw.arg('tax_rate', ndim=2, err_to_str=True, doc='the sales tax, such as 7%.')
def TC_LINE_TOTAL(fee, units=None, discount_percent=None, discount_amount=None, tax_rate=None):
    """Return what one line costs: fee x units, less its discounts, plus sales tax."""
    return asked('TC_LINE_TOTAL', fee, units, discount_percent, discount_amount, tax_rate)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code, and Fee, Qty, Option where you have them.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='the fee schedule with its header row: Code, Office fee, Member fee.')
@xw.arg('membership_fee', ndim=2, err_to_str=True, doc='what membership costs for the year.')
@xw.arg('discount_maximum', ndim=2, err_to_str=True, doc='the most the plan takes off in a year; left out or 0, no maximum.')
@xw.arg('discount_used', ndim=2, err_to_str=True, doc='how much of the maximum is used up already.')
@xw.arg('included', ndim=2, err_to_str=True, doc='a table Code, Times: services free so many times; what they save counts toward the maximum.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to price, where the lines have several.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fees must hold; left out, the latest.')
def TC_MEMBERSHIP_SAVINGS(lines, fees, membership_fee=None, discount_maximum=None, discount_used=None, included=None, option=None, as_of=None):
    """Return what membership saves on a treatment plan, its own fee taken off; below 0 where it costs more."""
    return asked('TC_MEMBERSHIP_SAVINGS', lines, fees, membership_fee, discount_maximum, discount_used, included, option, as_of)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code, Phase; Fee, Qty, Option, Discount %, Discount if you have them.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee is blank.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fees must hold; left out, the latest.')
@xw.arg('which', ndim=2, err_to_str=True, doc='which fee of the schedule: office (as left out), member or network.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to price, where the lines have several; lines without one belong to all.')
@xw.arg('plan_discount', ndim=2, err_to_str=True, doc='a percent off the whole plan.')
@xw.arg('plan_discount_amount', ndim=2, err_to_str=True, doc='dollars off the whole plan, shared out over its lines.')
@xw.arg('category_discounts', ndim=2, err_to_str=True, doc="a table Category, Discount %; then each line needs a category, its own or the schedule's.")
@xw.arg('cash_courtesy', ndim=2, err_to_str=True, doc='a percent for paying in cash.')
@xw.arg('senior_courtesy', ndim=2, err_to_str=True, doc='a percent for seniors, after the cash courtesy.')
@xw.arg('tax_rate', ndim=2, err_to_str=True, doc='the sales tax on what is left, such as 7%.')
def TC_PHASE_TOTALS(lines, fees=None, as_of=None, which=None, option=None, plan_discount=None, plan_discount_amount=None, category_discounts=None, cash_courtesy=None, senior_courtesy=None, tax_rate=None):
    """Return what each phase of a treatment plan costs, as a table in the order of the phases."""
    return asked('TC_PHASE_TOTALS', lines, fees, as_of, which, option, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code, Option; Fee, Qty, Discount %, Discount if you have them.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee is blank.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fees must hold; left out, the latest.')
@xw.arg('which', ndim=2, err_to_str=True, doc='which fee of the schedule: office (as left out), member or network.')
@xw.arg('plan_discount', ndim=2, err_to_str=True, doc='a percent off the whole plan.')
@xw.arg('plan_discount_amount', ndim=2, err_to_str=True, doc='dollars off the whole plan, shared out over its lines.')
@xw.arg('category_discounts', ndim=2, err_to_str=True, doc="a table Category, Discount %; then each line needs a category, its own or the schedule's.")
@xw.arg('cash_courtesy', ndim=2, err_to_str=True, doc='a percent for paying in cash.')
@xw.arg('senior_courtesy', ndim=2, err_to_str=True, doc='a percent for seniors, after the cash courtesy.')
@xw.arg('tax_rate', ndim=2, err_to_str=True, doc='the sales tax on what is left, such as 7%.')
def TC_PLAN_COMPARE(lines, fees=None, as_of=None, which=None, plan_discount=None, plan_discount_amount=None, category_discounts=None, cash_courtesy=None, senior_courtesy=None, tax_rate=None):
    """Return the options of a treatment plan side by side: what each costs, and how much more than the cheapest."""
    return asked('TC_PLAN_COMPARE', lines, fees, as_of, which, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code; Fee, Qty, Phase, Option, Discount %, Discount if you have them.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee is blank.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fees must hold; left out, the latest.')
@xw.arg('which', ndim=2, err_to_str=True, doc='which fee of the schedule: office (as left out), member or network.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to price, where the lines have several; lines without one belong to all.')
@xw.arg('plan_discount', ndim=2, err_to_str=True, doc='a percent off the whole plan.')
@xw.arg('plan_discount_amount', ndim=2, err_to_str=True, doc='dollars off the whole plan, shared out over its lines.')
@xw.arg('category_discounts', ndim=2, err_to_str=True, doc="a table Category, Discount %; then each line needs a category, its own or the schedule's.")
@xw.arg('cash_courtesy', ndim=2, err_to_str=True, doc='a percent for paying in cash.')
@xw.arg('senior_courtesy', ndim=2, err_to_str=True, doc='a percent for seniors, after the cash courtesy.')
@xw.arg('tax_rate', ndim=2, err_to_str=True, doc='the sales tax on what is left, such as 7%.')
def TC_PLAN_PRICE(lines, fees=None, as_of=None, which=None, option=None, plan_discount=None, plan_discount_amount=None, category_discounts=None, cash_courtesy=None, senior_courtesy=None, tax_rate=None):
    """Return the lines of a treatment plan with their prices, as a table."""
    return asked('TC_PLAN_PRICE', lines, fees, as_of, which, option, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code; Fee, Qty, Phase, Option, Discount %, Discount if you have them.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee is blank.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fees must hold; left out, the latest.')
@xw.arg('which', ndim=2, err_to_str=True, doc='which fee of the schedule: office (as left out), member or network.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to price, where the lines have several; lines without one belong to all.')
@xw.arg('plan_discount', ndim=2, err_to_str=True, doc='a percent off the whole plan.')
@xw.arg('plan_discount_amount', ndim=2, err_to_str=True, doc='dollars off the whole plan, shared out over its lines.')
@xw.arg('category_discounts', ndim=2, err_to_str=True, doc="a table Category, Discount %; then each line needs a category, its own or the schedule's.")
@xw.arg('cash_courtesy', ndim=2, err_to_str=True, doc='a percent for paying in cash.')
@xw.arg('senior_courtesy', ndim=2, err_to_str=True, doc='a percent for seniors, after the cash courtesy.')
@xw.arg('tax_rate', ndim=2, err_to_str=True, doc='the sales tax on what is left, such as 7%.')
def TC_PLAN_TOTAL(lines, fees=None, as_of=None, which=None, option=None, plan_discount=None, plan_discount_amount=None, category_discounts=None, cash_courtesy=None, senior_courtesy=None, tax_rate=None):
    """Return what a treatment plan costs before insurance: all its lines, discounts taken off, tax added."""
    return asked('TC_PLAN_TOTAL', lines, fees, as_of, which, option, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate)


@xw.func
@xw.arg('fees', ndim=2, err_to_str=True, doc='the fee schedule with its header row: Code, Minutes, fees (Office, Member, Network), and Lab, Supplies.')
@xw.arg('hourly_cost', ndim=2, err_to_str=True, doc='what an hour of the chair costs the practice.')
@xw.arg('collected_share', ndim=2, err_to_str=True, doc='the part of a fee that is in the end collected, such as 97%; left out, all.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fees must hold; left out, the latest.')
def TC_PROCEDURE_MARGIN(fees, hourly_cost, collected_share=None, as_of=None):
    """Return what each procedure earns under each fee schedule, per procedure and per chair hour."""
    return asked('TC_PROCEDURE_MARGIN', fees, hourly_cost, collected_share, as_of)


@xw.func
@xw.arg('estimate', ndim=2, err_to_str=True, doc='the good-faith estimate of one provider.')
@xw.arg('billed', ndim=2, err_to_str=True, doc='what that provider billed.')
@xw.arg('billed_on', ndim=2, err_to_str=True, doc='the date of the bill.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day on which you ask.')
def TC_GFE_DISPUTE(estimate, billed, billed_on, as_of):
    """Return whether a bill may be disputed against its good-faith estimate, and until when (45 CFR 149.620)."""
    return asked('TC_GFE_DISPUTE', estimate, billed, billed_on, as_of)


@xw.func
@xw.arg('trigger', ndim=2, err_to_str=True, doc='appointment, request or scope change.')
@xw.arg('on', ndim=2, err_to_str=True, doc='the day it was booked, asked for or changed.')
@xw.arg('service', ndim=2, err_to_str=True, doc='the day of the service; needed for appointment and scope change.')
@xw.arg('closed_days', ndim=2, err_to_str=True, doc='holidays, which are no business days; Saturdays and Sundays never are.')
def TC_GFE_DUE(trigger, on, service=None, closed_days=None):
    """Return the day by which a good-faith estimate is due to who is uninsured or pays himself (45 CFR 149.610)."""
    return asked('TC_GFE_DUE', trigger, on, service, closed_days)


@xw.func
@xw.arg('code', ndim=2, err_to_str=True, doc='the service, such as D1110.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit, For, Value, Plan.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day of the service.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.')
@xw.arg('tooth', ndim=2, err_to_str=True, doc='the tooth, quadrant (UR, UL, LL, LR) or arch (upper, lower), where a rule counts by it.')
@xw.arg('plan', ndim=2, err_to_str=True, doc='which of the plans, 1 to 3; left out, the first.')
def TC_INS_ELIGIBLE(code, benefits, as_of, history=None, tooth=None, plan=None):
    """Return whether a plan pays for a service on a day; if not, why, and the day from which it will."""
    return asked('TC_INS_ELIGIBLE', code, benefits, as_of, history, tooth, plan)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code, and Fee, Allowed, Qty, Tooth, Date, Option, Predetermined if any.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to estimate, where the lines have several; lines without one belong to all.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.')
def TC_INS_ESTIMATE(lines, benefits, fees=None, as_of=None, option=None, history=None):
    """Return the insurance estimate of a treatment plan through up to three plans, line by line, each with its reason."""
    return asked('TC_INS_ESTIMATE', lines, benefits, fees, as_of, option, history)


@xw.func
@xw.arg('plans', ndim=2, err_to_str=True, doc="Plan, Patient is (self, spouse, child), Holder's birthday, Holder is (active, retired), Since.")
def TC_INS_ORDER(plans):
    """Return in which order a patient's plans pay, and why: own plan, birthday rule, active, longer."""
    return asked('TC_INS_ORDER', plans)


@xw.func
@xw.arg('fee', ndim=2, err_to_str=True, doc='the fee of the whole case.')
@xw.arg('plan_share', ndim=2, err_to_str=True, doc='the part the plan pays, such as 50%.')
@xw.arg('visits', ndim=2, err_to_str=True, doc='how many monthly visits there are between banding and debond.')
@xw.arg('lifetime_maximum', ndim=2, err_to_str=True, doc="the plan's orthodontic maximum; left out or 0, none.")
@xw.arg('lifetime_used', ndim=2, err_to_str=True, doc='how much of it is used up already.')
@xw.arg('deductible_left', ndim=2, err_to_str=True, doc='the deductible still owed; left out, none.')
@xw.arg('banding', ndim=2, err_to_str=True, doc='what of the fee is due when the appliance is placed; left out, nothing apart.')
@xw.arg('debond', ndim=2, err_to_str=True, doc='what of the fee is due when it is taken off; left out, nothing apart.')
@xw.arg('starts', ndim=2, err_to_str=True, doc='the day it is placed, for the dates.')
def TC_INS_ORTHO(fee, plan_share, visits, lifetime_maximum=None, lifetime_used=None, deductible_left=None, banding=None, debond=None, starts=None):
    """Return the orthodontic benefit over the case: each part's fee, what the plan pays of it, what is left."""
    return asked('TC_INS_ORTHO', fee, plan_share, visits, lifetime_maximum, lifetime_used, deductible_left, banding, debond, starts)


@xw.func
@xw.arg('allowed', ndim=2, err_to_str=True, doc='what the plan recognises for the service; the fee, where the plan has no fee of its own.')
@xw.arg('plan_share', ndim=2, err_to_str=True, doc='the part the plan pays, such as 80%.')
@xw.arg('deductible_left', ndim=2, err_to_str=True, doc='the deductible still owed; left out, none.')
@xw.arg('maximum', ndim=2, err_to_str=True, doc="the plan's yearly maximum; left out or 0, none.")
@xw.arg('maximum_used', ndim=2, err_to_str=True, doc='how much of the maximum is used up already.')
def TC_INS_PAYS(allowed, plan_share, deductible_left=None, maximum=None, maximum_used=None):
    """Return what the plan pays for one service: its share after the deductible, up to what is left of the maximum."""
    return asked('TC_INS_PAYS', allowed, plan_share, deductible_left, maximum, maximum_used)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row, as for TC_INS_ESTIMATE.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit, For, Value, Plan; Value of an amount used may be unknown.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to estimate, where the lines have several; lines without one belong to all.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.')
def TC_INS_RANGE(lines, benefits, fees=None, as_of=None, option=None, history=None):
    """Return both ends of what the plans pay and what is left to pay, over the orders of lines and what is unknown."""
    return asked('TC_INS_RANGE', lines, benefits, fees, as_of, option, history)


@xw.func
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit, For, Value, Plan.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day; the benefit year it lies in counts.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible.')
def TC_INS_REMAINING(benefits, as_of, history=None):
    """Return what is left of each maximum and deductible on a day, and when it starts anew."""
    return asked('TC_INS_REMAINING', benefits, as_of, history)


@xw.func
@xw.arg('fee', ndim=2, err_to_str=True, doc="the office's fee.")
@xw.arg('allowed', ndim=2, err_to_str=True, doc='what the second plan recognises.')
@xw.arg('plan_share', ndim=2, err_to_str=True, doc='the part the second plan pays, such as 80%.')
@xw.arg('paid', ndim=2, err_to_str=True, doc='what the first plan pays.')
@xw.arg('written_off', ndim=2, err_to_str=True, doc='what is written off for the first plan.')
@xw.arg('rule', ndim=2, err_to_str=True, doc='basic (as left out), standard, carve-out or Medicaid.')
@xw.arg('deductible_left', ndim=2, err_to_str=True, doc="the second plan's deductible still owed; left out, none.")
@xw.arg('maximum', ndim=2, err_to_str=True, doc="the second plan's yearly maximum; left out or 0, none.")
@xw.arg('maximum_used', ndim=2, err_to_str=True, doc='how much of that maximum is used up already.')
def TC_INS_SECONDARY(fee, allowed, plan_share, paid, written_off=None, rule=None, deductible_left=None, maximum=None, maximum_used=None):
    """Return what a second plan pays for one service, from what the first has paid."""
    return asked('TC_INS_SECONDARY', fee, allowed, plan_share, paid, written_off, rule, deductible_left, maximum, maximum_used)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row, as for TC_INS_ESTIMATE.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to estimate, where the lines have several; lines without one belong to all.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.')
def TC_INS_TOTALS(lines, benefits, fees=None, as_of=None, option=None, history=None):
    """Return the insurance estimate of a treatment plan in one row: fee, plan pays, write-off, patient pays."""
    return asked('TC_INS_TOTALS', lines, benefits, fees, as_of, option, history)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row, as for TC_INS_ESTIMATE; Phase keeps together what is done together.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit (with Benefit year, its first month), For, Value, Plan.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day of what is done now; the rest is done on the first day of the next benefit year.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to estimate, where the lines have several; lines without one belong to all.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.')
def TC_INS_TWO_YEARS(lines, benefits, as_of, fees=None, option=None, history=None):
    """Return the treatment done now, next benefit year, or split best between its phases, and what each way pays."""
    return asked('TC_INS_TWO_YEARS', lines, benefits, as_of, fees, option, history)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the services: Allowed; Code, Service, Fee, Network (in, out) if you have them.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='a row a fact: Benefit (Deductible, Deductible used, Coinsurance, Copay, ...), For, Value, Network.')
def TC_MED_ESTIMATE(lines, benefits):
    """Return the estimate of a medical plan, service by service: copay, deductible, coinsurance, limit, and why."""
    return asked('TC_MED_ESTIMATE', lines, benefits)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row, as for TC_INS_ESTIMATE.')
@xw.arg('benefits', ndim=2, err_to_str=True, doc='the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to estimate, where the lines have several; lines without one belong to all.')
@xw.arg('history', ndim=2, err_to_str=True, doc='earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.')
def TC_PATIENT_PORTION(lines, benefits, fees=None, as_of=None, option=None, history=None):
    """Return what is left for the patient of a treatment plan: fees less what the plans pay and the write-off."""
    return asked('TC_PATIENT_PORTION', lines, benefits, fees, as_of, option, history)


@xw.func
@xw.arg('amount_financed', ndim=2, err_to_str=True, doc='what is advanced, before any finance charge.')
@xw.arg('payments', ndim=2, err_to_str=True, doc='how many level payments there are.')
@xw.arg('payment', ndim=2, err_to_str=True, doc='the size of a level payment.')
@xw.arg('period', ndim=2, err_to_str=True, doc='weekly, every two weeks, twice a month, monthly, quarterly, ... up to yearly; left out, see above.')
@xw.arg('advanced', ndim=2, err_to_str=True, doc='the day the amount is advanced.')
@xw.arg('first_due', ndim=2, err_to_str=True, doc='when the first level payment is due.')
@xw.arg('schedule', ndim=2, err_to_str=True, doc='payments that are not level: Due, Payment; what TC_PAY_SCHEDULE gives will do.')
@xw.arg('advances', ndim=2, err_to_str=True, doc='Date, Amount of each advance, where there are several; amount_financed is then left out.')
def TC_APR(amount_financed, payments=None, payment=None, period=None, advanced=None, first_due=None, schedule=None, advances=None):
    """Return the annual percentage rate by the actuarial method of Regulation Z (12 CFR 1026, Appendix J)."""
    return asked('TC_APR', amount_financed, payments, payment, period, advanced, first_due, schedule, advances)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='what is to be paid in all, before the down payment.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate, such as 8.24%; left out, no interest.')
@xw.arg('payments', ndim=2, err_to_str=True, doc='how many payments follow the down payment.')
@xw.arg('down_payment', ndim=2, err_to_str=True, doc='what is paid at once.')
@xw.arg('period', ndim=2, err_to_str=True, doc='weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.')
@xw.arg('interest_from', ndim=2, err_to_str=True, doc='the number of the first payment that bears interest; left out, 1.')
@xw.arg('rounding', ndim=2, err_to_str=True, doc='up (as left out) or nearest, for the cent of the payment.')
@xw.arg('first_due', ndim=2, err_to_str=True, doc='when the first payment is due; needed where interest is counted by the day.')
@xw.arg('starts', ndim=2, err_to_str=True, doc='when interest starts to run; left out, one period before the first payment.')
@xw.arg('day_count', ndim=2, err_to_str=True, doc='period (as left out: all periods alike), actual/365, actual/360, 30/360 or unit period/360.')
@xw.arg('balloon', ndim=2, err_to_str=True, doc='what the last payment pays on top of the level payment.')
def TC_PAYMENT(amount, apr=None, payments=None, down_payment=None, period=None, interest_from=None, rounding=None, first_due=None, starts=None, day_count=None, balloon=None):
    """Return the level payment of a payment plan, rounded up to the cent; the last may be a little smaller."""
    return asked('TC_PAYMENT', amount, apr, payments, down_payment, period, interest_from, rounding, first_due, starts, day_count, balloon)


@xw.func
@xw.arg('schedule', ndim=2, err_to_str=True, doc='the agreed payments with their header row and due dates, as TC_PAY_SCHEDULE gives them.')
@xw.arg('received', ndim=2, err_to_str=True, doc='Date, Amount, and Kind: payment (as blank; below 0, returned) or charge, which adds to the balance.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day; what comes later is left out.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate of the plan; needed where the schedule bears interest.')
@xw.arg('period', ndim=2, err_to_str=True, doc='as in TC_PAY_SCHEDULE; left out, the one that the due dates have.')
@xw.arg('day_count', ndim=2, err_to_str=True, doc='as in TC_PAY_SCHEDULE; left out, all periods alike.')
@xw.arg('starts', ndim=2, err_to_str=True, doc='when interest starts to run; left out, one period before the first payment.')
def TC_PAY_BALANCE(schedule, received, as_of, apr=None, period=None, day_count=None, starts=None):
    """Return how an in-house plan stands on a day: paid, due, overdue, next due, what pays it off, a new payment."""
    return asked('TC_PAY_BALANCE', schedule, received, as_of, apr, period, day_count, starts)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='the price, before any discount.')
@xw.arg('offers', ndim=2, err_to_str=True, doc='the Financing table: Offer, Kind, Months, APR, Down %, Discount %, Merchant fee %, Fee, Late fee, ...')
@xw.arg('money_cost', ndim=2, err_to_str=True, doc='what money costs the practice a year while it waits, such as 7%; left out, nothing.')
def TC_PAY_COMPARE(amount, offers, money_cost=None):
    """Return ways to pay side by side: payment, total, cost to the practice, and what happens if a payment is late."""
    return asked('TC_PAY_COMPARE', amount, offers, money_cost)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='what is to be paid in all, before the down payment.')
@xw.arg('payment', ndim=2, err_to_str=True, doc='the size of a payment.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate, such as 8.24%; left out, no interest.')
@xw.arg('down_payment', ndim=2, err_to_str=True, doc='what is paid at once.')
@xw.arg('period', ndim=2, err_to_str=True, doc='weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.')
@xw.arg('interest_from', ndim=2, err_to_str=True, doc='the number of the first payment that bears interest; left out, 1.')
def TC_PAY_COUNT(amount, payment, apr=None, down_payment=None, period=None, interest_from=None):
    """Return how many payments of a size pay a plan off, the last and smaller one included."""
    return asked('TC_PAY_COUNT', amount, payment, apr, down_payment, period, interest_from)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='the price of the treatment, before the down payment.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate of the plan, such as 8.24%; left out, no interest.')
@xw.arg('payments', ndim=2, err_to_str=True, doc='how many payments follow the down payment.')
@xw.arg('down_payment', ndim=2, err_to_str=True, doc='what is paid at once.')
@xw.arg('agreed', ndim=2, err_to_str=True, doc='the day of the agreement; with first_due, the APR counts the days of an odd first period.')
@xw.arg('first_due', ndim=2, err_to_str=True, doc='when the first payment is due.')
@xw.arg('period', ndim=2, err_to_str=True, doc='weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.')
@xw.arg('interest_from', ndim=2, err_to_str=True, doc='the number of the first payment that bears interest; left out, 1.')
@xw.arg('set_up_fee', ndim=2, err_to_str=True, doc='a fee for the plan itself, paid in its payments; it is a finance charge.')
@xw.arg('payment', ndim=2, err_to_str=True, doc='the size of a payment, where you choose it; left out, the level payment.')
@xw.arg('late_fee', ndim=2, err_to_str=True, doc='what a late payment is charged.')
@xw.arg('office', ndim=2, err_to_str=True, doc="the practice's name, as the creditor.")
def TC_PAY_DISCLOSURE(amount, apr=None, payments=None, down_payment=None, agreed=None, first_due=None, period=None, interest_from=None, set_up_fee=None, payment=None, late_fee=None, office=None):
    """Return the figures that Regulation Z wants shown before an in-house plan is signed, in its words and order."""
    return asked('TC_PAY_DISCLOSURE', amount, apr, payments, down_payment, agreed, first_due, period, interest_from, set_up_fee, payment, late_fee, office)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='what is to be paid in all.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate, such as 8.24%; left out, no interest.')
@xw.arg('down_payments', ndim=2, err_to_str=True, doc='a range of down payments; left out, 0 to half of the amount in tenths.')
@xw.arg('terms', ndim=2, err_to_str=True, doc='a range of numbers of payments; left out, 6, 12, 18 and 24.')
@xw.arg('affordable', ndim=2, err_to_str=True, doc='what the patient can pay each time, for the other way round.')
@xw.arg('period', ndim=2, err_to_str=True, doc='weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.')
@xw.arg('interest_from', ndim=2, err_to_str=True, doc='the number of the first payment that bears interest; left out, 1.')
@xw.arg('show', ndim=2, err_to_str=True, doc='payment (as left out), total (with the down payment) or interest.')
def TC_PAY_OPTIONS(amount, apr=None, down_payments=None, terms=None, affordable=None, period=None, interest_from=None, show=None):
    """Return the payment for each down payment and number of payments; or the ways to pay what is affordable."""
    return asked('TC_PAY_OPTIONS', amount, apr, down_payments, terms, affordable, period, interest_from, show)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='what is to be paid in all, before the down payment.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate, such as 8.24%; left out, no interest.')
@xw.arg('payments', ndim=2, err_to_str=True, doc='how many payments follow the down payment.')
@xw.arg('payment', ndim=2, err_to_str=True, doc='the size of a payment, where you choose it; left out, the level payment.')
@xw.arg('down_payment', ndim=2, err_to_str=True, doc='what is paid at once.')
@xw.arg('first_due', ndim=2, err_to_str=True, doc='when the first payment after the down payment is due; left out, no dates are shown.')
@xw.arg('period', ndim=2, err_to_str=True, doc='weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.')
@xw.arg('interest_from', ndim=2, err_to_str=True, doc='the number of the first payment that bears interest; left out, 1.')
@xw.arg('kind', ndim=2, err_to_str=True, doc='level (as left out), interest only, or fixed principal (payment is then the principal of each).')
@xw.arg('rounding', ndim=2, err_to_str=True, doc='up (as left out), nearest or none, for the cent of the level payment.')
@xw.arg('starts', ndim=2, err_to_str=True, doc='when interest starts to run; left out, one period before the first payment.')
@xw.arg('day_count', ndim=2, err_to_str=True, doc='period (as left out: all periods alike), actual/365, actual/360, 30/360 or unit period/360.')
@xw.arg('balloon', ndim=2, err_to_str=True, doc='what the last payment pays on top of the level payment.')
@xw.arg('skip_months', ndim=2, err_to_str=True, doc='months without a payment, such as 6, 7, 8; interest runs on.')
@xw.arg('changes', ndim=2, err_to_str=True, doc='a table No., Payment, Extra: payments that differ (0 is a missed one) and what is paid on top.')
def TC_PAY_SCHEDULE(amount, apr=None, payments=None, payment=None, down_payment=None, first_due=None, period=None, interest_from=None, kind=None, rounding=None, starts=None, day_count=None, balloon=None, skip_months=None, changes=None):
    """Return the payment schedule of a plan or loan: each payment with its interest, principal and balance."""
    return asked('TC_PAY_SCHEDULE', amount, apr, payments, payment, down_payment, first_due, period, interest_from, kind, rounding, starts, day_count, balloon, skip_months, changes)


@xw.func
@xw.arg('amount', ndim=2, err_to_str=True, doc='what is financed.')
@xw.arg('months', ndim=2, err_to_str=True, doc='the promotional period.')
@xw.arg('apr', ndim=2, err_to_str=True, doc='the yearly rate from the day of purchase if it is not paid in full in time.')
@xw.arg('payment', ndim=2, err_to_str=True, doc='what the patient means to pay a month; left out, what avoids interest, or the floor.')
@xw.arg('floor', ndim=2, err_to_str=True, doc="the lender's least payment.")
@xw.arg('merchant_fee', ndim=2, err_to_str=True, doc="the lender's share of the charge, such as 9.9%, borne by the practice.")
def TC_PROMO_COST(amount, months, apr, payment=None, floor=None, merchant_fee=None):
    """Return what a deferred-interest offer costs: the payment that avoids interest, and what is owed if it is missed."""
    return asked('TC_PROMO_COST', amount, months, apr, payment, floor, merchant_fee)


@xw.func
@xw.arg('log', ndim=2, err_to_str=True, doc='the acceptance log: Presented, Decision; Case, Chart, Decided, Value presented, Value accepted, ...')
@xw.arg('measure', ndim=2, err_to_str=True, doc='patient, plan (as left out), line or value.')
@xw.arg('stage', ndim=2, err_to_str=True, doc='accepted (as left out), scheduled or completed.')
@xw.arg('within', ndim=2, err_to_str=True, doc='days from presentation to decision, such as 30, or "same day"; left out, 0 or "ever": at any time.')
@xw.arg('first_day', ndim=2, err_to_str=True, doc='presented from this day on; left out, from the first.')
@xw.arg('last_day', ndim=2, err_to_str=True, doc='presented up to this day; left out, to the last.')
@xw.arg('coordinator', ndim=2, err_to_str=True, doc='whose cases; left out, all.')
@xw.arg('follow_up_list', ndim=2, err_to_str=True, doc='Case, Status, ...: what was scheduled or completed, where the log does not say; or left out.')
def TC_ACCEPTANCE_RATE(log, measure=None, stage=None, within=None, first_day=None, last_day=None, coordinator=None, follow_up_list=None):
    """Return the acceptance rate of what was presented; blank where nothing was."""
    return asked('TC_ACCEPTANCE_RATE', log, measure, stage, within, first_day, last_day, coordinator, follow_up_list)


@xw.func
@xw.arg('log', ndim=2, err_to_str=True, doc='the acceptance log: Presented, Decision; Case, Chart, Decided, Value presented, Value accepted, ...')
@xw.arg('group', ndim=2, err_to_str=True, doc='coordinator, provider, category, source, paid by, plan size or month; left out, all together.')
@xw.arg('stage', ndim=2, err_to_str=True, doc='accepted (as left out), scheduled or completed, for the rates.')
@xw.arg('within', ndim=2, err_to_str=True, doc='days from presentation to decision, such as 30, or "same day"; left out, 0 or "ever": at any time.')
@xw.arg('first_day', ndim=2, err_to_str=True, doc='presented from this day on; left out, from the first.')
@xw.arg('last_day', ndim=2, err_to_str=True, doc='presented up to this day; left out, to the last.')
@xw.arg('change', ndim=2, err_to_str=True, doc='a day on which something changed: before and after it, instead of groups.')
@xw.arg('follow_up_list', ndim=2, err_to_str=True, doc='Case, Status, ...: what was scheduled or completed, where the log does not say; or left out.')
@xw.arg('referred', ndim=2, err_to_str=True, doc='Chart, Direction, Referrer, ...: the source of a case, where the log does not say; or left out.')
def TC_ACCEPTANCE_SUMMARY(log, group=None, stage=None, within=None, first_day=None, last_day=None, change=None, follow_up_list=None, referred=None):
    """Return acceptance by group: presented, accepted, scheduled, completed, and the rates by patient, plan and value."""
    return asked('TC_ACCEPTANCE_SUMMARY', log, group, stage, within, first_day, last_day, change, follow_up_list, referred)


@xw.func
@xw.arg('log', ndim=2, err_to_str=True, doc='the acceptance log: Presented, Decision, Decided, Value accepted or Collected, Coordinator, Corrects, ...')
@xw.arg('tiers', ndim=2, err_to_str=True, doc='From (the base above which it holds) and Rate, such as 2%.')
@xw.arg('first_day', ndim=2, err_to_str=True, doc='decided from this day on.')
@xw.arg('last_day', ndim=2, err_to_str=True, doc='decided up to this day.')
@xw.arg('base', ndim=2, err_to_str=True, doc='accepted (as left out) or collected.')
def TC_COMMISSION(log, tiers, first_day, last_day, base=None):
    """Return the commission of each coordinator over a period, tier by tier, every line with its cases."""
    return asked('TC_COMMISSION', log, tiers, first_day, last_day, base)


@xw.func
@xw.arg('given_on', ndim=2, err_to_str=True, doc='the day it was given.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day on which it is looked at.')
@xw.arg('valid_until', ndim=2, err_to_str=True, doc='its last day; left out, it does not expire.')
@xw.arg('fees_dated', ndim=2, err_to_str=True, doc='the day from which the fees held that it was made with; left out, the day it was given.')
@xw.arg('fees_changed', ndim=2, err_to_str=True, doc="the day from which today's fees hold; left out, not known.")
@xw.arg('benefits_verified', ndim=2, err_to_str=True, doc='the day the benefits were verified; left out, never.')
@xw.arg('insurance', ndim=2, err_to_str=True, doc='what insurance was expected to pay; left out or 0, its benefits do not matter.')
@xw.arg('new_benefit_year', ndim=2, err_to_str=True, doc='the first day of the benefit year that follows; left out, not known.')
@xw.arg('benefit_days', ndim=2, err_to_str=True, doc='for how many days benefits count as verified; left out, 30.')
@xw.arg('price_given', ndim=2, err_to_str=True, doc='the fees less discounts as given; left out, not compared.')
@xw.arg('price_today', ndim=2, err_to_str=True, doc="the same services at today's fees; left out, not compared.")
def TC_ESTIMATE_STATUS(given_on, as_of, valid_until=None, fees_dated=None, fees_changed=None, benefits_verified=None, insurance=None, new_benefit_year=None, benefit_days=None, price_given=None, price_today=None):
    """Return whether an estimate given to a patient still holds; if not, everything that speaks against it."""
    return asked('TC_ESTIMATE_STATUS', given_on, as_of, valid_until, fees_dated, fees_changed, benefits_verified, insurance, new_benefit_year, benefit_days, price_given, price_today)


@xw.func
@xw.arg('code', ndim=2, err_to_str=True, doc='the service, such as D2740.')
@xw.arg('glossary', ndim=2, err_to_str=True, doc="Code; What it is, Why it matters, If we wait, How long it takes, each in the practice's own words.")
@xw.arg('part', ndim=2, err_to_str=True, doc='what, why, wait or time, or name for what it is called; left out, all four.')
@xw.arg('language', ndim=2, err_to_str=True, doc='of the columns, such as Spanish for "What it is (Spanish)"; left out, or untranslated, English.')
def TC_EXPLAIN(code, glossary, part=None, language=None):
    """Return a service in plain words, from the practice's glossary."""
    return asked('TC_EXPLAIN', code, glossary, part, language)


@xw.func
@xw.arg('follow_up_list', ndim=2, err_to_str=True, doc='Presented; Case, Chart, Plan value, Status, Concern, Last contact, Contacts, Chance, ...')
@xw.arg('now', ndim=2, err_to_str=True, doc='the day, with or without the time.')
@xw.arg('hours', ndim=2, err_to_str=True, doc='hours until the first call; left out, 48.')
@xw.arg('ladder', ndim=2, err_to_str=True, doc='days after each contact, such as 7 and 30; left out, these.')
@xw.arg('holidays', ndim=2, err_to_str=True, doc='a range of dates on which the practice is closed.')
@xw.arg('office_hours', ndim=2, err_to_str=True, doc='a table with its header row: Day, Opens, Closes; a day that is not in it is closed.')
@xw.arg('closed_days', ndim=2, err_to_str=True, doc='the closed days of the week where no table is given; left out, Sat, Sun.')
@xw.arg('scripts', ndim=2, err_to_str=True, doc='what to say to each concern: Concern, Say; left out, our own words.')
@xw.arg('coordinator', ndim=2, err_to_str=True, doc="whose calls; left out, everybody's.")
def TC_FOLLOW_UPS(follow_up_list, now, hours=None, ladder=None, holidays=None, office_hours=None, closed_days=None, scripts=None, coordinator=None):
    """Return the queue of calls: overdue first, then due today, then next; within each the most value x chance."""
    return asked('TC_FOLLOW_UPS', follow_up_list, now, hours, ladder, holidays, office_hours, closed_days, scripts, coordinator)


@xw.func
@xw.arg('presented', ndim=2, err_to_str=True, doc='when the plan was presented, date and time.')
@xw.arg('hours', ndim=2, err_to_str=True, doc='how many hours later the call is due; left out, 48.')
@xw.arg('holidays', ndim=2, err_to_str=True, doc='a range of dates on which the practice is closed.')
@xw.arg('office_hours', ndim=2, err_to_str=True, doc='a table with its header row: Day, Opens, Closes; a day that is not in it is closed.')
@xw.arg('closed_days', ndim=2, err_to_str=True, doc='the closed days of the week where no table is given, such as "Fri, Sat, Sun"; left out, Sat, Sun.')
@xw.arg('count', ndim=2, err_to_str=True, doc='clock (as left out) or business days.')
def TC_FOLLOW_UP_DUE(presented, hours=None, holidays=None, office_hours=None, closed_days=None, count=None):
    """Return when to call a patient back: 48 hours after the presentation, or when the practice next opens."""
    return asked('TC_FOLLOW_UP_DUE', presented, hours, holidays, office_hours, closed_days, count)


@xw.func
@xw.arg('presented', ndim=2, err_to_str=True, doc='when the plan was presented, date and time.')
@xw.arg('now', ndim=2, err_to_str=True, doc='the day, with or without the time.')
@xw.arg('status', ndim=2, err_to_str=True, doc='of the case; all but blank, presented and thinking close it.')
@xw.arg('last_contact', ndim=2, err_to_str=True, doc='when the patient was last called; left out, not yet.')
@xw.arg('contacts', ndim=2, err_to_str=True, doc='how many calls there were; left out, one where there is a last contact.')
@xw.arg('no_calls', ndim=2, err_to_str=True, doc='whether the patient asked not to be called.')
@xw.arg('hours', ndim=2, err_to_str=True, doc='hours until the first call; left out, 48.')
@xw.arg('ladder', ndim=2, err_to_str=True, doc='days after each contact, such as 7 and 30; left out, these.')
@xw.arg('holidays', ndim=2, err_to_str=True, doc='a range of dates on which the practice is closed.')
@xw.arg('office_hours', ndim=2, err_to_str=True, doc='a table with its header row: Day, Opens, Closes; a day that is not in it is closed.')
@xw.arg('closed_days', ndim=2, err_to_str=True, doc='the closed days of the week where no table is given; left out, Sat, Sun.')
def TC_FOLLOW_UP_STATUS(presented, now, status=None, last_contact=None, contacts=None, no_calls=None, hours=None, ladder=None, holidays=None, office_hours=None, closed_days=None):
    """Return how a case stands: overdue by so many days, due today, due on a day, or why nobody calls any more."""
    return asked('TC_FOLLOW_UP_STATUS', presented, now, status, last_contact, contacts, no_calls, hours, ladder, holidays, office_hours, closed_days)


@xw.func
@xw.arg('lines', ndim=2, err_to_str=True, doc='the plan with its header row: Code; Treatment, Phase, Tooth, Option if you have them.')
@xw.arg('glossary', ndim=2, err_to_str=True, doc='Code, Treatment, Why it matters, ...; a service that is not in it is named only.')
@xw.arg('fees', ndim=2, err_to_str=True, doc='a fee schedule with its header row, for the names of services.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day the fee schedule must hold; left out, the latest.')
@xw.arg('option', ndim=2, err_to_str=True, doc='the option to tell of, where the lines have several.')
@xw.arg('language', ndim=2, err_to_str=True, doc='English (as left out) or Spanish; what the glossary has no translation for is English.')
def TC_PLAN_SUMMARY(lines, glossary, fees=None, as_of=None, option=None, language=None):
    """Return a treatment plan as a short paragraph for the patient: what is done, step by step, and why."""
    return asked('TC_PLAN_SUMMARY', lines, glossary, fees, as_of, option, language)


@xw.func
@xw.arg('referred', ndim=2, err_to_str=True, doc='the referral list: Direction, Referrer, Referred on; Chart, Referrer told.')
@xw.arg('as_of', ndim=2, err_to_str=True, doc='the day.')
@xw.arg('log', ndim=2, err_to_str=True, doc='the acceptance log, joined by Chart; left out, no values.')
@xw.arg('days', ndim=2, err_to_str=True, doc='how many days after a referral the referrer should be told; left out, 7.')
def TC_REFERRAL_SUMMARY(referred, as_of, log=None, days=None):
    """Return what came of each office's referrals: how many, letters due, plans presented and accepted, their value."""
    return asked('TC_REFERRAL_SUMMARY', referred, as_of, log, days)


@xw.func
@xw.arg('visits_planned', ndim=2, err_to_str=True, doc='a row a visit: What; Visit, Phase, Minutes, Provider, Gap (10 days, 2 weeks, 3 months), After.')
@xw.arg('start', ndim=2, err_to_str=True, doc='the day of the first visit, or the next on which the practice is open.')
@xw.arg('holidays', ndim=2, err_to_str=True, doc='a range of dates on which the practice is closed.')
@xw.arg('office_hours', ndim=2, err_to_str=True, doc='a table with its header row: Day, Opens, Closes; a day that is not in it is closed.')
@xw.arg('closed_days', ndim=2, err_to_str=True, doc='the closed days of the week where no table is given; left out, Sat, Sun.')
def TC_VISIT_DATES(visits_planned, start, holidays=None, office_hours=None, closed_days=None):
    """Return the visits of a treatment with their dates: never on a closed day, never sooner than healing allows."""
    return asked('TC_VISIT_DATES', visits_planned, start, holidays, office_hours, closed_days)
