import { SecretBox } from './secret-box.js';

const box = new SecretBox(Buffer.alloc(32, 1));

describe('a secret box', () => {
  it('gives back what was put in, at its place only', () => {
    const closed = box.close('whsec_geheim', 'one secret');
    expect(box.open(closed, 'one secret')).toBe('whsec_geheim');
    expect(box.open(closed, 'two secret')).toBeNull();
    expect(closed.toString('latin1')).not.toContain('geheim');
  });

  it('never looks the same twice', () => {
    expect(box.close('a', 'b').equals(box.close('a', 'b'))).toBe(false);
  });

  it('stays closed to another key, when it was touched, and when it is none', () => {
    const closed = box.close('a', 'b');
    expect(new SecretBox(Buffer.alloc(32, 2)).open(closed, 'b')).toBeNull();
    closed[closed.length - 1]! ^= 1;
    expect(box.open(closed, 'b')).toBeNull();
    expect(box.open(Buffer.alloc(3), 'b')).toBeNull();
  });
});
