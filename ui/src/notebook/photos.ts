// A photo is drawn anew at no more than 1,600 pixels, which leaves everything behind that the
// camera wrote into the file, the place above all. Only the time of the photo is kept, apart.

import { asJpeg, draw, LONGEST_SIDE_PIXELS } from "../draw";

const QUALITIES = [0.8, 0.6, 0.4];
const BYTES_MAX = 1_000_000;

export interface Taken {
  bytes: ArrayBuffer;
  taken_at: number;
}

export async function shrink(file: File): Promise<Taken> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = draw(bitmap, LONGEST_SIDE_PIXELS);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await asJpeg(canvas, quality);
    if (blob && blob.size <= BYTES_MAX) return { bytes: await blob.arrayBuffer(), taken_at: takenAt(file) };
  }
  throw new Error("too large");
}

/** The camera's file is as old as the photo; a time of the future is the clock's mistake. */
function takenAt(file: File): number {
  return Math.min(file.lastModified || Date.now(), Date.now()) * 1_000;
}
