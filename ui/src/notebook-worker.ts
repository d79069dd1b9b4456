// Keeps the shell of the notebook on the phone, so that it starts without a network. Nothing that
// belongs to a person passes through here: answers of the interface are never kept.

export type {};

declare const self: ServiceWorkerGlobalScope;
/** Written before this script by the server: addresses with the hashes of their contents. */
declare const SHELL: { name: string; page: string; files: string[] };

const FAMILY = "huiyin-notebook-";
const name = FAMILY + SHELL.name;

self.addEventListener("install", (event) => {
  const all = [SHELL.page, ...SHELL.files].map(
    (address) => new Request(address, { cache: "reload", credentials: "omit" }),
  );
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(all))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((it) => it.startsWith(FAMILY) && it !== name).map((it) => caches.delete(it)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const address = request.mode === "navigate" && pathname === SHELL.page ? SHELL.page : pathname;
  if (address !== SHELL.page && !SHELL.files.includes(address)) return;
  // The shell says nothing of who is signed in, so it fits whatever the request varies in.
  event.respondWith(
    caches.match(address, { cacheName: name, ignoreVary: true }).then((kept) => kept ?? fetch(request)),
  );
});
