import { Injectable } from '@nestjs/common';
import type { EventBatch } from '@sluice/protocol';
import type { SdkKey } from '../delivery/index.js';
import { InstanceRecorder } from '../instances/index.js';
import { ClientObservationSink } from './client-observation-sink.js';
import { ObservationSink } from './observation-sink.js';

/** How a batch came. */
interface Arrival {
  readonly address: string;
  /** Not a repetition of one that this replica had before. */
  readonly fresh: boolean;
}

/**
 * What SDKs report beside counts: themselves, and what they saw of watched rules. Under client keys it
 * is public input: no instance is made of it, and observations go a way of their own (streaming.md, "HTTP").
 */
@Injectable()
export class SdkReports {
  constructor(
    private readonly instances: InstanceRecorder,
    private readonly observations: ObservationSink,
    private readonly clients: ClientObservationSink,
  ) {}

  accept(key: SdkKey, batch: EventBatch, { address, fresh }: Arrival): void {
    const { id: keyId, environmentId } = key;
    if (key.kind === 'client') {
      if (fresh) this.clients.accept(environmentId, batch, address);
      return;
    }
    const { instance, sdk, revision = null, local } = batch;
    const connected = null;
    this.instances.report({ environmentId, instance, keyId, sdk, connected, revision, local });
    this.observations.accept(environmentId, batch);
  }
}
