import { PassThrough } from 'node:stream';
import { showsColor } from './shows-color.js';

describe('showsColor', () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  const pipe = new PassThrough();

  it('colours terminals that can, and nothing else', () => {
    expect(showsColor(terminal, {}, true)).toBe(true);
    expect(showsColor(terminal, { TERM: 'dumb' }, true)).toBe(false);
    expect(showsColor(pipe, {}, true)).toBe(false);
  });

  it('is told otherwise by NO_COLOR, --no-color and FORCE_COLOR, in that they forbid first', () => {
    expect(showsColor(terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(false);
    expect(showsColor(terminal, { NO_COLOR: '' }, true)).toBe(true);
    expect(showsColor(terminal, { FORCE_COLOR: '1' }, false)).toBe(false);
    expect(showsColor(pipe, { FORCE_COLOR: '1' }, true)).toBe(true);
    expect(showsColor(terminal, { FORCE_COLOR: '0' }, true)).toBe(false);
  });
});
