import { isInside, parseAddress, parseCidr } from './cidr.js';

function inside(address: string, block: string): boolean {
  const parsed = parseAddress(address);
  const range = parseCidr(block);
  return parsed !== null && range !== null && isInside(parsed, range);
}

describe('cidr', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.1.2.3', '10.1.2.2/31'],
    ['10.1.2.3', '10.255.255.255/8'],
    ['255.255.255.255', '0.0.0.0/0'],
    ['2001:db8:0:1::9', '2001:DB8::/32'],
    ['::1', '::1/128'],
    ['::', '::/0'],
    ['::ffff:10.0.0.1', '::ffff:0:0/96'],
    ['::ffff:a00:1', '::ffff:10.0.0.1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:0/124'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6::/96'],
  ])('%s is inside %s', (address, block) => {
    expect(inside(address, block)).toBe(true);
  });

  it.each([
    ['10.1.2.3', '11.0.0.0/8'],
    ['10.1.2.4', '10.1.2.2/31'],
    ['10.0.0.1', '::ffff:0:0/96'],
    ['::ffff:10.0.0.1', '0.0.0.0/0'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:0/125'],
  ])('%s is outside %s', (address, block) => {
    expect(inside(address, block)).toBe(false);
  });

  it.each([
    '',
    '10.1.2',
    '10.1.2.3.4',
    '010.1.2.3',
    '256.1.1.1',
    '1.2.3.4 ',
    '::1::',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'fe80::1%eth0',
    '::1.2.3',
    '1.2.3.4::',
    ':1',
    '1:',
  ])('%j is no address', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it.each([
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '/8',
  ])('%j is no block', (text) => {
    expect(parseCidr(text)).toBeNull();
  });
});
