import { readPacket } from './socket-packet.js';

describe('readPacket', () => {
  it.each([
    ['0{"sid":"x","pingInterval":25000,"pingTimeout":20000}', { kind: 'open', silenceMs: 45_000 }],
    ['2', { kind: 'ping' }],
    ['40{"sid":"y"}', { kind: 'other' }],
    ['42["change",{"from":1}]', { kind: 'event', name: 'change', payload: { from: 1 } }],
    [
      '44{"message":"no","data":{"retryable":false}}',
      { kind: 'refused', data: { retryable: false } },
    ],
    ['41', { kind: 'end' }],
    ['1', { kind: 'end' }],
    ['6', { kind: 'other' }],
  ])('reads %s', (text, packet) => {
    expect(readPacket(text)).toEqual(packet);
  });

  it.each(['0nonsense', '42{', '44', new ArrayBuffer(1), null])(
    'takes what makes no sense for the end: %p',
    (data) => {
      expect(readPacket(data)).toEqual({ kind: 'end' });
    },
  );
});
