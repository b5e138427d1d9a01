// One key for each decision. Every key presses what stands on the page as a link or a button: without this
// script nothing is missing but the keys. The row under the keys is [data-row], its buttons carry [data-key].

const rows = [...document.querySelectorAll("[data-row]")];
const remembered = `row of ${location.pathname}`;
let here = -1;

function choose(index) {
  if (!rows.length) return;
  here = Math.max(0, Math.min(index, rows.length - 1));
  rows.forEach((row, at) => row.toggleAttribute("data-here", at === here));
  rows[here].tabIndex = -1;
  rows[here].focus();
  sessionStorage.setItem(remembered, String(here));
}

function press(key) {
  const row = rows[here] ?? rows[0];
  const target = key === "u" ? document.querySelector('[data-key="u"]') : row?.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step && rows.length) choose(here + step);
  else if (!"asdu".includes(event.key) || !press(event.key)) return;
  event.preventDefault();
});

// After a decision the next row has moved up to where the last one was.
const before = sessionStorage.getItem(remembered);
if (before !== null) choose(Number(before));
