// The outbox: what was saved on this device and has not been named stored by the server yet.
//
// Saving writes here first, then sends. An entry leaves only when an answer names it stored; what is refused
// or in conflict stays, to be looked at on "Waiting on this device". Sent on saving, on opening a page, when
// the network returns, and again with growing pauses; by one tab at a time where the browser can see to it,
// and where it cannot, the server knows each entry by its id.

import * as device from "./device.js";
import { fetchKeys, line, me, prepareDevice, ready } from "./me.js";

const BATCH = 20;
const PATIENCE = 30_000; // milliseconds for an answer
const LONGEST_PAUSE = 300_000;

const news = "BroadcastChannel" in window ? new BroadcastChannel("care-engage outbox") : null;
let failures = 0;
let timer;
let awaited = null; // the entry for which this page waits: whichever batch it goes with, the next page tells of it

// ------------------------------------------------------------------ entries

function turn(state) {
  return IDBKeyRange.bound([me.person, state], [me.person, state, []]);
}

async function opened(record) {
  const content = await device.unseal(me.keys, me.person, record.sealed);
  return content && { id: record.id, state: record.state, saved: record.saved, ...content };
}

// Whether this device keeps any entry at all; asks for no key.
export async function keepsAnything() {
  return Boolean(line?.dataset.person) && (await device.within("readonly", (stores) => device.got(stores.entries.count()))) > 0;
}

// All entries of this person, oldest first.
export async function entries() {
  if (!(await ready)) return [];
  const mine = IDBKeyRange.bound([me.person], [me.person, []]);
  const records = await device.within("readonly", (stores) => device.got(stores.entries.index("turn").getAll(mine)));
  const found = await Promise.all(records.map(opened));
  return found.filter(Boolean).sort((a, b) => a.saved - b.saved);
}

// Keep what was filled in, in place of the entry `replaces` if there is one; resolves to its id, with which
// the page will call `send`. Throws where nothing can be kept. The same form saved in two tabs is one entry.
export async function save({ session, kind, base, fields, name, replaces }) {
  if (!(await ready)) throw new Error("Nothing can be kept on this device.");
  const content = { session, kind, base, fields, name, hash: await device.digest(session, kind, fields) };
  const twin = (await entries()).find(
    (one) => one.state === "waiting" && one.hash === content.hash && one.base === base && one.id !== replaces,
  );
  const record = { id: crypto.randomUUID(), person: me.person, state: "waiting", saved: Date.now() };
  awaited = twin?.id ?? record.id;
  record.sealed = await device.seal(me.keys, me.person, content);
  await device.within("readwrite", (stores) => {
    if (replaces) stores.entries.delete(replaces);
    if (!twin) stores.entries.put(record);
  });
  navigator.storage?.persist?.();
  await tell();
  return awaited;
}

export async function throwAway(id) {
  await device.within("readwrite", (stores) => void stores.entries.delete(id));
  await tell();
}

// ------------------------------------------------------------------ sending

// Send whatever waits; `now` is an entry whose page waits for it, and which goes first. Resolves to what
// became of that entry: "stored", "refused", "conflict", "waiting" or "expired".
export async function send(now) {
  clearTimeout(timer);
  if (!(await ready)) return "waiting";
  const work = () => drain(now);
  const ended = await (navigator.locks ? navigator.locks.request("care-engage outbox", work) : work());
  if (ended === "away") timer = setTimeout(send, pause());
  if (!now) return ended;
  const record = await device.read("entries", now);
  if (ended === "expired" && record?.state === "waiting") return "expired";
  return record?.state ?? "stored";
}

function pause() {
  failures += 1;
  return Math.min(2 ** failures * 1000, LONGEST_PAUSE) * (0.5 + Math.random());
}

async function drain(now) {
  if (now) {
    const record = await device.read("entries", now);
    const entry = record?.state === "waiting" && (await opened(record));
    const ended = entry ? await sendBatch([entry]) : "answered";
    if (ended !== "answered") return ended;
    setTimeout(send, 0);
    return "answered";
  }
  for (;;) {
    const records = await device.within("readonly", (stores) =>
      device.got(stores.entries.index("turn").getAll(turn("waiting"), BATCH)),
    );
    const batch = (await Promise.all(records.map(opened))).filter(Boolean);
    if (!batch.length) return "answered";
    const ended = await sendBatch(batch);
    if (ended !== "answered") return ended;
  }
}

