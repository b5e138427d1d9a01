// The log page: numbers by thumb or keyboard. Without this script every number is a plain check box.

import { watchCautions } from "./cautions.js";
import { keep, restore } from "./keep.js";
import { NumberGrid } from "./number_grid.js";

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

// Make a form of the page (or one that was made from the device) come alive; it is whole before that.
export async function start(form) {
  keep(form);
  const grids = form.dataset.kind === "log" ? startLog(form) : [];
  if (!(await restore(form).catch(() => false))) return;
  for (const grid of grids) grid.refresh();
  form.dispatchEvent(new Event("change"));
}

function startLog(form) {
  const grids = startGrids(form);
  startTotal(form);
  startFinding(form.querySelector("#field-topics .others"));
  watchCautions(form);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".save .btn-primary"));
    }
  });
  return grids;
}

function startGrids(form) {
  const roll = form.querySelector(".roll");
  if (!roll) return [];
  const dialog = roll.querySelector("dialog");
  const question = dialog.querySelector("p").dataset.question;
  const spoken = roll.querySelector("[data-spoken]");
  return [...roll.querySelectorAll(".numbers")].map(
    (field) =>
      new NumberGrid(field, {
        words: (n, all) => words(roll.dataset.count, { n, all }),
        came: roll.dataset.came,
        absent: roll.dataset.absent,
        say: (sentence) => (spoken.textContent = sentence),
        mayOverwrite: (n) => ask(dialog, words(question, { n })),
      }),
  );
}

function startTotal(form) {
  const total = form.querySelector(".total");
  const tell = () => {
    const others = [...form.querySelectorAll(".counts input")].map((input) => Number(input.value) || 0);
    const marked = form.querySelectorAll("[name=came]:checked").length;
    total.textContent = words(form.dataset.people, { n: others.reduce((sum, count) => sum + count, marked) });
  };
  total.hidden = false;
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  tell();
}

// A few letters leave those of the three dozen topics that have them, and those that are chosen.
function startFinding(place) {
  const [field, found] = ["find", "found"].map((name) => place.querySelector(`[data-${name}]`));
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  field.hidden = false;
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    const chips = [...place.querySelectorAll("label.chip")];
    for (const chip of chips) chip.hidden = !plain(chip.textContent).includes(wanted) && !chip.control.checked;
    for (const group of place.querySelectorAll("[role=group]")) {
      group.hidden = !group.querySelector(".chip:not([hidden])");
    }
    found.hidden = !wanted;
    field.scrollIntoView(); // a phone's keyboard takes the lower half
    found.textContent = words(found.dataset.found, { n: chips.filter((chip) => !chip.hidden).length });
  });
}

const here = document.querySelector("form.log");
if (here) start(here);
document.querySelector("[role=alert][tabindex]")?.focus();
