// Passkeys: fetches the question, lets the browser's own dialog answer it, and sends the answer
// with the form it stands in. Nothing is kept here. Without this script the password remains.

export {};

type Options = Record<string, unknown> & { challenge: string };
type Named = { id: string };
type Answer = Record<string, unknown>;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) enhance(form);

function enhance(form: HTMLFormElement): void {
  const answer = form.elements.namedItem("answer");
  if (!(answer instanceof HTMLInputElement)) return;
  // A page that comes back from the browser's memory must not send an old answer again.
  window.addEventListener("pageshow", () => {
    answer.value = "";
  });
  form.addEventListener(
    "submit",
    (event) => {
      if (answer.value) return;
      // The form goes out once it carries an answer.
      event.preventDefault();
      event.stopImmediatePropagation();
      void fill(form, answer);
    },
    { capture: true },
  );
}

async function fill(form: HTMLFormElement, answer: HTMLInputElement): Promise<void> {
  const button = form.querySelector("button");
  if (button?.disabled) return;
  say(form, "");
  if (!window.PublicKeyCredential) return say(form, form.dataset.textUnable ?? "");
  if (button) button.disabled = true;
  try {
    const options = await ask(form);
    answer.value = JSON.stringify(
      form.dataset.passkey === "create" ? await create(options) : await get(options),
    );
    // The password was proven with the question; it need not travel twice.
    for (const secret of form.querySelectorAll<HTMLInputElement>("input[type=password]")) secret.value = "";
    form.noValidate = true;
    form.requestSubmit();
  } catch (problem) {
    say(form, problem instanceof Refused ? problem.message : (form.dataset.textFailed ?? ""));
  } finally {
    if (button) button.disabled = false;
  }
}

/** The server's own sentence about why it does not ask. */
class Refused extends Error {}

async function ask(form: HTMLFormElement): Promise<Options> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  const reply = await fetch(form.dataset.ask ?? "", { method: "POST", body: fields });
  const isJson = reply.headers.get("content-type")?.startsWith("application/json") ?? false;
  const body: unknown = isJson ? await reply.json() : {};
  if (reply.ok && isJson) return body as Options;
  const sentence = (body as { problem?: unknown }).problem;
  throw new Refused(typeof sentence === "string" ? sentence : (form.dataset.textFailed ?? ""));
}

async function create(options: Options): Promise<Answer> {
  const user = options.user as Named;
  const exclude = (options.excludeCredentials ?? []) as Named[];
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: exclude.map((known) => ({ ...known, id: bytes(known.id) })),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    attestationObject: text(response.attestationObject),
    authenticatorAttachment: made.authenticatorAttachment ?? null,
    clientDataJSON: text(response.clientDataJSON),
    clientExtensionResults: {},
    transports: known(response.getTransports?.() ?? []),
    type: "public-key",
  };
}

async function get(options: Options): Promise<Answer> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: [],
  } as unknown as PublicKeyCredentialRequestOptions;
  const shown = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = shown.response as AuthenticatorAssertionResponse;
  return {
    authenticatorAttachment: shown.authenticatorAttachment ?? null,
    authenticatorData: text(response.authenticatorData),
    clientDataJSON: text(response.clientDataJSON),
    clientExtensionResults: {},
    id: shown.id,
    signature: text(response.signature),
    type: "public-key",
    userHandle: response.userHandle ? text(response.userHandle) : null,
  };
}

// Ways to a device that the standard names; a browser may know more than the server does.
const TRANSPORTS = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb"];

function known(transports: string[]): string[] {
  return TRANSPORTS.filter((way) => transports.includes(way));
}

function bytes(base64url: string): Uint8Array {
  const letters = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(form: HTMLFormElement, sentence: string): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-problem]");
  if (!place) return;
  place.textContent = sentence;
  place.hidden = sentence === "";
}
