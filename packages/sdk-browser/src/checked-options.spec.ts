import { aSnapshot, FakeLogger } from '@sluice/sdk-core/testing';
import { checkedOptions } from './checked-options.js';

const GOOD = { url: 'https://flags.example.com/base/', key: 'slu_cli_abc' };

describe('checkedOptions', () => {
  it('fills in what is not given', () => {
    expect(checkedOptions(GOOD)).toMatchObject({
      url: 'https://flags.example.com/base',
      bootstrap: null,
      overrides: new Map(),
    });
  });

  it.each([
    ['options', null],
    ['url', { ...GOOD, url: 'flags.example.com' }],
    ['url', { ...GOOD, url: 'https://user:secret@flags.example.com' }],
    ['url', { ...GOOD, url: 7 }],
    ['url', { ...GOOD, url: new URL(GOOD.url) }],
    ['keep', { ...GOOD, keep: 'a' }],
    ['key', { ...GOOD, key: undefined }],
    ['key', { ...GOOD, key: 'slu_cli_with space' }],
    ['bootstrap', { ...GOOD, bootstrap: { snapshot: {} } }],
    ['overrides', { ...GOOD, overrides: { a: 7 } }],
    ['logger', { ...GOOD, logger: {} }],
  ])('refuses %s in %j', (name, options) => {
    expect(() => checkedOptions(options)).toThrow(`\`${name}\` must be`);
  });

  it.each(['slu_srv_secret', 'slu_pat_secret', 'slu_svc_secret'])(
    'refuses %s, and warns of it without repeating it',
    (key) => {
      const logger = new FakeLogger();
      expect(() => checkedOptions({ ...GOOD, key, logger })).toThrow('client key');
      expect(logger.matching(/error .*secret.*Revoke/)).toHaveLength(1);
      expect(logger.lines.join()).not.toContain(key);
    },
  );

  it('lets nothing through that a logger throws', () => {
    const fail = () => {
      throw new Error('no disk');
    };
    const logger = { info: fail, warn: fail, error: fail };
    expect(() => checkedOptions({ ...GOOD, logger }).logger.warn('x')).not.toThrow();
    expect(() => checkedOptions({ ...GOOD, key: 'slu_srv_x', logger })).toThrow('client key');
  });

  it('takes a bootstrap with and without its envelope', () => {
    const snapshot = aSnapshot();
    expect(checkedOptions({ ...GOOD, bootstrap: snapshot }).bootstrap?.snapshot).toBe(snapshot);
    const body = { snapshot, overlay: { id: 'o' } };
    expect(checkedOptions({ ...GOOD, bootstrap: body }).bootstrap).toEqual(body);
  });
});
