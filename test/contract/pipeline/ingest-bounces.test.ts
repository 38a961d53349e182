/** Only a report that is proven to be about a mail of ours changes anything, and only what it should. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { bounceAddress } from '../../../src/deliver/verp.ts';
import { signToken } from '../../../src/lib/tokens.ts';
import { usualPreferences } from '../../../src/model/subscriber.ts';
import type { App } from '../../../src/pipeline/app.ts';
import { ingestMessage } from '../../../src/pipeline/ingest-bounces.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import {
  complaint,
  exchange,
  exim,
  facts,
  gmail,
  plain,
  postfix,
  qmail,
  sendmail,
} from '../../unit/deliver/sample-reports.ts';
import { addDeliveries, deliveryRow, ledgerOf } from './sample-deliveries.ts';

const domain = 'bounces.example.org';
const now = '2026-10-15T06:00:00.000Z';
const reader = facts.recipient;
const idOf = (n: number) => `<${n}.k3xq9@news.example.org>`;

let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-bounces-'));
  path = join(folder, 'paperboy.db');
  store = await openStore(path, { now: () => now });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function appWith(bounceDomain: string | null): App {
  const environment = bounceDomain === null ? {} : { PAPERBOY_MAIL_BOUNCE_DOMAIN: bounceDomain };
  return { config: loadConfig({ data: folder, environment }), now: () => new Date(now) };
}
const app = { verp: appWith.bind(null, domain), plain: appWith.bind(null, null) };

/** A confirmed reader with deliveries 1 to `number`, one a day up to 14 October. */
async function addReader(number = 1, address: string = reader): Promise<number> {
  const { subscriber } = await store.subscribers.add({
    address,
    state: 'confirmed',
    preferences: usualPreferences,
    consent: null,
  });
  addDeliveries(
    path,
    Array.from({ length: number }, (_, n) => ({
      id: n + 1,
      address,
      messageId: idOf(n + 1),
      subscriberId: subscriber.id,
      day: `2026-10-${14 - number + n + 1}`,
    })),
  );
  return subscriber.id;
}

const returnAddress = async (id: number) =>
  bounceAddress((await store.secrets.all())[0], id, domain);
const ingest = (raw: Buffer, by: App = app.verp()) => ingestMessage(by, store, { where: 'x', raw });

describe('a report that is proven', () => {
  test.each([
    ['postfix', postfix, '5.1.1'],
    ['exim', exim, '5.0.0'],
    ['exchange', exchange, '5.1.10'],
    ['gmail', gmail, '5.1.1'],
    ['qmail', qmail, '5.1.1'],
  ])(
    'by its return address, from %s, flags the mail and suppresses an address that is gone',
    async (_, style, status) => {
      await addReader();

      const outcome = await ingest(style({ to: await returnAddress(1) }));

      expect(outcome).toMatchObject({
        ...{ what: 'bounced', delivery: 1, address: reader, failure: 'bad-address', status },
        suppressed: { reason: 'bounce', until: null },
      });
      expect(deliveryRow(path, 1)).toMatchObject({
        row: { state: 'accepted', bounced_at: now, complained_at: null },
        attempts: [{ outcome: 'bounced', enhanced: status, handed_at: null }],
      });
      expect(await store.suppressions.get(reader)).toMatchObject({ reason: 'bounce', until: null });
      expect(await store.subscribers.find(reader)).toMatchObject({ state: 'confirmed' });
    },
  );

  test('by Message-ID and address, where there is no bounce domain, does the same', async () => {
    await addReader(1, 'Keeper@Lighthouse.example');

    const outcome = await ingest(
      postfix({ to: 'digest@news.example.org', messageId: idOf(1) }),
      app.plain(),
    );

    expect(outcome).toMatchObject({
      what: 'bounced',
      delivery: 1,
      suppressed: { reason: 'bounce' },
    });
    expect(await store.suppressions.isSuppressed(reader)).toBe(true);
  });

  test('a second time changes nothing', async () => {
    await addReader();
    const to = await returnAddress(1);
    await ingest(postfix({ to }));
    await ingest(complaint({ to }));
    await store.suppressions.remove(reader);
    const before = ledgerOf(path);

    const again = [await ingest(postfix({ to })), await ingest(complaint({ to }))];

    expect(again.map(({ what }) => what)).toEqual(['ignored', 'ignored']);
    expect(ledgerOf(path)).toEqual(before);
  });

  test('a key that signs no more still proves', async () => {
    await addReader();
    const to = await returnAddress(1);
    await store.secrets.rotate();

    expect(await ingest(postfix({ to }))).toMatchObject({ what: 'bounced', delivery: 1 });
  });

  test('the address in the ledger is what counts: one that it was passed on to is suppressed with the second issue', async () => {
    await addReader(2);
    const elsewhere = 'deckhand@trawler.example';

    const first = await ingest(postfix({ to: await returnAddress(1), recipient: elsewhere }));
    const second = await ingest(postfix({ to: await returnAddress(2), recipient: elsewhere }));

    expect(first).toMatchObject({
      what: 'bounced',
      failure: 'refused-recipient',
      suppressed: null,
    });
    expect(second).toMatchObject({ address: reader, suppressed: { reason: 'bounce' } });
    expect(await store.suppressions.isSuppressed(elsewhere)).toBe(false);
  });

  test('an address that was passed on to somebody who is gone is not itself gone', async () => {
    await addReader();
    const own = `Final-Recipient: rfc822; ${reader}`;
    const report = String(postfix({ to: await returnAddress(1) }));

    const outcome = await ingest(
      Buffer.from(report.replace(own, 'Final-Recipient: rfc822; deckhand@trawler.example')),
    );

    expect(report).toContain(own);
    expect(outcome).toMatchObject({
      ...{ what: 'bounced', address: reader, failure: 'refused-recipient', suppressed: null },
    });
  });
});

