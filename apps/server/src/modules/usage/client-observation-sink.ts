import type { EventBatch } from '@sluice/protocol';

/** Takes what holders of client keys say they saw of watched rules: public input. */
export abstract class ClientObservationSink {
  /** Never throws and never waits; `address` is where the batch came from. */
  abstract accept(environmentId: string, batch: EventBatch, address: string): void;
}
