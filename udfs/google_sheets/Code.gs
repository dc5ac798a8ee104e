// Made by `tcsheets udfs build google-sheets` from the register of functions; do not change it here.

/**
 * Return the fee of a code in a fee schedule, as of a date.
 *
 * @param {string} code the procedure code, such as D2740; a range of codes gives a range of fees.
 * @param {Array<Array<any>>} fees the fee schedule with its header row: Code, Office fee; Member fee, Network fee, Effective if there.
 * @param {Date} [as_of] the day the fee must hold; left out, the latest entry.
 * @param {string} [which] which fee: office (as left out), member or network.
 * @return {number} Return the fee of a code in a fee schedule, as of a date.
 * @customfunction
 */
function TC_FEE(code, fees, as_of, which) {
  return asked_("TC_FEE", arguments);
}

/**
 * Return what one line costs: fee x units, less its discounts, plus sales tax.
 *
 * @param {number} fee the fee for one unit.
 * @param {number} [units] how many; left out, 1.
 * @param {number} [discount_percent] a discount such as 10%.
 * @param {number} [discount_amount] a further discount in dollars, for the whole line.
 * @param {number} [tax_rate] the sales tax, such as 7%.
 * @return {number} Return what one line costs: fee x units, less its discounts, plus sales tax.
 * @customfunction
 */
function TC_LINE_TOTAL(fee, units, discount_percent, discount_amount, tax_rate) {
  return asked_("TC_LINE_TOTAL", arguments);
}

/**
 * Return what membership saves on a treatment plan, its own fee taken off; below 0 where it costs more.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code, and Fee, Qty, Option where you have them.
 * @param {Array<Array<any>>} fees the fee schedule with its header row: Code, Office fee, Member fee.
 * @param {number} [membership_fee] what membership costs for the year.
 * @param {number} [discount_maximum] the most the plan takes off in a year; left out or 0, no maximum.
 * @param {number} [discount_used] how much of the maximum is used up already.
 * @param {Array<Array<any>>} [included] a table Code, Times: services free so many times; what they save counts toward the maximum.
 * @param {string} [option] the option to price, where the lines have several.
 * @param {Date} [as_of] the day the fees must hold; left out, the latest.
 * @return {number} Return what membership saves on a treatment plan, its own fee taken off; below 0 where it costs more.
 * @customfunction
 */
function TC_MEMBERSHIP_SAVINGS(lines, fees, membership_fee, discount_maximum, discount_used, included, option, as_of) {
  return asked_("TC_MEMBERSHIP_SAVINGS", arguments);
}

/**
 * Return what each phase of a treatment plan costs, as a table in the order of the phases.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code, Phase; Fee, Qty, Option, Discount %, Discount if you have them.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee is blank.
 * @param {Date} [as_of] the day the fees must hold; left out, the latest.
 * @param {string} [which] which fee of the schedule: office (as left out), member or network.
 * @param {string} [option] the option to price, where the lines have several; lines without one belong to all.
 * @param {number} [plan_discount] a percent off the whole plan.
 * @param {number} [plan_discount_amount] dollars off the whole plan, shared out over its lines.
 * @param {Array<Array<any>>} [category_discounts] a table Category, Discount %; then each line needs a category, its own or the schedule's.
 * @param {number} [cash_courtesy] a percent for paying in cash.
 * @param {number} [senior_courtesy] a percent for seniors, after the cash courtesy.
 * @param {number} [tax_rate] the sales tax on what is left, such as 7%.
 * @return {Array<Array<any>>} Return what each phase of a treatment plan costs, as a table in the order of the phases.
 * @customfunction
 */
function TC_PHASE_TOTALS(lines, fees, as_of, which, option, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate) {
  return asked_("TC_PHASE_TOTALS", arguments);
}

/**
 * Return the options of a treatment plan side by side: what each costs, and how much more than the cheapest.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code, Option; Fee, Qty, Discount %, Discount if you have them.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee is blank.
 * @param {Date} [as_of] the day the fees must hold; left out, the latest.
 * @param {string} [which] which fee of the schedule: office (as left out), member or network.
 * @param {number} [plan_discount] a percent off the whole plan.
 * @param {number} [plan_discount_amount] dollars off the whole plan, shared out over its lines.
 * @param {Array<Array<any>>} [category_discounts] a table Category, Discount %; then each line needs a category, its own or the schedule's.
 * @param {number} [cash_courtesy] a percent for paying in cash.
 * @param {number} [senior_courtesy] a percent for seniors, after the cash courtesy.
 * @param {number} [tax_rate] the sales tax on what is left, such as 7%.
 * @return {Array<Array<any>>} Return the options of a treatment plan side by side: what each costs, and how much more than the cheapest.
 * @customfunction
 */
function TC_PLAN_COMPARE(lines, fees, as_of, which, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate) {
  return asked_("TC_PLAN_COMPARE", arguments);
}

