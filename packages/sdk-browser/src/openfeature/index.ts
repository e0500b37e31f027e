export { SluiceWebProvider, type SluiceWebProviderOptions } from './sluice-web-provider.js';
