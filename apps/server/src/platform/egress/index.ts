export { EgressClient, type EgressAnswer } from './egress-client.js';
export { EgressError } from './egress-error.js';
export { egressPolicy, type EgressPolicy } from './egress-policy.js';
