import * as protocol from '@sluice/protocol';
import { z } from 'zod';

/** Name under which a schema appears in the document. */
export type SchemaNames = z.core.$ZodRegistry<{ id: string }>;

/**
 * Every schema that the protocol exports as `somethingSchema`, named `Something` followed by `suffix`:
 * what several routes share appears once in the document.
 */
export function schemaNames(suffix: string): SchemaNames {
  const names = z.registry<{ id: string }>();
  for (const [name, value] of Object.entries(protocol)) {
    if (!name.endsWith('Schema') || !(value instanceof z.ZodType)) continue;
    const base = name.slice(0, -'Schema'.length);
    names.add(value, { id: `${base.charAt(0).toUpperCase()}${base.slice(1)}${suffix}` });
  }
  return names;
}
