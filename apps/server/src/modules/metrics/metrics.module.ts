import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Database } from '../../platform/database/database.js';
import { ChangeFollower, SnapshotStore } from '../delivery/index.js';
import { DeliveryTraffic } from '../notifications/index.js';
import { ChangeEvents, OfrepTraffic } from '../ofrep/index.js';
import { SnapshotTraffic } from '../snapshot/index.js';
import { StreamServer } from '../stream/index.js';
import { UsageCollector, UsageModule } from '../usage/index.js';
import { MetricsController } from './metrics.controller.js';
import { ServerMetrics } from './server-metrics.js';

/** `/metrics`. */
@Module({
  imports: [UsageModule],
  controllers: [MetricsController],
  providers: [
    {
      provide: ServerMetrics,
      inject: [
        Database,
        ChangeFollower,
        SnapshotStore,
        SnapshotTraffic,
        StreamServer,
        UsageCollector,
        OfrepTraffic,
        ChangeEvents,
        DeliveryTraffic,
      ],
      useFactory: (
        database: Database,
        follower: ChangeFollower,
        ...rest: [
          SnapshotStore,
          SnapshotTraffic,
          StreamServer,
          UsageCollector,
          OfrepTraffic,
          ChangeEvents,
          DeliveryTraffic,
        ]
      ) => {
        const [store, traffic, stream, usage, ofrep, events, webhooks] = rest;
        return new ServerMetrics({
          database,
          follower,
          store,
          traffic,
          stream,
          usage,
          ofrep,
          events,
          webhooks,
        });
      },
    },
  ],
})
export class MetricsModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly metrics: ServerMetrics,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown';
      const { method } = request;
      this.metrics.observe({
        method,
        route,
        status: reply.statusCode,
        seconds: reply.elapsedTime / 1000,
      });
      done();
    });
  }
}
