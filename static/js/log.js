// The log page: numbers by thumb or keyboard. Without this script every number is a plain check box.

import { watchCautions } from "./cautions.js";
import { NumberGrid } from "./number_grid.js";

const form = document.querySelector("form.log");
const roll = form.querySelector(".roll");
const total = form.querySelector(".total");

function words(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Asks in the page's own dialog; resolves to true when the answer is yes.
function ask(dialog, sentence) {
  dialog.querySelector("p").textContent = sentence;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclick = (event) => event.target.value && dialog.close(event.target.value);
    dialog.onclose = () => {
      resolve(dialog.returnValue === "yes");
      dialog.returnValue = "";
    };
  });
}

function numbersMarked() {
  return form.querySelectorAll("[name=came]:checked").length;
}

function tellTotal() {
  const others = [...form.querySelectorAll(".counts input")].map((input) => Number(input.value) || 0);
  const people = others.reduce((sum, count) => sum + count, numbersMarked());
  total.textContent = words(form.dataset.people, { n: people });
}

if (roll) {
  const dialog = roll.querySelector("dialog");
  const question = dialog.querySelector("p").dataset.question;
  const spoken = roll.querySelector("[data-spoken]");
  for (const field of roll.querySelectorAll(".numbers")) {
    new NumberGrid(field, {
      words: (n, all) => words(roll.dataset.count, { n, all }),
      came: roll.dataset.came,
      absent: roll.dataset.absent,
      say: (sentence) => (spoken.textContent = sentence),
      mayOverwrite: (n) => ask(dialog, words(question, { n })),
    });
  }
}

total.hidden = false;
form.addEventListener("input", tellTotal);
form.addEventListener("change", tellTotal);
tellTotal();
watchCautions(form);

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector(".save .btn-primary"));
  }
});

document.querySelector("[role=alert][tabindex]")?.focus();
