/** Injection token of the key of the audit chains. */
export const AUDIT_KEY = Symbol('AUDIT_KEY');
