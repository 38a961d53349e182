/** What an address of a page says: whether it is one, and which arXiv paper, DOI or organisation it names. */

const paperPage =
  /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*(?:arxiv\.org|huggingface\.co|hf\.co|alphaxiv\.org)\/(?:abs|pdf|html|papers|overview)\/((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)(?![\d.]*\d)/i;
const handlePage = /^https?:\/\/(?:www\.)?(?:huggingface|hf)\.co\/([\w.-]+)\/?$/i;
const ownPages = new Set(
  [
    'papers',
    'models',
    'datasets',
    'spaces',
    'docs',
    'pricing',
    'join',
    'login',
    'storage',
    'enterprise',
    'blog',
  ].concat([
    'terms-of-service',
    'privacy',
    'tasks',
    'learn',
    'posts',
    'collections',
    'organizations',
    'settings',
    'chat',
  ]),
);
const doi = /(?:^|\/|doi:\s*)(10\.\d{4,9}\/[^\s"<>?#]+)/i;

/** Addresses that need no parser: names of letters, digits and hyphens, and a path of ASCII. */
const plainAddress =
  /^https?:\/\/(?!.*xn--)(?:[a-z0-9][a-z0-9-]{0,60}\.){1,8}[a-z]{2,20}(?:\/[!-~]*)?$/i;

/** The absolute http(s) address in `text`, resolved against `base` where it is relative; else null. */
export function httpAddress(text: unknown, base?: string): string | null {
  if (typeof text !== 'string' || text.length > 4_000 || text.trim() === '') return null;
  if (plainAddress.test(text)) return text;
  try {
    const url = new URL(text.trim(), base);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    return /^https?:/i.test(text.trim()) && !/\s/.test(text.trim()) ? text.trim() : url.href;
  } catch {
    return null;
  }
}

/** The arXiv id in an address of arXiv or of a Hugging Face paper page, spelled as there (with its version); else null. */
export function arxivIdInAddress(address: string): string | null {
  return address.length <= 1_000 ? (paperPage.exec(address.trim())?.[1] ?? null) : null;
}

/** True for `https://huggingface.co/NAME`, the page of an organisation or a person. */
export function isHandlePage(address: string): boolean {
  const name = address.length <= 300 ? handlePage.exec(address.trim())?.[1] : undefined;
  return name !== undefined && !ownPages.has(name.toLowerCase());
}

/** The DOI in `text` (`doi:10.…`, `https://doi.org/10.…`, bare), spelled as there; else null. */
export function doiIn(text: string): string | null {
  const match = text.length <= 1_000 ? doi.exec(text.trim()) : null;
  return match?.[1]?.replace(/[.,;)]+$/, '') ?? null;
}

const publisherTail =
  /(?:\/(?:full|abstract|pdf|epdf|html|fulltext|meta|summary|asset|issuetoc)|\.pdf|(?:v\d+)?\.(?:full|abstract)(?:\.pdf)?)$/i;

/** The DOI in the path or a parameter of a publisher's address, as `/doi/full/10.1000/xyz?af=R` has it; else null. */
export function doiInAddress(address: string): string | null {
  if (address.length > 1_000 || !address.includes('10.') || !/^https?:/i.test(address)) return null;
  const match = /[/=](10\.\d{4,9}\/[^\s"<>?#&]{1,200})/i.exec(address);
  let found = match?.[1] ?? null;
  if (found === null) return null;
  while (publisherTail.test(found)) found = found.replace(publisherTail, '');
  // bioRxiv's pages carry the version behind the DOI.
  if (/(?:bio|med)rxiv\.org/i.test(address)) found = found.replace(/v\d{1,3}$/, '');
  return doiIn(found);
}
