/** Characters that bars and marks are drawn with. */
export interface Glyphs {
  readonly full: string;
  readonly empty: string;
  readonly done: string;
  readonly current: string;
  readonly planned: string;
  readonly skipped: string;
  readonly bad: string;
  readonly paused: string;
}

/** For terminals that show Unicode. */
export const UNICODE: Glyphs = {
  full: '█',
  empty: '░',
  done: '✓',
  current: '▶',
  planned: '·',
  skipped: '–',
  bad: '✗',
  paused: '‖',
};

/** For those that do not. */
export const ASCII: Glyphs = {
  full: '#',
  empty: '-',
  done: '+',
  current: '>',
  planned: '.',
  skipped: ' ',
  bad: 'x',
  paused: '=',
};

/** A bar of `width` characters, filled to `share` (0–1); anything above nothing shows at least one. */
export function bar(share: number, width: number, glyphs: Glyphs): string {
  const within = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
  const filled = within === 0 ? 0 : Math.max(1, Math.floor(within * width));
  return glyphs.full.repeat(filled) + glyphs.empty.repeat(width - filled);
}
