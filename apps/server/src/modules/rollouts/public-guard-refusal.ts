import { AppError } from '../../platform/errors/app-error.js';
import { isPublic } from './domain/guards/guard.js';
import type { FullSettings } from './domain/settings-from.js';

/**
 * Why guards that public input is judged by cannot be what is asked for, or null: nobody with a client
 * key sees the flag; or nothing else watches, so that the rollout would go up by time alone, which has
 * to be said.
 */
export function publicGuardRefusal(
  { flag, guards }: FullSettings,
  {
    clientVisible,
    allowNoData,
  }: { readonly clientVisible: boolean; readonly allowNoData: boolean },
): AppError | null {
  const asking = guards.find(isPublic);
  if (asking === undefined) return null;
  const details = { flag, guard: asking.id, source: asking.source.kind };
  if (!clientVisible) {
    const message = `Guard ${asking.id} asks client keys, and ${flag} is not clientVisible: no client key sees it. Make it clientVisible, or leave the guard out.`;
    return new AppError('INVALID_GUARD', details, { message });
  }
  if (allowNoData || !guards.every(isPublic)) return null;
  const message = `Only client keys would watch this rollout of ${flag}: what they report can pause it, and is no evidence to go up, so that it goes up by time alone. Add a guard of another source, or send allowNoData: true if that is meant.`;
  return new AppError('ROLLOUT_NO_DATA', details, { message });
}
