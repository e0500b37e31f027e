import type { FastifyInstance } from 'fastify';
import type { AccessDeclaration } from './access.js';

/** One registered route, whoever registered it. */
export interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: AccessDeclaration | undefined;
}

/** Every route of the server, Nest's and those below it, as they are registered. */
export class RouteTable {
  readonly routes: RegisteredRoute[] = [];

  /** Methods that some route answers on `path`, or an empty list where no route knows it. */
  methodsOf(path: string): string[] {
    const segments = path.split('/');
    const matching = this.routes.filter(({ url }) => matches(url.split('/'), segments));
    return [...new Set(matching.map(({ method }) => method))].sort();
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.at(-1) === '*') return false;
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, index) =>
    part.startsWith(':') ? segments[index] !== '' : part === segments[index],
  );
}

/** Collects every route that is registered on `fastify` from now on, and applies its own body limit. */
export function watchRoutes(fastify: FastifyInstance, table: RouteTable): void {
  fastify.addHook('onRoute', (route) => {
    // The catch-all that @fastify/cors adds for preflights; its own hook answers them.
    if (route.method === 'OPTIONS' && route.url === '*') {
      route.config = { ...route.config, access: { kind: 'public' } };
    }
    const config = route.config ?? {};
    if (config.bodyLimit !== undefined) route.bodyLimit = config.bodyLimit;
    for (const method of [route.method].flat()) {
      table.routes.push({ method, url: route.url, access: config.access });
    }
  });
}
