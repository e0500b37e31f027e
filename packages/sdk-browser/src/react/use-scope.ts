import { useContext } from 'react';
import { SluiceContext, type SluiceScope } from './sluice-context.js';

/** What the nearest provider hands down; throws where there is none, because every answer would be a guess. */
export function useScope(hook: string): SluiceScope {
  const scope = useContext(SluiceContext);
  if (scope === null)
    throw new Error(
      `${hook}() needs a <SluiceProvider client={…}> above it. Put one around the application, or around this component in its test.`,
    );
  return scope;
}
