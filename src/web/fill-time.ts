/** How long somebody took to fill in a form: its moment stands in the form, signed, so that no cookie is needed. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface FillTimer {
  /** The text for the hidden field of a form that is shown now. */
  start(): string;
  /** Milliseconds since; null where the text is not from here, or older than a day. */
  took(text: string): number | null;
}

const longest = 86_400_000;

/** The key lives as long as the process: after a restart nobody's time is known, and nobody is turned away. */
export function createFillTimer(now: () => number = Date.now): FillTimer {
  const key = randomBytes(32);
  const macOf = (moment: string) =>
    createHmac('sha256', key).update(moment).digest('hex').slice(0, 24);
  return {
    start: () => {
      const moment = now().toString(36);
      return `${moment}.${macOf(moment)}`;
    },
    took: (text) => {
      const [, moment = '', mac = ''] = /^([0-9a-z]{1,11})\.([0-9a-f]{24})$/.exec(text) ?? [];
      if (mac === '' || !timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(moment)))) return null;
      const passed = now() - Number.parseInt(moment, 36);
      return passed >= 0 && passed <= longest ? passed : null;
    },
  };
}
