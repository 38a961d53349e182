/** From what a clock on the wall shows in a time zone to the moment it is, also where clocks are put forward or back. */

const minute = 60_000;
const day = 86_400_000;

/**
 * The moment at which clocks in `zone` show `time` (a UTC date read as wall time). Shown twice, it is the first one;
 * skipped because clocks are put forward, it is that much later: 02:30 becomes 03:30.
 */
export function momentAt(zone: string, time: Date): Date {
  const wall = time.getTime();
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  const moments = [wall - before, wall - after].sort((a, b) => a - b);
  const shown = moments.find((moment) => moment + offsetAt(zone, moment) === wall);
  return new Date(shown ?? wall - before);
}

/** What clocks in `zone` show at `moment`, as a UTC date. */
export function wallTime(zone: string, moment: Date): Date {
  return new Date(moment.getTime() + offsetAt(zone, moment.getTime()));
}

/** True where clocks in `zone` show `time` (a UTC date read as wall time) at some moment. */
export function isShown(zone: string, time: Date): boolean {
  return wallTime(zone, momentAt(zone, time)).getTime() === time.getTime();
}

/** The offset during one UTC day; clocks are changed at `changeAt`, if they are. */
interface OffsetDay {
  readonly before: number;
  readonly changeAt: number;
  readonly after: number;
}

/** Asking Intl costs as much as all the rest together: what a zone does on a day is kept. */
const knownDays = new Map<string, Map<number, OffsetDay>>();
const mostDays = 5_000;

/** How far clocks in `zone` are ahead of UTC at `moment`, in milliseconds, to the minute. */
function offsetAt(zone: string, moment: number): number {
  let days = knownDays.get(zone);
  if (days === undefined) {
    days = new Map();
    knownDays.set(zone, days);
  }
  const number = Math.floor(moment / day);
  let known = days.get(number);
  if (known === undefined) {
    if (days.size >= mostDays) days.clear();
    known = offsetDay(zone, number * day);
    days.set(number, known);
  }
  return moment < known.changeAt ? known.before : known.after;
}

function offsetDay(zone: string, start: number): OffsetDay {
  const before = askOffset(zone, start);
  const after = askOffset(zone, start + day);
  if (before === after) return { before, changeAt: Number.POSITIVE_INFINITY, after };
  let [low, high] = [0, day / minute];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askOffset(zone, start + middle * minute) === before) low = middle;
    else high = middle;
  }
  return { before, changeAt: start + high * minute, after };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function askOffset(zone: string, moment: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
  );
  return shown - Math.floor(moment / minute) * minute;
}