/**
 * Return the lines of a treatment plan with their prices, as a table.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code; Fee, Qty, Phase, Option, Discount %, Discount if you have them.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee is blank.
 * @param {Date} [as_of] the day the fees must hold; left out, the latest.
 * @param {string} [which] which fee of the schedule: office (as left out), member or network.
 * @param {string} [option] the option to price, where the lines have several; lines without one belong to all.
 * @param {number} [plan_discount] a percent off the whole plan.
 * @param {number} [plan_discount_amount] dollars off the whole plan, shared out over its lines.
 * @param {Array<Array<any>>} [category_discounts] a table Category, Discount %; then each line needs a category, its own or the schedule's.
 * @param {number} [cash_courtesy] a percent for paying in cash.
 * @param {number} [senior_courtesy] a percent for seniors, after the cash courtesy.
 * @param {number} [tax_rate] the sales tax on what is left, such as 7%.
 * @return {Array<Array<any>>} Return the lines of a treatment plan with their prices, as a table.
 * @customfunction
 */
function TC_PLAN_PRICE(lines, fees, as_of, which, option, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate) {
  return asked_("TC_PLAN_PRICE", arguments);
}

/**
 * Return what a treatment plan costs before insurance: all its lines, discounts taken off, tax added.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code; Fee, Qty, Phase, Option, Discount %, Discount if you have them.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee is blank.
 * @param {Date} [as_of] the day the fees must hold; left out, the latest.
 * @param {string} [which] which fee of the schedule: office (as left out), member or network.
 * @param {string} [option] the option to price, where the lines have several; lines without one belong to all.
 * @param {number} [plan_discount] a percent off the whole plan.
 * @param {number} [plan_discount_amount] dollars off the whole plan, shared out over its lines.
 * @param {Array<Array<any>>} [category_discounts] a table Category, Discount %; then each line needs a category, its own or the schedule's.
 * @param {number} [cash_courtesy] a percent for paying in cash.
 * @param {number} [senior_courtesy] a percent for seniors, after the cash courtesy.
 * @param {number} [tax_rate] the sales tax on what is left, such as 7%.
 * @return {number} Return what a treatment plan costs before insurance: all its lines, discounts taken off, tax added.
 * @customfunction
 */
function TC_PLAN_TOTAL(lines, fees, as_of, which, option, plan_discount, plan_discount_amount, category_discounts, cash_courtesy, senior_courtesy, tax_rate) {
  return asked_("TC_PLAN_TOTAL", arguments);
}

/**
 * Return what each procedure earns under each fee schedule, per procedure and per chair hour.
 *
 * @param {Array<Array<any>>} fees the fee schedule with its header row: Code, Minutes, fees (Office, Member, Network), and Lab, Supplies.
 * @param {number} hourly_cost what an hour of the chair costs the practice.
 * @param {number} [collected_share] the part of a fee that is in the end collected, such as 97%; left out, all.
 * @param {Date} [as_of] the day the fees must hold; left out, the latest.
 * @return {Array<Array<any>>} Return what each procedure earns under each fee schedule, per procedure and per chair hour.
 * @customfunction
 */
function TC_PROCEDURE_MARGIN(fees, hourly_cost, collected_share, as_of) {
  return asked_("TC_PROCEDURE_MARGIN", arguments);
}

/**
 * Return whether a bill may be disputed against its good-faith estimate, and until when (45 CFR 149.620).
 *
 * @param {number} estimate the good-faith estimate of one provider.
 * @param {number} billed what that provider billed.
 * @param {Date} billed_on the date of the bill.
 * @param {Date} as_of the day on which you ask.
 * @return {string} Return whether a bill may be disputed against its good-faith estimate, and until when (45 CFR 149.620).
 * @customfunction
 */
function TC_GFE_DISPUTE(estimate, billed, billed_on, as_of) {
  return asked_("TC_GFE_DISPUTE", arguments);
}

/**
 * Return the day by which a good-faith estimate is due to who is uninsured or pays himself (45 CFR 149.610).
 *
 * @param {string} trigger appointment, request or scope change.
 * @param {Date} on the day it was booked, asked for or changed.
 * @param {Date} [service] the day of the service; needed for appointment and scope change.
 * @param {Array<Array<any>>} [closed_days] holidays, which are no business days; Saturdays and Sundays never are.
 * @return {Date} Return the day by which a good-faith estimate is due to who is uninsured or pays himself (45 CFR 149.610).
 * @customfunction
 */
function TC_GFE_DUE(trigger, on, service, closed_days) {
  return asked_("TC_GFE_DUE", arguments);
}

/**
 * Return whether a plan pays for a service on a day; if not, why, and the day from which it will.
 *
 * @param {string} code the service, such as D1110.
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit, For, Value, Plan.
 * @param {Date} as_of the day of the service.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
 * @param {string} [tooth] the tooth, quadrant (UR, UL, LL, LR) or arch (upper, lower), where a rule counts by it.
 * @param {number} [plan] which of the plans, 1 to 3; left out, the first.
 * @return {string} Return whether a plan pays for a service on a day; if not, why, and the day from which it will.
 * @customfunction
 */
