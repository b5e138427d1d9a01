// The arrow keys go from day to day; Page Up and Page Down to the page before and after.

const calendar = document.querySelector(".calendar");
const WEEK = 7;

calendar.addEventListener("keydown", (event) => {
  const days = [...calendar.querySelectorAll(".date")].filter((day) => day.checkVisibility());
  const here = days.indexOf(event.target.closest("td")?.querySelector(".date"));
  if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const onward = getComputedStyle(calendar).direction === "rtl" ? -1 : 1;
  const down = getComputedStyle(calendar).display === "table" ? WEEK : 1;
  const steps = { ArrowRight: onward, ArrowLeft: -onward, ArrowDown: down, ArrowUp: -down };
  const pages = { PageUp: "prev", PageDown: "next" };
  if (event.key in pages) document.querySelector(`[rel=${pages[event.key]}]`).click();
  else if (event.key in steps) days[here + steps[event.key]]?.focus();
  else return;
  event.preventDefault();
});
