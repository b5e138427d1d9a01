// What this device keeps: in IndexedDB, sealed with AES-GCM under a key that scripts can use but not read.

const STORES = ["entries", "keys", "copies", "notes"];
const VIEW = new TextEncoder();
let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("care-engage", 1);
    asked.onupgradeneeded = () => {
      const entries = asked.result.createObjectStore("entries", { keyPath: "id" });
      entries.createIndex("turn", ["person", "state", "saved"]);
      asked.result.createObjectStore("keys", { keyPath: "person" });
      asked.result.createObjectStore("copies", { keyPath: "person" });
      asked.result.createObjectStore("notes");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

// Runs `work` with the stores by name; resolves to what it returned once everything is on the disk.
export async function within(mode, work) {
  const transaction = (await database()).transaction(STORES, mode, { durability: "strict" });
  const stores = Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)]));
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const result = await work(stores);
  await done;
  return result;
}

export function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function read(store, key) {
  return within("readonly", (stores) => got(stores[store].get(key)));
}

// ------------------------------------------------------------------ seals

// Only the newest key seals; all that the server knows open. `texts` are keys in base64.
export function keysFrom(texts) {
  return Promise.all(
    texts.map((text) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    }),
  );
}

export async function seal(keys, person, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: VIEW.encode(`person ${person}`) };
  return { iv, text: await crypto.subtle.encrypt(how, keys[0], VIEW.encode(JSON.stringify(value))) };
}

// Resolves to null where no key fits: what is sealed stays so until its person logs in.
export async function unseal(keys, person, sealed) {
  const how = { name: "AES-GCM", iv: sealed.iv, additionalData: VIEW.encode(`person ${person}`) };
  for (const key of keys ?? []) {
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, sealed.text)));
    } catch {
      continue;
    }
  }
  return null;
}

// SHA-256 of an entry's content in one order, as programs/outbox.py works it out again.
export async function digest(session, kind, fields) {
  const content = JSON.stringify([session, kind, Object.keys(fields).sort().map((name) => [name, fields[name]])]);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", VIEW.encode(content)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ------------------------------------------------------------------ whose device it is

// Somebody else has logged in: the keys and copies of whoever came before go, their entries stay sealed.
export async function belongsTo(person) {
  const before = await read("notes", "person");
  if (before === person) return;
  await within("readwrite", async (stores) => {
    stores.notes.put(person, "person");
    for (const store of [stores.keys, stores.copies]) {
      for (const key of await got(store.getAllKeys())) if (key !== person) store.delete(key);
    }
  });
  await forgetPages();
}

export function dropKeys() {
  return within("readwrite", ({ keys }) => void keys.clear());
}

// At log-out nothing of this person stays.
export async function wipe(person) {
  await within("readwrite", async ({ entries, keys, copies, notes }) => {
    const mine = IDBKeyRange.bound([person], [person, []]);
    for (const id of await got(entries.index("turn").getAllKeys(mine))) entries.delete(id);
    keys.clear();
    copies.clear();
    notes.clear();
  });
  await forgetPages();
}

// Pages that name an office's people; the page for work without a network names nobody.
async function forgetPages() {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname.startsWith("/if-someone-")) await cache.delete(request);
    }
  }
}
