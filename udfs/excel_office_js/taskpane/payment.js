/** The payment slider: down payment and months to a monthly payment, as TC_PAYMENT has it. */
import { formulaBox, formulaOf } from "./formula.js";
import { ask } from "./numbers.js";
import { byId, money, tableOf } from "./page.js";

const TERMS = [[6, 12, 24]];

/** Return what stands in the fields, as texts that the core reads. */
function typed() {
  const rate = byId("apr").value;
  return { amount: byId("amount").value, apr: rate && `${rate}%`, months: byId("months").value, down: byId("down").value };
}

/** Return what a plan comes to, in words. */
function words(plan, total) {
  const down = Number(plan.down) ? ` after ${money(Number(plan.down))} down` : "";
  const count = plan.months === "1" ? "One payment" : `${plan.months} payments`;
  return `${count}${down}; ${money(total)} in all.`;
}

/** Show the plan, unless a later one was asked for meanwhile. */
function shower(show) {
  let latest = 0;
  return async () => {
    latest += 1;
    const own = latest;
    const plan = typed();
    try {
      const results = await ask(
        ["TC_PAYMENT", plan.amount, plan.apr, plan.months, plan.down],
        ["TC_PAY_OPTIONS", plan.amount, plan.apr, [[plan.down || 0]], [[plan.months]], null, null, null, "total"],
        ["TC_PAY_OPTIONS", plan.amount, plan.apr, null, TERMS],
      );
      if (own === latest) show(plan, results);
    } catch (error) {
      if (own === latest) show(plan, null, error.message);
    }
  };
}

/** Keep a slider and the number beside it together, and tell screen readers what it stands for. */
function paired(name, told, changed) {
  const [slider, number] = [byId(`${name}-slider`), byId(name)];
  const tell = () => slider.setAttribute("aria-valuetext", told(number.value));
  slider.addEventListener("input", () => { number.value = slider.value; tell(); changed(); });
  number.addEventListener("input", () => { slider.value = number.value; tell(); changed(); });
  tell();
}

/** Start the payment slider with the help of TC_PAYMENT. */
export async function startPayment(described) {
  const { box, show: showFormula } = formulaBox("");
  byId("payment-formula").append(box);
  const update = shower((plan, results, said) => {
    byId("payment-result").classList.toggle("fault", !results);
    byId("monthly").parentElement.hidden = !results;
    byId("monthly").textContent = results ? money(results[0]) : "";
    byId("payment-words").textContent = results ? words(plan, results[1][1][1]) : said;
    byId("ways-part").hidden = !results;
    byId("ways").replaceChildren(...(results ? tableOf(results[2], money) : []));
    showFormula(formulaOf(described, [plan.amount, plan.apr === "0%" ? "0" : plan.apr, plan.months, plan.down]));
  });
  paired("down", (value) => money(Number(value)), update);
  paired("months", (value) => `${value} payments`, update);
  byId("apr").addEventListener("input", update);
  byId("amount").addEventListener("input", () => { byId("down-slider").max = byId("amount").value; update(); });
  byId("payment-form").addEventListener("submit", (event) => event.preventDefault());
  await update();
}
