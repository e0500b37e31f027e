import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Global, Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '../../config/index.js';
import { addressReader } from '../../platform/http/address-of.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { SdkAdmission, SnapshotStore } from '../delivery/index.js';
import { OverlayBoard } from '../overlay/index.js';
import { PreparedSnapshots } from './prepared-snapshots.js';
import { SNAPSHOT_PATH, SnapshotEndpoint } from './snapshot-endpoint.js';
import { SnapshotTraffic } from './snapshot-traffic.js';

const PROVIDERS = [
  PreparedSnapshots,
  SnapshotTraffic,
  {
    provide: SnapshotEndpoint,
    inject: [
      SnapshotStore,
      OverlayBoard,
      PreparedSnapshots,
      SdkAdmission,
      SnapshotTraffic,
      CONFIG,
      LOGGER,
    ],
    useFactory: (
      store: SnapshotStore,
      overlays: OverlayBoard,
      ...rest: [PreparedSnapshots, SdkAdmission, SnapshotTraffic, Config, Logger]
    ) => {
      const [prepared, admission, traffic, { trustProxy }, logger] = rest;
      const addressOf = addressReader(trustProxy);
      const parts = { store, overlays, prepared, admission, traffic, logger, addressOf };
      return new SnapshotEndpoint(parts);
    },
  },
];

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves snapshots over HTTP, ahead of Fastify on the same port. */
@Global()
@Module({ providers: PROVIDERS, exports: [PreparedSnapshots, SnapshotTraffic] })
export class SnapshotModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly endpoint: SnapshotEndpoint,
  ) {}

  /** Fastify knows the route too: for its route table, and for requests injected without a socket. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.route({
      method: 'GET',
      url: SNAPSHOT_PATH,
      config: { access: { kind: 'sdk-key' } },
      handler: (request, reply) => {
        reply.hijack();
        // The router takes other spellings of the path, which the endpoint would leave unanswered.
        request.raw.url = SNAPSHOT_PATH;
        this.endpoint.handle(request.raw, reply.raw);
      },
    });
  }

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const listeners = server.listeners('request') as Listener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (this.endpoint.handle(request, response)) return;
      for (const listener of listeners) listener.call(server, request, response);
    });
  }
}
