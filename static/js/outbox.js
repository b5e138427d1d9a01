// The outbox: what was saved on this device and has not been named stored by the server yet.
//
// Saving writes here first, then sends. An entry leaves only when an answer names it stored; what is refused
// or in conflict stays, to be looked at on "Waiting on this device". Sent on saving, on opening a page, when
// the network returns, and again with growing pauses; by one tab at a time where the browser can see to it,
// and where it cannot, the server knows each entry by its id.

import * as device from "./device.js";

const BATCH = 20;
const PATIENCE = 30_000; // milliseconds for an answer
const LONGEST_PAUSE = 300_000;
const FRESH = 15 * 60_000; // how long the list for work without a network is not asked for again

const line = document.querySelector("#outbox");
const news = "BroadcastChannel" in window ? new BroadcastChannel("care-engage outbox") : null;
let keys = null;
let failures = 0;
let expired = false;
let timer;
// Pages from the server carry it; one from the device asks for it when it first has something to send.
let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

export let person = 0;
export const ready = start().catch(() => false); // private windows may refuse to keep anything

async function start() {
  const whose = line?.dataset.person;
  if (!whose || !window.isSecureContext || !window.indexedDB) return false;
  if (whose === "nobody") {
    expired = true;
    await device.dropKeys();
    return false;
  }
  person = whose === "device" ? ((await device.read("notes", "person")) ?? 0) : Number(whose);
  if (whose !== "device") await device.belongsTo(person);
  if (!person) return false;
  keys = (await device.read("keys", person))?.keys ?? null;
  keys ??= whose === "device" ? null : await fetchKeys();
  return Boolean(keys);
}

async function fetchKeys() {
  const answer = await fetch("/sessions/device-key/", { redirect: "manual", cache: "no-store" });
  const given = answer.ok ? await answer.json() : {};
  if (given.person !== person) return null;
  token = given.token;
  const found = await device.keysFrom(given.keys);
  await device.within("readwrite", (stores) => void stores.keys.put({ person, keys: found }));
  return found;
}

// ------------------------------------------------------------------ entries

function turn(state) {
  return IDBKeyRange.bound([person, state], [person, state, []]);
}

async function opened(record) {
  const content = await device.unseal(keys, person, record.sealed);
  return content && { id: record.id, state: record.state, saved: record.saved, ...content };
}

// Whether this device keeps any entry at all; asks for no key.
export async function keepsAnything() {
  return Boolean(line?.dataset.person) && (await device.within("readonly", (stores) => device.got(stores.entries.count()))) > 0;
}

// All entries of this person, oldest first.
export async function entries() {
  if (!(await ready)) return [];
  const mine = IDBKeyRange.bound([person], [person, []]);
  const records = await device.within("readonly", (stores) => device.got(stores.entries.index("turn").getAll(mine)));
  const found = await Promise.all(records.map(opened));
  return found.filter(Boolean).sort((a, b) => a.saved - b.saved);
}

// Keep what was filled in, in place of the entry `replaces` if there is one; resolves to its id. Throws where
// nothing can be kept. The same form saved in two tabs is one entry.
export async function save({ session, kind, base, fields, name, replaces }) {
  if (!(await ready)) throw new Error("Nothing can be kept on this device.");
  const content = { session, kind, base, fields, name, hash: await device.digest(session, kind, fields) };
  const twin = (await entries()).find(
    (one) => one.state === "waiting" && one.hash === content.hash && one.base === base && one.id !== replaces,
  );
  const record = { id: crypto.randomUUID(), person, state: "waiting", saved: Date.now() };
  record.sealed = await device.seal(keys, person, content);
  await device.within("readwrite", (stores) => {
    if (replaces) stores.entries.delete(replaces);
    if (!twin) stores.entries.put(record);
  });
  navigator.storage?.persist?.();
  await tell();
  return twin?.id ?? record.id;
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
    const ended = entry ? await sendBatch([entry], true) : "answered";
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
    const ended = await sendBatch(batch, false);
    if (ended !== "answered") return ended;
  }
}

