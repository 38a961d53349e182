/** A site that mails: invented listings of one day, readers who have agreed, and a mail server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/load-config.ts';
import { usualPreferences } from '../../../src/model/subscriber.ts';
import type { App } from '../../../src/pipeline/app.ts';
import { openStore } from '../../../src/store/store.ts';
import { furnish } from '../../e2e/cli/daily-site.ts';
import type { Place } from '../../e2e/cli/run-paperboy.ts';

export interface MailPlace {
  /** The data folder. */
  readonly data: string;
  /** For the program. */
  readonly environment: Record<string, string>;
  /** The same configuration, with a clock of the test's own. */
  appAt(now: () => Date): App;
}

export const issueDay = '2026-10-14';
const agreedAt = '2026-11-02T06:00:00.000Z';

/** `name` is that of the data folder in `place`. */
export async function furnishMailPlace(
  place: Place,
  name: string,
  readers: readonly string[],
  smtp: string,
  settings: Record<string, string> = {},
): Promise<MailPlace> {
  furnish(place);
  const data = join(place.folder, name);
  const environment = {
    PAPERBOY_TITLE: 'The Quay',
    PAPERBOY_TIMEZONE: 'UTC',
    PAPERBOY_LIMIT: '4',
    PAPERBOY_SOURCES: `${place.folder}/first.txt, ${place.folder}/second.txt`,
    PAPERBOY_DATA: data,
    PAPERBOY_MAIL_SMTP: smtp,
    PAPERBOY_MAIL_FROM: 'digest@paperboy.example',
    ...settings,
  };
  const file = place.file('empty.yaml', '');
  const config = loadConfig({ environment: { ...environment, PAPERBOY_CONFIG: file } });
  mkdirSync(data, { recursive: true });
  const store = await openStore(join(data, 'paperboy.db'), {
    now: () => agreedAt,
  });
  await store.transaction(async (tx) => {
    for (const address of readers) {
      await tx.subscribers.add({
        ...{ address, state: 'confirmed', preferences: usualPreferences },
        consent: { source: 'operator', wording: 'They agreed.', at: agreedAt },
      });
    }
  });
  await store.close();
  return {
    ...{ data, environment: { ...environment, PAPERBOY_CONFIG: file } },
    appAt: (now) => ({ config, now }),
  };
}