async function sendBatch(batch) {
  await tell("sending");
  const ended = await exchange(batch);
  me.expired = ended === "expired";
  if (me.expired) await device.dropKeys();
  if (ended === "answered") failures = 0;
  await tell();
  return ended;
}

async function exchange(batch) {
  try {
    if (!me.token && !(await fetchKeys())) return "expired";
    let answer = await post(batch);
    if (answer.status === 403 && (await fetchKeys())) answer = await post(batch); // the token was an old one
    if ([401, 409].includes(answer.status) || answer.type === "opaqueredirect") return "expired";
    if (!answer.ok) return "away";
    await settle(batch, (await answer.json()).answers);
    return "answered";
  } catch {
    return "away"; // no network, or a cut in the middle: what was stored is named so at the next attempt
  }
}

function post(batch) {
  const wanted = batch.map(({ id, session, kind, base, hash, fields }) => ({ id, session, kind, base, hash, fields }));
  const now = batch.find(({ id }) => id === awaited)?.id;
  return fetch("/sessions/outbox/", {
    method: "POST",
    body: JSON.stringify({ person: me.person, now, entries: wanted }),
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": me.token },
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function settle(batch, answers) {
  const changed = [];
  for (const answer of answers) {
    const entry = batch.find(({ id }) => id === answer.id);
    if (!entry) continue;
    const { id, state, saved, ...content } = entry;
    const done = answer.is === "stored" || answer.is === "already";
    const sealed = done ? null : await device.seal(me.keys, me.person, { ...content, answer });
    changed.push(done ? { id } : { id, person: me.person, saved, state: answer.is, sealed });
  }
  await device.within("readwrite", async (stores) => {
    for (const record of changed) {
      if (!record.sealed) stores.entries.delete(record.id);
      else if (await device.got(stores.entries.get(record.id))) stores.entries.put(record);
    }
    if (changed.some((record) => !record.sealed)) stores.notes.put(Date.now(), "sent");
  });
}

// ------------------------------------------------------------------ the quiet line

async function tell(doing) {
  await show(doing);
  news?.postMessage("changed");
}

async function show(doing) {
  if (!line) return;
  const { waiting, attention, sent } = await device.within("readonly", async ({ entries: store, notes }) => {
    const every = me.expired && !me.person;
    const count = (state) => device.got(store.index("turn").count(turn(state)));
    return {
      waiting: every ? await device.got(store.count()) : await count("waiting"),
      attention: every ? 0 : (await count("refused")) + (await count("conflict")),
      sent: await device.got(notes.get("sent")),
    };
  });
  const { textContent } = line;
  const [words, values] = wordsFor(doing, waiting, attention, sent);
  const said = words ? line.dataset[words].replace(/\{(\w+)\}/g, (_, name) => values[name]) : "";
  if (textContent !== said) line.firstElementChild.textContent = said;
  line.firstElementChild.href = words === "expired" ? `${line.dataset.logIn}?next=/sessions/` : "/sessions/waiting/";
  line.dataset.state = words;
  line.hidden = !said;
  document.dispatchEvent(new CustomEvent("outbox"));
}

function wordsFor(doing, waiting, attention, sent) {
  if (waiting && me.expired) return ["expired", { n: waiting }];
  if (waiting && doing) return ["sending", { n: waiting }];
  if (waiting) return ["waiting", { n: waiting }];
  if (attention) return ["attention", { n: attention }];
  if (!sent || new Date(sent).toDateString() !== new Date().toDateString() || me.expired) return ["", {}];
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return ["sent", { time: clock.format(sent) }];
}

// ------------------------------------------------------------------ log-out

async function askBeforeLogOut(event) {
  const form = event.target;
  if (!form.matches("[data-log-out]") || !me.person) return;
  event.preventDefault();
  const left = await entries();
  if (left.length && !(await sure(left.length))) return;
  await device.wipe(me.person);
  sessionStorage.clear();
  form.submit();
}

function sure(n) {
  const dialog = document.querySelector("#log-out-anyway");
  const words = dialog.querySelector("[data-words]");
  words.textContent = words.dataset.words.replace("{n}", n);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclick = (click) => click.target.value && dialog.close(click.target.value);
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
  });
}

// ------------------------------------------------------------------ this page

ready.then(async (able) => {
  if (able || me.expired) await show();
  if (!able) return;
  document.addEventListener("submit", askBeforeLogOut);
  news?.addEventListener("message", () => show());
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => document.hidden || send());
  await send();
  await prepareDevice();
});
