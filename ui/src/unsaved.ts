// Warns before a long form is left with words in it that nobody has received.

export function guardChanges(): void {
  const changed = new Set<HTMLFormElement>();
  const guarded = (target: EventTarget | null): HTMLFormElement | null =>
    target instanceof Element ? target.closest<HTMLFormElement>("form[data-guard]") : null;
  document.addEventListener("input", (event) => {
    const form = guarded(event.target);
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    const form = guarded(event.target);
    if (form && !event.defaultPrevented) changed.delete(form);
  });
  window.addEventListener("beforeunload", (event) => {
    const open = [...changed].some((form) => form.isConnected);
    if (open) event.preventDefault();
  });
}
