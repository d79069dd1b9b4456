// Elements without a library: a name, what is special about it, and what stands inside.

type Child = Node | string | null | undefined | false;
type Specials = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  specials: Specials = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(specials)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(
  name: string,
  specials: Record<string, string | number>,
  ...children: Node[]
): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(specials)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** An icon of the sprite, whose address stands on the page. */
export function icon(name: string): SVGElement {
  const sprite = document.documentElement.dataset.icons ?? "";
  const drawing = svg("svg", { class: "icon", "aria-hidden": "true", width: 20, height: 20 });
  drawing.append(svg("use", { href: `${sprite}#${name}` }));
  return drawing;
}

export function button(
  label: string,
  act: () => void | Promise<void>,
  kind = "button",
  picture = "",
): HTMLButtonElement {
  const made = el("button", { type: "button", class: kind }, picture ? icon(picture) : null, label);
  made.addEventListener("click", async () => {
    // A second tap while the first is at work does nothing.
    if (made.getAttribute("aria-busy")) return;
    made.setAttribute("aria-busy", "true");
    try {
      await act();
    } finally {
      made.removeAttribute("aria-busy");
    }
  });
  return made;
}

export function notice(tone: "info" | "ok" | "warn" | "danger", ...inside: Child[]): HTMLElement {
  const names = { info: "info", ok: "circle-check", warn: "triangle-alert", danger: "circle-alert" };
  return el("div", { class: `notice ${tone}`, role: "status" }, icon(names[tone]), el("div", {}, ...inside));
}

/** A drawing that the server made, as a picture: nothing in it can act. */
export function drawing(text: string, alt: string): HTMLImageElement {
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  return el("img", { src: source, alt, class: "notebook-qr", width: 240, height: 240 });
}
