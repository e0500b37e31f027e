import type { Telemetry } from '@sluice/sdk-core';

/** Counts nothing until a rule is watched and the file that counts is loaded; tries again at every change. */
export function lazyTelemetry(): Telemetry {
  let watched: Parameters<Telemetry['watch']>;
  const telemetry: Telemetry = {
    watch: (...rules) => {
      watched = rules;
      if (rules[0].length > 0)
        import('./page-telemetry.js').then(
          ({ pageTelemetry }) => Object.assign(telemetry, pageTelemetry()).watch(...watched),
          () => undefined,
        );
    },
    request: () => null,
    take: () => [],
    mergeBack: () => undefined,
  };
  return telemetry;
}
