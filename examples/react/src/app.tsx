import { useState, type ReactElement } from 'react';
import { SluiceProvider, useFlag, useFlagDetail } from '@sluice/sdk-browser/react';
import type { SluiceClient, User, EvaluationDetail } from '@sluice/sdk-browser';

export interface AppProps {
  readonly client: SluiceClient;
  readonly firstUser: string;
  readonly serverDetails: Readonly<Record<string, EvaluationDetail>>;
}

/** The page: whoever is chosen sees what the flags say for them, as it changes. */
export function App({ client, firstUser, serverDetails }: AppProps): ReactElement {
  const [id, setId] = useState(firstUser);
  const user: User = { id };
  return (
    <SluiceProvider client={client} user={user} serverDetails={serverDetails}>
      <label>
        You are{' '}
        <select value={id} onChange={(event) => setId(event.target.value)}>
          {['ada', 'grace', 'linus'].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Banner />
      <Checkout />
      <Why />
    </SluiceProvider>
  );
}

function Banner(): ReactElement | null {
  return useFlag('example-banner', false) ? <p id="banner">Free delivery today</p> : null;
}

function Checkout(): ReactElement {
  const label = useFlag('example-button', 'Buy');
  return <button id="buy">{label}</button>;
}

function Why(): ReactElement {
  const { value, reason } = useFlagDetail('example-button', 'Buy');
  return (
    <p id="why">
      The button says {JSON.stringify(value)} because of {reason}.
    </p>
  );
}
