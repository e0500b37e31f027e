import { attributeValueOf } from './attribute-value-of.js';

describe('attributeValueOf', () => {
  it('reads what a condition reads: the exact name first, else own properties along the path', () => {
    expect(attributeValueOf({ 'org.id': 1, org: { id: 2 } }, 'org.id')).toBe(1);
    expect(attributeValueOf({ org: { id: 2 } }, 'org.id')).toBe(2);
  });

  it('takes null and everything inherited as missing', () => {
    expect(attributeValueOf({ plan: null }, 'plan')).toBeUndefined();
    expect(attributeValueOf({}, 'constructor')).toBeUndefined();
  });
});
