import type { DocumentIndex } from './document-index.js';

interface WireFlag {
  readonly key: string;
  readonly [member: string]: unknown;
}

interface DryRun {
  readonly changes?: readonly {
    readonly environment: string;
    readonly server: readonly { readonly put?: WireFlag }[];
  }[];
}

const CONFIGURATION = ['enabled', 'offVariant', 'targets', 'rules', 'fallthrough'];
const DEFINITION = ['type', 'variants', 'prerequisites', 'onShutdown'];

/** What SDKs would receive, in the shape of a document: for formats whose files do not look like ours. */
export function wireIndex(answer: unknown): DocumentIndex {
  const index = new Map<string, object>();
  for (const { environment, server } of (answer as DryRun).changes ?? []) {
    for (const { put } of server) {
      if (put === undefined) continue;
      index.set(`flag ${put.key}`, picked(put, DEFINITION));
      index.set(`configuration ${put.key} in ${environment}`, picked(put, CONFIGURATION));
    }
  }
  return index;
}

function picked(flag: WireFlag, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, flag[name]]));
}
