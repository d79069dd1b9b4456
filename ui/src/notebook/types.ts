// What the server hands out and takes back, and what stands in the store of the phone.

/** A text in Chinese and English. */
export type Said = [string, string];

/** A condition, as the server wrote it: see `crates/forms/src/expr/write.rs`. */
export type Expr = boolean | [string, ...unknown[]];

export interface Question {
  name: string;
  kind:
    | "text"
    | "integer"
    | "decimal"
    | "date"
    | "time"
    | "select_one"
    | "select_multiple"
    | "note"
    | "image"
    | "geopoint";
  list?: string;
  label: Said;
  hint?: Said;
  purpose?: Said;
  message?: Said;
  relevant?: Expr;
  constraint?: Expr;
  consent?: string;
  sensitive?: boolean;
  meaning?: string;
}

export interface Group {
  group: string;
  label: Said;
  relevant?: Expr;
  matter?: boolean;
  parts: Part[];
}

export type Part = Question | Group;

export interface Form {
  id: string;
  version: number;
  title: Said;
  digest: string;
  parts: Part[];
  lists: Record<string, [string, string, string][]>;
}

export type Answer = string | number | string[] | { declined: true } | { lat: number; lon: number };
export type Answers = Record<string, Answer>;

export interface Stop {
  visit: string;
  seq: number;
  compound: string;
  building: string;
  door: string;
  /** District time, `hh:mm`. */
  arrive: string;
  window: [string, string] | null;
  invited: boolean;
  state: string;
  point: [number, number] | null;
  /** By which the people at the door see what became of it. */
  code: string;
  /** A QR code of the address behind the code, as SVG. */
  qr: string;
  /** What became of what was raised here before. */
  before: { number: string; title: string; state: string }[];
}

export interface Badge {
  name: string;
  role: string;
  address: string;
  qr: string;
}

export interface Route {
  /** The account for which it was made. */
  account: string;
  now: string;
  day: string;
  round: string;
  team: number | null;
  /** By when the resident hears (V9). */
  echo_by: string;
  stops: Stop[];
  form: Form;
  badges: Badge[];
  /** To whom items are sealed: raw P-256 point, base64. */
  district_key: string;
  district_key_id: string;
  help_phone: string;
}

export type Outcome = "visited" | "not_met" | "declined" | "do_not_disturb";

export interface MatterDraft {
  id: string;
  answers: Answers;
}

/** What is written down about one door; the body of an item of kind `visit`. */
export interface Submission {
  id: string;
  visit: string;
  form: string;
  form_version: number;
  form_digest: string;
  replaces: string | null;
  outcome: Outcome;
  answers: Answers;
  matters: MatterDraft[];
  /** By the clock of the phone, in microseconds, and how far it was off when last compared. */
  made_at: number;
  skew_seconds: number;
  author: string;
}

/** What goes beside a photo; the photo's bytes are an envelope of their own. */
export interface PhotoNote {
  id: string;
  visit: string;
  submission: string;
  question: string;
  bytes: number;
  digest: string;
  taken_at: number;
  indoors: boolean;
  consent: boolean;
}

export interface Cipher {
  iv: Uint8Array;
  text: ArrayBuffer;
}

/** One thing, locked once with a key of its own; that key is kept for the visitor and for the district. */
export interface Envelope {
  body: Cipher;
  /** The key, locked for whoever knows the PIN. */
  own: Cipher | null;
  /** The key, sealed to the district. */
  sealed: { key_id: string; ephemeral: ArrayBuffer; iv: Uint8Array; text: ArrayBuffer };
}

export type ItemKind = "visit" | "photo";
export type ItemState = "draft" | "waiting" | "sent";

export interface Item {
  id: string;
  kind: ItemKind;
  account: string;
  day: string;
  visit: string;
  /** Of a photo: the submission that names it. */
  submission: string;
  state: ItemState;
  changed: number;
  /** Why the server would not take it, as it said. */
  trouble: string;
  note: Envelope;
  /** The bytes of a photo. */
  bytes: Envelope | null;
  size: number;
}

export interface Vault {
  account: string;
  salt: Uint8Array;
  iterations: number;
  /** The key of the notebook, locked by PIN and by a key that cannot leave the browser. */
  wrapped: Cipher;
  device: CryptoKey;
  wrong: number;
  last_sync: number;
  /** The latest time that was ever seen, so that a clock set back gains nothing. */
  latest_seen: number;
  skew_seconds: number;
}
