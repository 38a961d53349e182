/** Return addresses are short enough for every mail system, and nobody can make one up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounceAddress, deliveryOfBounce } from '../../../src/deliver/verp.ts';
import { signToken } from '../../../src/lib/tokens.ts';

const domain = 'bounces.example.org';
const key = { id: 1, key: 'a key of thirty-two characters, at least' };
const other = { id: 2, key: 'another key of thirty-two characters, say' };

describe('return addresses', () => {
  test('lead back to their delivery, by any key still known, whatever becomes of capitals', () => {
    const address = bounceAddress(key, 71, domain);

    expect(deliveryOfBounce([other, key], address, domain)).toBe(71);
    expect(deliveryOfBounce([key], ` ${address.toUpperCase()} `, domain)).toBe(71);
    expect(deliveryOfBounce([other], address, domain)).toBeNull();
  });

  test('have a local part of at most 64 octets of plain ASCII, for every delivery', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 36 ** 8 - 1 }),
        fc.integer({ min: 1, max: 36 ** 10 - 1 }),
        (id, delivery) => {
          const signer = { ...key, id };
          const address = bounceAddress(signer, delivery, domain);
          const [local = '', end] = address.split('@');

          expect(local.length).toBeLessThanOrEqual(64);
          expect(local).toMatch(/^[a-z0-9]+-[a-z0-9]+\.[a-z0-9]+\.[0-9a-f]+$/);
          expect(end).toBe(domain);
          expect(deliveryOfBounce([signer], address, domain)).toBe(delivery);
        },
      ),
    );
  });

  test('changed at any place are nobody’s', () => {
    const address = bounceAddress(key, 71, domain);

    for (let at = 0; at < address.length; at++) {
      const changed = `${address.slice(0, at)}${address[at] === '0' ? '1' : '0'}${address.slice(at + 1)}`;
      expect(deliveryOfBounce([key, other], changed, domain)).toBeNull();
    }
  });

  test('cannot be made of a token for something else, nor be of another domain or another delivery', () => {
    const unsubscribe = `b-${signToken(key, 'unsubscribe', 71)}@${domain}`;
    const [, , mac] = bounceAddress(key, 71, domain).split('.');

    expect(deliveryOfBounce([key], unsubscribe, domain)).toBeNull();
    expect(deliveryOfBounce([key], bounceAddress(key, 71, 'elsewhere.example'), domain)).toBeNull();
    expect(deliveryOfBounce([key], `b-1.1z.${mac}@${domain}`, domain)).not.toBe(72);
    expect(deliveryOfBounce([key], `b-1.20.${mac}@${domain}`, domain)).toBeNull();
    expect(deliveryOfBounce([key], 'keeper@bounces.example.org', domain)).toBeNull();
  });
});
