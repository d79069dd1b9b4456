// One photo for one question. It is drawn smaller and locked before it is shown.

import { button, el } from "./dom.ts";
import { sha256 } from "./envelope.ts";
import { newId } from "./id.ts";
import { isDeclined } from "./judge.ts";
import { shrink } from "./photos.ts";
import { t } from "./say.ts";
import * as store from "./store.ts";
import type { Answers, PhotoNote, Submission } from "./types.ts";

export interface PhotoPlace {
  submission: Submission;
  question: string;
  matter: string;
  answers: Answers;
  changed(): void;
}

export function photoField(place: PhotoPlace): HTMLElement {
  const status = el("p", { class: "hint", role: "status" });
  const shown = el("div", { class: "notebook-photo" });
  const input = el("input", {
    type: "file",
    accept: "image/*",
    capture: "environment",
    class: "visually-hidden",
    tabindex: "-1",
  });
  const indoors = el("input", { type: "checkbox" });
  const inside = el("label", { class: "choice" }, indoors, el("span", {}, t("notebook-photo-indoors")));
  const take = button(t("notebook-photo-take"), () => input.click(), "button", "camera");
  const draw = async (): Promise<void> => {
    const id = place.answers[place.question];
    const item = typeof id === "string" ? (await store.items()).find((it) => it.id === id) : undefined;
    shown.replaceChildren();
    if (!item?.bytes) return;
    const url = URL.createObjectURL(new Blob([await store.readBytes(item)], { type: "image/jpeg" }));
    const picture = el("img", { src: url, alt: t("notebook-photo"), width: 160, height: 120 });
    picture.addEventListener("load", () => URL.revokeObjectURL(url));
    shown.append(
      picture,
      button(t("notebook-photo-remove"), () => drop(item.id), "button small", "trash-2"),
    );
  };
  const drop = async (id: string): Promise<void> => {
    await store.dropPhoto(id);
    delete place.answers[place.question];
    place.changed();
    await draw();
  };
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    status.className = "hint";
    status.replaceChildren(t("notebook-photo-busy"));
    const trouble = await keep(place, file, indoors.checked);
    status.className = trouble ? "error" : "hint";
    status.replaceChildren(trouble ? t(trouble) : "");
    await draw();
  });
  if (!isDeclined(place.answers[place.question])) void draw();
  return el("div", { class: "stack tight" }, inside, take, input, status, shown);
}

/** The key of a sentence that says why it was not kept. */
async function keep(place: PhotoPlace, file: File, indoors: boolean): Promise<string | null> {
  const room = await store.room();
  if (room && room.quota - room.used < store.LAST_ROOM_BYTES) return "notebook-photo-full";
  try {
    const taken = await shrink(file);
    const note: PhotoNote = {
      id: newId(),
      visit: place.submission.visit,
      submission: place.submission.id,
      question: place.matter ? `${place.question}:${place.matter}` : place.question,
      bytes: taken.bytes.byteLength,
      digest: await sha256(taken.bytes),
      taken_at: taken.taken_at,
      indoors,
      // The question is only asked behind the yes of the resident.
      consent: true,
    };
    await store.keepPhoto(note, taken.bytes, place.submission.author);
    const earlier = place.answers[place.question];
    place.answers[place.question] = note.id;
    place.changed();
    if (typeof earlier === "string") await store.dropPhoto(earlier);
    return null;
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    return full ? "notebook-photo-full" : "notebook-photo-unread";
  }
}
