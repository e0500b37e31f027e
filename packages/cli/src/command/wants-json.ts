/** Whether a command line says `--json`, also one that cannot be parsed. What stands behind `--` are arguments. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? undefined : end).includes('--json');
}
