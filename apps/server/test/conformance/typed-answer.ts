import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@sluice/evaluator';
import type { Answer } from '../test-app.js';
import type { NeutralCase, NeutralFlag } from './neutral-model.js';

/** What a typed OpenFeature client reports. */
export interface TypedAnswer {
  readonly value: Json;
  readonly variant?: string;
  readonly reason: string;
  readonly error?: string;
  readonly metadata?: Readonly<Record<string, Json>>;
}

const FITS: Readonly<Record<NeutralCase['type'], (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number',
  object: (value) => typeof value === 'object' && value !== null,
};

/** The answer of OFREP's single evaluation as such a client reports it: on an error or no value, the caller's default. */
export function typedAnswer(
  { status, body }: Answer,
  asked: Pick<NeutralCase, 'type' | 'default'>,
  flag?: Pick<NeutralFlag, 'type'>,
): TypedAnswer {
  const answer = body as {
    readonly value?: Json;
    readonly variant?: string;
    readonly reason: string;
    readonly errorCode?: string;
    readonly metadata?: Readonly<Record<string, Json>>;
  };
  const fail = (error: string): TypedAnswer => ({ value: asked.default, reason: 'ERROR', error });
  if (status !== 200) return fail(answer.errorCode ?? 'GENERAL');
  const { reason, variant, metadata = {} } = answer;
  if (answer.value === undefined) return { value: asked.default, reason, metadata };
  // A flag of any JSON answers a question for any JSON, whatever it is.
  const any = asked.type === 'object' && flag?.type === 'object';
  if (!any && !FITS[asked.type](answer.value)) return fail('TYPE_MISMATCH');
  return {
    value: answer.value,
    reason,
    metadata,
    ...(variant !== undefined && { variant }),
  };
}

/** In words, how an answer differs from what a case expects, whose variant is called `variant` here; null where it does not. */
export function differenceOf(
  got: TypedAnswer,
  { id, class: kind, desc, expect }: NeutralCase,
  variant: string | undefined,
): string | null {
  const wanted = {
    ...(Object.hasOwn(expect, 'value') && { value: expect.value }),
    ...(variant !== undefined && { variant }),
    ...(expect.reason !== undefined && { reason: expect.reason }),
    ...(expect.error !== undefined && expect.error !== 'ANY' && { error: expect.error }),
  };
  const same = Object.entries(wanted).every(([name, member]) =>
    isDeepStrictEqual(got[name as keyof TypedAnswer], member),
  );
  const noted = Object.entries(expect.metadata ?? {}).every(([name, member]) =>
    isDeepStrictEqual(got.metadata?.[name], member),
  );
  const bare = expect.metadataEmpty !== true || Object.keys(got.metadata ?? {}).length === 0;
  if (same && noted && bare && (expect.error === undefined) === (got.error === undefined))
    return null;
  return `${id} (${kind}): ${desc}: wanted ${JSON.stringify(expect)}, got ${JSON.stringify(got)}`;
}
