/** The arithmetic of attention in one line, for `--explain`. Pure. */
import { count } from '../lib/text.ts';
import type { Attention } from './attention.ts';
import type { Standing } from './standing.ts';

/** "0.712 for upvotes 212 (+212 in 9 h) at 0.93, position 2 at 0.80; × 0.79 for its age; + 0.1 for 2 sources; …". */
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

function explainStanding({ signal, value, share, velocity }: Standing): string {
  const time =
    velocity === null ? '' : ` (+${velocity.gained} in ${Math.round(velocity.days * 24)} h)`;
  return `${signal} ${value}${time} at ${share.toFixed(2)}`;
}
