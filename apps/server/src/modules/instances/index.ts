export { InstanceRecorder } from './instance-recorder.js';
export { InstancesModule } from './instances.module.js';
export { InstancesService } from './instances.service.js';
export { ReplicaHeartbeat } from './replica-heartbeat.js';
export { ReplicaIdentity } from './replica-identity.js';
