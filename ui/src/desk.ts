// The inbox by keyboard, and the count of what is selected. Rows are looked up at each key press,
// because htmx may have put others in their place.

const OFF_SWITCH = "huiyin-single-keys-off";

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("tr[data-row]")];
const boxOf = (row: HTMLElement): HTMLInputElement | null => row.querySelector("input[type=checkbox]");

/** Single keys get in the way of voice control, so everybody may switch them off. */
function keysAreOff(): boolean {
  try {
    return localStorage.getItem(OFF_SWITCH) === "yes";
  } catch {
    return false;
  }
}

function rememberSwitch(on: boolean): void {
  try {
    localStorage.setItem(OFF_SWITCH, on ? "no" : "yes");
  } catch {
    // Without storage the choice holds for this page only.
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

function move(step: number): void {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((row) => row.classList.contains("here"));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  all[at]?.classList.remove("here");
  const row = all[next];
  row?.classList.add("here");
  row?.querySelector<HTMLElement>("[data-open]")?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function select(row: HTMLElement | undefined): void {
  const box = row && boxOf(row);
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function count(): void {
  let selected = 0;
  const all = rows();
  for (const row of all) {
    const checked = boxOf(row)?.checked ?? false;
    row.classList.toggle("picked", checked);
    if (checked) selected += 1;
  }
  for (const output of document.querySelectorAll("[data-selected-count]"))
    output.textContent = String(selected);
  for (const bar of document.querySelectorAll("[data-toolbar]")) bar.classList.toggle("active", selected > 0);
  const head = document.querySelector<HTMLInputElement>("[data-select-all]");
  if (!head) return;
  head.checked = selected > 0 && selected === all.length;
  head.indeterminate = selected > 0 && selected < all.length;
}

function openHelp(): void {
  const help = document.getElementById("keys");
  if (help instanceof HTMLDialogElement && !help.open) help.showModal();
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)) (event.target as HTMLElement).blur();
  if (isTyping(event.target) || document.querySelector("dialog[open]") || keysAreOff()) return;
  const here = rows().find((row) => row.classList.contains("here"));
  const acts: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    x: () => select(here),
    "/": () => document.querySelector<HTMLInputElement>("input[type=search]")?.focus(),
    "?": openHelp,
  };
  // Enter stays with whatever has the focus; only without one does it open the row.
  if (event.target === document.body && here) {
    acts.Enter = () => here.querySelector<HTMLElement>("[data-open]")?.click();
  }
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", press);
document.addEventListener("focusin", (event) => {
  const row = event.target instanceof Element ? event.target.closest("tr[data-row]") : null;
  if (!row) return;
  for (const other of rows()) other.classList.toggle("here", other === row);
});
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) return;
  if ("selectAll" in box.dataset) {
    for (const row of rows()) {
      const own = boxOf(row);
      if (own) own.checked = box.checked;
    }
  }
  if ("keysSwitch" in box.dataset) rememberSwitch(box.checked);
  count();
});
document.addEventListener("htmx:after:swap", count);
window.addEventListener("pageshow", count);
for (const box of document.querySelectorAll<HTMLInputElement>("[data-keys-switch]"))
  box.checked = !keysAreOff();
count();
