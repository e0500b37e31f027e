import { answerMetadata, failureOf, standardReasonOf, type Reason } from '../index.js';

const DETAIL = { flag: 'a', reason: 'SPLIT', ruleId: 'r', ruleIndex: 0, bucket: 7 } as const;

describe('answerMetadata', () => {
  it('says how an answer was decided', () => {
    expect(answerMetadata(DETAIL, null)).toEqual({ ruleId: 'r', ruleIndex: 0, bucket: 7 });
  });

  it('gives way to the metadata of the flag itself', () => {
    expect(answerMetadata(DETAIL, { team: 'web', bucket: 'mine' })).toEqual({
      ruleId: 'r',
      ruleIndex: 0,
      bucket: 'mine',
      team: 'web',
    });
  });

  it('keeps our reason where OpenFeature has no word for it', () => {
    const detail = { flag: 'a', reason: 'PREREQUISITE_FAILED', prerequisite: 'b' } as const;
    expect(answerMetadata(detail, null)).toEqual({
      prerequisite: 'b',
      sluiceReason: 'PREREQUISITE_FAILED',
    });
  });

  it('is null where there is nothing to say', () => {
    expect(answerMetadata({ flag: 'a', reason: 'STATIC' }, null)).toBeNull();
  });
});

describe('standardReasonOf', () => {
  const reasons: Record<Reason, string> = {
    STATIC: 'STATIC',
    DEFAULT: 'DEFAULT',
    TARGETING_MATCH: 'TARGETING_MATCH',
    SPLIT: 'SPLIT',
    DISABLED: 'DISABLED',
    PREREQUISITE_FAILED: 'DISABLED',
    OVERRIDE: 'STATIC',
    SHUTDOWN: 'DISABLED',
    ERROR: 'ERROR',
  };

  it.each(Object.entries(reasons))('turns %s into %s', (ours, standard) => {
    expect(standardReasonOf(ours as Reason)).toBe(standard);
  });
});

describe('failureOf', () => {
  it.each([
    ['FLAG_NOT_FOUND', 'FLAG_NOT_FOUND'],
    ['TYPE_MISMATCH', 'TYPE_MISMATCH'],
    ['TARGETING_KEY_MISSING', 'TARGETING_KEY_MISSING'],
    ['PROVIDER_NOT_READY', 'PROVIDER_NOT_READY'],
    ['PREREQUISITE_CYCLE', 'GENERAL'],
    ['GENERAL', 'GENERAL'],
  ] as const)('turns %s into %s, and names the flag', (ours, standard) => {
    const failure = failureOf({ flag: 'copy', reason: 'ERROR', errorCode: ours });
    expect(failure?.errorCode).toBe(standard);
    expect(failure?.message).toContain("'copy'");
  });

  it('is null where there is no error', () => {
    expect(failureOf({ flag: 'copy', reason: 'STATIC' })).toBeNull();
  });
});
