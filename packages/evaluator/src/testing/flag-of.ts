import type { Flag, Segment, Snapshot } from '../snapshot.js';

/** A boolean flag that is off for everybody, with what a test cares about put over it. */
export function flagOf(key: string, parts: Partial<Flag> = {}): Flag {
  return {
    key,
    version: 1,
    type: 'boolean',
    enabled: true,
    variants: { on: true, off: false },
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'off' },
    onShutdown: 'off',
    ...parts,
  };
}

/** A snapshot of these flags and segments. */
export function snapshotOf(
  flags: readonly Flag[],
  segments: readonly Segment[] = [],
  parts: Partial<Snapshot> = {},
): Snapshot {
  return {
    schema: 1,
    epoch: 'e',
    project: 'p',
    environment: 'test',
    revision: 1,
    shutdown: false,
    flags: Object.fromEntries(flags.map((flag) => [flag.key, flag])),
    segments: Object.fromEntries(segments.map((segment) => [segment.key, segment])),
    ...parts,
  };
}

/** A rule that serves `on` to everybody who meets the conditions. */
export function onRule(parts: Partial<Flag['rules'][number]> = {}): Flag['rules'][number] {
  return { id: 'r', conditions: [], serve: { variant: 'on' }, ...parts };
}
