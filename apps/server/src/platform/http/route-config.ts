import { RouteConfig } from '@nestjs/platform-fastify';
import type { AccessDeclaration } from './access.js';

/** What a route says about itself where Fastify's hooks can read it, before the body arrives. */
export interface SluiceRouteConfig {
  readonly access?: AccessDeclaration;
  /** Largest body in bytes; the default is 1 MiB. */
  readonly bodyLimit?: number;
}

const collected = new WeakMap<object, SluiceRouteConfig>();

/** Method decorator that adds `part` to the route's configuration; several of them add up. */
export function routeConfig(part: SluiceRouteConfig): MethodDecorator {
  return (target, property, descriptor) => {
    const handler = descriptor.value as object;
    const merged = { ...collected.get(handler), ...part };
    collected.set(handler, merged);
    RouteConfig(merged)(target, property, descriptor as TypedPropertyDescriptor<unknown>);
  };
}

/** Who may call the route of this controller method, or `undefined` where it does not say. */
export function accessOf(method: object): AccessDeclaration | undefined {
  return collected.get(method)?.access;
}
