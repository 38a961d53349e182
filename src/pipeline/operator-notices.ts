/** What the operator should know, as a mail: through the ledger, and each once. */
import { createHash } from 'node:crypto';
import { operatorNotice } from '../deliver/other-mails.ts';
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import type { MailContent } from './compose-delivery.ts';
import { sendingDomainOf } from './mail-setup.ts';

/** How long a notice is worth sending, in milliseconds. */
const patience = 3 * 86_400_000;

/** Plans one mail for all notices of a day; nothing where there is none, or nobody to tell (`mail.operator`). */
export async function planNotices(
  app: App,
  store: Store,
  day: Day,
  notices: readonly string[],
): Promise<void> {
  const { mailOperator: address, title } = app.config.values;
  if (address === null || notices.length === 0) return;
  const now = app.now();
  const frame = { title, why: '', unsubscribe: null, sender: '' };
  const lines = [...notices, 'paperboy stats shows how everything stands.'];
  const { subject, heading, blocks } = operatorNotice(frame, 'something needs a look', lines);
  const content: MailContent = { is: 'note', note: { subject, heading, blocks } };
  const hash = createHash('sha256').update(notices.join('\n')).digest('hex').slice(0, 16);
  const row = {
    ...{ kind: 'notice' as const, dedupeKey: `notice:${day}:${hash}`, subscriberId: null },
    ...{ issueDay: null, address, dueAt: now.toISOString() },
    expiresAt: new Date(now.getTime() + patience).toISOString(),
    content: JSON.stringify(content),
  };
  await store.deliveries.plan([row], sendingDomainOf(app));
}
