import assert from "node:assert/strict";
import { test } from "node:test";
import { drawSprite, iconsAskedFor, missingIcons, parseIconList } from "./icons.mjs";
import { spreadThemes } from "./themes.mjs";

test("a theme is said by attribute and by the system", () => {
  const css = spreadThemes(':root[data-theme="dark"] {\n  --ink: #fff;\n}\n');
  assert.match(css, /^:root\[data-theme="dark"\] \{/);
  assert.match(
    css,
    /@media \(prefers-color-scheme: dark\) \{\n:root:not\(\[data-theme="light"\]\) \{\n {2}--ink: #fff;/,
  );
});

test("two wishes together have four ways to be said", () => {
  const css = spreadThemes(':root[data-theme="dark"][data-contrast="more"] {\n  --ink: #fff;\n}\n');
  assert.equal(css.match(/--ink/g).length, 4);
  assert.match(css, /@media \(prefers-color-scheme: dark\) and \(prefers-contrast: more\)/);
});

test("other rules are left alone", () => {
  const css = ':root {\n  --ink: #000;\n}\n\n:root[data-elder="on"] {\n  --text: 1.5rem;\n}\n';
  assert.equal(spreadThemes(css), css);
});

test("the sprite keeps the drawing and drops its frame", () => {
  const sprite = drawSprite([["x", '<!-- licence -->\n<svg\n  class="a"\n>\n  <path d="M1 1" />\n</svg>\n']]);
  assert.equal(
    sprite,
    '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="x" viewBox="0 0 24 24"><path d="M1 1"/></symbol></svg>\n',
  );
});

test("an icon that nobody ships is named with its template", () => {
  const asked = iconsAskedFor([
    { path: "a.html", text: '{{ parts::icon("clock") }}{{ parts::badge("ok", "gone", x) }}' },
  ]);
  assert.deepEqual(missingIcons(asked, parseIconList("clock\n\n# note\nclock\n")), [
    'a.html asks for the icon "gone": add it to ui/icons.txt',
  ]);
});
