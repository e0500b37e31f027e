const C1 = 0xcc9e2d51 | 0;
const C2 = 0x1b873593;

/** Half the bytecode of `Math.imul` where it is called, and bytecode is what inlining is rationed by. */
const { imul } = Math;

/** MurmurHash3 x86_32 of the UTF-8 bytes of `value`: an unsigned 32-bit integer (evaluation.md §5). A lone surrogate counts as U+FFFD. */
export function murmur3(value: string, seed: number): number {
  return hash32(value, seed) >>> 0;
}

/**
 * The same 32 bits as {@link murmur3} as a signed integer. Signed, because V8 keeps every int32 as
 * a small integer, while a uint32 above 2^31 costs a heap number wherever it crosses a call. In one
 * piece, because it is inlined where a rule is decided, and every helper would count against that.
 */
export function hash32(value: string, seed: number): number {
  const length = value.length;
  const blocks = length & ~3;
  let h = seed | 0;
  let i = 0;
  while (i < blocks) {
    const a = value.charCodeAt(i);
    const b = value.charCodeAt(i + 1);
    const c = value.charCodeAt(i + 2);
    const d = value.charCodeAt(i + 3);
    if ((a | b | c | d) > 127) return hashFrom(value, h, i);
    const k = imul(a | (b << 8) | (c << 16) | (d << 24), C1);
    h ^= imul((k << 15) | (k >>> 17), C2);
    h = (imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
    i += 4;
  }
  if (i < length) {
    let tail = 0;
    for (let last = length - 1; last >= i; last--) {
      const unit = value.charCodeAt(last);
      if (unit > 127) return hashFrom(value, h, i);
      tail = (tail << 8) | unit;
    }
    const k = imul(tail, C1);
    h ^= imul((k << 15) | (k >>> 17), C2);
  }
  h ^= length;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Goes on from code unit `start`, before which everything was ASCII in whole blocks, byte by byte. */
function hashFrom(value: string, seed: number, start: number): number {
  let h = seed;
  let block = 0;
  let size = start;
  for (let i = start; i < value.length; i++) {
    const point = codePointAt(value, i);
    if (point > 0xffff) i++;
    const count = utf8Length(point);
    for (let n = 0; n < count; n++) {
      block |= utf8Byte(point, n, count) << ((size & 3) << 3);
      size++;
      if ((size & 3) !== 0) continue;
      h = mixBlock(h, block);
      block = 0;
    }
  }
  return finish(block === 0 ? h : h ^ scramble(block), size);
}

function codePointAt(value: string, index: number): number {
  const unit = value.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const next = index + 1 < value.length ? value.charCodeAt(index + 1) : 0;
  const paired = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
  return paired ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : 0xfffd;
}

function utf8Length(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

function utf8Byte(point: number, index: number, count: number): number {
  if (count === 1) return point;
  const bits = point >> (6 * (count - 1 - index));
  return index === 0 ? bits | ((0xf00 >> count) & 0xff) : (bits & 0x3f) | 0x80;
}

function scramble(block: number): number {
  const k = imul(block, C1);
  return imul((k << 15) | (k >>> 17), C2);
}

function mixBlock(hash: number, block: number): number {
  const h = hash ^ scramble(block);
  return (imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number, sizeBytes: number): number {
  let h = hash ^ sizeBytes;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
