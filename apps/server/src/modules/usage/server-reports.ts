import { Injectable } from '@nestjs/common';
import type { EventBatch } from '@sluice/protocol';
import type { SdkKey } from '../delivery/index.js';
import { InstanceRecorder } from '../instances/index.js';
import { ObservationSink } from './observation-sink.js';

/** What SDKs with server keys report beside counts: themselves, and what they saw of watched rules. */
@Injectable()
export class ServerReports {
  constructor(
    private readonly instances: InstanceRecorder,
    private readonly observations: ObservationSink,
  ) {}

  accept({ id: keyId, environmentId }: SdkKey, batch: EventBatch): void {
    const { instance, sdk, revision = null, local } = batch;
    this.instances.report({
      environmentId,
      instance,
      keyId,
      sdk,
      connected: null,
      revision,
      local,
    });
    this.observations.accept(environmentId, batch);
  }
}
