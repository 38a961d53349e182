/** The authors of an entry as single names, from the many ways in which feeds and mails write them. */

/** `Chen, W.`, `W.`, `A.-M. K.`: initials as journals write them behind a surname. */
const initials = /^\p{Lu}[\p{Lu}.\s-]{0,12}$/u;
/** `Rivera Lopez MK`: a surname with initials behind it. */
const surnameInitials = /^\p{L}[\p{L}'’ -]{0,60}\s\p{Lu}{1,4}$/u;
const andOthers = /[\s,;]*\b(?:et al|and others)\.?\s*$/i;

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

/** True where the list of names says that it is not complete. */
export function isCutShort(text: string): boolean {
  return text.length <= 20_000 && andOthers.test(text.slice(-200));
}

/**
 * The names in one string that may hold several. arXiv parts them by commas; elsewhere commas also stand inside a
 * name ("Rivera, A., Osei, K."): pairs of surname and initials stay together, semicolons part for sure, and commas
 * only between full names or between surnames with initials.
 */
export function namesIn(text: string, source: { readonly arxiv: boolean }): string[] {
  if (source.arxiv) return splitNames(text).flatMap(splitAtAnd);
  const list = isCutShort(text)
    ? text.slice(0, -200) + text.slice(-200).replace(andOthers, '')
    : text;
  if (list.includes(';')) return list.split(';').flatMap((name) => name.trim() || []);
  const parts = list.split(',').map((part) => part.trim());
  if (parts.length === 1) return splitAtAnd(list.trim());
  if (parts.at(-1) === '') parts.pop();
  const bare = parts.map((part) => part.replace(/\.$/, ''));
  if (bare.every((part) => surnameInitials.test(part))) return bare;
  if (isPairs(parts))
    return parts.flatMap((part, index) => (index % 2 === 0 ? `${part}, ${parts[index + 1]}` : []));
  const full = parts.flatMap((part) => splitAtAnd(part.replace(/^(?:and|&)\s+/i, '')));
  const first = parts[0] ?? '';
  const whole = full.every(isFullName) && !(parts.length === 2 && /^\p{Ll}/u.test(first));
  return whole ? full : [text.trim()];
}

function isPairs(parts: readonly string[]): boolean {
  return (
    parts.length >= 2 &&
    parts.length % 2 === 0 &&
    parts.every((part, index) => part !== '' && (index % 2 === 0 || initials.test(part)))
  );
}

function splitAtAnd(text: string): string[] {
  const parts = text.split(/\s+(?:and|&)\s+/i).map((part) => part.trim());
  return parts.length > 1 && parts.length < 50 && parts.every(isFullName) ? parts : [text];
}

/** Two to five words of letters. */
function isFullName(text: string): boolean {
  return text.length <= 80 && /^[\p{L}\p{M}.'’‐-]+(?: [\p{L}\p{M}.'’‐-]+){1,5}$/u.test(text);
}

/** The name in RSS's `mail@example.org (Ada Quill)` or `Ada Quill <mail@example.org>`; anything else as it is. */
export function withoutMail(text: string): string {
  if (text.length > 300) return text;
  const match =
    /^\s*\S+@\S+\s+\(([^()]+)\)\s*$/.exec(text) ??
    /^\s*([^<>()@]*[^<>()@\s])\s*[<(]\S+@[^\s<>()]+[>)]\s*$/.exec(text);
  return match?.[1] ?? text;
}
