// The floor's own MurmurHash3 x86_32 of a string: blocks of four ASCII characters, no allocation.
// Anything else takes the encoder, which the scenarios never do.
export function hash(value, seed) {
  const length = value.length;
  const blocks = length & ~3;
  let h = seed | 0;
  for (let i = 0; i < blocks; i += 4) {
    const a = value.charCodeAt(i);
    const b = value.charCodeAt(i + 1);
    const c = value.charCodeAt(i + 2);
    const d = value.charCodeAt(i + 3);
    if ((a | b | c | d) > 127) return hashBytes(new globalThis.TextEncoder().encode(value), seed);
    h = mix(h, a | (b << 8) | (c << 16) | (d << 24));
  }
  let k = 0;
  for (let i = length - 1; i >= blocks; i--) {
    const unit = value.charCodeAt(i);
    if (unit > 127) return hashBytes(new globalThis.TextEncoder().encode(value), seed);
    k = (k << 8) | unit;
  }
  return finish(h ^ scramble(k), length);
}

function hashBytes(bytes, seed) {
  let h = seed | 0;
  let i = 0;
  for (; i + 4 <= bytes.length; i += 4)
    h = mix(h, bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
  let k = 0;
  for (let j = bytes.length - 1; j >= i; j--) k = (k << 8) | bytes[j];
  return finish(h ^ scramble(k), bytes.length);
}

function scramble(block) {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

function mix(hash, block) {
  const h = hash ^ scramble(block);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash, length) {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
