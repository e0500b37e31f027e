import { parse } from 'pg-connection-string';
import { connectionThrough, urlOf } from './connection.js';

describe('urlOf', () => {
  it.each(['/run/sluice', '/home/a b/it%41s, "here"/socket-x1', '/tmp/ü'])(
    'leads `pg` to the socket in %s',
    (host) => {
      const parsed = parse(urlOf(connectionThrough(host)));
      expect(parsed).toMatchObject({ host, port: '5432', user: 'sluice', database: 'sluice' });
    },
  );
});
