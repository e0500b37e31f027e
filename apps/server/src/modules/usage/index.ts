export { ClientObservationSink } from './client-observation-sink.js';
export { ObservationSink } from './observation-sink.js';
export { UsageCollector } from './usage-collector.js';
export { UsageModule } from './usage.module.js';