function TC_INS_ELIGIBLE(code, benefits, as_of, history, tooth, plan) {
  return asked_("TC_INS_ELIGIBLE", arguments);
}

/**
 * Return the insurance estimate of a treatment plan through up to three plans, line by line, each with its reason.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code, and Fee, Allowed, Qty, Tooth, Date, Option, Predetermined if any.
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
 * @param {Date} [as_of] the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
 * @param {string} [option] the option to estimate, where the lines have several; lines without one belong to all.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
 * @return {Array<Array<any>>} Return the insurance estimate of a treatment plan through up to three plans, line by line, each with its reason.
 * @customfunction
 */
function TC_INS_ESTIMATE(lines, benefits, fees, as_of, option, history) {
  return asked_("TC_INS_ESTIMATE", arguments);
}

/**
 * Return in which order a patient's plans pay, and why: own plan, birthday rule, active, longer.
 *
 * @param {Array<Array<any>>} plans Plan, Patient is (self, spouse, child), Holder's birthday, Holder is (active, retired), Since.
 * @return {Array<Array<any>>} Return in which order a patient's plans pay, and why: own plan, birthday rule, active, longer.
 * @customfunction
 */
function TC_INS_ORDER(plans) {
  return asked_("TC_INS_ORDER", arguments);
}

/**
 * Return the orthodontic benefit over the case: each part's fee, what the plan pays of it, what is left.
 *
 * @param {number} fee the fee of the whole case.
 * @param {number} plan_share the part the plan pays, such as 50%.
 * @param {number} visits how many monthly visits there are between banding and debond.
 * @param {number} [lifetime_maximum] the plan's orthodontic maximum; left out or 0, none.
 * @param {number} [lifetime_used] how much of it is used up already.
 * @param {number} [deductible_left] the deductible still owed; left out, none.
 * @param {number} [banding] what of the fee is due when the appliance is placed; left out, nothing apart.
 * @param {number} [debond] what of the fee is due when it is taken off; left out, nothing apart.
 * @param {Date} [starts] the day it is placed, for the dates.
 * @return {Array<Array<any>>} Return the orthodontic benefit over the case: each part's fee, what the plan pays of it, what is left.
 * @customfunction
 */
function TC_INS_ORTHO(fee, plan_share, visits, lifetime_maximum, lifetime_used, deductible_left, banding, debond, starts) {
  return asked_("TC_INS_ORTHO", arguments);
}

/**
 * Return what the plan pays for one service: its share after the deductible, up to what is left of the maximum.
 *
 * @param {number} allowed what the plan recognises for the service; the fee, where the plan has no fee of its own.
 * @param {number} plan_share the part the plan pays, such as 80%.
 * @param {number} [deductible_left] the deductible still owed; left out, none.
 * @param {number} [maximum] the plan's yearly maximum; left out or 0, none.
 * @param {number} [maximum_used] how much of the maximum is used up already.
 * @return {number} Return what the plan pays for one service: its share after the deductible, up to what is left of the maximum.
 * @customfunction
 */
function TC_INS_PAYS(allowed, plan_share, deductible_left, maximum, maximum_used) {
  return asked_("TC_INS_PAYS", arguments);
}

/**
 * Return both ends of what the plans pay and what is left to pay, over the orders of lines and what is unknown.
 *
 * @param {Array<Array<any>>} lines the plan with its header row, as for TC_INS_ESTIMATE.
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit, For, Value, Plan; Value of an amount used may be unknown.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
 * @param {Date} [as_of] the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
 * @param {string} [option] the option to estimate, where the lines have several; lines without one belong to all.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
 * @return {Array<Array<any>>} Return both ends of what the plans pay and what is left to pay, over the orders of lines and what is unknown.
 * @customfunction
 */
function TC_INS_RANGE(lines, benefits, fees, as_of, option, history) {
  return asked_("TC_INS_RANGE", arguments);
}

/**
 * Return what is left of each maximum and deductible on a day, and when it starts anew.
 *
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit, For, Value, Plan.
 * @param {Date} as_of the day; the benefit year it lies in counts.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible.
 * @return {Array<Array<any>>} Return what is left of each maximum and deductible on a day, and when it starts anew.
 * @customfunction
 */
function TC_INS_REMAINING(benefits, as_of, history) {
  return asked_("TC_INS_REMAINING", arguments);
}

/**
 * Return what a second plan pays for one service, from what the first has paid.
 *
 * @param {number} fee the office's fee.
 * @param {number} allowed what the second plan recognises.
 * @param {number} plan_share the part the second plan pays, such as 80%.
 * @param {number} paid what the first plan pays.
 * @param {number} [written_off] what is written off for the first plan.
 * @param {string} [rule] basic (as left out), standard, carve-out or Medicaid.
 * @param {number} [deductible_left] the second plan's deductible still owed; left out, none.
 * @param {number} [maximum] the second plan's yearly maximum; left out or 0, none.
 * @param {number} [maximum_used] how much of that maximum is used up already.
 * @return {number} Return what a second plan pays for one service, from what the first has paid.
 * @customfunction
 */
