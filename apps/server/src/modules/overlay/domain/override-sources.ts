import { booleanWordOf, SHUTDOWN_VARIABLE } from '@sluice/evaluator';

/** The variables that a replica's overlay is made of, the stronger source first (api.md: file > env). */
export interface OverrideSources {
  readonly file: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
}

/** Which of the two engages the emergency shutdown of this replica; empty where neither does. */
export function shutdownSourcesOf({ file, env }: OverrideSources): ('file' | 'env')[] {
  const engaged = (variables: ReadonlyMap<string, string>): boolean =>
    booleanWordOf(variables.get(SHUTDOWN_VARIABLE) ?? '') === true;
  const sources: ('file' | 'env')[] = [];
  if (engaged(file)) sources.push('file');
  if (engaged(env)) sources.push('env');
  return sources;
}
