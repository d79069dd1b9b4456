// Choosing a PIN, and opening the notebook with it.

import { button, el, notice } from "./dom.ts";
import { t } from "./say.ts";
import * as vault from "./vault.ts";

function pinField(label: string, id: string): { field: HTMLElement; input: HTMLInputElement } {
  const input = el("input", {
    id,
    type: "password",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: vault.PIN_DIGITS,
    class: "notebook-pin",
    "aria-describedby": "pin-error",
  });
  return { field: el("div", { class: "field" }, el("label", { for: id }, label), input), input };
}

/** `done` gets a PIN that will do. */
export function choosePin(done: (pin: string) => Promise<void>): HTMLElement {
  const first = pinField(t("notebook-pin-choose", { digits: vault.PIN_DIGITS }), "pin");
  const second = pinField(t("notebook-pin-again"), "pin-again");
  const error = el("p", { class: "error", role: "alert", id: "pin-error" });
  const go = button(
    t("notebook-pin-keep"),
    async () => {
      const pin = first.input.value;
      const wrong = !/^\d{6}$/.test(pin)
        ? "notebook-pin-digits"
        : vault.isWeak(pin)
          ? "notebook-pin-weak"
          : pin !== second.input.value
            ? "notebook-pin-differs"
            : null;
      error.replaceChildren(wrong ? t(wrong, { digits: vault.PIN_DIGITS }) : "");
      if (!wrong) await done(pin);
    },
    "button primary large",
  );
  return el(
    "div",
    { class: "form narrow" },
    notice(
      "info",
      el("p", {}, t("notebook-pin-why", { wrong: vault.WRONG_PINS_MAX, days: vault.DAYS_WITHOUT_SYNC_MAX })),
    ),
    first.field,
    second.field,
    error,
    go,
  );
}

export function typePin(opened: () => Promise<void>, wiped: () => void): HTMLElement {
  const { field, input } = pinField(t("notebook-pin"), "pin");
  const error = el("p", { class: "error", role: "alert", id: "pin-error" });
  const go = button(
    t("notebook-pin-open"),
    async () => {
      if (!/^\d{6}$/.test(input.value)) {
        error.replaceChildren(t("notebook-pin-digits", { digits: vault.PIN_DIGITS }));
        return;
      }
      const left = await vault.open(input.value);
      if (left === null) return opened();
      if (left === 0) return wiped();
      input.value = "";
      input.focus();
      error.replaceChildren(t("notebook-pin-wrong", { left }));
    },
    "button primary large",
    "key-round",
  );
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go.click();
  });
  return el("div", { class: "form narrow" }, field, error, go);
}