function TC_INS_SECONDARY(fee, allowed, plan_share, paid, written_off, rule, deductible_left, maximum, maximum_used) {
  return asked_("TC_INS_SECONDARY", arguments);
}

/**
 * Return the insurance estimate of a treatment plan in one row: fee, plan pays, write-off, patient pays.
 *
 * @param {Array<Array<any>>} lines the plan with its header row, as for TC_INS_ESTIMATE.
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
 * @param {Date} [as_of] the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
 * @param {string} [option] the option to estimate, where the lines have several; lines without one belong to all.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
 * @return {Array<Array<any>>} Return the insurance estimate of a treatment plan in one row: fee, plan pays, write-off, patient pays.
 * @customfunction
 */
function TC_INS_TOTALS(lines, benefits, fees, as_of, option, history) {
  return asked_("TC_INS_TOTALS", arguments);
}

/**
 * Return the treatment done now, next benefit year, or split best between its phases, and what each way pays.
 *
 * @param {Array<Array<any>>} lines the plan with its header row, as for TC_INS_ESTIMATE; Phase keeps together what is done together.
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit (with Benefit year, its first month), For, Value, Plan.
 * @param {Date} as_of the day of what is done now; the rest is done on the first day of the next benefit year.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
 * @param {string} [option] the option to estimate, where the lines have several; lines without one belong to all.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
 * @return {Array<Array<any>>} Return the treatment done now, next benefit year, or split best between its phases, and what each way pays.
 * @customfunction
 */
function TC_INS_TWO_YEARS(lines, benefits, as_of, fees, option, history) {
  return asked_("TC_INS_TWO_YEARS", arguments);
}

/**
 * Return the estimate of a medical plan, service by service: copay, deductible, coinsurance, limit, and why.
 *
 * @param {Array<Array<any>>} lines the services: Allowed; Code, Service, Fee, Network (in, out) if you have them.
 * @param {Array<Array<any>>} benefits a row a fact: Benefit (Deductible, Deductible used, Coinsurance, Copay, ...), For, Value, Network.
 * @return {Array<Array<any>>} Return the estimate of a medical plan, service by service: copay, deductible, coinsurance, limit, and why.
 * @customfunction
 */
function TC_MED_ESTIMATE(lines, benefits) {
  return asked_("TC_MED_ESTIMATE", arguments);
}

/**
 * Return what is left for the patient of a treatment plan: fees less what the plans pay and the write-off.
 *
 * @param {Array<Array<any>>} lines the plan with its header row, as for TC_INS_ESTIMATE.
 * @param {Array<Array<any>>} benefits the insurance plans, a row a fact: Benefit (Plan type, Share, Deductible, ...), For, Value, Plan.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for lines whose Fee or Allowed is blank (Network fee).
 * @param {Date} [as_of] the day of the estimate: of the fees, and of lines without a date; left out, the latest fees.
 * @param {string} [option] the option to estimate, where the lines have several; lines without one belong to all.
 * @param {Array<Array<any>>} [history] earlier services and claims: Code, Date, Status (paid, open, elsewhere, used), Paid, Deductible, Tooth.
 * @return {number} Return what is left for the patient of a treatment plan: fees less what the plans pay and the write-off.
 * @customfunction
 */
function TC_PATIENT_PORTION(lines, benefits, fees, as_of, option, history) {
  return asked_("TC_PATIENT_PORTION", arguments);
}

/**
 * Return the annual percentage rate by the actuarial method of Regulation Z (12 CFR 1026, Appendix J).
 *
 * @param {number} amount_financed what is advanced, before any finance charge.
 * @param {number} [payments] how many level payments there are.
 * @param {number} [payment] the size of a level payment.
 * @param {string} [period] weekly, every two weeks, twice a month, monthly, quarterly, ... up to yearly; left out, see above.
 * @param {Date} [advanced] the day the amount is advanced.
 * @param {Date} [first_due] when the first level payment is due.
 * @param {Array<Array<any>>} [schedule] payments that are not level: Due, Payment; what TC_PAY_SCHEDULE gives will do.
 * @param {Array<Array<any>>} [advances] Date, Amount of each advance, where there are several; amount_financed is then left out.
 * @return {number} Return the annual percentage rate by the actuarial method of Regulation Z (12 CFR 1026, Appendix J).
 * @customfunction
 */
function TC_APR(amount_financed, payments, payment, period, advanced, first_due, schedule, advances) {
  return asked_("TC_APR", arguments);
}

