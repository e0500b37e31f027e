import type { Actor } from '../../modules/auth/index.js';
import type { SluiceRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once the credential of a `token` route was verified. */
    actor?: Actor;
  }
  interface FastifyContextConfig {
    access?: SluiceRouteConfig['access'];
    bodyLimit?: SluiceRouteConfig['bodyLimit'];
  }
}
