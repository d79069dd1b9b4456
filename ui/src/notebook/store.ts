// What was written down and what waits to be sent. Every change is on the disk, locked, before the
// page says that it is kept.

import * as db from "./database.ts";
import { type DistrictKey, disclose, districtKey, enclose, lock, unlock } from "./envelope.ts";
import type { Cipher, Item, PhotoNote, Route, Submission } from "./types.ts";
import * as vault from "./vault.ts";

interface KeptRoute {
  day: string;
  account: string;
  body: Cipher;
}

const ROUTE = "today";
let route: Route | null = null;
let district: DistrictKey | null = null;

export function today(): Route | null {
  return route;
}

/** V10: only the route of one day is ever on the phone. */
export async function keepRoute(fresh: Route): Promise<void> {
  const body = await lock(vault.openKey(), new TextEncoder().encode(JSON.stringify(fresh)), fresh.account);
  await db.put("route", ROUTE, { day: fresh.day, account: fresh.account, body } satisfies KeptRoute);
  await useRoute(fresh);
  await forgetOldDays(fresh.day);
}

export async function loadRoute(): Promise<Route | null> {
  const kept = await db.get<KeptRoute>("route", ROUTE);
  if (!kept) return null;
  const bytes = await unlock(vault.openKey(), kept.body, kept.account);
  await useRoute(JSON.parse(new TextDecoder().decode(bytes)) as Route);
  return route;
}

async function useRoute(fresh: Route): Promise<void> {
  route = fresh;
  district = await districtKey(fresh.district_key_id, fresh.district_key);
}

export function forgetInMemory(): void {
  route = null;
  district = null;
}

/** What was sent on an earlier day leaves the phone; what was not stays, whatever its day. */
async function forgetOldDays(day: string): Promise<void> {
  for (const item of await db.all<Item>("items")) {
    if (item.state === "sent" && item.day !== day) await db.remove("items", item.id);
  }
}

function seals(): DistrictKey {
  if (!district) throw new Error("no route was ever fetched");
  return district;
}

async function locked(id: string, value: unknown): Promise<Item["note"]> {
  return enclose(vault.openKey(), seals(), new TextEncoder().encode(JSON.stringify(value)), id);
}

export async function items(): Promise<Item[]> {
  const found = await db.all<Item>("items");
  return found.sort((a, b) => a.changed - b.changed);
}

export async function read<T>(item: Item): Promise<T> {
  const bytes = await disclose(vault.openKey(), item.note, item.id);
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

export async function readBytes(item: Item): Promise<ArrayBuffer> {
  if (!item.bytes) throw new Error("no bytes");
  return disclose(vault.openKey(), item.bytes, item.id);
}

/** Writes a submission down; `state` says whether it is still being filled in. */
export async function keepSubmission(submission: Submission, state: Item["state"]): Promise<void> {
  const text = await locked(submission.id, submission);
  const item: Item = {
    id: submission.id,
    kind: "visit",
    account: submission.author,
    day: today()?.day ?? "",
    visit: submission.visit,
    submission: submission.id,
    state,
    changed: Date.now(),
    trouble: "",
    note: text,
    bytes: null,
    size: text.body.text.byteLength,
  };
  await db.put("items", item.id, item);
}

export async function keepPhoto(note: PhotoNote, bytes: ArrayBuffer, author: string): Promise<void> {
  const item: Item = {
    id: note.id,
    kind: "photo",
    account: author,
    day: today()?.day ?? "",
    visit: note.visit,
    submission: note.submission,
    state: "draft",
    changed: Date.now(),
    trouble: "",
    note: await locked(note.id, note),
    bytes: await enclose(vault.openKey(), seals(), bytes, note.id),
    size: bytes.byteLength,
  };
  await db.put("items", item.id, item);
}

/** A photo that a resident would rather not have taken is gone at once. */
export async function dropPhoto(id: string): Promise<void> {
  await db.remove("items", id);
}

/** What was filled in becomes what is to be sent, the photos that it names with it. */
export async function finish(submission: Submission, photos: Set<string>): Promise<void> {
  for (const item of await items()) {
    if (item.kind !== "photo" || item.submission !== submission.id) continue;
    if (photos.has(item.id)) await mark(item.id, "waiting", "");
    else await dropPhoto(item.id);
  }
  await keepSubmission(submission, "waiting");
}

export async function mark(id: string, state: Item["state"], trouble: string): Promise<void> {
  await db.change<Item>("items", id, (item) => ({ ...item, state, trouble }));
}

export async function drop(id: string): Promise<void> {
  await db.remove("items", id);
}

/** The newest of what was written about a door, finished or not. */
export async function latestOf(visit: string): Promise<Item | undefined> {
  const account = (await vault.vault())?.account;
  const about = (await items()).filter(
    (item) => item.kind === "visit" && item.visit === visit && item.account === account,
  );
  return about[about.length - 1];
}

export interface Room {
  used: number;
  quota: number;
}

export async function room(): Promise<Room | null> {
  const estimate = await navigator.storage?.estimate?.();
  if (!estimate?.quota) return null;
  return { used: estimate.usage ?? 0, quota: estimate.quota };
}

/** Warned at two thirds, or when a day's photos no longer fit; photos are refused before words are. */
export const DAY_OF_PHOTOS_BYTES = 60_000_000;
export const LAST_ROOM_BYTES = 5_000_000;

export function isScarce(room: Room): boolean {
  return room.used > room.quota * 0.66 || room.quota - room.used < DAY_OF_PHOTOS_BYTES;
}