describe('a forged report', () => {
  async function expectNothing(raw: Buffer, by?: App) {
    await addReader();
    const before = ledgerOf(path);

    const outcome = await ingest(raw, by);

    expect(outcome).toMatchObject({ what: 'forged', delivery: null, suppressed: null });
    expect(ledgerOf(path)).toEqual(before);
  }

  test('without a valid MAC changes nothing, for any mail server', async () => {
    const [key] = await store.secrets.all();
    const good = await returnAddress(1);
    const wrong = good.replace(/[0-9a-f]@/, (end) => (end === '0@' ? '1@' : '0@'));
    await addReader();
    const before = ledgerOf(path);

    for (const to of [
      ...[
        wrong,
        `b-1.1.${'0'.repeat(32)}@${domain}`,
        `b-${signToken(key, 'unsubscribe', 1)}@${domain}`,
      ],
      ...[
        bounceAddress({ ...key, key: 'x'.repeat(43) }, 1, domain),
        `b-1@${domain}`,
        `postmaster@${domain}`,
      ],
      ...[bounceAddress(key, 1, 'elsewhere.example'), 'digest@news.example.org'],
    ]) {
      for (const style of [postfix, exim, exchange, gmail, sendmail, qmail, complaint]) {
        const outcome = await ingest(style({ to, messageId: idOf(1) }));
        expect(outcome).toMatchObject({ what: 'forged', delivery: null, suppressed: null });
      }
    }

    expect(ledgerOf(path)).toEqual(before);
  });

  test('about another mail than the MAC was made for changes nothing of that one', async () => {
    await addReader();
    addDeliveries(path, [{ id: 9, address: 'victim@quay.example', messageId: idOf(9) }]);

    await ingest(
      postfix({ to: await returnAddress(1), recipient: 'victim@quay.example', messageId: idOf(9) }),
    );

    expect(deliveryRow(path, 9)).toMatchObject({ row: { bounced_at: null }, attempts: [] });
    expect(await store.suppressions.isSuppressed('victim@quay.example')).toBe(false);
  });

  test('about a mail that was never sent changes nothing', async () => {
    await expectNothing(postfix({ to: await returnAddress(77) }));
  });

  test('with a Message-ID that is not ours changes nothing', async () => {
    await expectNothing(postfix({ messageId: '<1.aaaaa@news.example.org>' }), app.plain());
  });

  test('with a Message-ID of ours and another address changes nothing', async () => {
    await expectNothing(
      postfix({ messageId: idOf(1), recipient: 'victim@quay.example' }),
      app.plain(),
    );
  });

  test('that complains in the name of another reader changes nothing', async () => {
    await expectNothing(
      complaint({ messageId: idOf(1), recipient: 'victim@quay.example' }),
      app.plain(),
    );
  });
});

describe('what is no failure for good', () => {
  test.each([
    ...['delayed', 'relayed', 'delivered', 'expanded', 'nonsense'].map(
      (action) => [action, (to: string) => postfix({ to, action })] as const,
    ),
    [
      'an out-of-office',
      (to: string) => plain(to, ['Auto-Submitted: auto-replied'], 'Back in May.'),
    ] as const,
    ['a vacation reply', (to: string) => plain(to, ['Precedence: auto_reply'], 'Away')] as const,
    [
      'an answer by a person',
      (to: string) => plain(to, [], 'Please stop: 550 5.1.1 user unknown'),
    ] as const,
    ['not-spam', (to: string) => complaint({ to, type: 'not-spam' })] as const,
    ['a virus report', (to: string) => complaint({ to, type: 'virus' })] as const,
  ])('%s is left alone', async (_, build) => {
    await addReader();
    const raw = build(await returnAddress(1));
    const before = ledgerOf(path);

    const outcome = await ingest(raw);

    expect(outcome).toMatchObject({ what: 'ignored', delivery: null });
    expect(ledgerOf(path)).toEqual(before);
  });

  test('a message that cannot be read is told of, and left alone', async () => {
    await addReader();
    const before = ledgerOf(path);

    expect(await ingest(Buffer.from('no mail at all'))).toMatchObject({ what: 'unreadable' });
    expect(ledgerOf(path)).toEqual(before);
  });
});