/**
 * Return the level payment of a payment plan, rounded up to the cent; the last may be a little smaller.
 *
 * @param {number} amount what is to be paid in all, before the down payment.
 * @param {number} [apr] the yearly rate, such as 8.24%; left out, no interest.
 * @param {number} [payments] how many payments follow the down payment.
 * @param {number} [down_payment] what is paid at once.
 * @param {string} [period] weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
 * @param {number} [interest_from] the number of the first payment that bears interest; left out, 1.
 * @param {string} [rounding] up (as left out) or nearest, for the cent of the payment.
 * @param {Date} [first_due] when the first payment is due; needed where interest is counted by the day.
 * @param {Date} [starts] when interest starts to run; left out, one period before the first payment.
 * @param {string} [day_count] period (as left out: all periods alike), actual/365, actual/360, 30/360 or unit period/360.
 * @param {number} [balloon] what the last payment pays on top of the level payment.
 * @return {number} Return the level payment of a payment plan, rounded up to the cent; the last may be a little smaller.
 * @customfunction
 */
function TC_PAYMENT(amount, apr, payments, down_payment, period, interest_from, rounding, first_due, starts, day_count, balloon) {
  return asked_("TC_PAYMENT", arguments);
}

/**
 * Return how an in-house plan stands on a day: paid, due, overdue, next due, what pays it off, a new payment.
 *
 * @param {Array<Array<any>>} schedule the agreed payments with their header row and due dates, as TC_PAY_SCHEDULE gives them.
 * @param {Array<Array<any>>} received Date, Amount, and Kind: payment (as blank; below 0, returned) or charge, which adds to the balance.
 * @param {Date} as_of the day; what comes later is left out.
 * @param {number} [apr] the yearly rate of the plan; needed where the schedule bears interest.
 * @param {string} [period] as in TC_PAY_SCHEDULE; left out, the one that the due dates have.
 * @param {string} [day_count] as in TC_PAY_SCHEDULE; left out, all periods alike.
 * @param {Date} [starts] when interest starts to run; left out, one period before the first payment.
 * @return {Array<Array<any>>} Return how an in-house plan stands on a day: paid, due, overdue, next due, what pays it off, a new payment.
 * @customfunction
 */
function TC_PAY_BALANCE(schedule, received, as_of, apr, period, day_count, starts) {
  return asked_("TC_PAY_BALANCE", arguments);
}

/**
 * Return ways to pay side by side: payment, total, cost to the practice, and what happens if a payment is late.
 *
 * @param {number} amount the price, before any discount.
 * @param {Array<Array<any>>} offers the Financing table: Offer, Kind, Months, APR, Down %, Discount %, Merchant fee %, Fee, Late fee, ...
 * @param {number} [money_cost] what money costs the practice a year while it waits, such as 7%; left out, nothing.
 * @return {Array<Array<any>>} Return ways to pay side by side: payment, total, cost to the practice, and what happens if a payment is late.
 * @customfunction
 */
function TC_PAY_COMPARE(amount, offers, money_cost) {
  return asked_("TC_PAY_COMPARE", arguments);
}

/**
 * Return how many payments of a size pay a plan off, the last and smaller one included.
 *
 * @param {number} amount what is to be paid in all, before the down payment.
 * @param {number} payment the size of a payment.
 * @param {number} [apr] the yearly rate, such as 8.24%; left out, no interest.
 * @param {number} [down_payment] what is paid at once.
 * @param {string} [period] weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
 * @param {number} [interest_from] the number of the first payment that bears interest; left out, 1.
 * @return {number} Return how many payments of a size pay a plan off, the last and smaller one included.
 * @customfunction
 */
function TC_PAY_COUNT(amount, payment, apr, down_payment, period, interest_from) {
  return asked_("TC_PAY_COUNT", arguments);
}

/**
 * Return the figures that Regulation Z wants shown before an in-house plan is signed, in its words and order.
 *
 * @param {number} amount the price of the treatment, before the down payment.
 * @param {number} [apr] the yearly rate of the plan, such as 8.24%; left out, no interest.
 * @param {number} [payments] how many payments follow the down payment.
 * @param {number} [down_payment] what is paid at once.
 * @param {Date} [agreed] the day of the agreement; with first_due, the APR counts the days of an odd first period.
 * @param {Date} [first_due] when the first payment is due.
 * @param {string} [period] weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
 * @param {number} [interest_from] the number of the first payment that bears interest; left out, 1.
 * @param {number} [set_up_fee] a fee for the plan itself, paid in its payments; it is a finance charge.
 * @param {number} [payment] the size of a payment, where you choose it; left out, the level payment.
 * @param {number} [late_fee] what a late payment is charged.
 * @param {string} [office] the practice's name, as the creditor.
 * @return {Array<Array<any>>} Return the figures that Regulation Z wants shown before an in-house plan is signed, in its words and order.
 * @customfunction
 */
function TC_PAY_DISCLOSURE(amount, apr, payments, down_payment, agreed, first_due, period, interest_from, set_up_fee, payment, late_fee, office) {
  return asked_("TC_PAY_DISCLOSURE", arguments);
}

