// Typing up paper by keyboard alone: arrows go from box to box, space or 1 ticks and goes on, 0 clears.

const form = document.querySelector(".typing");
const grid = form && [...form.querySelectorAll(".boxes tr")].map((row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector("input")));
const spoken = form?.querySelector("[data-spoken]");

function words(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function column(place) {
  return grid.map((row) => row[place]).filter(Boolean);
}

function placeOf(box) {
  const row = grid.findIndex((boxes) => boxes.includes(box));
  return row < 0 ? null : { row, place: grid[row].indexOf(box) };
}

function tally(place) {
  const boxes = column(place);
  const said = words(form.dataset.count, { n: boxes.filter((box) => box.checked).length, all: boxes.length });
  const output = form.querySelectorAll(".typed .count")[place];
  if (output) output.textContent = said;
  return said;
}

// The next box in this direction, over gaps where a number is not on a sheet's register.
function beside({ row, place }, down, on) {
  for (let r = row + down, p = place + on; grid[r] && p >= 0 && p < grid[r].length; r += down, p += on) {
    if (grid[r][p]) return grid[r][p];
  }
  return null;
}

function tick(box, checked) {
  box.checked = checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function key(event) {
  const here = placeOf(event.target);
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const onward = getComputedStyle(form).direction === "rtl" ? -1 : 1;
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, onward], ArrowLeft: [0, -onward], Enter: [1, 0] };
  const marks = { 1: true, 0: false, " ": !event.target.checked };
  const boxes = column(here.place);
  const ends = { Home: boxes[0], End: boxes.at(-1) };
  let target;
  if (event.key in steps) target = beside(here, ...steps[event.key]);
  else if (event.key in ends) target = ends[event.key];
  else if (event.key in marks) {
    tick(event.target, marks[event.key]);
    target = beside(here, 1, 0);
  } else return;
  event.preventDefault();
  if (target) {
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// "1-12 15" ticks those numbers on that sheet; what is no number stays in the field.
function typed(input, place) {
  const byNumber = new Map(column(place).map((box) => [Number(box.value.split(":")[1]), box]));
  const left = input.value.replace(/(\d+)(?:\s*[-–—]\s*(\d+))?/g, (piece, first, last = first) => {
    const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => Number(first) + step);
    if (!numbers.length || numbers.length > 999 || !numbers.every((number) => byNumber.has(number))) return piece;
    for (const number of numbers) byNumber.get(number).checked = true;
    return "";
  });
  input.value = left.replace(/[\s,;،؛]+/g, " ").trim();
  spoken.textContent = tally(place);
}

// The boxes are one stop on the way of the Tab key, as one field would be.
function stopAt(box) {
  for (const other of grid.flat()) if (other) other.tabIndex = other === box ? 0 : -1;
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) event.preventDefault();
  });
  stopAt(grid.flat().find(Boolean));
  form.querySelector(".boxes").addEventListener("focusin", (event) => stopAt(event.target));
  form.querySelector(".boxes").addEventListener("keydown", key);
  form.querySelector(".boxes").addEventListener("change", (event) => {
    const { place } = placeOf(event.target);
    const state = event.target.checked ? form.dataset.present : form.dataset.absent;
    spoken.textContent = `${event.target.ariaLabel}, ${state}, ${tally(place)}`;
  });
  form.querySelectorAll("[name$=-typed]").forEach((input, place) => {
    input.addEventListener("keydown", (event) => event.key === "Enter" && !event.ctrlKey && typed(input, place));
    input.addEventListener("change", () => typed(input, place));
    tally(place);
  });
}
document.querySelector("[role=alert][tabindex]")?.focus();
