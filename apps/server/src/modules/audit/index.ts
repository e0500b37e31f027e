export { AuditHeads } from './audit-heads.js';
export { AuditModule } from './audit.module.js';
export { AUDIT_KEY } from './audit-key.token.js';