/**
 * Return the payment for each down payment and number of payments; or the ways to pay what is affordable.
 *
 * @param {number} amount what is to be paid in all.
 * @param {number} [apr] the yearly rate, such as 8.24%; left out, no interest.
 * @param {Array<Array<any>>} [down_payments] a range of down payments; left out, 0 to half of the amount in tenths.
 * @param {Array<Array<any>>} [terms] a range of numbers of payments; left out, 6, 12, 18 and 24.
 * @param {number} [affordable] what the patient can pay each time, for the other way round.
 * @param {string} [period] weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
 * @param {number} [interest_from] the number of the first payment that bears interest; left out, 1.
 * @param {string} [show] payment (as left out), total (with the down payment) or interest.
 * @return {Array<Array<any>>} Return the payment for each down payment and number of payments; or the ways to pay what is affordable.
 * @customfunction
 */
function TC_PAY_OPTIONS(amount, apr, down_payments, terms, affordable, period, interest_from, show) {
  return asked_("TC_PAY_OPTIONS", arguments);
}

/**
 * Return the payment schedule of a plan or loan: each payment with its interest, principal and balance.
 *
 * @param {number} amount what is to be paid in all, before the down payment.
 * @param {number} [apr] the yearly rate, such as 8.24%; left out, no interest.
 * @param {number} [payments] how many payments follow the down payment.
 * @param {number} [payment] the size of a payment, where you choose it; left out, the level payment.
 * @param {number} [down_payment] what is paid at once.
 * @param {Date} [first_due] when the first payment after the down payment is due; left out, no dates are shown.
 * @param {string} [period] weekly, every two weeks, twice a month, monthly (as left out), quarterly, and others up to yearly.
 * @param {number} [interest_from] the number of the first payment that bears interest; left out, 1.
 * @param {string} [kind] level (as left out), interest only, or fixed principal (payment is then the principal of each).
 * @param {string} [rounding] up (as left out), nearest or none, for the cent of the level payment.
 * @param {Date} [starts] when interest starts to run; left out, one period before the first payment.
 * @param {string} [day_count] period (as left out: all periods alike), actual/365, actual/360, 30/360 or unit period/360.
 * @param {number} [balloon] what the last payment pays on top of the level payment.
 * @param {Array<Array<any>>} [skip_months] months without a payment, such as 6, 7, 8; interest runs on.
 * @param {Array<Array<any>>} [changes] a table No., Payment, Extra: payments that differ (0 is a missed one) and what is paid on top.
 * @return {Array<Array<any>>} Return the payment schedule of a plan or loan: each payment with its interest, principal and balance.
 * @customfunction
 */
function TC_PAY_SCHEDULE(amount, apr, payments, payment, down_payment, first_due, period, interest_from, kind, rounding, starts, day_count, balloon, skip_months, changes) {
  return asked_("TC_PAY_SCHEDULE", arguments);
}

/**
 * Return what a deferred-interest offer costs: the payment that avoids interest, and what is owed if it is missed.
 *
 * @param {number} amount what is financed.
 * @param {number} months the promotional period.
 * @param {number} apr the yearly rate from the day of purchase if it is not paid in full in time.
 * @param {number} [payment] what the patient means to pay a month; left out, what avoids interest, or the floor.
 * @param {number} [floor] the lender's least payment.
 * @param {number} [merchant_fee] the lender's share of the charge, such as 9.9%, borne by the practice.
 * @return {Array<Array<any>>} Return what a deferred-interest offer costs: the payment that avoids interest, and what is owed if it is missed.
 * @customfunction
 */
function TC_PROMO_COST(amount, months, apr, payment, floor, merchant_fee) {
  return asked_("TC_PROMO_COST", arguments);
}

/**
 * Return the acceptance rate of what was presented; blank where nothing was.
 *
 * @param {Array<Array<any>>} log the acceptance log: Presented, Decision; Case, Chart, Decided, Value presented, Value accepted, ...
 * @param {string} [measure] patient, plan (as left out), line or value.
 * @param {string} [stage] accepted (as left out), scheduled or completed.
 * @param {string} [within] days from presentation to decision, such as 30, or "same day"; left out, 0 or "ever": at any time.
 * @param {Date} [first_day] presented from this day on; left out, from the first.
 * @param {Date} [last_day] presented up to this day; left out, to the last.
 * @param {string} [coordinator] whose cases; left out, all.
 * @param {Array<Array<any>>} [follow_up_list] Case, Status, ...: what was scheduled or completed, where the log does not say; or left out.
 * @return {number} Return the acceptance rate of what was presented; blank where nothing was.
 * @customfunction
 */
function TC_ACCEPTANCE_RATE(log, measure, stage, within, first_day, last_day, coordinator, follow_up_list) {
  return asked_("TC_ACCEPTANCE_RATE", arguments);
}

