/** The authors of a feed's entry as single names, from the many ways in which feeds write them. */

/** `Chen, W.`, `W.`, `A.-M. K.`: initials as journals write them behind a surname. */
const initials = /^\p{Lu}[\p{Lu}.\s-]{0,12}$/u;

/** Names in `text` where commas part them and those in brackets (affiliations) do not; affiliations are dropped. */
export function splitNames(text: string): string[] {
  const names: string[] = [];
  let [depth, name] = [0, ''];
  for (const character of text) {
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (character === ',' || character === ';')) {
      names.push(name.trim());
      name = '';
    } else if (depth === 0) name += character;
  }
  return [...names, name.trim()].filter((each) => each !== '');
}

/**
 * The names in one string that may hold several. arXiv parts them by commas; elsewhere commas also stand inside a
 * name ("Rivera, A., Osei, K."), so that only pairs of surname and initials, or semicolons, part names for sure.
 */
export function namesIn(text: string, source: { readonly arxiv: boolean }): string[] {
  if (source.arxiv) return splitNames(text);
  if (text.includes(';')) return text.split(';').flatMap((name) => name.trim() || []);
  const parts = text.split(',').map((part) => part.trim());
  const pairs = parts.length >= 2 && parts.length % 2 === 0;
  if (
    !pairs ||
    !parts.every((part, index) => part !== '' && (index % 2 === 0 || initials.test(part)))
  )
    return [text];
  return parts.flatMap((part, index) => (index % 2 === 0 ? `${part}, ${parts[index + 1]}` : []));
}

/** The name in RSS's `mail@example.org (Ada Quill)`; anything else as it is. */
export function withoutMail(text: string): string {
  const match = text.length <= 300 ? /^\s*\S+@\S+\s+\(([^()]+)\)\s*$/.exec(text) : null;
  return match?.[1] ?? text;
}
