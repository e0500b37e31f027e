import { hasShapeOf } from './has-shape-of.js';

describe('having the shape of a pattern', () => {
  const pattern = { at: 0, name: '', on: false, last: null, pair: [0, 0], more: {}, list: [] };
  const whole = { at: 1, name: 'a', on: true, last: 5, pair: [1, 2], more: { x: 1 }, list: [1] };

  it('holds for what has every member, and may have more', () => {
    expect(hasShapeOf(whole, pattern)).toBe(true);
    expect(hasShapeOf({ ...whole, last: null, new: 'member' }, pattern)).toBe(true);
  });

  it.each([
    ['a missing member', { ...whole, last: undefined }],
    ['a number that JSON could not hold', { ...whole, at: null }],
    ['a number as text', { ...whole, at: '1' }],
    ['a list that is too short', { ...whole, pair: [1] }],
    ['a list in place of an object', { ...whole, more: [] }],
    ['an object in place of a list', { ...whole, list: {} }],
    ['text in place of a truth', { ...whole, on: 'true' }],
    ['nothing', null],
    ['a number', 5],
  ])('does not hold for %s', (_, value) => {
    expect(hasShapeOf(value, pattern)).toBe(false);
  });
});
