import { a, of, type ConditionCases } from './condition-cases.js';

/** Addresses and blocks of them. */
export const ADDRESSES: readonly ConditionCases[] = [
  {
    title: 'addresses in blocks',
    when: a('cidr', ['10.1.0.0/16', '192.168.1.7', '2001:db8::/32']),
    holds: of('10.1.255.3', '192.168.1.7', '2001:db8::1', '2001:0DB8:0:0::ff', [
      '8.8.8.8',
      '10.1.0.0',
    ]),
    fails: of(
      '10.2.0.1',
      '192.168.1.8',
      '2001:db9::1',
      '10.1',
      '10.1.0.0/16',
      'x',
      '',
      167837697,
      '010.1.0.1',
      '256.1.1.1',
    ),
  },
  {
    title: 'every address of a family',
    when: a('cidr', ['0.0.0.0/0']),
    holds: of('0.0.0.0', '255.255.255.255'),
    fails: of('::1', 'localhost'),
  },
];
