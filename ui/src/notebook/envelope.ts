// Locking. Each thing has a key of its own; that key is kept twice: locked by the notebook's key,
// for the visitor, and sealed to the district, for the day on which nobody can open the notebook any
// more. So wiping the notebook needs no PIN and loses nothing that was not yet sent.

import type { Cipher, Envelope } from "./types.ts";

const IV_BYTES = 12;
const AES = "AES-GCM";
/** What the sealed key is bound to; the server says the same words. */
const PURPOSE = new TextEncoder().encode("huiyin notebook item 1");

export interface DistrictKey {
  id: string;
  key: CryptoKey;
}

export async function districtKey(id: string, base64: string): Promise<DistrictKey> {
  const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, { name: "ECDH", namedCurve: "P-256" }, true, []);
  return { id, key };
}

export async function lock(key: CryptoKey, bytes: BufferSource, bound = ""): Promise<Cipher> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const additionalData = new TextEncoder().encode(bound);
  return { iv, text: await crypto.subtle.encrypt({ name: AES, iv, additionalData }, key, bytes) };
}

export async function unlock(key: CryptoKey, cipher: Cipher, bound = ""): Promise<ArrayBuffer> {
  const additionalData = new TextEncoder().encode(bound);
  const how = { name: AES, iv: cipher.iv as Uint8Array<ArrayBuffer>, additionalData };
  return crypto.subtle.decrypt(how, key, cipher.text);
}

export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: AES, length: 256 }, true, ["encrypt", "decrypt"]);
}

function importKey(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, AES, true, ["encrypt", "decrypt"]);
}

/** `bound` ties the bytes to the item in which they stand. */
export async function enclose(
  notebook: CryptoKey,
  district: DistrictKey,
  bytes: BufferSource,
  bound: string,
): Promise<Envelope> {
  const key = await newKey();
  const raw = await crypto.subtle.exportKey("raw", key);
  const body = await lock(key, bytes, bound);
  return { body, own: await lock(notebook, raw, bound), sealed: await seal(district, raw, bound) };
}

export async function disclose(notebook: CryptoKey, envelope: Envelope, bound: string): Promise<ArrayBuffer> {
  if (!envelope.own) throw new Error("only the district can open this");
  const key = await importKey(await unlock(notebook, envelope.own, bound));
  return unlock(key, envelope.body, bound);
}

async function seal(district: DistrictKey, raw: ArrayBuffer, bound: string): Promise<Envelope["sealed"]> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const pair = (await crypto.subtle.generateKey(curve, true, ["deriveBits"])) as CryptoKeyPair;
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: district.key }, pair.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const ephemeral = await crypto.subtle.exportKey("raw", pair.publicKey);
  const how = { name: "HKDF", hash: "SHA-256", salt: ephemeral, info: PURPOSE };
  const key = await crypto.subtle.deriveKey(how, base, { name: AES, length: 256 }, false, ["encrypt"]);
  const cipher = await lock(key, raw, bound);
  return { key_id: district.id, ephemeral, iv: cipher.iv, text: cipher.text };
}

export function base64(bytes: ArrayBuffer | Uint8Array): string {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < view.length; at += 0x8000) {
    text += String.fromCharCode(...view.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
