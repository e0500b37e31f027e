export { AuditHeads } from './audit-heads.js';
export { AuditModule } from './audit.module.js';