async function sendBatch(batch, now) {
  await tell("sending");
  const ended = await exchange(batch, now);
  expired = ended === "expired";
  if (expired) await device.dropKeys();
  if (ended === "answered") failures = 0;
  await tell();
  return ended;
}

async function exchange(batch, now) {
  try {
    if (!token && !(await fetchKeys())) return "expired";
    let answer = await post(batch, now);
    if (answer.status === 403 && (await fetchKeys())) answer = await post(batch, now); // the token was an old one
    if ([401, 409].includes(answer.status) || answer.type === "opaqueredirect") return "expired";
    if (!answer.ok) return "away";
    await settle(batch, (await answer.json()).answers);
    return "answered";
  } catch {
    return "away"; // no network, or a cut in the middle: what was stored is named so at the next attempt
  }
}

function post(batch, now) {
  const wanted = batch.map(({ id, session, kind, base, hash, fields }) => ({ id, session, kind, base, hash, fields }));
  return fetch("/sessions/outbox/", {
    method: "POST",
    body: JSON.stringify({ person, ...(now && { now }), entries: wanted }),
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
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
    const sealed = done ? null : await device.seal(keys, person, { ...content, answer });
    changed.push(done ? { id } : { id, person, saved, state: answer.is, sealed });
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
    const every = expired && !person;
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
  if (waiting && expired) return ["expired", { n: waiting }];
  if (waiting && doing) return ["sending", { n: waiting }];
  if (waiting) return ["waiting", { n: waiting }];
  if (attention) return ["attention", { n: attention }];
  if (!sent || new Date(sent).toDateString() !== new Date().toDateString() || expired) return ["", {}];
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return ["sent", { time: clock.format(sent) }];
}

// ------------------------------------------------------------------ the list for work without a network

// Fetch the list anew if it has changed; resolves to "answered", "expired" or "away".
export async function refresh() {
  const had = await device.read("copies", person);
  let answer;
  try {
    answer = await fetch("/sessions/offline.json", {
      redirect: "manual",
      cache: "no-store",
      headers: had ? { "If-None-Match": had.tag } : {},
    });
    if (answer.type === "opaqueredirect") return "expired";
    if (answer.status !== 200) return answer.status === 304 ? "answered" : "away";
    const list = await answer.json();
    if (list.person !== person) return "expired";
    const record = { person, tag: answer.headers.get("ETag"), at: Date.now(), shell: list.shell };
    record.sealed = await device.seal(keys, person, list);
    await device.within("readwrite", (stores) => void stores.copies.put(record));
    if (had && had.shell !== list.shell) await fetch("/sessions/waiting/"); // the service worker keeps it
    return "answered";
  } catch {
    return "away";
  }
}

export async function list() {
  const record = (await ready) && (await device.read("copies", person));
  return record ? device.unseal(keys, person, record.sealed) : null;
}

async function refreshIfOld() {
  const had = await device.read("copies", person);
  const wanted = location.pathname === "/sessions/" || !had || Date.now() - had.at > FRESH;
  if (wanted && line.dataset.person !== "device") await refresh();
}

// ------------------------------------------------------------------ log-out

async function askBeforeLogOut(event) {
  const form = event.target;
  if (!form.matches("[data-log-out]") || !person) return;
  event.preventDefault();
  const left = await entries();
  if (left.length && !(await sure(left.length))) return;
  await device.wipe(person);
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
  if (able || expired) await show();
  if (!able) return;
  document.addEventListener("submit", askBeforeLogOut);
  news?.addEventListener("message", () => show());
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => document.hidden || send());
  await send();
  await refreshIfOld();
  if (line.dataset.person !== "device") await navigator.serviceWorker?.register("/sw.js").catch(() => {});
});
