import {
  createElement,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { EvaluationDetail } from '@sluice/evaluator';
import type { User } from '@sluice/sdk-core';
import type { SluiceClient } from '../sluice-client.js';
import { FlagFeed } from './flag-feed.js';
import { isSameJson } from './is-same-json.js';
import { SluiceContext } from './sluice-context.js';

export interface SluiceProviderProps {
  /** Made once, outside of every component: `createClient({ url, key })`. Who made it closes it. */
  readonly client: SluiceClient;
  /** Who is asked about below this provider; without it, whom the client was told (`identify`). */
  readonly user?: User;
  /** What `client.all(user)` gave the server that rendered this page: hydration answers with it, and so does everything until the client knows whether the server answers. */
  readonly serverDetails?: Readonly<Record<string, EvaluationDetail>>;
  readonly children?: ReactNode;
}

/** Makes a client available to the hooks below. Rendering it again with an equal user renders no component that asks for flags. */
export function SluiceProvider(props: SluiceProviderProps): ReactElement {
  const { client, serverDetails = null, children } = props;
  const user = useEqual(props.user);
  const [renderedFor] = useState(user ?? client.user);
  const scope = useMemo(
    () => ({ client, feed: FlagFeed.of(client), user, serverDetails, renderedFor }),
    [client, user, serverDetails, renderedFor],
  );
  return createElement(SluiceContext.Provider, { value: scope }, children);
}

/** The first of equal values in a row, so that `user={{ id }}` written in a component is no new user on each render. */
function useEqual<T>(value: T): T {
  const kept = useRef(value);
  const same = isSameJson(kept.current, value) ? kept.current : value;
  useEffect(() => {
    kept.current = same;
  });
  return same;
}