describe('how much it takes', () => {
  const bounceOf = async (id: number, status: string) =>
    await ingest(postfix({ to: await returnAddress(id), status, diagnostic: 'smtp; no' }));

  test('a full mailbox is flagged, and rests thirty days with the fifth issue', async () => {
    await addReader(5);

    for (const id of [1, 2, 3, 4])
      expect(await bounceOf(id, '5.2.2')).toMatchObject({ what: 'bounced', suppressed: null });
    const fifth = await bounceOf(5, '4.2.2');

    expect(fifth.suppressed).toEqual({ reason: 'full', until: '2026-11-14T06:00:00.000Z' });
    expect(await store.suppressions.isSuppressed(reader, '2026-11-14T05:59:59.000Z')).toBe(true);
    expect(await store.suppressions.isSuppressed(reader, '2026-11-14T06:00:00.000Z')).toBe(false);
  });

  test('a refusal without a reason counts with the second issue, a refusal when it was sent included', async () => {
    const subscriberId = await addReader(1);
    addDeliveries(path, [
      {
        id: 8,
        address: reader,
        messageId: idOf(8),
        subscriberId,
        day: '2026-10-10',
        state: 'rejected',
        enhanced: '5.5.0',
      },
    ]);

    expect(await bounceOf(1, '5.5.0')).toMatchObject({ suppressed: { reason: 'bounce' } });
  });

  test('failures of an address that the reader had before do not count', async () => {
    const subscriberId = await addReader(1);
    addDeliveries(path, [
      {
        id: 8,
        address: 'old@quay.example',
        messageId: idOf(8),
        subscriberId,
        day: '2026-10-10',
        state: 'rejected',
        enhanced: '5.5.0',
      },
    ]);

    expect(await bounceOf(1, '5.5.0')).toMatchObject({ what: 'bounced', suppressed: null });
  });

  test('mail given up by a relay counts with the third issue', async () => {
    await addReader(3);

    expect(await bounceOf(1, '4.4.1')).toMatchObject({ failure: 'temporary', suppressed: null });
    expect(await bounceOf(2, '4.4.1')).toMatchObject({ suppressed: null });
    expect(await bounceOf(3, '4.4.7')).toMatchObject({
      suppressed: { reason: 'bounce', until: null },
    });
  });

  test('our own fault never suppresses', async () => {
    await addReader(6);

    for (const id of [1, 2, 3, 4, 5, 6]) {
      expect(await bounceOf(id, id % 2 === 0 ? '5.7.1' : '5.6.0')).toMatchObject({
        failure: 'our-fault',
        suppressed: null,
      });
    }
    expect(await store.suppressions.list()).toEqual([]);
  });
});

describe('a complaint', () => {
  test.each(['abuse', 'fraud', 'opt-out'])(
    'of type %s ends the subscription and suppresses the address',
    async (type) => {
      const id = await addReader();

      const outcome = await ingest(complaint({ to: await returnAddress(1), type, hidden: true }));

      expect(outcome).toMatchObject({
        what: 'complaint',
        address: reader,
        suppressed: { reason: 'complaint', until: null },
      });
      expect(deliveryRow(path, 1).row).toMatchObject({
        state: 'accepted',
        complained_at: now,
        bounced_at: null,
      });
      expect(await store.subscribers.get(id)).toMatchObject({
        state: 'unsubscribed',
        unsubscribedAt: now,
      });
    },
  );

  test('is proven by the return address in the mail that it sends back, or by Message-ID where there is no bounce domain', async () => {
    await addReader();

    expect(
      await ingest(complaint({ sender: '', messageId: idOf(1), hidden: true }), app.plain()),
    ).toMatchObject({
      what: 'complaint',
      delivery: 1,
    });
  });

  test('outweighs a bounce, and a bounce does not outweigh it', async () => {
    await addReader();
    const to = await returnAddress(1);

    await ingest(postfix({ to }));
    await ingest(complaint({ to }));
    const reasonThen = (await store.suppressions.get(reader))?.reason;
    await addDeliveries(path, [{ id: 5, address: reader, messageId: idOf(5) }]);
    await ingest(postfix({ to: await returnAddress(5) }));

    expect(reasonThen).toBe('complaint');
    expect((await store.suppressions.get(reader))?.reason).toBe('complaint');
  });
});

test('a report that cannot be written whole is not written at all', async () => {
  await addReader();
  const raw = postfix({ to: await returnAddress(1) });
  const before = ledgerOf(path);
  const stopped: App = {
    ...app.verp(),
    now: () => {
      throw new Error('stopped here');
    },
  };

  await expect(ingest(raw, stopped)).rejects.toThrow('stopped here');

  expect(ledgerOf(path)).toEqual(before);
  expect(await ingest(raw)).toMatchObject({ what: 'bounced', suppressed: { reason: 'bounce' } });
});
