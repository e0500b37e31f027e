import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../../platform/errors/app-error.js';
import { EgressClient, EgressError } from '../../../platform/egress/index.js';
import type { Guard } from '../domain/guards/guard.js';
import { PROMETHEUS_SERVERS, type PrometheusServers } from './prometheus-servers.js';

/** Which sources a guard may name. */
@Injectable()
export class SourceRules {
  constructor(
    @Inject(PROMETHEUS_SERVERS) private readonly servers: PrometheusServers,
    private readonly egress: EgressClient,
  ) {}

  /** Throws for a Prometheus server that is not configured and for an address that may not be called. */
  require(guards: readonly Guard[]): void {
    for (const { id, source } of guards) {
      if (source.kind === 'prometheus') this.#requireServer(id, source.server);
      if (source.kind === 'http') this.#requireUrl(id, source.url);
    }
  }

  #requireServer(guard: string, server: string): void {
    if (this.servers.has(server)) return;
    const known = [...this.servers.keys()].join(', ') || 'none';
    const message = `Guard ${guard} asks the Prometheus server ${server}, which is not configured (configured: ${known}). Name it in SLUICE_PROMETHEUS.`;
    throw new AppError('UNKNOWN_PROMETHEUS', { guard, server }, { message });
  }

  #requireUrl(guard: string, url: string): void {
    try {
      this.egress.require(url);
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      throw refusedAddress(guard, error.message);
    }
  }
}

/** The refusal of a health URL; the URL itself is not repeated, since it may hold credentials. */
export function refusedAddress(guard: string, why: string): AppError {
  return new AppError('EGRESS_REFUSED', { guard }, { message: `Guard ${guard}: ${why}.` });
}
