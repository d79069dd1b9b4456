// Makes photos smaller before they are sent: a phone's 6 MB become some 300 KB, and the place where
// a photo was taken, which cameras write into the file, does not leave the phone. Where the browser
// cannot do it the file is sent as it is; the server checks and cleans every photo in any case.

import { asJpeg, draw, LONGEST_SIDE_PIXELS } from "./draw";

const JPEG_QUALITY = 0.82;
const THUMBNAIL_PIXELS = 320;

type Photo = { file: File; picture: HTMLCanvasElement | null };

for (const input of document.querySelectorAll<HTMLInputElement>("input[data-photos]")) enhance(input);

function enhance(input: HTMLInputElement): void {
  if (typeof DataTransfer === "undefined" || typeof createImageBitmap === "undefined") return;
  const most = Number(input.dataset.photos) || 6;
  const photos: Photo[] = [];
  const list = document.createElement("ul");
  list.className = "chosen";
  const status = document.createElement("p");
  status.className = "hint";
  status.setAttribute("role", "status");
  input.after(list, status);
  let working = false;

  const show = (sentence: string): void => {
    input.files = filesOf(photos);
    list.replaceChildren(...photos.map((photo, index) => row(input, photo, index, remove)));
    status.textContent = sentence;
  };
  const remove = (index: number): void => {
    photos.splice(index, 1);
    show(ready());
    input.focus();
  };
  const ready = (): string => {
    if (photos.length === 0) return "";
    const bytes = photos.reduce((sum, photo) => sum + photo.file.size, 0);
    return `${input.dataset.textReady ?? ""} ${photos.length} / ${most} · ${inWords(bytes)}`;
  };

  input.addEventListener("change", async () => {
    const added = [...(input.files ?? [])];
    const room = most - photos.length;
    working = true;
    status.textContent = input.dataset.textBusy ?? "";
    for (const file of added.slice(0, room)) photos.push(await prepare(file));
    working = false;
    show(added.length > room ? (input.dataset.textMany ?? "") : ready());
  });
  input.form?.addEventListener(
    "submit",
    (event) => {
      if (!working) return;
      // Sent in the middle of the work the form would carry the large files.
      event.preventDefault();
      event.stopImmediatePropagation();
      status.scrollIntoView({ block: "center" });
    },
    { capture: true },
  );
}

function filesOf(photos: Photo[]): FileList {
  const carrier = new DataTransfer();
  for (const photo of photos) carrier.items.add(photo.file);
  return carrier.files;
}

async function prepare(file: File): Promise<Photo> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const full = draw(bitmap, LONGEST_SIDE_PIXELS);
    const picture = draw(bitmap, THUMBNAIL_PIXELS);
    bitmap.close();
    const blob = await asJpeg(full, JPEG_QUALITY);
    if (!blob) return { file, picture };
    const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
    return { file: new File([blob], name, { type: "image/jpeg" }), picture };
  } catch {
    return { file, picture: null };
  }
}

function row(
  input: HTMLInputElement,
  photo: Photo,
  index: number,
  remove: (index: number) => void,
): HTMLLIElement {
  const item = document.createElement("li");
  const name = `${input.dataset.textPhoto ?? ""} ${index + 1}`;
  if (photo.picture) {
    photo.picture.setAttribute("role", "img");
    photo.picture.setAttribute("aria-label", name);
    item.append(photo.picture);
  } else {
    const note = document.createElement("p");
    note.className = "hint";
    note.textContent = `${photo.file.name}: ${input.dataset.textUnread ?? ""}`;
    item.append(note);
  }
  const size = document.createElement("span");
  size.className = "hint";
  size.textContent = `${name} · ${inWords(photo.file.size)}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = input.dataset.textRemove ?? "";
  button.setAttribute("aria-label", `${input.dataset.textRemove ?? ""} ${name}`);
  button.addEventListener("click", () => remove(index));
  item.append(size, button);
  return item;
}

function inWords(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.ceil(bytes / 1_000)} KB`;
}
