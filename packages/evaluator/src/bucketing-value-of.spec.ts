import { bucketingValueOf } from './index.js';

describe('bucketingValueOf', () => {
  it('is a non-empty string, or a safe integer in decimal', () => {
    expect(bucketingValueOf({ id: 'u1' })).toBe('u1');
    expect(bucketingValueOf({ id: 42 })).toBe('42');
    expect(bucketingValueOf({ id: '' })).toBeNull();
    expect(bucketingValueOf({ id: 1.5 })).toBeNull();
    expect(bucketingValueOf({})).toBeNull();
  });

  it('is that of the attribute asked for, along a path, and never inherited', () => {
    expect(bucketingValueOf({ id: 'u1', company: 'c' }, 'company')).toBe('c');
    expect(bucketingValueOf({ account: { id: 7 } }, 'account.id')).toBe('7');
    expect(bucketingValueOf({}, 'constructor.name')).toBeNull();
  });
});
