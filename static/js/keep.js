// A form that is kept on this device first and then sent. Without this script, or where nothing can be kept,
// the form is posted as any other.

import { entries, keepsAnything, save, send } from "./outbox.js";

const NOT_CONTENT = ["csrfmiddlewaretoken", "version"];

// What a form says: by name, a text, or for boxes to tick a list of texts.
export function contents(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_CONTENT.includes(name)) continue;
    if (form.querySelector(`[type=checkbox][name="${name}"]`)) (fields[name] ??= []).push(value);
    else if (value !== "") fields[name] = value;
  }
  return fields;
}

export function fill(form, fields) {
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || NOT_CONTENT.includes(name) || name === "told") continue;
    const value = fields[name];
    if (type === "checkbox" || type === "radio") control.checked = [value].flat().includes(control.value);
    else if (type !== "submit") control.value = value ?? "";
  }
}

// What waits here about this session is put into the form, and will be replaced when it is saved. Resolves to
// whether the form was filled in.
export async function restore(form) {
  if (!(await keepsAnything())) return false;
  form.inert = true; // what is tapped before it is filled in would be lost
  try {
    return await restoreInto(form);
  } finally {
    form.inert = false;
  }
}

async function restoreInto(form) {
  const asked = new URLSearchParams(location.search);
  const session = Number(form.dataset.session);
  const mine = (await entries()).filter((one) => one.session === session && one.kind === form.dataset.kind);
  const entry = mine.find((one) => one.id === asked.get("entry")) ?? mine.at(-1);
  if (!entry) return false;
  form.dataset.replaces = entry.id;
  if ("answered" in form.dataset) return false; // the server has just answered: what stands here is newer
  const { fields, answer = {} } = entry;
  const theirs = asked.has("merge") && answer.theirs;
  const both = (name) => [...new Set([...(fields[name] ?? []), ...(theirs[name] ?? [])])];
  fill(form, theirs ? { ...fields, came: both("came"), topics: both("topics") } : fields);
  const seen = entry.id === asked.get("entry") && answer.version; // beside ours, on the page that led here
  form.elements.version.value = seen || entry.base;
  form.querySelector(theirs ? ".merged" : ".kept").hidden = false;
  return true;
}

export function keep(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    keepAndSend(form, event.submitter).catch(() => post(form, event.submitter));
  });
}

async function keepAndSend(form, button) {
  const fields = contents(form);
  if (button?.name) fields[button.name] = button.value;
  const id = await save({
    session: Number(form.dataset.session),
    kind: form.dataset.kind,
    base: Number(form.elements.version.value),
    name: name(),
    replaces: form.dataset.replaces,
    fields,
  });
  form.dataset.replaces = id;
  const became = await send(id);
  const onDevice = "blank" in form.dataset; // the page came from the device, so it cannot be posted
  if (became === "expired") location.assign(`${document.querySelector("#outbox").dataset.logIn}?next=/sessions/`);
  else if (became === "refused" || became === "conflict") onDevice ? location.assign("/sessions/waiting/") : post(form, button);
  else if (became === "stored" || navigator.serviceWorker?.controller) location.assign("/sessions/");
  else {
    delete form.dataset.sending;
    document.querySelector("#outbox").scrollIntoView({ block: "center" });
  }
}

// The group, and which of its sessions: several may wait.
function name() {
  const parts = document.querySelector("main header").querySelectorAll("p:first-child, h1");
  return [parts[1], parts[0]].map((part) => part.textContent.replace(/\s+/g, " ").trim()).join(" · ");
}

// The server shows what is wrong, or what somebody else has saved, on the page itself.
function post(form, button) {
  if (button?.name) {
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: button.name, value: button.value });
    form.append(said);
  }
  form.submit();
}
