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

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in `zone` are ahead of UTC at `moment`, in milliseconds, to the minute. */
function offsetAt(zone: string, moment: number): number {
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
