import { Injectable } from '@nestjs/common';
import { parseInstant, type Context, type Evaluator } from '@sluice/evaluator';
import type { EvaluateRequest, EvaluateResponse, ExplainedDetail } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import { PlaceDirectory } from '../auth/index.js';
import { LiveEvaluators } from '../overlay/index.js';
import { traceFlag } from './domain/trace-flag.js';

/** Evaluates as this replica serves it: its latest revision, its overlay included. */
@Injectable()
export class ExplainService {
  constructor(
    private readonly places: PlaceDirectory,
    private readonly evaluators: LiveEvaluators,
  ) {}

  /** Full details for one flag or all; throws SNAPSHOT_UNAVAILABLE while this replica does not hold the environment. */
  async explain(
    { project, environment }: { readonly project: string; readonly environment: string },
    request: EvaluateRequest,
  ): Promise<EvaluateResponse> {
    const { environmentId } = await this.places.environment(project, environment);
    const evaluator = this.evaluators.evaluatorOf(environmentId ?? '');
    if (evaluator === null) throw new AppError('SNAPSHOT_UNAVAILABLE', { project, environment });
    const at = instantOf(request.at);
    const keys = request.flag === undefined ? evaluator.keys() : [request.flag];
    return {
      environment,
      revision: evaluator.revision,
      at: new Date(at).toISOString(),
      details: this.#details(evaluator, keys, { environmentId, request, at }),
    };
  }

  #details(evaluator: Evaluator, keys: readonly string[], asked: Asked): ExplainedDetail[] {
    const { request, at, environmentId } = asked;
    const { context } = request;
    const details = keys.map((key) => explained(evaluator, key, { context, at }));
    const sources =
      request.explain === true ? this.evaluators.sourcesOf(environmentId ?? '') : null;
    if (sources === null) return details;
    return details.map((detail, index) => {
      const isTraced = index < TRACED && evaluator.typeOf(detail.flag) !== undefined;
      const wire = isTraced ? sources.snapshot.flags[detail.flag] : undefined;
      if (wire === undefined) return detail;
      return { ...detail, trace: traceFlag({ ...sources, context, at }, wire, detail) };
    });
  }
}

/** How many flags one answer traces. */
const TRACED = 100;

interface Asked {
  readonly environmentId: string | null;
  readonly request: EvaluateRequest;
  readonly at: number;
}

function explained(
  evaluator: Evaluator,
  key: string,
  { context, at }: { readonly context: Context; readonly at: number },
): ExplainedDetail {
  const detail = evaluator.evaluate(key, context, at);
  return { ...detail, enabled: evaluator.isEnabled(key, context, at) };
}

const LAST_INSTANT = 8.64e15;

function instantOf(text: string | undefined): number {
  if (text === undefined) return Date.now();
  const instant = parseInstant(text);
  if (instant !== null && Math.abs(instant) <= LAST_INSTANT) return instant;
  const message = `must be an RFC 3339 instant such as 2026-01-31T12:00:00Z; got ${JSON.stringify(text)}`;
  throw new AppError('INVALID_REQUEST', { issues: [{ path: 'at', message }] });
}
