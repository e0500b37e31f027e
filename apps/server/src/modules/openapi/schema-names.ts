import * as protocol from '@sluice/protocol';
import { z } from 'zod';

// A query is no object of its own: its fields are listed one by one.
const NAMED = /(?<!Query)Schema$/;

/** Name under which a schema appears in the document. */
export type SchemaNames = z.core.$ZodRegistry<{ id: string }>;

/**
 * Every schema that the protocol exports as `somethingSchema`, named `Something` followed by `suffix`:
 * what several routes share appears once in the document.
 */
export function schemaNames(suffix: string): SchemaNames {
  const names = z.registry<{ id: string }>();
  for (const [name, value] of Object.entries(protocol)) {
    if (!(value instanceof z.ZodType) || !NAMED.test(name)) continue;
    const base = `${name.charAt(0).toUpperCase()}${name.slice(1, -'Schema'.length)}`;
    names.add(value, { id: base.endsWith(suffix) ? base : `${base}${suffix}` });
  }
  return names;
}
