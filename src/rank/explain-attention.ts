/** The arithmetic of attention in one line, for `--explain`. Pure. */
import { count } from '../lib/text.ts';
import type { Attention } from './attention.ts';
import type { Standing } from './standing.ts';

/** "0.912 (0.812 for upvotes 212 (+212 in 9 h) at 0.93 among 340 of the weekday, …; + 0.1; 2 sources; +1.20 deviations)". */
export function explainAttention(attention: Attention): string {
  const { value, mean, fading, further, back, standings, sources, z } = attention;
  const terms = [
    `${mean.toFixed(3)} for ${standings.map(explainStanding).join(', ') || 'no signals'}`,
    ...(fading === 1 ? [] : [`× ${fading.toFixed(2)} for its age`]),
    ...(further === 0 ? [] : [`+ ${further.toFixed(1)}`]),
    ...(back === 0 ? [] : [`+ ${back.toFixed(2)} as back in trend`]),
  ];
  return `${value.toFixed(3)} (${terms.join('; ')}; ${count(sources, 'source')}; ${z < 0 ? '' : '+'}${z.toFixed(2)} deviations)`;
}

function explainStanding({ signal, value, share, velocity, comparison }: Standing): string {
  const time =
    velocity === null ? '' : ` (+${velocity.gained} in ${Math.round(velocity.days * 24)} h)`;
  const among = comparison === null ? '' : ` among ${comparison.of} of the ${comparison.than}`;
  return `${signal} ${value}${time} at ${share.toFixed(2)}${among}`;
}
