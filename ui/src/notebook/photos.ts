// A photo is drawn anew at no more than 1,600 pixels, which leaves everything behind that the
// camera wrote into the file, the place above all. Only the time of the photo is kept, apart.

const LONGEST_SIDE_PIXELS = 1_600;
const QUALITIES = [0.8, 0.6, 0.4];
const BYTES_MAX = 1_000_000;

export interface Taken {
  bytes: ArrayBuffer;
  taken_at: number;
}

export async function shrink(file: File): Promise<Taken> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE_PIXELS / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && blob.size <= BYTES_MAX) return { bytes: await blob.arrayBuffer(), taken_at: takenAt(file) };
  }
  throw new Error("too large");
}

/** The camera's file is as old as the photo; a time of the future is the clock's mistake. */
function takenAt(file: File): number {
  return Math.min(file.lastModified || Date.now(), Date.now()) * 1_000;
}
