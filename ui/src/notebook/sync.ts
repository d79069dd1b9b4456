// Sending what waits and fetching today's route. Everything may be repeated: an item has the id that
// the phone gave it, and the server takes each once. The order does not matter, and what cannot be
// sent stays where it is.

import * as db from "./database.ts";
import { base64, sha256 } from "./envelope.ts";
import * as store from "./store.ts";
import type { Envelope, Item, PhotoNote, Route, Submission } from "./types.ts";
import * as vault from "./vault.ts";

const API = "/api/v1/notebook";
const SESSION = "/api/v1/session";
const CHUNK_BYTES = 128 * 1024;
const PATIENCE_MS = 30_000;

export type SyncEnd = "done" | "offline" | "signed-out" | "no-route" | "other-account" | "trouble";

interface Session {
  token: string;
  account: string;
}

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

let running: Promise<SyncEnd> | null = null;

/** One at a time, in this tab and in all others. */
export function sync(): Promise<SyncEnd> {
  running ??= alone().finally(() => {
    running = null;
  });
  return running;
}

async function alone(): Promise<SyncEnd> {
  const locks = navigator.locks;
  return locks ? locks.request("huiyin-notebook-sync", exchange) : exchange();
}

async function exchange(): Promise<SyncEnd> {
  try {
    const session = await signedIn();
    if (!session) return "signed-out";
    const kept = await vault.vault();
    const mine = vault.isOpen() && kept?.account === session.account;
    let end: SyncEnd = "done";
    for (const item of await store.items()) {
      if (!(await send(item, session, mine))) end = "trouble";
    }
    if (!mine) return kept && kept.account !== session.account ? "other-account" : end;
    const fresh = await fetchRoute(session);
    if (!fresh) return "no-route";
    await vault.noteSync(Date.parse(fresh.now));
    await store.keepRoute(fresh);
    return end;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return "signed-out";
    return "offline";
  }
}

/** Who is signed in, or nobody. Fails where there is no server. */
export async function signedIn(): Promise<Session | null> {
  try {
    return (await ask(SESSION, "GET")) as Session;
  } catch (error) {
    if (error instanceof Refused && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

export async function fetchRoute(session: Session): Promise<Route | null> {
  try {
    return (await ask(`${API}/route`, "GET", session)) as Route;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

/** Whether the item needs nothing more; what the server refuses is kept and said. */
async function send(item: Item, session: Session, mine: boolean): Promise<boolean> {
  if (item.state === "sent") return true;
  const readable = mine && item.account === session.account;
  // A draft is sent only when nobody can finish it any more: by its own visitor or, after a wipe, sealed.
  const orphaned = !(await vault.vault()) || (await vault.vault())?.account !== item.account;
  if (!readable && !orphaned) return true;
  if (readable && item.state === "draft") return true;
  try {
    if (readable) await (item.kind === "visit" ? sendVisit(item, session) : sendPhoto(item, session));
    else await sendSealed(item, session);
    if (readable) await store.mark(item.id, "sent", "");
    else await store.drop(item.id);
    if (item.kind === "photo" && readable) await forgetBytes(item.id);
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401 || error.status >= 500) throw error;
    await store.mark(item.id, item.state, error.message);
    return false;
  }
}

/** The server has the photo: the phone needs only to know that it was sent. */
async function forgetBytes(id: string): Promise<void> {
  await db.change<Item>("items", id, (item) => ({ ...item, bytes: null }));
}

async function sendVisit(item: Item, session: Session): Promise<void> {
  await ask(`${API}/submissions`, "POST", session, await store.read<Submission>(item));
}

async function sendPhoto(item: Item, session: Session): Promise<void> {
  const note = await store.read<PhotoNote>(item);
  const bytes = await store.readBytes(item);
  let { offset } = (await ask(`${API}/photos`, "POST", session, note)) as { offset: number };
  // Each answer says how far the server has come, so what was lost on the way is sent again.
  for (let tries = 0; offset < bytes.byteLength && tries < 1_000; tries++) {
    const chunk = bytes.slice(offset, offset + CHUNK_BYTES);
    const path = `${API}/photos/${note.id}?offset=${offset}&digest=${await sha256(chunk)}`;
    ({ offset } = (await ask(path, "POST", session, chunk)) as { offset: number });
  }
}

async function sendSealed(item: Item, session: Session): Promise<void> {
  await ask(`${API}/sealed`, "POST", session, {
    id: item.id,
    kind: item.kind,
    draft: item.state === "draft",
    visit: item.visit,
    submission: item.submission,
    changed_at: item.changed * 1_000,
    note: onTheWay(item.note),
    bytes: item.bytes && onTheWay(item.bytes),
  });
}

function onTheWay(envelope: Envelope): Record<string, string> {
  return {
    key_id: envelope.sealed.key_id,
    ephemeral: base64(envelope.sealed.ephemeral),
    key_iv: base64(envelope.sealed.iv),
    key: base64(envelope.sealed.text),
    iv: base64(envelope.body.iv),
    text: base64(envelope.body.text),
  };
}

async function ask(path: string, method: string, session?: Session, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (session) headers["x-huiyin-token"] = session.token;
  const raw = body instanceof ArrayBuffer;
  if (body !== undefined) headers["content-type"] = raw ? "application/octet-stream" : "application/json";
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : raw ? body : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    const said = (await answer.json().catch(() => ({}))) as { message?: string };
    if (!answer.ok) throw new Refused(answer.status, said.message ?? String(answer.status));
    return said;
  } finally {
    clearTimeout(late);
  }
}
