/** Bytes appended to one buffer, which is right from the start when the size is known. */
export class GrowingBuffer {
  length = 0;
  private buffer: Uint8Array;

  constructor(expected: number) {
    this.buffer = new Uint8Array(expected);
  }

  append(chunk: Uint8Array): void {
    if (this.length + chunk.length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.length + chunk.length, this.buffer.length * 2, 65536));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer.set(chunk, this.length);
    this.length += chunk.length;
  }

  bytes(): Uint8Array {
    return this.length === this.buffer.length ? this.buffer : this.buffer.slice(0, this.length);
  }
}
