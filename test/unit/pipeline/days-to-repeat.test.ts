/** Which earlier days a source that can look back is asked for again. */
import { describe, expect, test } from 'vitest';
import type { VerdictName } from '../../../src/model/verdict.ts';
import { daysToRepeat } from '../../../src/pipeline/plan-reads.ts';

const day = '2026-11-12';

function judged(verdicts: Readonly<Record<string, VerdictName>>) {
  return Object.entries(verdicts).map(([end, verdict]) => ({ day: `2026-11-${end}`, verdict }));
}

function repeated(verdicts: Readonly<Record<string, VerdictName>>): string[] {
  return daysToRepeat(day, judged(verdicts)).map((at) => at.slice(-2));
}

describe('days read again', () => {
  test('are the day before, for a source never read and for one read every day', () => {
    expect(repeated({})).toEqual(['11']);
    expect(repeated({ 11: 'fresh', 10: 'quiet', '09': 'unchanged' })).toEqual(['11']);
  });

  test('are after a pause the last one read, which has grown since, and all after it', () => {
    expect(repeated({ '09': 'fresh', '08': 'fresh' })).toEqual(['09', '10', '11']);
    expect(repeated({ '01': 'fresh' })).toEqual(['05', '06', '07', '08', '09', '10', '11']);
  });

  test.each(['broken', 'stale', 'partial'] as const)(
    'are those that stayed %s, also where a later one came well',
    (trouble) => {
      expect(repeated({ 11: trouble, 10: trouble, '09': 'fresh' })).toEqual(['09', '10', '11']);
      expect(repeated({ 11: 'fresh', '09': trouble, 10: 'fresh' })).toEqual(['09', '11']);
    },
  );
});
