// Keeps the one page for work without a network, what it is made of, and whom to call. Whatever is not named
// here is never kept, and goes to the network as if this script were not there.

const CACHE = "care-engage-{{ tag }}";
const SHELL = "{% url "waiting" %}";
const HARM = "{% url "harm" %}";
const STATIC = "{% get_static_prefix %}";
const PARTS = /(?:href|src)="([^"]+\.(?:css|js|svg))"/g;
const SHELL_STANDS_FOR = [/^\/sessions\/$/, /^\/sessions\/\d+\/(log|did-not-happen)\/$/];
const PATIENCE = 12_000; // milliseconds; a network this slow is none

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  const turnsUp = event.request.mode === "navigate";
  if (pathname.startsWith(STATIC)) event.respondWith(kept(pathname, event.request));
  else if (pathname === SHELL || pathname === HARM) event.respondWith(freshest(event.request, pathname));
  else if (turnsUp && SHELL_STANDS_FOR.some((way) => way.test(pathname))) event.respondWith(page(event.request));
});

// All or nothing: without the page the former version, if there is one, stays in charge and keeps its own.
async function install() {
  const html = await keep(SHELL, await fetch(SHELL, { cache: "no-store" }));
  if (!html) throw new Error("The page is not to be had.");
  await (await caches.open(CACHE)).addAll([...html.matchAll(PARTS)].map(([, address]) => address));
  await fetch(HARM).then((answer) => keep(HARM, answer)).catch(() => {});
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("care-engage-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The page is kept without whose it was: offline it asks the device. Resolves to what was kept.
async function keep(pathname, answer) {
  if (!answer.ok || answer.redirected) return "";
  const html = (await answer.text()).replace(/data-person="\w+"/, 'data-person="device"');
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  const policy = answer.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  await (await caches.open(CACHE)).put(pathname, new Response(html, { headers }));
  return html;
}

async function kept(pathname, request) {
  return (await (await caches.open(CACHE)).match(pathname)) ?? fetch(request);
}

async function page(request) {
  const shell = await (await caches.open(CACHE)).match(SHELL);
  try {
    const answer = await fetch(request, shell && { signal: AbortSignal.timeout(PATIENCE) });
    return shell && answer.status > 501 ? shell : answer;
  } catch (error) {
    if (shell) return shell;
    throw error;
  }
}

async function freshest(request, pathname) {
  const there = await (await caches.open(CACHE)).match(pathname);
  try {
    const answer = await fetch(request, there && { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) await keep(pathname, answer.clone());
    return there && answer.status > 501 ? there : answer;
  } catch (error) {
    if (there) return there;
    throw error;
  }
}
