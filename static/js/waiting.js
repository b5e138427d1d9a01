// "Waiting on this device": every entry that the server has not named stored, and what can be done with it.

import { entries, save, send, throwAway } from "./outbox.js";

export async function showWaiting(view, make) {
  const page = make("waiting");
  const [none, button, place] = ["none", "send", "entries"].map((name) => page.querySelector(`[data-${name}]`));
  const fillIn = async () => {
    const found = await entries();
    none.hidden = found.length > 0;
    button.hidden = !found.some((entry) => entry.state === "waiting");
    place.replaceChildren(...found.map((entry) => card(entry, make)));
  };
  button.addEventListener("click", () => send());
  document.addEventListener("outbox", fillIn);
  await fillIn(); // first: what waits is never said to be nothing
  view.replaceChildren(page);
}

function card(entry, make) {
  const root = make("waiting-entry").firstElementChild;
  const { answer = {} } = entry;
  root.id = entry.id;
  root.querySelector("[data-name]").textContent = entry.name;
  root.querySelector("[data-saved]").textContent = moment(entry.saved);
  for (const badge of root.querySelectorAll("[data-state]")) badge.hidden = badge.dataset.state !== entry.state;
  list(root.querySelector("[data-why]"), answer.why ?? []);
  beside(root.querySelector("[data-beside]"), answer.rows ?? []);
  actions(root, entry, answer);
  return root;
}

function moment(time) {
  const how = { dateStyle: "long", timeStyle: "short" };
  const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // the day before the month, as everywhere
  return new Intl.DateTimeFormat(language, how).format(time);
}

function list(place, sentences) {
  place.hidden = !sentences.length;
  place.replaceChildren(
    ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
  );
}

function beside(place, rows) {
  place.hidden = !rows.length;
  for (const [label, ours, theirs] of rows) {
    const row = place.querySelector("tbody").insertRow();
    const head = Object.assign(document.createElement("th"), { scope: "row", textContent: label });
    row.append(head);
    for (const words of [ours, theirs]) row.insertCell().textContent = words;
    if (ours !== theirs) row.dataset.differs = "";
  }
}

function actions(root, entry, answer) {
  const way = `/sessions/${entry.session}/${entry.kind === "log" ? "log" : "did-not-happen"}/?entry=${entry.id}`;
  const may = {
    merge: entry.state === "conflict" && entry.kind === "log" && Boolean(answer.theirs?.came ?? answer.theirs?.held_on),
    correct: entry.state === "waiting" || Boolean(answer.mendable),
    mine: entry.state === "conflict",
  };
  for (const [name, allowed] of Object.entries(may)) if (!allowed) root.querySelector(`[data-${name}]`).remove();
  root.querySelector("[data-merge]")?.setAttribute("href", `${way}&merge=yes`);
  root.querySelector("[data-correct]")?.setAttribute("href", way);
  root.querySelector("[data-mine]")?.addEventListener("click", () => again(entry, answer.version));
  root.querySelector("[data-download]").addEventListener("click", () => download(entry));
  root.querySelector("[data-discard]").addEventListener("click", () => discard(entry));
}

// Both were seen side by side, and this one shall stand.
async function again({ id, session, kind, fields, name }, base) {
  await save({ session, kind, fields, name, base, replaces: id });
  await send();
}

function download(entry) {
  const file = new Blob([JSON.stringify(entry, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `session-${entry.session}-${new Date(entry.saved).toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function discard(entry) {
  const dialog = document.querySelector("#discard");
  dialog.onclick = (event) => event.target.value && dialog.close(event.target.value);
  dialog.onclose = () => dialog.returnValue === "yes" && throwAway(entry.id);
  dialog.showModal();
}
