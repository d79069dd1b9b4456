// Loaded by every page. Nothing here is needed to do anything: it makes what works quicker and safer.
import "htmx.org";
import { openIslands } from "./island.ts";
import { stayOnce } from "./once.ts";
import { guardChanges } from "./unsaved.ts";

const root = document.documentElement;
root.classList.add("js");

const COPIED_MILLISECONDS = 2_000;
const NEAR_LIMIT_CHARACTERS = 50;

stayOnce();
guardChanges();
openIslands();
sharpen(document);
focusErrors(document);
sendNow();
document.addEventListener("htmx:after:swap", (event) => {
  const place = event.target instanceof Element ? event.target : document;
  sharpen(place);
  focusErrors(place);
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
  if (!button) return;
  if (button.dataset.dialog) openDialog(button.dataset.dialog);
  if (button.dataset.copy) void copy(button, button.dataset.copy);
  if ("print" in button.dataset) window.print();
});

function sharpen(place: ParentNode): void {
  for (const area of place.querySelectorAll<HTMLTextAreaElement>("textarea[maxlength]")) countLetters(area);
  place.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

/** A form that came back with errors is read from its summary. */
function focusErrors(place: ParentNode): void {
  place.querySelector<HTMLElement>("[data-errors]")?.focus();
}

/** A form that only confirms what somebody has begun elsewhere goes on by itself. */
function sendNow(): void {
  document.querySelector<HTMLFormElement>("form[data-send-now]")?.requestSubmit();
}

function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  const use = button.querySelector("use");
  const drawing = use?.getAttribute("href") ?? "";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return;
  }
  use?.setAttribute("href", drawing.replace(/#.*$/, "#check"));
  setTimeout(() => use?.setAttribute("href", drawing), COPIED_MILLISECONDS);
}

function countLetters(area: HTMLTextAreaElement): void {
  if (area.dataset.counted) return;
  area.dataset.counted = "yes";
  const counter = document.createElement("p");
  counter.className = "counter";
  area.after(counter);
  const show = (): void => {
    const near = area.maxLength - area.value.length <= NEAR_LIMIT_CHARACTERS;
    counter.textContent = `${area.value.length} / ${area.maxLength}`;
    counter.classList.toggle("near", near);
    // Read aloud only when it begins to matter.
    counter.setAttribute("aria-live", near ? "polite" : "off");
  };
  area.addEventListener("input", show);
  show();
}
