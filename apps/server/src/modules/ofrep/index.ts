export { ChangeEvents } from './change-events.js';
export { OfrepModule } from './ofrep.module.js';
export { OfrepTraffic } from './ofrep-traffic.js';
