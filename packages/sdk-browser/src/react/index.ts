export { SluiceProvider, type SluiceProviderProps } from './sluice-provider.js';
export { useClient } from './use-client.js';
export { useFlag } from './use-flag.js';
export { useFlagDetail } from './use-flag-detail.js';
export type { FlagOptions } from './flag-options.js';
