import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from './modules/audit/index.js';
import { AuthModule } from './modules/auth/index.js';
import { CommandsModule } from './modules/commands/index.js';
import { DeliveryModule } from './modules/delivery/index.js';
import { EnvironmentsModule } from './modules/environments/index.js';
import { EvaluateModule } from './modules/evaluate/index.js';
import { ExportModule } from './modules/export/index.js';
import { FirstStartModule } from './modules/first-start/index.js';
import { FlagsModule } from './modules/flags/index.js';
import { HealthModule } from './modules/health/index.js';
import { IdempotencyModule } from './modules/idempotency/index.js';
import { ImportModule } from './modules/import/index.js';
import { InstancesModule } from './modules/instances/index.js';
import { KeysModule } from './modules/keys/index.js';
import { MetricsModule } from './modules/metrics/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { OfrepModule } from './modules/ofrep/index.js';
import { OpenApiModule } from './modules/openapi/index.js';
import { OverlayModule } from './modules/overlay/index.js';
import { ProjectsModule } from './modules/projects/index.js';
import { RewindModule } from './modules/rewind/index.js';
import { RolloutPortsModule, RolloutsModule } from './modules/rollouts/index.js';
import { SeedModule } from './modules/seed/index.js';
import { SegmentsModule } from './modules/segments/index.js';
import { ShutdownModule } from './modules/shutdown/index.js';
import { SnapshotModule } from './modules/snapshot/index.js';
import { StreamModule } from './modules/stream/index.js';
import { TokensModule } from './modules/tokens/index.js';
import { UsageModule } from './modules/usage/index.js';
import { PlatformModule, type Platform } from './platform/platform.module.js';

/** The whole server on a platform. */
@Module({})
export class AppModule {
  static on(platform: Platform): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(platform),
        AuthModule,
        AuditModule,
        IdempotencyModule,
        CommandsModule,
        NotificationsModule,
        DeliveryModule,
        OverlayModule,
        SnapshotModule,
        OfrepModule,
        StreamModule,
        InstancesModule,
        RewindModule,
        ShutdownModule,
        UsageModule,
        HealthModule,
        MetricsModule,
        ProjectsModule,
        EnvironmentsModule,
        KeysModule,
        TokensModule,
        RolloutPortsModule,
        FlagsModule,
        RolloutsModule,
        SegmentsModule,
        EvaluateModule,
        ExportModule,
        ImportModule,
        SeedModule,
        FirstStartModule,
        OpenApiModule,
      ],
    };
  }
}
