/** A logger that says nothing. */
export const SILENT = {
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
};
