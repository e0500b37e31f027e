import { CONFIRMABLE_CODES } from '@sluice/protocol';
import { CONFIRMABLE } from './write.js';

describe('CONFIRMABLE', () => {
  it('is what the protocol says can be confirmed', () => {
    expect(CONFIRMABLE).toEqual([...CONFIRMABLE_CODES]);
  });
});
