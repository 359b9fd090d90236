import { Zip, ZipDeflate } from 'fflate';

/** A zip with one file of zeros: `megabytes` unpacked, less than a hundredth of that packed. */
export function zipBomb(name: string, megabytes: number): Buffer {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part);
  });
  const file = new ZipDeflate(name, { level: 1 });
  zip.add(file);
  const zeros = new Uint8Array(2 ** 20);
  for (let pushed = 0; pushed < megabytes; pushed++) file.push(zeros);
  file.push(new Uint8Array(0), true);
  zip.end();
  return Buffer.concat(parts);
}
