// An island within a closed <details> is fetched when somebody opens it, so that a phone on a poor line
// does not pay for a map that it never shows. Where a wide screen has room beside the list, it opens
// by itself.

const WIDE_SCREEN = "(min-width: 62.5rem)";

export function openIslands(): void {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>("details[data-island]")) {
    if ("islandWide" in fold.dataset && matchMedia(WIDE_SCREEN).matches) fold.open = true;
    if (fold.open) fetchIsland(fold);
    else fold.addEventListener("toggle", () => fetchIsland(fold), { once: true });
  }
}

function fetchIsland(fold: HTMLDetailsElement): void {
  const script = document.createElement("script");
  script.type = "module";
  script.src = fold.dataset.island ?? "";
  document.head.append(script);
}
