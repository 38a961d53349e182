/** `paperboy send-test`: one mail that shows whether the mail settings work. */
import type { Command } from 'commander';
import { openAppStore, takeAppLock } from '../../pipeline/app.ts';
import { createContext, type GlobalOptions } from '../context.ts';
import { sentLine } from '../report-delivery.ts';

const help = `
Exits 1 with what the mail server said where it did not take the mail. Without mail.smtp the mail is written to the
folder outbox in the data folder, as an .eml file.

Examples:
  PAPERBOY_MAIL_SMTP=smtps://you:secret@mail.example.org paperboy send-test you@example.org`;

export function configureSendTest(command: Command): void {
  command
    .description('Sends one short mail, which says with what settings it was sent.')
    .argument('<address>', 'where it goes')
    .addHelpText('after', help)
    .action(async (address: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const { app, console } = createContext(options);
      const { sendTest } = await import('../../pipeline/send-by-hand.ts');
      const lock = await takeAppLock(app, () => console.note('waiting for another job to end'));
      const store = await openAppStore(app, 'data');
      try {
        const sent = await sendTest(app, store, address);
        if (options.json === true) {
          const { id, messageId, state, reply } = sent.delivery;
          await console.result(
            `${JSON.stringify({ id, address, messageId, state, reply, route: sent.route })}\n`,
          );
        }
        console.note(sentLine(sent));
      } finally {
        await store.close();
        lock.release();
      }
    });
}
