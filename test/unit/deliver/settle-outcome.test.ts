/** What each end of a try means for the mail, for its reader and for the way it went. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SendOutcome, Stage } from '../../../src/deliver/outcome.ts';
import { parseReply } from '../../../src/deliver/reply.ts';
import { type Answer, settleOutcome } from '../../../src/deliver/settle-outcome.ts';
import type { Delivery } from '../../../src/model/delivery.ts';

const dueAt = '2026-11-16T07:00:00.000Z';
const now = new Date('2026-11-16T07:10:00.000Z');
const expiresAt = '2026-11-17T03:00:00.000Z';
const minute = 60_000;

const delivery: Delivery = {
  ...{ id: 1, kind: 'digest', dedupeKey: 'one', subscriberId: 1, issueDay: '2026-11-16' },
  ...{ address: 'ada@example.org', messageId: '<1@paper.example>', dueAt, dueOn: '2026-11-16' },
  ...{ expiresAt, state: 'handed', attempt: 0, uncertainCount: 0, notBefore: dueAt },
  ...{ owner: 'a run', joinedAt: null, composedAt: dueAt, handedAt: dueAt, doneAt: null },
  ...{ replyCode: null, enhanced: null, reply: null, reason: null, bouncedAt: null },
  ...{ complainedAt: null, content: null },
};

type Policy = 'resend' | 'hold';

function settle(
  outcome: Answer,
  given: { policy?: Policy; row?: Partial<Delivery>; at?: Date } = {},
) {
  return settleOutcome({ ...delivery, ...given.row }, outcome, {
    ...{ now: given.at ?? now, policy: given.policy ?? 'resend' },
    ...{ resendAfter: 15 * minute, random: () => 0.5 },
  });
}

const refused = (stage: Stage, raw: string) =>
  ({ what: 'refused', stage, reply: parseReply(raw)! }) satisfies SendOutcome;
const lost = (stage: Stage, handed: boolean) =>
  ({ what: 'lost', stage, handed, reason: 'the link broke' }) satisfies SendOutcome;

/** Where it goes, what it costs, what it says of the reader and of the way. */
type Row = readonly [
  string,
  Answer,
  Policy,
  Partial<Delivery>,
  { to: string; putOff?: boolean; unanswered?: boolean; wait?: number },
  string | null,
  string | null,
];

const accepted: Answer = { what: 'accepted', reply: parseReply('250 2.0.0 queued as 1')! };
const usual = 10;
const table: readonly Row[] = [
  ['taken', accepted, 'resend', {}, { to: 'accepted' }, null, 'works'],
  ['taken', accepted, 'hold', {}, { to: 'accepted' }, null, 'works'],
  ...(['resend', 'hold'] as const).flatMap((policy): Row[] => [
    ...(['connect', 'greeting', 'ehlo', 'tls', 'auth', 'mail', 'rcpt', 'data'] as const).map(
      (stage): Row => [
        ...([`lost at ${stage}, not handed`, lost(stage, false), policy, {}] as const),
        ...([{ to: 'ready', putOff: false, unanswered: false, wait: 0 }, null, 'failed'] as const),
      ],
    ),
    ...(['connect', 'greeting', 'ehlo', 'tls', 'auth'] as const).map(
      (stage): Row => [
        ...([`421 at ${stage}`, refused(stage, '421 4.3.2 busy'), policy, {}] as const),
        ...([{ to: 'ready', putOff: false, unanswered: false, wait: 0 }, null, 'failed'] as const),
      ],
    ),
    ...(['mail', 'rcpt', 'data', 'dot'] as const).flatMap((stage): Row[] => [
      [
        ...([`451 at ${stage}`, refused(stage, '451 4.7.1 later'), policy, {}] as const),
        ...([
          { to: 'ready', putOff: true, unanswered: false, wait: usual },
          null,
          'works',
        ] as const),
      ],
      [
        ...([`421 at ${stage}`, refused(stage, '421 4.3.2 busy'), policy, {}] as const),
        ...([
          { to: 'ready', putOff: true, unanswered: false, wait: usual },
          null,
          'failed',
        ] as const),
      ],
    ]),
    ...(['rcpt', 'dot'] as const).map(
      (stage): Row => [
        ...([`550 5.1.1 at ${stage}`, refused(stage, '550 5.1.1 nobody'), policy, {}] as const),
        ...([{ to: 'rejected' }, 'bad-address', 'works'] as const),
      ],
    ),
    [
      'no TLS',
      refused('tls', '502 5.5.1 what?'),
      policy,
      {},
      { to: 'ready', wait: 0 },
      null,
      'failed',
    ],
    ['barred', refused('greeting', '554 no'), policy, {}, { to: 'ready', wait: 0 }, null, 'shut'],
    [
      'password',
      refused('auth', '535 5.7.8 no'),
      policy,
      {},
      { to: 'ready', wait: 0 },
      null,
      'shut',
    ],
    ['sender', refused('mail', '550 5.1.8 no'), policy, {}, { to: 'ready', wait: 0 }, null, 'shut'],
    [
      ...(['too large', refused('mail', '552 5.3.4 too long'), policy, {}] as const),
      ...([{ to: 'rejected' }, 'our-fault', 'works'] as const),
    ],
    [
      'policy',
      refused('dot', '550 5.7.1 no'),
      policy,
      {},
      { to: 'rejected' },
      'our-fault',
      'works',
    ],
    [
      'full',
      refused('rcpt', '552 5.2.2 full'),
      policy,
      {},
      { to: 'rejected' },
      'mailbox-full',
      'works',
    ],
    [
      'plain',
      refused('rcpt', '550 no'),
      policy,
      {},
      { to: 'rejected' },
      'refused-recipient',
      'works',
    ],
    [
      ...(['lost a second time', lost('dot', true), policy, { uncertainCount: 1 }] as const),
      ...([{ to: 'uncertain' }, null, 'failed'] as const),
    ],
  ]),
  ...(['body', 'dot'] as const).flatMap((stage): Row[] => [
    [
      ...([`lost at ${stage}, handed`, lost(stage, true), 'resend', {}] as const),
      ...([{ to: 'ready', putOff: false, unanswered: true, wait: 15 }, null, 'failed'] as const),
    ],
    [
      ...([`lost at ${stage}, handed`, lost(stage, true), 'hold', {}] as const),
      ...([{ to: 'uncertain' }, null, 'failed'] as const),
    ],
  ]),
];

