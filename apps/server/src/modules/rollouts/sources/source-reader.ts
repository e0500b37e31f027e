import { EgressError, type EgressClient } from '../../../platform/egress/index.js';
import type { GuardSource } from '../domain/guards/guard.js';
import { readPrometheus } from './prometheus-answer.js';
import type { PrometheusServers } from './prometheus-servers.js';

/** What a source said, with what it was read from; or why there is no reading. */
export type SourceReading =
  | { readonly value: number; readonly detail: string }
  | {
      readonly silent: string;
      /** True where it was never asked, because of its address. */
      readonly refused?: boolean;
      readonly value?: never;
    };

/** What reading works with. */
export interface ReaderParts {
  /** For health URLs, which come from the API. */
  readonly egress: EgressClient;
  /** For servers named in the configuration, which may be anywhere. */
  readonly inside: EgressClient;
  readonly servers: PrometheusServers;
}

/** A source that has to be asked, as opposed to those that report by themselves. */
export type AskedSource = Extract<GuardSource, { readonly kind: 'prometheus' | 'http' }>;

/** True for a source that has to be asked. */
export function isAsked(source: GuardSource): source is AskedSource {
  return source.kind === 'prometheus' || source.kind === 'http';
}

/** Asks one source once; never throws. */
export class SourceReader {
  constructor(private readonly parts: ReaderParts) {}

  read(source: AskedSource): Promise<SourceReading> {
    return source.kind === 'http'
      ? this.#health(source.url)
      : this.#query(source.server, source.query);
  }

  /** 0 for an answer of 200–299, 1 for any other; silent where there was none. */
  async #health(url: string): Promise<SourceReading> {
    try {
      const { status } = await this.parts.egress.get(url);
      return { value: status >= 200 && status < 300 ? 0 : 1, detail: `status ${status}` };
    } catch (error) {
      return { silent: messageOf(error), refused: error instanceof EgressError && error.refused };
    }
  }

  async #query(name: string, query: string): Promise<SourceReading> {
    const server = this.parts.servers.get(name);
    if (server === undefined) return { silent: `no server ${name} is configured` };
    const { url, authorization } = server;
    const target = `${url.replace(/\/+$/, '')}/api/v1/query?${new URLSearchParams({ query }).toString()}`;
    try {
      const headers = authorization === null ? {} : { authorization };
      const { status, body } = await this.parts.inside.get(target, headers);
      const read = readPrometheus(status, body);
      return read.ok ? { value: read.value, detail: '' } : { silent: read.problem };
    } catch (error) {
      return { silent: messageOf(error) };
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : 'no answer';
}
