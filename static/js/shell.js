// The page for work without a network. It is one page for several addresses: which one, it sees by the path.
// The form is the server's own, rendered once; here the registers and choices of a session are put into it.

import { fill } from "./keep.js";
import { start } from "./log.js";
import { list, onDevice, ready, refresh } from "./me.js";
import { entries } from "./outbox.js";
import { showWaiting } from "./waiting.js";

const view = document.querySelector("#view");
const words = document.querySelector("#words")?.content;

function make(name) {
  return document.querySelector(`#${name}`).content.cloneNode(true);
}

function put(root, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const place of root.querySelectorAll(`[data-${name}]`)) place.replaceChildren(value);
  }
}

function spaceTag(code) {
  return words.querySelector(`[data-space-name="${code}"] > *`).cloneNode(true);
}

function about(session, known) {
  const work = known.works[session.work];
  const groups = work.groups.map((key) => known.groups[key].name);
  return {
    name: groups.join(", ") || work.title,
    line: `${work.title} · ${session.line}`,
    when: session.place ? `${session.day} · ${session.place}` : session.day,
    "space-tag": spaceTag(session.space || work.space),
  };
}

// ------------------------------------------------------------------ My sessions

async function showDiary(known) {
  const diary = make("diary");
  const waits = new Set((await entries()).map((entry) => entry.session));
  for (const session of known.sessions) {
    const row = make("diary-row");
    put(row, { ...about(session, known), when: session.day, place: session.place });
    row.firstElementChild.dataset.list = session.list;
    row.querySelector("[data-waits]").hidden = !waits.has(session.id);
    const links = { log: "log", correct: "log", "not-held": "did-not-happen" };
    for (const [name, page] of Object.entries(links)) {
      const link = row.querySelector(`[data-${name}]`);
      link.href = `/sessions/${session.id}/${page}/`;
      if ((name === "correct") !== (session.list === "logged")) link.remove();
    }
    diary.querySelector(`section[data-list=${session.list}] ul`).append(row);
  }
  for (const section of diary.querySelectorAll("section")) {
    const empty = !section.querySelector("li");
    section.hidden = empty && section.dataset.list !== "today";
    section.querySelector("[data-none]")?.toggleAttribute("hidden", !empty);
    if (empty) section.querySelector("ul").remove();
  }
  view.replaceChildren(diary);
}

// ------------------------------------------------------------------ the forms

function registerOf(session, group, known, day) {
  if (session.register) return session.register.filter((row) => row[0] === group).map((row) => row.slice(1));
  return known.groups[group].members.filter(([, , , joined, left]) => (!joined || joined <= day) && (!left || left >= day));
}

function tile(pattern, group, [number, column, pair]) {
  const label = pattern.cloneNode(true);
  const box = label.querySelector("input");
  const known = words.querySelector(`[data-column="${column}"]`);
  const spoken = words.querySelector("[data-number]").dataset.number.replace("{n}", number);
  box.value = `${group}:${number}`;
  box.checked = false;
  box.dataset.countsAs = known.dataset.countsAs;
  box.ariaLabel = pair ? `${spoken}, ${known.dataset.label}` : spoken;
  label.querySelector("span").textContent = number;
  return label;
}

function pairOf(pattern, tiles, rows, number) {
  const pair = pattern.cloneNode(false);
  for (const state of ["both", "first", "second", "neither"]) delete pair.dataset[state];
  pair.dataset.pair = number;
  pair.ariaLabel = words.querySelector("[data-pair]").dataset.pair.replace("{n}", number);
  if (rows.length === 2) Object.assign(pair.dataset, coupleWords(...rows));
  pair.append(...tiles);
  return pair;
}

function coupleWords([one, column], [other, otherColumn]) {
  const found = words.querySelector(`[data-couple="${column} ${otherColumn}"]`)?.dataset;
  const { both, neither, first, second } = found ?? words.querySelector("[data-couple]").dataset;
  const only = words.querySelector("[data-only]").dataset.only;
  if (found) return { both, neither, first, second };
  return { both, neither, first: only.replace("{n}", one), second: only.replace("{n}", other) };
}

function putRegisters(form, session, known, day) {
  const pattern = form.querySelector(".numbers");
  const [single, couple] = [pattern.querySelector(".tiles > .tile"), pattern.querySelector(".pair")];
  const groups = known.works[session.work].groups;
  const filled = groups.map((group) => [group, registerOf(session, group, known, day)]).filter(([, rows]) => rows.length);
  for (const [group, rows] of filled) {
    const field = pattern.cloneNode(true);
    const together = new Map();
    for (const row of rows) {
      const key = row[2] ?? `alone ${row[0]}`;
      together.set(key, [...(together.get(key) ?? []), row]);
    }
    const blocks = [...together].map(([pair, found]) => {
      const tiles = found.map((row) => tile(single, group, row));
      return typeof pair === "number" ? pairOf(couple, tiles, found, pair) : tiles[0];
    });
    field.querySelector(".tiles").replaceChildren(...blocks);
    field.dataset.space = known.works[session.work].space;
    markJoined(field, group, session.joined?.[group]);
    if (filled.length > 1) {
      const from = words.querySelector("[data-from]").dataset.from;
      field.querySelector("legend").textContent = from.replace("{group}", known.groups[group].name);
    }
    pattern.before(field);
  }
  pattern.remove();
  if (!filled.length) form.querySelector(".roll").remove();
}

