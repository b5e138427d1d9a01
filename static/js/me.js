// Who is at this device: the person, the keys to what is kept for them, the token to send with; and the list
// of their sessions for work without a network.

import * as device from "./device.js";

const FRESH = 15 * 60_000; // milliseconds in which the list is not asked for again

export const line = document.querySelector("#outbox");
export const me = {
  person: 0,
  keys: null,
  expired: false,
  // Pages from the server carry it; one from the device asks for it when it first has something to send.
  token: document.querySelector("[name=csrfmiddlewaretoken]")?.value,
};
export const onDevice = line?.dataset.person === "device";
let fetched = false; // with the keys, on the first visit
export const ready = start().catch(() => false); // private windows may refuse to keep anything

async function start() {
  const whose = line?.dataset.person;
  if (!whose || !window.isSecureContext || !window.indexedDB) return false;
  if (whose === "nobody") {
    me.expired = true;
    await device.dropKeys();
    return false;
  }
  me.person = onDevice ? ((await device.read("notes", "person")) ?? 0) : Number(whose);
  if (!onDevice) await device.belongsTo(me.person);
  if (!me.person) return false;
  me.keys = (await device.read("keys", me.person))?.keys ?? null;
  if (!me.keys && !onDevice) await fetchKeys("?list");
  return Boolean(me.keys);
}

// Resolves to whether they are this person's. `more`: "?list" for the list in the same answer.
export async function fetchKeys(more = "") {
  const answer = await fetch(`/sessions/device-key/${more}`, { redirect: "manual", cache: "no-store" });
  const given = answer.ok ? await answer.json() : {};
  if (given.person !== me.person) return false;
  const { person } = me;
  me.token = given.token;
  me.keys = await device.keysFrom(given.keys);
  await device.within("readwrite", (stores) => void stores.keys.put({ person, keys: me.keys }));
  if (given.list) await keepList(given.list, given.tag);
  fetched = Boolean(given.list);
  return true;
}

async function keepList(list, tag) {
  const { person, keys } = me;
  const record = { person, tag, at: Date.now(), shell: list.shell, sealed: await device.seal(keys, person, list) };
  await device.within("readwrite", (stores) => void stores.copies.put(record));
}

// Fetch the list anew if it has changed; resolves to "answered", "expired" or "away".
export async function refresh() {
  const had = await device.read("copies", me.person);
  try {
    const answer = await fetch("/sessions/offline.json", {
      redirect: "manual",
      cache: "no-store",
      headers: had ? { "If-None-Match": had.tag } : {},
    });
    if (answer.type === "opaqueredirect") return "expired";
    if (answer.status !== 200) return answer.status === 304 ? "answered" : "away";
    const list = await answer.json();
    if (list.person !== me.person) return "expired";
    await keepList(list, answer.headers.get("ETag"));
    return "answered";
  } catch {
    return "away";
  }
}

export async function list() {
  const record = (await ready) && (await device.read("copies", me.person));
  return record ? device.unseal(me.keys, me.person, record.sealed) : null;
}

// What this device needs without a network, and the service worker that keeps the page; its address names its
// version, so that the browser need not ask for it at each visit.
export async function prepareDevice() {
  if (onDevice) return;
  const had = await device.read("copies", me.person);
  const wanted = location.pathname === "/sessions/" || !had || Date.now() - had.at > FRESH;
  if (wanted && !fetched) await refresh();
  const kept = await device.read("copies", me.person);
  const worker = kept && navigator.serviceWorker;
  await worker?.register(`/sw.js?v=${kept.shell}`, { updateViaCache: "all" }).catch(() => {});
}
