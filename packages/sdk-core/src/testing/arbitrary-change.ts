import type { Change } from '@sluice/evaluator';
import fc from 'fast-check';
import { aFlag, aSegment } from './model-server.js';

const key = fc.constantFrom('a', 'b', 'c', 'toString', '__proto__');
const ids = fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u3', 'u4'));

/** Makes a change at a given revision, so that versions are what a server would give. */
export type MakeChange = (revision: number) => Change;

/** Any change a server can commit, over few keys so that they meet. */
export const arbitraryChange: fc.Arbitrary<MakeChange> = fc.oneof(
  fc.tuple(key, fc.boolean()).map(([name, enabled]): MakeChange => (version) => ({
    put: aFlag(name, version, { enabled }),
  })),
  key.map((drop): MakeChange => () => ({ drop })),
  fc.tuple(key, ids).map(([name, included]): MakeChange => (version) => ({
    putSegment: aSegment(name, version, included),
  })),
  key.map((dropSegment): MakeChange => () => ({ dropSegment })),
  fc.tuple(key, ids, ids).map(([name, add, remove]): MakeChange => (version) => ({
    segmentIds: { key: name, version, list: 'included', add, remove },
  })),
  fc.boolean().map((shutdown): MakeChange => () => ({ shutdown })),
);
