// The key of the notebook. It is made when somebody who is signed in chooses a PIN, is locked by
// that PIN and by a key that cannot leave this browser, and is in memory only while the notebook is
// open. Five wrong PINs, or seven days without the server, destroy it.

import * as db from "./database.ts";
import { lock, newKey, unlock } from "./envelope.ts";
import type { Vault } from "./types.ts";

export const PIN_DIGITS = 6;
export const WRONG_PINS_MAX = 5;
export const DAYS_WITHOUT_SYNC_MAX = 7;
const ITERATIONS = 600_000;
const DAY_MS = 86_400_000;
const VAULT = "vault";

export type Standing = "none" | "locked" | "wiped";

let notebook: CryptoKey | null = null;

export function openKey(): CryptoKey {
  if (!notebook) throw new Error("the notebook is closed");
  return notebook;
}

export function isOpen(): boolean {
  return notebook !== null;
}

export function close(): void {
  notebook = null;
}

export function vault(): Promise<Vault | undefined> {
  return db.get<Vault>("meta", VAULT);
}

/** How the notebook stands at a start, before anybody typed a PIN. */
export async function standing(): Promise<Standing> {
  const kept = await vault();
  if (!kept) return (await db.get<boolean>("meta", "wiped")) ? "wiped" : "none";
  if (kept.wrong >= WRONG_PINS_MAX || isTooOld(kept)) {
    await wipe();
    return "wiped";
  }
  return "locked";
}

function isTooOld(kept: Vault): boolean {
  // A clock set back behind the latest time that was seen gains nothing.
  const now = Math.max(Date.now(), kept.latest_seen);
  return now - kept.last_sync > DAYS_WITHOUT_SYNC_MAX * DAY_MS;
}

export function isWeak(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const straight = steps.size === 1 && [0, 1, -1].includes([...steps][0] ?? 9);
  return straight || /^(\d{1,3})\1+$/.test(pin);
}

export async function create(account: string, pin: string): Promise<void> {
  const key = await newKey();
  const device = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const raw = await crypto.subtle.exportKey("raw", key);
  const inner = await lock(await fromPin(pin, salt, ITERATIONS), raw, account);
  const packed = new Uint8Array(inner.iv.length + inner.text.byteLength);
  packed.set(inner.iv);
  packed.set(new Uint8Array(inner.text), inner.iv.length);
  const now = Date.now();
  const kept: Vault = {
    account,
    salt,
    iterations: ITERATIONS,
    wrapped: await lock(device, packed, account),
    device,
    wrong: 0,
    last_sync: now,
    latest_seen: now,
    skew_seconds: 0,
  };
  await db.put("meta", VAULT, kept);
  await db.remove("meta", "wiped");
  notebook = key;
}

/** How many tries are left; nothing when the PIN was right. */
export async function open(pin: string): Promise<number | null> {
  // Counted before it is tried: whoever ends the app in between gains nothing.
  const kept = await db.change<Vault>("meta", VAULT, (value) => ({ ...value, wrong: value.wrong + 1 }));
  if (!kept) return 0;
  if (kept.wrong > WRONG_PINS_MAX) {
    await wipe();
    return 0;
  }
  try {
    const packed = new Uint8Array(await unlock(kept.device, kept.wrapped, kept.account));
    const inner = { iv: packed.slice(0, 12), text: packed.slice(12).buffer as ArrayBuffer };
    const raw = await unlock(await fromPin(pin, kept.salt, kept.iterations), inner, kept.account);
    notebook = await crypto.subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt", "decrypt"]);
  } catch {
    if (kept.wrong >= WRONG_PINS_MAX) await wipe();
    return WRONG_PINS_MAX - kept.wrong;
  }
  await db.change<Vault>("meta", VAULT, (value) => ({ ...value, wrong: 0, latest_seen: latest(value) }));
  return null;
}

function latest(kept: Vault): number {
  return Math.max(kept.latest_seen, Date.now());
}

export async function noteSync(serverNow: number): Promise<void> {
  const skew = Math.round((Date.now() - serverNow) / 1_000);
  await db.change<Vault>("meta", VAULT, (value) => ({
    ...value,
    // The server spoke: whatever the clock of the phone had jumped to before is forgiven.
    last_sync: Date.now(),
    latest_seen: Date.now(),
    skew_seconds: skew,
  }));
}

/** Destroys what can be read. What was not sent stays, sealed to the district. */
export async function wipe(): Promise<void> {
  notebook = null;
  await db.put("meta", "wiped", true);
  await db.remove("meta", VAULT);
  await db.clear("route");
}

async function fromPin(pin: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveKey",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: salt as Uint8Array<ArrayBuffer>, iterations };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
