/** One place where two JSON values differ; `undefined` on the side that lacks it. */
export interface Difference {
  /** `rules[ramp].rollout.percentage` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two JSON values differ, in the order of `after`. Array elements with an `id` or `environment` are matched by it, others by position. */
export function jsonDiff(before: unknown, after: unknown, path = ''): Difference[] {
  if (Object.is(before, after)) return [];
  const left = membersOf(before, after);
  const right = membersOf(after, before);
  if (left === null || right === null || Array.isArray(before) !== Array.isArray(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  }
  const names = [...new Set([...right.keys(), ...left.keys()])];
  const inner = (name: string): string => memberPath(path, name, Array.isArray(after));
  return names.flatMap((name) => jsonDiff(left.get(name), right.get(name), inner(name)));
}

type Members = ReadonlyMap<string, unknown>;

/** Members by name; null for what has none, and for lists of plain values, which differ as a whole. */
function membersOf(value: unknown, other: unknown): Members | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const elements: unknown[] = value;
  if (!elements.every(isObject) || (Array.isArray(other) && !other.every(isObject))) return null;
  return new Map(elements.map((element, index) => [nameOf(element, index), element]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function nameOf(element: object, index: number): string {
  const { id, environment } = element as { id?: unknown; environment?: unknown };
  if (typeof id === 'string') return id;
  return typeof environment === 'string' ? environment : String(index);
}

function memberPath(path: string, name: string, inList: boolean): string {
  if (inList) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}
