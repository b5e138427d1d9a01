// A confidential page closes itself when nobody has touched it for a while. What was typed stays in it.

const dialog = document.querySelector("dialog.idle");
const [warning, closed] = dialog.querySelectorAll("[data-phase]");
const main = document.querySelector("main");
const seconds = Number(dialog.dataset.seconds);
const warnBefore = Math.min(60, seconds / 4);
let touched = Date.now();
let told = Date.now();

function send(address, form, fields = {}) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(address, { method: "POST", body, redirect: "follow" });
}

function tell() {
  told = Date.now();
  send(dialog.dataset.stillHere, warning).catch(() => {});
}

// Typing is no request: now and then the server hears that somebody is here.
function touch() {
  if (dialog.open) return;
  touched = Date.now();
  if (touched - told > warnBefore * 1000) tell();
}

function show(phase) {
  warning.hidden = phase !== warning;
  closed.hidden = phase !== closed;
  if (!dialog.open) dialog.showModal();
  phase.querySelector("input[type=password], button").focus();
}

function goOn() {
  main.hidden = false;
  dialog.close();
  touched = Date.now();
}

function look() {
  const idle = (Date.now() - touched) / 1000;
  if (idle >= seconds && closed.hidden) {
    main.hidden = true;
    show(closed);
  } else if (idle >= seconds - warnBefore && !dialog.open) show(warning);
}

warning.addEventListener("submit", (event) => {
  event.preventDefault();
  tell();
  goOn();
});

closed.addEventListener("submit", async (event) => {
  event.preventDefault();
  delete closed.dataset.sending;
  const answer = await send(location.href, closed, { again_method: "GET" }).catch(() => null);
  closed.reset();
  const refused = closed.querySelector("[role=alert]");
  refused.hidden = Boolean(answer?.ok);
  if (!answer?.ok) return closed.querySelector("input[type=password]").focus();
  closed.hidden = true;
  goOn();
});

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (closed.hidden) warning.requestSubmit();
});

for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, touch, { passive: true });
document.addEventListener("visibilitychange", look);
setInterval(look, Math.min(5_000, warnBefore * 250));
