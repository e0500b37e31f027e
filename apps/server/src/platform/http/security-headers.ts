import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const headers: Record<string, string> = {};

const recorder = {
  setHeader: (name: string, value: string) => {
    headers[name.toLowerCase()] = value;
  },
  removeHeader: () => undefined,
};

helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      connectSrc: ["'self'"],
    },
  },
  // Plain HTTP is normal inside a network; whoever terminates TLS sets this.
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
})({} as IncomingMessage, recorder as unknown as ServerResponse, () => undefined);

/** What helmet sets on every answer: it depends on nothing in the request, so it is computed once. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = headers;
