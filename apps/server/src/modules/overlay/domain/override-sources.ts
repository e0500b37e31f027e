import { booleanWordOf, SHUTDOWN_VARIABLE } from '@sluice/evaluator';

/** The variables that a replica's overlay is made of, the stronger source first (api.md: file > env). */
export interface OverrideSources {
  readonly file: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
}

/** What to say about an overrides file whose emergency shutdown is no word that is understood; null where it is, or says nothing. */
export function shutdownWarning({ file }: OverrideSources): string | null {
  const text = file.get(SHUTDOWN_VARIABLE) ?? '';
  if (text.trim() === '' || booleanWordOf(text) !== null) return null;
  return `${SHUTDOWN_VARIABLE} in the overrides file is ignored and shuts nothing down: it is neither true nor false. Set it to one of true, false, 1, 0, on, off, yes, no.`;
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
