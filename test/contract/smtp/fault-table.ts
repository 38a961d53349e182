/** What becomes of a message for every way a mail server can go wrong: the outcome, and how many copies there are. */
import type { SendOutcome, Stage } from '../../../src/deliver/outcome.ts';
import type { Act, Step } from './scripted-peer.ts';

export interface Fault {
  readonly at: Step;
  readonly act: Act;
  readonly what: SendOutcome['what'];
  readonly stage?: Stage;
  /** Of a lost one: whether a copy may exist. */
  readonly handed?: boolean;
  /** Bodies that the server took. */
  readonly copies: 0 | 1;
}

const silentOnes = ['drop', 'reset', 'silence', 'garbage'] as const;
const later: Act = { say: '451 4.3.0 not just now\r\n' };
const no: Act = { say: '550 5.3.0 not here\r\n' };

/** No answer that can be read: nothing was handed over, and nothing arrived. */
function lost(at: Step, stage: Stage, acts: readonly Act[] = silentOnes): Fault[] {
  return acts.map((act) => {
    // A reset at once may be seen before or after the connection is: both are true.
    const isEither = stage === 'greeting' && act === 'reset';
    return { at, act, what: 'lost', ...(isEither ? {} : { stage }), handed: false, copies: 0 };
  });
}

function refused(at: Step, stage: Stage, acts: readonly Act[] = [later, no]): Fault[] {
  return acts.map((act) => ({ at, act, what: 'refused', stage, copies: 0 }));
}

/** After the hand-over only the server knows. */
function uncertain(
  at: Step,
  stage: Stage,
  copies: 0 | 1,
  acts: readonly Act[] = silentOnes,
): Fault[] {
  return acts.map((act) => ({ at, act, what: 'lost', stage, handed: true, copies }));
}

export const faults: readonly Fault[] = [
  ...lost('connect', 'greeting', ['drop', 'reset', 'silence', 'garbage']),
  ...refused('connect', 'greeting', [
    { say: '421 4.3.2 too busy\r\n' },
    { say: '554 5.7.1 go\r\n' },
  ]),
  ...lost('greeting', 'greeting'),
  ...refused('greeting', 'greeting'),
  ...lost('ehlo', 'ehlo'),
  ...refused('ehlo', 'ehlo'),
  ...lost('starttls', 'tls'),
  ...refused('starttls', 'tls', [later, { say: '502 5.5.1 no such command\r\n' }]),
  ...lost('handshake', 'tls'),
  ...lost('auth', 'auth'),
  ...refused('auth', 'auth', [
    { say: '454 4.7.0 not just now\r\n' },
    { say: '535 5.7.8 wrong password\r\n' },
  ]),
  ...lost('mail', 'mail'),
  ...refused('mail', 'mail', [later, no, { say: '421 4.3.2 closing\r\n' }]),
  ...lost('rcpt', 'rcpt'),
  ...refused('rcpt', 'rcpt', [later, no, { say: '550-5.1.1 no such\r\n550 5.1.1 person\r\n' }]),
  ...lost('data', 'data'),
  ...refused('data', 'data'),
  // Leave that is none, and an answer that comes before its question.
  ...lost('data', 'data', [{ say: '250 fine\r\n' }, { say: '3 go\r\n' }]),
  ...lost('data', 'data', [{ say: '354 go\r\n250 taken already\r\n' }]),
  ...uncertain('body', 'body', 0),
  ...uncertain('body', 'body', 0, [{ say: '250 taken before it is there\r\n' }]),
  ...refused('body', 'body', [later, { say: '552 5.3.4 that is enough\r\n' }]),
  ...uncertain('dot', 'dot', 1),
  ...uncertain('dot', 'dot', 1, [
    { say: '2\r\n' },
    { say: '25O ok\r\n' },
    { say: '250-one\r\n550 two\r\n' },
    { say: '354 go on\r\n' },
  ]),
  ...refused('dot', 'dot', [later, no, { say: '421 4.3.2 closing\r\n' }]),
  // Taken is taken, however the good-bye goes.
  ...[...silentOnes, later, no].map(
    (act): Fault => ({ at: 'quit', act, what: 'accepted', copies: 1 }),
  ),
];
