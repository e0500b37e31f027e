import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  Global,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '../../config/index.js';
import { addressReader } from '../../platform/http/address-of.js';
import { ChangeFollower, SdkAdmission, SdkKeyRefresher, SnapshotStore } from '../delivery/index.js';
import { LiveEvaluators, OverlayBoard } from '../overlay/index.js';
import { UsageCollector, UsageModule } from '../usage/index.js';
import { AnswerCounts } from './answer-counts.js';
import { ChangeEvents } from './change-events.js';
import { EVENTS_PATH, FLAGS_PATH } from './domain/ofrep-route.js';
import { EvaluationEndpoint } from './evaluation-endpoint.js';
import { EventTickets } from './event-tickets.js';
import { EventsEndpoint } from './events-endpoint.js';
import { FlagAnswers } from './flag-answers.js';
import { LagRepair } from './lag-repair.js';
import { OfrepEndpoint } from './ofrep-endpoint.js';
import { OfrepTraffic } from './ofrep-traffic.js';
import { refuse } from './refuse.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const PROVIDERS = [
  OfrepTraffic,
  {
    provide: EventTickets,
    inject: [SdkKeyRefresher, CONFIG],
    useFactory: ({ keys }: SdkKeyRefresher, { publicPath }: Config) =>
      new EventTickets(keys, publicPath),
  },
  {
    provide: ChangeEvents,
    inject: [SnapshotStore, OverlayBoard, LiveEvaluators],
    useFactory: (store: SnapshotStore, overlays: OverlayBoard, evaluators: LiveEvaluators) =>
      new ChangeEvents({ store, overlays, evaluators }),
  },
  {
    provide: AnswerCounts,
    inject: [UsageCollector],
    useFactory: (usage: UsageCollector) => new AnswerCounts(usage),
  },
  {
    provide: FlagAnswers,
    inject: [SnapshotStore, LiveEvaluators, AnswerCounts],
    useFactory: (store: SnapshotStore, evaluators: LiveEvaluators, counts: AnswerCounts) =>
      new FlagAnswers(store, evaluators, counts),
  },
  {
    provide: OfrepEndpoint,
    inject: [
      FlagAnswers,
      ChangeEvents,
      EventTickets,
      SdkAdmission,
      ChangeFollower,
      OfrepTraffic,
      CONFIG,
    ],
    useFactory: (
      answers: FlagAnswers,
      events: ChangeEvents,
      ...rest: [EventTickets, SdkAdmission, ChangeFollower, OfrepTraffic, Config]
    ) => {
      const [tickets, admission, follower, traffic, { trustProxy, sdkRateLimit }] = rest;
      const shared = { tickets, admission, traffic, addressOf: addressReader(trustProxy) };
      const lag = new LagRepair((environmentId) => follower.catchUp(environmentId));
      return new OfrepEndpoint(
        new EvaluationEndpoint({ ...shared, answers, lag }),
        new EventsEndpoint({ ...shared, events, sdkRateLimit }),
      );
    },
  },
];

const ROUTES = [
  { method: 'POST', url: FLAGS_PATH },
  { method: 'POST', url: `${FLAGS_PATH}/:flag` },
  { method: 'GET', url: EVENTS_PATH },
] as const;

/** OFREP, OpenFeature's remote evaluation protocol, ahead of Fastify on the same port. */
@Global()
@Module({ imports: [UsageModule], providers: PROVIDERS, exports: [OfrepTraffic, ChangeEvents] })
export class OfrepModule
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly endpoint: OfrepEndpoint,
    private readonly events: ChangeEvents,
    refresher: SdkKeyRefresher,
  ) {
    refresher.onRefreshed(() => events.sweep());
  }

  /** Fastify knows the routes too: for its route table, and for requests injected without a socket. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const { method, url } of ROUTES) {
      fastify.route({
        method,
        url,
        config: { access: { kind: 'sdk-key' } },
        exposeHeadRoute: false,
        // Before the body is read: the endpoint reads it itself.
        onRequest: (request, reply) => {
          reply.hijack();
          // The router also takes spellings of a path that the endpoint does not know.
          if (!this.endpoint.handle(request.raw, reply.raw)) {
            refuse(request.raw, reply.raw, { code: 'NOT_FOUND' });
          }
        },
        handler: () => undefined,
      });
    }
  }

  onApplicationBootstrap(): void {
    this.events.start();
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const listeners = server.listeners('request') as Listener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (this.endpoint.handle(request, response)) return;
      for (const listener of listeners) listener.call(server, request, response);
    });
  }

  beforeApplicationShutdown(): void {
    this.events.close();
  }
}
