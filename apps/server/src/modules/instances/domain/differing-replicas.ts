/** What of a replica must be alike everywhere: its overlay, as JSON. */
export interface ReplicaOverlay {
  readonly id: string;
  readonly overlay: unknown;
}

/** Ids of the replicas whose overlay is not the one that most have; none where all agree. */
export function differingReplicas(replicas: readonly ReplicaOverlay[]): ReadonlySet<string> {
  const groups = new Map<string, string[]>();
  for (const { id, overlay } of replicas) {
    const text = canonical(overlay);
    groups.set(text, [...(groups.get(text) ?? []), id]);
  }
  const ordered = [...groups.values()].sort((a, b) => b.length - a.length);
  const [most = [], second = []] = ordered;
  const odd = most.length === second.length ? ordered : ordered.slice(1);
  return new Set(odd.flat());
}

/** JSON with the keys of every object in order: jsonb and memory order them differently. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
