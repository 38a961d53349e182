/** A paper of a pasted page while it is put together, and the names of its organisation. */
import type { PastedDay } from './pasted-day.ts';

/** A paper as found so far, with the line of its title. */
export interface Draft {
  line: number;
  title: string;
  abstract: string | null;
  authorCount: number | null;
  organization: string | null;
  day: PastedDay | null;
  comments: number | null;
  upvotes: number | null;
  stars: number | null;
  arxiv: string | null;
  url: string | null;
  codeUrl: string | null;
}

/** A draft of which everything but title and line is unknown. */
export const emptyDraft = {
  abstract: null,
  authorCount: null,
  organization: null,
  day: null,
  comments: null,
  upvotes: null,
  stars: null,
  arxiv: null,
  url: null,
  codeUrl: null,
} as const satisfies Omit<Draft, 'line' | 'title'>;

/** Drops the handle that a page writes before an organisation's name: `acme-lab Acme`; one word is the name. */
export function withoutHandle(text: string): string {
  const space = text.indexOf(' ');
  return space === -1 ? text : text.slice(space + 1);
}

/** Drops a first word that is evidently the handle of what follows: `acme-lab Acme`, `northlab North Lab`. */
export function withoutSameHandle(text: string): string {
  const space = text.indexOf(' ');
  if (space === -1) return text;
  const [handle, name] = [text.slice(0, space), text.slice(space + 1)];
  const same =
    lettersOf(name).startsWith(lettersOf(handle)) || /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(handle);
  return same ? name : text;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
