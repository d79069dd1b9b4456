// tokens.css says each theme once, as an attribute on the root. A reader's wish comes either from
// that attribute or from the system, so every block is written a second time under the media query
// of the same meaning, unless the attribute says otherwise.

const wishes = {
  '[data-theme="dark"]': {
    media: "(prefers-color-scheme: dark)",
    unless: ':not([data-theme="light"])',
  },
  '[data-contrast="more"]': {
    media: "(prefers-contrast: more)",
    unless: ':not([data-contrast="normal"])',
  },
};

const block = /^:root((?:\[data-(?:theme|contrast)="[a-z]+"\])+) \{\n([\s\S]*?)^\}\n/gm;

export function spreadThemes(css) {
  return css.replace(block, (_whole, attributes, body) => {
    const asked = attributes.match(/\[[^\]]+\]/g);
    return combinations(asked)
      .map((chosen) => writeRule(chosen, body))
      .join("");
  });
}

/** Each wish by attribute or by system: one wish has two ways to be said, two have four. */
function combinations(asked) {
  return asked.reduce(
    (so_far, attribute) =>
      so_far.flatMap((chosen) => [
        [...chosen, { selector: attribute, media: "" }],
        [...chosen, { selector: wishes[attribute].unless, media: wishes[attribute].media }],
      ]),
    [[]],
  );
}

function writeRule(chosen, body) {
  const selector = `:root${chosen.map((wish) => wish.selector).join("")}`;
  const media = chosen.map((wish) => wish.media).filter((query) => query !== "");
  const rule = `${selector} {\n${body}}\n`;
  return media.length === 0 ? rule : `@media ${media.join(" and ")} {\n${rule}}\n`;
}