function markJoined(field, group, joined) {
  if (!joined) return;
  const [sentence, numbers] = joined;
  field.querySelector("[data-tip]").textContent = sentence;
  for (const number of numbers) field.querySelector(`[value="${group}:${number}"]`).parentElement.dataset.joined = "";
}

// Beside those that every session has: what holds of this one, under conditions that cautions.js looks at.
function putCautions(form, session, known) {
  const place = form.querySelector(".cautions");
  for (const which of session.cautions) {
    const { words: sentence, ...conditions } = known.cautions[which];
    const notice = place.firstElementChild.cloneNode(true);
    for (const name of Object.keys(notice.dataset)) delete notice.dataset[name];
    Object.assign(notice.dataset, conditions, { kind: conditions.caution === "few" ? "info" : "warning" });
    notice.querySelector("[data-words]").dataset.words = sentence;
    notice.querySelector("[data-words]").textContent = "";
    notice.hidden = true;
    place.append(notice);
  }
}

// The card is the server's own markup, kept sealed. That it was looked at is kept nowhere.
function putCard(form, html) {
  const card = form.querySelector("[data-card]");
  card.hidden = !html;
  card.append(...new DOMParser().parseFromString(html ?? "", "text/html").body.childNodes); // runs no script
}

function putTopics(form, session, known) {
  const levels = known.works[session.work].levels ?? {};
  const field = form.querySelector("#field-topics");
  for (const [code, level] of Object.entries(levels)) {
    const box = field.querySelector(`[value="${code}"]`);
    box?.toggleAttribute("data-sensitive", level === "SENSITIVE");
  }
  const near = field.querySelector(".chips");
  near.replaceChildren();
  const wanted = new Set([...(session.fields.topics ?? []), ...session.near]);
  for (const code of [...wanted].slice(0, 6)) {
    const box = field.querySelector(`[value="${code}"]`);
    if (box) near.append(box.closest(".chip"));
  }
  field.querySelector("details").open = !near.children.length;
}

function putPeople(form, session, known) {
  const work = known.works[session.work];
  const field = form.querySelector("#field-facilitators");
  const [near, others] = field.querySelectorAll(".chips");
  const pattern = near.firstElementChild;
  const atHand = new Set([...work.near, ...(session.fields.facilitators ?? []).map(Number)]);
  const chips = known.offices[work.office].people.map(([key, name]) => {
    const chip = pattern.cloneNode(true);
    chip.querySelector("input").value = key;
    chip.querySelector("span").textContent = name;
    return [atHand.has(key), chip];
  });
  near.replaceChildren(...chips.filter(([here]) => here).map(([, chip]) => chip));
  others.replaceChildren(...chips.filter(([here]) => !here).map(([, chip]) => chip));
  if (!others.children.length) others.closest("details").remove();
}

function today() {
  return new Date().toLocaleDateString("en-CA"); // as 2026-07-01
}

async function showLog(session, known) {
  const root = make("log");
  const form = root.querySelector("form");
  const work = known.works[session.work];
  put(root, about(session, known));
  prepare(form, session);
  form.dataset.space = work.space;
  putRegisters(form, session, known, session.fields.held_on);
  putTopics(form, session, known);
  putPeople(form, session, known);
  putCautions(form, session, known);
  putCard(form, known.cards[work.place]);
  for (const box of form.querySelectorAll(".counts input")) {
    if (!work.columns.includes(box.name)) box.closest("[id^=field-]").remove();
  }
  form.elements.held_on.max = today();
  fill(form, session.fields);
  const away = root.querySelector("[data-not-held]");
  if (session.list === "logged") away.remove();
  else away.href = `/sessions/${session.id}/did-not-happen/`;
  view.replaceChildren(root);
  await start(form);
}

async function showNotHeld(session, known) {
  const root = make("not_held");
  const form = root.querySelector("form");
  put(root, about(session, known));
  prepare(form, session);
  form.elements.day.min = today();
  view.replaceChildren(root);
  await start(form);
}

function prepare(form, session) {
  form.dataset.session = session.id;
  form.dataset.blank = "";
  form.elements.version.value = session.version;
}

// ------------------------------------------------------------------ which of them

async function show() {
  const able = await ready;
  const waiting = location.pathname === "/sessions/waiting/";
  if (able && waiting) await showWaiting(view, make); // asks the device alone
  const fresh = able && !onDevice ? await refresh() : "away";
  if (!able || fresh === "expired") view.replaceChildren(make("closed"));
  else if (!waiting) await showKept(await list());
  document.title = `${view.querySelector("h1").textContent} · care·engage`;
}

async function showKept(known) {
  const [, key, page] = /^\/sessions\/(\d+)\/(log|did-not-happen)\/$/.exec(location.pathname) ?? [];
  const session = known?.sessions.find(({ id }) => id === Number(key));
  if (known && location.pathname === "/sessions/") await showDiary(known);
  else if (!session) view.replaceChildren(make("absent"));
  else if (page === "log") await showLog(session, known);
  else await showNotHeld(session, known);
}

if (view) show();
