import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * A stream that writes everything to an open file or fails. Node's own takes what a full disk had
 * room for as all of it, so that half an export would look like a whole one.
 */
export function fileOutput(descriptor: number): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        let written = 0;
        while (written < chunk.length) written += writeSync(descriptor, chunk, written);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Whether a descriptor leads into a file or device, not to a terminal or a pipe. */
export function isFile(descriptor: number, isTerminal: boolean): boolean {
  if (isTerminal) return false;
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() || stat.isCharacterDevice();
  } catch {
    return false;
  }
}
