/** The foot of every mail: why it came, how to leave, who sends it, and that nobody counts. */
import { noTracking } from './wording.ts';
import { wrapText } from './wrap.ts';

export interface Footer {
  readonly why: string;
  readonly unsubscribe: string | null;
  readonly preferences?: string | null;
  readonly sender: string;
}

/** As lines of text; addresses unbroken, so that they can be opened. */
export function footerLines(
  { why, unsubscribe, preferences = null, sender }: Footer,
  width: number,
): string[] {
  return [
    '-'.repeat(Math.min(width, 24)),
    ...wrapText(why, width),
    ...(preferences === null ? [] : [`Your preferences: ${preferences}`]),
    ...(unsubscribe === null ? [] : [`Unsubscribe: ${unsubscribe}`]),
    ...wrapText(sender, width),
    ...wrapText(noTracking, width),
  ];
}

/** Who sends: "The Morning Stack, digest@example.org, 1 Harbour Street"; what is not set is left out. */
export function senderLine(title: string, from: string | null, postal: string | null): string {
  return [title, from, postal].filter((part) => part !== null).join(', ');
}
