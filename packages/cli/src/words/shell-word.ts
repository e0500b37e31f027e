const PLAIN = /^[\w@%+=:,./][\w@%+=:,./-]*$/;

/** `text` as one word of a POSIX shell's command line: as it is where that is safe, else in single quotes. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
