import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EgressClient } from './egress-client.js';
import { egressPolicy } from './egress-policy.js';

describe('egressPolicy', () => {
  const none = egressPolicy([]);

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'nonsense',
  ])('refuses %s', (address) => {
    expect(none.allows('example.com', address)).toBe(false);
  });

  it.each(['93.184.216.34', '2606:2800:220:1::1'])('allows the public address %s', (address) => {
    expect(none.allows('example.com', address)).toBe(true);
  });

  it('allows what is named: a host, an address, a block, and nothing beside', () => {
    const some = egressPolicy(['health.internal', '10.0.0.7', '192.168.0.0/24', 'fd00::/8']);
    expect(some.allows('Health.Internal', '10.9.9.9')).toBe(true);
    expect(some.allows('other', '10.0.0.7')).toBe(true);
    expect(some.allows('other', '10.0.0.8')).toBe(false);
    expect(some.allows('other', '192.168.0.99')).toBe(true);
    expect(some.allows('other', '192.168.1.99')).toBe(false);
    expect(some.allows('other', 'fd12::1')).toBe(true);
  });
});

describe('EgressClient', () => {
  let server: Server;
  let origin: string;
  let paths: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      paths.push(request.url ?? '');
      if (request.url === '/never') return;
      if (request.url === '/moved') response.writeHead(302, { location: '/ok' });
      response.end(request.url === '/big' ? 'x'.repeat(70_000) : 'fine');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    paths = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const open = new EgressClient(egressPolicy(['127.0.0.0/8', '::1']), 300);

  it('answers status and body', async () => {
    expect(await open.get(`${origin}/ok`)).toEqual({ status: 200, body: 'fine' });
  });

  it('does not follow redirects', async () => {
    expect(await open.get(`${origin}/moved`)).toMatchObject({ status: 302 });
    expect(paths).toEqual(['/moved']);
  });

  it('gives up on silence and on too much', async () => {
    await expect(open.get(`${origin}/never`)).rejects.toThrow('no answer in 300 ms');
    await expect(open.get(`${origin}/big`)).rejects.toThrow('above 65536 bytes');
  });

  it('posts, and minds neither where an answer leads nor how long it is', async () => {
    const post = (path: string) => open.post(`${origin}${path}`, '{}', { 'content-length': '2' });
    expect(await post('/moved')).toEqual({ status: 302, body: '' });
    expect(await post('/big')).toEqual({ status: 200, body: '' });
    await expect(post('/never')).rejects.toThrow('no answer in 300 ms');
    expect(paths).toEqual(['/moved', '/big', '/never']);
  });

  it('never connects to a private address, by number or by name', async () => {
    const closed = new EgressClient(egressPolicy([]));
    const port = new URL(origin).port;
    const urls = [
      origin,
      `http://localhost:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://2130706433:${port}`,
    ];
    for (const url of urls)
      await expect(closed.get(`${url}/ok`)).rejects.toMatchObject({ refused: true });
    expect(paths).toEqual([]);
  });

  it.each([
    'file:///etc/passwd',
    'gopher://example.com',
    'nonsense',
    'http://ada:secret@example.com',
  ])('refuses %s', async (url) => {
    await expect(open.get(url)).rejects.toMatchObject({ refused: true });
  });
});
