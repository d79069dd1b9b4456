// What every prepared form needs: a picture to send, and the certainty that it was taken.

import type { Answer } from "./people";

/** One dot, as a PNG. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

export function dot(): { name: string; content: Blob } {
  return { name: "a.png", content: new Blob([PICTURE], { type: "image/png" }) };
}

/** Where an answer leads; an error with the words of the page when it leads nowhere. */
export function landed(answer: Answer, page: string): string {
  if (answer.location === "") {
    const main = /<main[^]*<\/main>/.exec(answer.text)?.[0].replace(/(?:<[^>]*>|\s)+/g, " ");
    throw new Error(`${page}: ${answer.status} ${main}`);
  }
  return answer.location;
}
