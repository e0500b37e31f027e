import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import {
  ANSWER,
  accessOf,
  type AccessDeclaration,
  type Answer,
} from '../../platform/http/index.js';

/** What a controller's method says about its route. */
export interface DescribedRoute {
  readonly access: AccessDeclaration;
  readonly answer: Answer;
}

/** Every controller method that declares access and answer, by `<Controller>.<method>`. */
export function describedRoutes(app: INestApplication): Map<string, DescribedRoute> {
  const routes = new Map<string, DescribedRoute>();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const method = prototype[name];
        if (name === 'constructor' || typeof method !== 'function') continue;
        const access = accessOf(method);
        const answer = Reflect.getMetadata(ANSWER, method) as Answer | undefined;
        if (access && answer) routes.set(`${metatype.name}.${name}`, { access, answer });
      }
    }
  }
  return routes;
}