/**
 * Return acceptance by group: presented, accepted, scheduled, completed, and the rates by patient, plan and value.
 *
 * @param {Array<Array<any>>} log the acceptance log: Presented, Decision; Case, Chart, Decided, Value presented, Value accepted, ...
 * @param {string} [group] coordinator, provider, category, source, paid by, plan size or month; left out, all together.
 * @param {string} [stage] accepted (as left out), scheduled or completed, for the rates.
 * @param {string} [within] days from presentation to decision, such as 30, or "same day"; left out, 0 or "ever": at any time.
 * @param {Date} [first_day] presented from this day on; left out, from the first.
 * @param {Date} [last_day] presented up to this day; left out, to the last.
 * @param {Date} [change] a day on which something changed: before and after it, instead of groups.
 * @param {Array<Array<any>>} [follow_up_list] Case, Status, ...: what was scheduled or completed, where the log does not say; or left out.
 * @param {Array<Array<any>>} [referred] Chart, Direction, Referrer, ...: the source of a case, where the log does not say; or left out.
 * @return {Array<Array<any>>} Return acceptance by group: presented, accepted, scheduled, completed, and the rates by patient, plan and value.
 * @customfunction
 */
function TC_ACCEPTANCE_SUMMARY(log, group, stage, within, first_day, last_day, change, follow_up_list, referred) {
  return asked_("TC_ACCEPTANCE_SUMMARY", arguments);
}

/**
 * Return the commission of each coordinator over a period, tier by tier, every line with its cases.
 *
 * @param {Array<Array<any>>} log the acceptance log: Presented, Decision, Decided, Value accepted or Collected, Coordinator, Corrects, ...
 * @param {Array<Array<any>>} tiers From (the base above which it holds) and Rate, such as 2%.
 * @param {Date} first_day decided from this day on.
 * @param {Date} last_day decided up to this day.
 * @param {string} [base] accepted (as left out) or collected.
 * @return {Array<Array<any>>} Return the commission of each coordinator over a period, tier by tier, every line with its cases.
 * @customfunction
 */
function TC_COMMISSION(log, tiers, first_day, last_day, base) {
  return asked_("TC_COMMISSION", arguments);
}

/**
 * Return whether an estimate given to a patient still holds; if not, everything that speaks against it.
 *
 * @param {Date} given_on the day it was given.
 * @param {Date} as_of the day on which it is looked at.
 * @param {Date} [valid_until] its last day; left out, it does not expire.
 * @param {Date} [fees_dated] the day from which the fees held that it was made with; left out, the day it was given.
 * @param {Date} [fees_changed] the day from which today's fees hold; left out, not known.
 * @param {Date} [benefits_verified] the day the benefits were verified; left out, never.
 * @param {number} [insurance] what insurance was expected to pay; left out or 0, its benefits do not matter.
 * @param {Date} [new_benefit_year] the first day of the benefit year that follows; left out, not known.
 * @param {number} [benefit_days] for how many days benefits count as verified; left out, 30.
 * @param {number} [price_given] the fees less discounts as given; left out, not compared.
 * @param {number} [price_today] the same services at today's fees; left out, not compared.
 * @return {string} Return whether an estimate given to a patient still holds; if not, everything that speaks against it.
 * @customfunction
 */
function TC_ESTIMATE_STATUS(given_on, as_of, valid_until, fees_dated, fees_changed, benefits_verified, insurance, new_benefit_year, benefit_days, price_given, price_today) {
  return asked_("TC_ESTIMATE_STATUS", arguments);
}

/**
 * Return a service in plain words, from the practice's glossary.
 *
 * @param {string} code the service, such as D2740.
 * @param {Array<Array<any>>} glossary Code; What it is, Why it matters, If we wait, How long it takes, each in the practice's own words.
 * @param {string} [part] what, why, wait or time, or name for what it is called; left out, all four.
 * @param {string} [language] of the columns, such as Spanish for "What it is (Spanish)"; left out, or untranslated, English.
 * @return {string} Return a service in plain words, from the practice's glossary.
 * @customfunction
 */
function TC_EXPLAIN(code, glossary, part, language) {
  return asked_("TC_EXPLAIN", arguments);
}

/**
 * Return the queue of calls: overdue first, then due today, then next; within each the most value x chance.
 *
 * @param {Array<Array<any>>} follow_up_list Presented; Case, Chart, Plan value, Status, Concern, Last contact, Contacts, Chance, ...
 * @param {Date} now the day, with or without the time.
 * @param {number} [hours] hours until the first call; left out, 48.
 * @param {Array<Array<any>>} [ladder] days after each contact, such as 7 and 30; left out, these.
 * @param {Array<Array<any>>} [holidays] a range of dates on which the practice is closed.
 * @param {Array<Array<any>>} [office_hours] a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
 * @param {string} [closed_days] the closed days of the week where no table is given; left out, Sat, Sun.
 * @param {Array<Array<any>>} [scripts] what to say to each concern: Concern, Say; left out, our own words.
 * @param {string} [coordinator] whose calls; left out, everybody's.
 * @return {Array<Array<any>>} Return the queue of calls: overdue first, then due today, then next; within each the most value x chance.
 * @customfunction
 */
