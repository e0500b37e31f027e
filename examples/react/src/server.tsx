import { renderToString } from 'react-dom/server';
import { createClient, type SluiceClient } from '@sluice/sdk-browser';
import { App } from './app.js';

/** One client for all requests, with the client key: what it answers may be put into a page. */
export function createServerClient(url: string, key: string): SluiceClient {
  // Node 20 has no WebSocket: there it asks every 30 s, and the page is up to date once it is open.
  return createClient({ url, key, cache: false, stream: typeof WebSocket === 'function' });
}

/** The page for one user, and what it was rendered with. */
export function render(client: SluiceClient, firstUser: string) {
  const serverDetails = client.all({ id: firstUser });
  const html = renderToString(
    <App client={client} firstUser={firstUser} serverDetails={serverDetails} />,
  );
  return { html, serverDetails };
}
