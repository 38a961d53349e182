/** A masked address shows where it is, and hardly whose. */
import { expect, test } from 'vitest';
import { maskAddress } from '../../../src/lib/mask-address.ts';

test.each([
  ['jane.doe@example.org', 'j…@example.org'],
  ['j@example.org', 'j…@example.org'],
  ['jane+digest@sub.example.org', 'j…@sub.example.org'],
  ['"a@b"@example.org', '"…@example.org'],
])('%s is shown as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
