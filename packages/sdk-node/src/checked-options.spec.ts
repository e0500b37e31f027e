import { checkedOptions } from './checked-options.js';
import { createClient } from './create-client.js';

const good = { url: 'http://localhost:8080', key: 'slu_srv_secret' };

describe('checkedOptions', () => {
  it('takes an address with a path before /sdk/v1 and drops what does not belong', () => {
    expect(checkedOptions({ ...good, url: 'https://x.test/flags//?q=1#h' }).url.href).toBe(
      'https://x.test/flags',
    );
  });

  it('tells the kind of key', () => {
    expect(checkedOptions(good).kind).toBe('server');
    expect(checkedOptions({ ...good, key: 'slu_cli_x' }).kind).toBe('client');
  });

  it.each<[string, unknown, RegExp]>([
    ['no options', undefined, /`options` is missing/],
    ['no url', { key: 'k' }, /`url` is missing\. Give the address/],
    ['a url that is none', { ...good, url: 'localhost' }, /`url` is "localhost"/],
    ['a url of another kind', { ...good, url: 'ftp://x.test' }, /`url` is "ftp:/],
    ['a url with a password', { ...good, url: 'http://a:b@x.test' }, /must not hold credentials/],
    ['no key', { url: good.url }, /`key` is missing/],
    ['a key over two lines', { ...good, key: 'slu_srv_a\nb' }, /no plain text/],
    ['an access token', { ...good, key: 'slu_pat_x' }, /access token for administration/],
    ['an empty cacheDir', { ...good, cacheDir: '' }, /`cacheDir` is ""/],
    ['a bootstrap that is none', { ...good, bootstrap: { flags: [] } }, /`bootstrap` is an object/],
    ['an override of nothing', { ...good, overrides: { a: 1 } }, /`overrides.a` is 1/],
    ['overrides as a list', { ...good, overrides: [] }, /`overrides` is an array/],
    ['keep as a text', { ...good, keep: 'otel' }, /`keep` is "otel"/],
    ['pollOnly as a text', { ...good, pollOnly: 'yes' }, /`pollOnly` is "yes"/],
    ['half a logger', { ...good, logger: { info: () => 1 } }, /`logger` is an object/],
    ['a listener that is none', { ...good, onStateChange: null }, /`onStateChange` is null/],
  ])('refuses %s with what is wrong and what to give', (_, options, message) => {
    expect(() => createClient(options as never)).toThrow(TypeError);
    expect(() => createClient(options as never)).toThrow(message);
  });

  it('never repeats a key', () => {
    expect(() => checkedOptions({ ...good, key: 'slu_pat_secret' })).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret') as string,
      }) as Error,
    );
  });
});
