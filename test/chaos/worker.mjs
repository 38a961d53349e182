/** A process of the built program that does one job on a data folder, to be killed, starved or raced. */
import Database from 'better-sqlite3';
import { loadConfig } from '../../dist/config/load-config.js';
import { openAppStore, takeAppLock } from '../../dist/pipeline/app.js';

const [role, json] = process.argv.slice(2);
const given = JSON.parse(json);
const config = loadConfig({ environment: given.environment, data: given.data, flags: {} });
const app = { config, now: () => new Date() };
const sendingDomain = 'example.com';

try {
  const result = await { deliver, prepare, prepareInStep, queue }[role]();
  process.stdout.write(`${JSON.stringify(result)}\n`);
} catch (error) {
  process.stderr.write(`${error.code} ${error.message}\n`);
  process.exitCode = 1;
}

/** The whole delivery under the job lock, as the daily job does it. */
async function deliver() {
  const { deliverDue } = await import('../../dist/pipeline/deliver-due.js');
  const lock = await takeAppLock(app, () => {});
  const store = await openAppStore(app, 'data');
  process.stdout.write('at work\n');
  try {
    const { resendAfter = 0, settlePatience = 300 } = given;
    return await deliverDue(app, store, { resendAfter, settlePatience });
  } finally {
    await store.close();
    lock.release();
  }
}

/** Plans an issue; dies before the statement of the number `killAt`, where one is given. */
async function prepare() {
  const { prepareDeliveries } = await import('../../dist/pipeline/prepare-deliveries.js');
  const store = await openAppStore(app, 'data');
  const statements = countStatements(given.killAt);
  const { day, batch } = given;
  await prepareDeliveries(app, store, day, { sendingDomain, batch });
  const executed = statements();
  await store.close();
  return { executed };
}

/** Plans one issue after another, each at a moment of its own, in step with another process. */
async function prepareInStep() {
  const { prepareDeliveries } = await import('../../dist/pipeline/prepare-deliveries.js');
  const store = await openAppStore(app, 'data');
  const added = [];
  for (const [round, day] of given.days.entries()) {
    const moment = given.start + round * given.every;
    // Sleeping would not wake the processes close enough together.
    while (Date.now() < moment);
    added.push(await prepareDeliveries(app, store, day, { sendingDomain, batch: given.batch }));
  }
  await store.close();
  return { added };
}

/** The queue alone, without the job lock, until nothing is ready: several of these share one ledger. */
async function queue() {
  const { runQueue } = await import('../../dist/deliver/queue.js');
  const { createMailLedger } = await import('../../dist/pipeline/mail-ledger.js');
  const { setUpMail } = await import('../../dist/pipeline/mail-setup.js');
  const { createComposer } = await import('../../dist/pipeline/compose-delivery.js');
  const setup = await setUpMail(app);
  const store = await openAppStore(app, 'data');
  const { compose, envelope } = await createComposer(app, store, setup);
  process.stdout.write('at work\n');
  let accepted = 0;
  for (;;) {
    let until = null;
    const ledger = createMailLedger(store, {
      ...{ owner: given.owner, route: setup.channel.route, limits: given.limits, only: null },
      now: app.now,
      onLimit: (moment) => {
        until = moment;
      },
    });
    const report = await runQueue({
      ...{ ledger, channel: setup.channel, compose, envelope, connections: given.connections },
      settling: { policy: 'resend', resendAfter: 0, random: Math.random },
      now: app.now,
    });
    accepted += report.accepted;
    if (until === null) break;
    await new Promise((done) => setTimeout(done, Math.max(20, Date.parse(until) - Date.now())));
  }
  await store.close();
  return { accepted };
}

/** Counts what is executed from now on, and ends the process as `kill -9` does before the statement `killAt`. */
function countStatements(killAt) {
  let executed = 0;
  const { prepare: prepareReal } = Database.prototype;
  Database.prototype.prepare = function prepareCounted(...words) {
    const statement = prepareReal.apply(this, words);
    for (const name of ['all', 'run', 'get', 'iterate']) {
      const real = statement[name];
      statement[name] = function counted(...values) {
        executed += 1;
        if (executed === killAt) process.kill(process.pid, 'SIGKILL');
        return real.apply(statement, values);
      };
    }
    return statement;
  };
  return () => executed;
}
