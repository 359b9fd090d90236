import { Zip, ZipDeflate } from 'fflate';

/** A zip with one file of zeros: `gigabytes` unpacked, about a megabyte packed for each. */
export function zipBomb(name: string, gigabytes: number): Buffer {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part);
  });
  const file = new ZipDeflate(name, { level: 1 });
  zip.add(file);
  const zeros = new Uint8Array(2 ** 24);
  for (let pushed = 0; pushed < gigabytes * 64; pushed++) file.push(zeros);
  file.push(new Uint8Array(0), true);
  zip.end();
  return Buffer.concat(parts);
}
