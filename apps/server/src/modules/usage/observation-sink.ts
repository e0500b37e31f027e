import type { EventBatch } from '@sluice/protocol';

/** Takes what SDKs with server keys saw of watched rules. */
export abstract class ObservationSink {
  /** Never throws and never waits; a batch that was sent before counts once. */
  abstract accept(environmentId: string, batch: EventBatch): void;
}
