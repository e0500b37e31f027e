/// <reference lib="dom" />
import { hydrateRoot } from 'react-dom/client';
import { createClient } from '@sluice/sdk-browser';
import { App, type AppProps } from './app.js';

interface PageState extends Omit<AppProps, 'client'> {
  readonly url: string;
  readonly clientKey: string;
}

const state = JSON.parse(document.getElementById('state')?.textContent ?? '{}') as PageState;
const { url, clientKey, ...props } = state;
const client = createClient({ url, key: clientKey });

hydrateRoot(document.getElementById('app')!, <App client={client} {...props} />);
