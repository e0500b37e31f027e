import type { ExplainedDetail } from '@sluice/protocol';

/** Why a flag answered as it did, in a few words. */
export function reasonText(detail: ExplainedDetail): string {
  const { reason, ruleId, bucket, prerequisite, override, errorCode } = detail;
  const rolled = rolledText(ruleId, bucket);
  switch (reason) {
    case 'SHUTDOWN':
      return 'emergency shutdown';
    case 'OVERRIDE':
      return `overridden by the ${override ?? 'server'}`;
    case 'DISABLED':
      return 'disabled';
    case 'PREREQUISITE_FAILED':
      return `${prerequisite ?? 'a parent'} does not allow it`;
    case 'TARGETING_MATCH':
      return ruleId === undefined ? 'targeted by id' : rolled;
    case 'SPLIT':
      return rolled;
    case 'STATIC':
    case 'DEFAULT':
      return 'no rule matched';
    case 'ERROR':
      return errorCode ?? 'error';
  }
}

function rolledText(ruleId: string | undefined, bucket: number | undefined): string {
  const rule = ruleId === undefined ? 'split' : `rule ${ruleId}`;
  return bucket === undefined ? rule : `${rule}, bucket ${bucket}`;
}
