import type { IncomingMessage, Server } from 'node:http';

/**
 * Has a server answer below `publicPath` (`/flags`; empty: there is none) as well as without it, so that
 * proxies may take the path off or leave it. To be called last: it comes before every other listener.
 */
export function stripPublicPath(server: Server, publicPath: string): void {
  if (publicPath === '') return;
  const strip = (request: IncomingMessage): void => {
    const { url = '' } = request;
    if (url.startsWith(`${publicPath}/`)) request.url = url.slice(publicPath.length);
  };
  server.prependListener('request', strip);
  server.prependListener('upgrade', strip);
}
