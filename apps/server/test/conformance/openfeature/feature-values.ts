import type { EvaluationContext, FlagValue } from '@openfeature/core';
import type { FlagKind } from './face.js';

const KINDS: Readonly<Record<string, FlagKind>> = {
  boolean: 'boolean',
  string: 'string',
  integer: 'number',
  float: 'number',
  object: 'object',
};

/** The type of this name. */
export function kindOf(name: string): FlagKind {
  const kind = KINDS[name.toLowerCase()];
  if (kind === undefined) throw new Error(`no type of this name: ${name}`);
  return kind;
}

/** The value that a feature writes so. */
export function valueOf(kind: FlagKind, text: string): FlagValue {
  if (kind === 'boolean') return text === 'true';
  if (kind === 'number') return Number(text);
  if (kind === 'string') return text;
  return JSON.parse(text.replaceAll('\\"', '"')) as FlagValue;
}

const ATTRIBUTES: Readonly<Record<string, (text: string) => EvaluationContext[string]>> = {
  String: (text) => text,
  Integer: Number,
  Float: Number,
  Boolean: (text) => text === 'true',
};

/** The attribute of a context that a feature writes so; null for a type it does not name. */
export function attributeOf(type: string, text: string): EvaluationContext[string] {
  return ATTRIBUTES[type]?.(text) ?? null;
}
