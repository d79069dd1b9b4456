/** Names in icons.txt: one a line, sorted or not, empty lines and # lines aside. */
export function parseIconList(text) {
  const names = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return [...new Set(names)].sort();
}

/** One `<symbol>` per icon. Stroke and size come from the class `icon`, so they are left out here. */
export function drawSprite(drawings) {
  const symbols = drawings.map(([name, svg]) => {
    const inside = svg
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace(/<\/svg>[\s\S]*$/, "")
      .replace(/\s*\n\s*/g, "")
      .replace(/ \/>/g, "/>");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

/** Icons that templates name in a literal: `icon("clock")`, `badge("ok", "check", …)`, `empty("inbox", …)`. */
export function iconsAskedFor(templates) {
  const patterns = [
    /\bicon\("([a-z0-9-]+)"\)/g,
    /\bbadge\("[a-z]+", *"([a-z0-9-]+)"/g,
    /\bempty\("([a-z0-9-]+)"/g,
  ];
  return templates.flatMap(({ path, text }) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => ({ path, name }))),
  );
}

export function missingIcons(asked, names) {
  const shipped = new Set(names);
  return asked
    .filter(({ name }) => !shipped.has(name))
    .map(({ path, name }) => `${path} asks for the icon "${name}": add it to ui/icons.txt`);
}
