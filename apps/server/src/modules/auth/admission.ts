import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../config/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RateLimiter, type AccessDeclaration } from '../../platform/http/index.js';
import { Authenticator } from './authenticator.js';
import { bearerToken } from './bearer-token.js';
import type { Actor } from './domain/actor.js';
import { actorLabel } from './domain/actor-label.js';
import type { Place } from './domain/place.js';
import { requireRole } from './domain/require-role.js';
import { PlaceDirectory } from './place-directory.js';

type TokenAccess = Extract<AccessDeclaration, { kind: 'token' }>;

/** Lets a request in or refuses it, before its body is read: credential, rate, role, in that order. */
@Injectable()
export class AdmissionService {
  private readonly limiter = new RateLimiter(() => performance.now());

  constructor(
    private readonly authenticator: Authenticator,
    private readonly places: PlaceDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws what the caller is to be told; a route that declares nothing admits nobody. */
  async admit(request: FastifyRequest): Promise<void> {
    const { access } = request.routeOptions.config;
    if (access === undefined) throw new AppError('FORBIDDEN', { reason: 'undeclared route' });
    if (access.kind !== 'token') return;
    const actor = await this.identify(request);
    request.actor = actor;
    refuseFor(this.limiter.take(actorLabel(actor), this.config.rateLimit));
    await this.authorize(actor, access, request.params as Record<string, string>);
  }

  private async identify(request: FastifyRequest): Promise<Actor> {
    const limit = this.config.anonymousRateLimit / 60;
    const address = `address:${request.ip}`;
    const refuseIfExhausted = (): void => {
      refuseFor(this.limiter.waitOf(address, limit));
    };
    try {
      const secret = bearerToken(request.headers.authorization);
      if (secret === null) throw new AppError('UNAUTHENTICATED');
      return await this.authenticator.authenticate(secret, refuseIfExhausted);
    } catch (error) {
      if (isRefusedCredential(error)) refuseFor(this.limiter.take(address, limit));
      throw error;
    }
  }

  private async authorize(
    actor: Actor,
    access: TokenAccess,
    params: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (access.scope === 'none') return;
    const place = await this.placeOf(access, params);
    const verdict = requireRole(actor.grants, { needed: access.role, place, protected: false });
    if (verdict.ok) return;
    const { project, environment } = params;
    const where = { scope: access.scope, project, environment };
    if (verdict.code === 'NOT_FOUND' && access.scope !== 'global') {
      throw new AppError('NOT_FOUND', { project, environment });
    }
    const held = verdict.code === 'FORBIDDEN' ? verdict.held : null;
    throw new AppError(
      'FORBIDDEN',
      { needed: access.role, held, ...where },
      { message: forbiddenMessage(access, params) },
    );
  }

  private async placeOf(
    access: TokenAccess,
    params: Readonly<Record<string, string>>,
  ): Promise<Place> {
    const { project = '', environment = '' } = params;
    if (access.scope === 'project') return this.places.project(project);
    if (access.scope === 'environment') return this.places.environment(project, environment);
    return { projectId: null, environmentId: null };
  }
}

function isRefusedCredential(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.code === 'UNAUTHENTICATED' || error.code === 'WRONG_CREDENTIAL_KIND')
  );
}

function refuseFor(waitMs: number): void {
  if (waitMs <= 0) return;
  throw new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}

function forbiddenMessage(
  access: TokenAccess,
  { project, environment }: Readonly<Record<string, string>>,
): string {
  const where =
    access.scope === 'global'
      ? 'held for the whole server'
      : access.scope === 'project'
        ? `in the project "${project ?? ''}"`
        : `in the environment "${environment ?? ''}" of the project "${project ?? ''}"`;
  return `This needs the role ${access.role} ${where}, which the credential does not hold. Ask an admin for a token with that role.`;
}
