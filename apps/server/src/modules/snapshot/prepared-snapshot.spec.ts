import { gunzipSync } from 'node:zlib';
import { CompressionGate } from './compression-gate.js';
import { PreparedSnapshot } from './prepared-snapshot.js';

const text = JSON.stringify({ flags: 'x'.repeat(5_000) });

describe('PreparedSnapshot', () => {
  it('compresses once for all who ask, and hands out the same bytes from then on', async () => {
    const snapshot = new PreparedSnapshot('"e"', text);
    const [first, second] = await Promise.all([snapshot.bytes('gzip'), snapshot.bytes('gzip')]);
    expect(second).toBe(first);
    expect(snapshot.bytes('gzip')).toBe(first);
    expect(gunzipSync(first).toString()).toBe(text);
  });

  it('sends little as it is', () => {
    expect(new PreparedSnapshot('"e"', '{}').encodingFor('br')).toBe('identity');
  });

  it('sends new revisions as they are while two others are being compressed', async () => {
    const gate = new CompressionGate();
    const older = [1, 2].map((n) => new PreparedSnapshot(`"${n}"`, text, gate));
    const newest = new PreparedSnapshot('"3"', text, gate);
    const running = older.map(async (snapshot) => snapshot.bytes('br'));
    expect(older.map((snapshot) => snapshot.encodingFor('br'))).toEqual(['br', 'br']);
    expect(newest.encodingFor('br')).toBe('identity');
    await Promise.all(running);
    expect(newest.encodingFor('br')).toBe('br');
  });

  it('makes its headers once and only tells the time anew', () => {
    const snapshot = new PreparedSnapshot('"e"', text);
    const headers = snapshot.headersOf('identity', snapshot.identity);
    expect(headers.at(5).slice(-2)).toEqual(['Sluice-Time', '5']);
    expect(snapshot.headersOf('identity', snapshot.identity).at(6).slice(-2)).toEqual([
      'Sluice-Time',
      '6',
    ]);
  });
});
