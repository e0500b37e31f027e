import { createHash } from 'node:crypto';
import * as protocol from '@sluice/protocol';
import { z } from 'zod';
import { schemaNames } from './schema-names.js';

type JsonObject = Record<string, unknown>;

/** A schema for the document, and what it refers to under `#/components/schemas`. */
export interface ConvertedSchema {
  readonly schema: JsonObject;
  readonly components: Record<string, JsonObject>;
}

const NAMES = { input: schemaNames('Input'), output: schemaNames('') };

/** The JSON Schema (2020-12, as OpenAPI 3.1 has it) of what goes in or comes out. */
export function convertSchema(schema: z.ZodType, io: 'input' | 'output'): ConvertedSchema {
  const {
    $defs = {},
    $schema,
    id,
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    metadata: NAMES[io],
    unrepresentable: 'any',
  }) as JsonObject & { $defs?: Record<string, JsonObject> };
  const rename = namesOfAnonymous($defs);
  const components: Record<string, JsonObject> = {};
  for (const [name, { id: _id, ...definition }] of Object.entries($defs)) {
    components[rename(name)] = referringToComponents(definition, rename) as JsonObject;
  }
  return { schema: referringToComponents(rest, rename) as JsonObject, components };
}

/** The name of a schema's component, or `null` for one without a name. */
export function nameOf(schema: z.ZodType, io: 'input' | 'output'): string | null {
  return NAMES[io].get(schema)?.id ?? null;
}

type Rename = (name: string) => string;

/** Recursive schemas without a name are numbered within each conversion; in the document they are told apart by content. */
function namesOfAnonymous(definitions: Record<string, JsonObject>): Rename {
  return (name) => {
    if (!name.startsWith('__')) return name;
    const content = JSON.stringify(definitions[name]);
    return `Shared_${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
  };
}

const LOCAL = '#/$defs/';

function referringToComponents(value: unknown, rename: Rename): unknown {
  if (Array.isArray(value)) return value.map((item) => referringToComponents(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [
    key,
    key === '$ref' && typeof child === 'string' && child.startsWith(LOCAL)
      ? `#/components/schemas/${rename(child.slice(LOCAL.length))}`
      : referringToComponents(child, rename),
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** Names of the request bodies that may be left out. */
export function optionalBodies(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const value of Object.values(protocol) as unknown[]) {
    if (!(value instanceof z.ZodType) || !value.safeParse(undefined).success) continue;
    const name = nameOf(value, 'input');
    if (name !== null) names.add(name);
  }
  return names;
}