function TC_FOLLOW_UPS(follow_up_list, now, hours, ladder, holidays, office_hours, closed_days, scripts, coordinator) {
  return asked_("TC_FOLLOW_UPS", arguments);
}

/**
 * Return when to call a patient back: 48 hours after the presentation, or when the practice next opens.
 *
 * @param {Date} presented when the plan was presented, date and time.
 * @param {number} [hours] how many hours later the call is due; left out, 48.
 * @param {Array<Array<any>>} [holidays] a range of dates on which the practice is closed.
 * @param {Array<Array<any>>} [office_hours] a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
 * @param {string} [closed_days] the closed days of the week where no table is given, such as "Fri, Sat, Sun"; left out, Sat, Sun.
 * @param {string} [count] clock (as left out) or business days.
 * @return {Date} Return when to call a patient back: 48 hours after the presentation, or when the practice next opens.
 * @customfunction
 */
function TC_FOLLOW_UP_DUE(presented, hours, holidays, office_hours, closed_days, count) {
  return asked_("TC_FOLLOW_UP_DUE", arguments);
}

/**
 * Return how a case stands: overdue by so many days, due today, due on a day, or why nobody calls any more.
 *
 * @param {Date} presented when the plan was presented, date and time.
 * @param {Date} now the day, with or without the time.
 * @param {string} [status] of the case; all but blank, presented and thinking close it.
 * @param {Date} [last_contact] when the patient was last called; left out, not yet.
 * @param {number} [contacts] how many calls there were; left out, one where there is a last contact.
 * @param {boolean} [no_calls] whether the patient asked not to be called.
 * @param {number} [hours] hours until the first call; left out, 48.
 * @param {Array<Array<any>>} [ladder] days after each contact, such as 7 and 30; left out, these.
 * @param {Array<Array<any>>} [holidays] a range of dates on which the practice is closed.
 * @param {Array<Array<any>>} [office_hours] a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
 * @param {string} [closed_days] the closed days of the week where no table is given; left out, Sat, Sun.
 * @return {string} Return how a case stands: overdue by so many days, due today, due on a day, or why nobody calls any more.
 * @customfunction
 */
function TC_FOLLOW_UP_STATUS(presented, now, status, last_contact, contacts, no_calls, hours, ladder, holidays, office_hours, closed_days) {
  return asked_("TC_FOLLOW_UP_STATUS", arguments);
}

/**
 * Return a treatment plan as a short paragraph for the patient: what is done, step by step, and why.
 *
 * @param {Array<Array<any>>} lines the plan with its header row: Code; Treatment, Phase, Tooth, Option if you have them.
 * @param {Array<Array<any>>} glossary Code, Treatment, Why it matters, ...; a service that is not in it is named only.
 * @param {Array<Array<any>>} [fees] a fee schedule with its header row, for the names of services.
 * @param {Date} [as_of] the day the fee schedule must hold; left out, the latest.
 * @param {string} [option] the option to tell of, where the lines have several.
 * @param {string} [language] English (as left out) or Spanish; what the glossary has no translation for is English.
 * @return {string} Return a treatment plan as a short paragraph for the patient: what is done, step by step, and why.
 * @customfunction
 */
function TC_PLAN_SUMMARY(lines, glossary, fees, as_of, option, language) {
  return asked_("TC_PLAN_SUMMARY", arguments);
}

/**
 * Return what came of each office's referrals: how many, letters due, plans presented and accepted, their value.
 *
 * @param {Array<Array<any>>} referred the referral list: Direction, Referrer, Referred on; Chart, Referrer told.
 * @param {Date} as_of the day.
 * @param {Array<Array<any>>} [log] the acceptance log, joined by Chart; left out, no values.
 * @param {number} [days] how many days after a referral the referrer should be told; left out, 7.
 * @return {Array<Array<any>>} Return what came of each office's referrals: how many, letters due, plans presented and accepted, their value.
 * @customfunction
 */
function TC_REFERRAL_SUMMARY(referred, as_of, log, days) {
  return asked_("TC_REFERRAL_SUMMARY", arguments);
}

/**
 * Return the visits of a treatment with their dates: never on a closed day, never sooner than healing allows.
 *
 * @param {Array<Array<any>>} visits_planned a row a visit: What; Visit, Phase, Minutes, Provider, Gap (10 days, 2 weeks, 3 months), After.
 * @param {Date} start the day of the first visit, or the next on which the practice is open.
 * @param {Array<Array<any>>} [holidays] a range of dates on which the practice is closed.
 * @param {Array<Array<any>>} [office_hours] a table with its header row: Day, Opens, Closes; a day that is not in it is closed.
 * @param {string} [closed_days] the closed days of the week where no table is given; left out, Sat, Sun.
 * @return {Array<Array<any>>} Return the visits of a treatment with their dates: never on a closed day, never sooner than healing allows.
 * @customfunction
 */
function TC_VISIT_DATES(visits_planned, start, holidays, office_hours, closed_days) {
  return asked_("TC_VISIT_DATES", arguments);
}