test.each(table)('%s (%#)', (_, outcome, policy, row, expected, refusal, route) => {
  const decision = settle(outcome, { policy, row });

  const { wait, ...rest } = expected;
  expect(decision).toMatchObject({ settlement: rest, refusal, route });
  const { settlement } = decision;
  if (wait !== undefined) {
    expect(settlement.to === 'ready' && Date.parse(settlement.notBefore) - now.getTime()).toBe(
      wait * minute,
    );
  }
});

describe('a server that says when', () => {
  const at = (text: string, rest: Parameters<typeof settle>[1] = {}) => {
    const { settlement } = settle(refused('rcpt', `451 4.7.1 ${text}`), rest);
    return settlement.to === 'ready' ? settlement.notBefore : settlement.to;
  };

  test('is asked ten seconds after that', () => {
    expect(at('greylisted, try again in 25 minutes')).toBe('2026-11-16T07:35:10.000Z');
    expect(at('try again in 3 hours')).toBe('2026-11-16T10:10:10.000Z');
  });

  test('is not asked sooner than usual', () => {
    expect(at('try again in 5 seconds')).toBe('2026-11-16T07:20:00.000Z');
  });

  test('is never asked after the mail is too old', () => {
    expect(at('try again in 23 hours')).toBe(expiresAt);
    expect(at('later', { at: new Date('2026-11-17T02:30:00.000Z') })).toBe(expiresAt);
  });

  test('whatever it says, the next try is in the future and before the end', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.integer({ min: 0, max: 19 * 60 }),
        (text, age) => {
          const moment = new Date(Date.parse(dueAt) + age * minute);
          const reply = { code: 451, enhanced: null, text: `try again in ${text} minutes` };
          const { settlement } = settle({ what: 'refused', stage: 'rcpt', reply }, { at: moment });

          const next = settlement.to === 'ready' ? settlement.notBefore : '';
          expect(next > moment.toISOString() && next <= expiresAt).toBe(true);
        },
      ),
    );
  });
});

test('what the server said last is kept with the mail', () => {
  expect(settle(refused('rcpt', '550 5.1.1 nobody here')).told).toEqual({
    ...{ stage: 'rcpt', code: 550, enhanced: '5.1.1', text: 'nobody here' },
  });
  expect(settle(lost('body', true)).told).toEqual({ stage: 'body', text: 'the link broke' });
});
