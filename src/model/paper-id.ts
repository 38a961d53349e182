/** The ways to name a paper, canonical and version-blind: arXiv id, DOI, address, else the title's fingerprint. */
import { createHash } from 'node:crypto';
import { readableText } from '../lib/latex.ts';

/**
 * One canonical name of a paper. `arxiv:2501.01234`, `arxiv:hep-ex/0307015`, `doi:10.1000/xyz` and
 * `url:example.org/p/1` are strong: two papers that share one are the same. `title:…` is weak: it only suggests.
 */
export type PaperId = `arxiv:${string}` | `doi:${string}` | `url:${string}` | `title:${string}`;

const newStyle = /^(\d{4}\.\d{4,5})(?:v\d+)?$/;
const oldStyle = /^([a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/i;

/** The arXiv archives that have a subject class in old ids: `math.GT/0309136` is the same paper as `math/0309136`. */
function canonicalOldStyle(id: string): string {
  const [archive, number] = id.toLowerCase().split('/') as [string, string];
  return `${archive.split('.')[0]}/${number}`;
}

/** The canonical arXiv id in `text` ("arXiv:2501.01234v2", an address, a DOI of arXiv), or null. */
export function arxivId(text: string): PaperId | null {
  let rest = text.trim();
  rest = rest.replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i, '').replace(/^doi:\s*/i, '');
  rest = rest.replace(/^10\.48550\/arxiv\./i, '');
  rest = rest.replace(/^oai:arxiv\.org:/i, '').replace(/^arxiv:\s*/i, '');
  const address =
    /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*(?:arxiv\.org|ar5iv\.org|alphaxiv\.org|huggingface\.co|hf\.co)\/(?:abs|pdf|html|format|ps|papers|overview|e-print)\/([^?#\s]+)/i.exec(
      rest,
    );
  if (address?.[1]) rest = decodeQuietly(address[1]);
  rest = rest
    .replace(/\/+$/, '')
    .replace(/\.(?:pdf|html|md)$/i, '')
    .replace(/\s*\[[a-z.-]+\]$/i, '');
  const modern = newStyle.exec(rest);
  if (modern) return `arxiv:${modern[1]}`;
  const old = oldStyle.exec(rest);
  return old ? `arxiv:${canonicalOldStyle(old[1] as string)}` : null;
}

/** The canonical DOI in `text` (bare, `doi:…` or an address of doi.org), or null. DOIs of arXiv are arXiv ids. */
export function doiId(text: string): PaperId | null {
  const bare = decodeQuietly(
    text
      .trim()
      .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i, '')
      .replace(/^doi:\s*/i, ''),
  );
  const match = /^(10\.\d{4,9}\/[^\s"<>]+)$/.exec(bare);
  if (!match) return null;
  const doi = (match[1] as string).replace(/[.,;]+$/, '').toLowerCase();
  return arxivId(doi) ?? `doi:${doi}`;
}

const trackingParameter = /^(?:utm_.*|fbclid|gclid|mc_[ce]id|ref|ref_src|source|rss)$/i;

/**
 * The canonical name for an http(s) address: an arXiv id or DOI where the address holds one, else the address
 * without scheme, `www.`, default port, tracking parameters, fragment and closing slash. Null for anything else.
 */
export function urlId(address: string): PaperId | null {
  const known = arxivId(address);
  if (known) return known;
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (/(?:^|\.)doi\.org$/i.test(url.hostname)) {
    const doi = doiId(url.href.split(/[?#]/)[0] as string);
    if (doi) return doi;
  }
  const host = url.hostname
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const path = decodeQuietly(url.pathname)
    .replace(/\/+$/, '')
    .replace(/\/index\.html?$/, '');
  const kept = [...url.searchParams].filter(([name]) => !trackingParameter.test(name)).sort(byName);
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&');
  if (path === '' && query === '') return null;
  return `url:${host}${port}${path}${query === '' ? '' : `?${query}`}`;
}

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Symbols whose LaTeX names survive in damaged titles: "64times 64" must equal "64 × 64" and "α" "alpha". */
const spelledOut: Readonly<Record<string, string>> = {
  '×': 'times',
  '±': 'pm',
  '∞': 'infty',
  '≤': 'leq',
  '≥': 'geq',
  '→': 'to',
  '∼': 'sim',
  '≈': 'approx',
  '∈': 'in',
  '·': 'cdot',
  '∇': 'nabla',
  '∂': 'partial',
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ϵ: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  ϕ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/**
 * The title as a name that survives case, punctuation, spacing, accents, LaTeX and lost backslashes: letters and
 * digits only, in lower case. Titles without any get a hash of their own, so that they never meet by accident.
 */
export function titleId(title: string): PaperId {
  const folded = readableText(title).normalize('NFKD').toLowerCase();
  let letters = '';
  for (const character of folded) {
    const spelled = spelledOut[character];
    if (spelled !== undefined) letters += spelled;
    else if (/[\p{L}\p{N}]/u.test(character)) letters += character;
  }
  if (letters === '') return `title:#${digest(title.normalize('NFC').trim()).slice(0, 16)}`;
  if (letters.length <= 240) return `title:${letters}`;
  return `title:${letters.slice(0, 200)}#${digest(letters).slice(0, 16)}`;
}

/** True where two papers that share `id` must be the same paper. */
export function isStrong(id: PaperId): boolean {
  return !id.startsWith('title:');
}

/** The kind of an id: the part before the colon. */
export function idKind(id: PaperId): 'arxiv' | 'doi' | 'url' | 'title' {
  return id.slice(0, id.indexOf(':')) as 'arxiv' | 'doi' | 'url' | 'title';
}

/**
 * A paper's own key, made from the name it was first seen under: 12 characters of [a-z2-7], 60 bits, the same in
 * every store. `attempt` above 0 gives another key, for the second of two papers that share a title.
 */
export function paperKey(id: PaperId, attempt = 0): string {
  const bytes = createHash('sha256')
    .update(attempt === 0 ? id : `${id}#${attempt}`)
    .digest();
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  let key = '';
  for (let i = 0; i < 12; i++) key += alphabet[(bytes[i] as number) & 31];
  return key;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
