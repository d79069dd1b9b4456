// A form is sent once. The server knows a form sent twice by its key; this spares people the doubt.

// After this time the person may try again: the answer was lost, or was a file to keep.
const PATIENCE_MILLISECONDS = 8_000;

export function stayOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), PATIENCE_MILLISECONDS);
  });
  // A page that comes back from the browser's memory is as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) release(form);
  });
  document.addEventListener("htmx:finally:request", () => {
    for (const form of document.forms) release(form);
  });
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
