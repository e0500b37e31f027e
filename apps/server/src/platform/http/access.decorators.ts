import type { Role } from '@sluice/protocol';
import type { AccessScope } from './access.js';
import { routeConfig } from './route-config.js';

/** The route takes a token that holds `role` at `scope`; what the token may not see is answered 404. */
export const Access = (requirement: { role: Role; scope: AccessScope }): MethodDecorator =>
  routeConfig({ access: { kind: 'token', ...requirement } });

/** The route answers anybody. */
export const Public = (): MethodDecorator => routeConfig({ access: { kind: 'public' } });

/** The route takes an SDK key, which its own handler verifies. */
export const SdkKey = (): MethodDecorator => routeConfig({ access: { kind: 'sdk-key' } });

/** The route takes bodies of up to `bytes` instead of 1 MiB. */
export const BodyLimit = (bytes: number): MethodDecorator => routeConfig({ bodyLimit: bytes });
