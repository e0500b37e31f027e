import { createContext } from 'react';
import type { EvaluationDetail } from '@sluice/evaluator';
import type { User } from '@sluice/sdk-core';
import type { SluiceClient } from '../sluice-client.js';
import type { FlagFeed } from './flag-feed.js';

/** What a provider hands down to the hooks below it. */
export interface SluiceScope {
  readonly client: SluiceClient;
  readonly feed: FlagFeed;
  /** Who is asked about; undefined: whom the client was told. */
  readonly user: User | undefined;
  /** What the server rendered with, by key; null where nothing was rendered there. */
  readonly serverDetails: Readonly<Record<string, EvaluationDetail>> | null;
  /** Whom the server asked about: the user when the provider first rendered. */
  readonly renderedFor: User | undefined;
}

/** Null outside of every provider. */
export const SluiceContext = createContext<SluiceScope | null>(null);
