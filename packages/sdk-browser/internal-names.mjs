/**
 * Properties of objects that never leave the SDK: neither on the wire, nor in its cache, nor of what
 * programs call. The build gives them short names, the first ones the shortest, and fails for one that
 * the protocol names too.
 */
export const INTERNAL_NAMES = `
  evaluator emitter engine telemetry parts pick more stored parent unusable isMetBy compiledFlags compiledSegments flagOf inquire withoutData setOverlay
  currentUser withoutCounting metadataOf wireOf aheadMs openAt handOver mergeBack
  monotonicMs timings connectAt fetchAt effects fetching fetchFailures pollOnly wanting handingOver
  healthyAt drainAt polling fetchBy hasData serverClock checkAt syncBy resyncAt solicited corrections
  gapAskedAt fullAskedAt affectedBy askedAt retryAfterMs fatalRetryMs resyncEveryMs
  closeTimeoutMs streamWaitMs checkEveryMs pollAfterMs pollEveryMs collectFrom addUnknown
  fetchTimeoutMs backoffFirstMs backoffMostMs healthyAfterMs flushEveryMs flushWatchedMs
  flushTimeoutMs syncTimeoutMs saveEveryMs rejectAll resolveAll fetchSnapshot openStream sendEvents
  isInstantDue toRecord silenceMs wallMs offsetMs newSketch addBins giveBack replaceOverrides
  connection wanted answer failures clock transport streaming deadline store finish stepped facts storage
  trouble replacing serving entered isHeard expire
`
  .trim()
  .split(/\s+/);
