/** The ways to name a paper, canonical and version-blind: arXiv id, DOI, address, else the title's fingerprint. */
import { createHash } from 'node:crypto';
import { readableText } from '../lib/latex.ts';

/**
 * One canonical name of a paper. `arxiv:2501.01234`, `arxiv:hep-ex/0307015`, `doi:10.1000/xyz` and
 * `url:example.org/p/1` are strong: two papers that share one are the same. `title:…` is weak: it only suggests.
 */
export type PaperId = `arxiv:${string}` | `doi:${string}` | `url:${string}` | `title:${string}`;

const newStyle = /^(\d{4}\.\d{4,5})(?:v\d+)?$/i;
const oldStyle = /^([a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/i;

/** No id and no address is longer; UTF-16 units. */
const longest = 2_000;

/** The arXiv archives that have a subject class in old ids: `math.GT/0309136` is the same paper as `math/0309136`. */
function canonicalOldStyle(id: string): string {
  const [archive, number] = id.toLowerCase().split('/') as [string, string];
  return `${archive.split('.')[0]}/${number}`;
}

/** The canonical arXiv id in `text` ("arXiv:2501.01234v2", an address, a DOI of arXiv), or null. */
export function arxivId(text: string): PaperId | null {
  if (text.length > longest) return null;
  let rest = withoutResolver(text.trim());
  rest = rest.replace(/^10\.48550\/arxiv\./i, '').replace(/^oai:arxiv\.org:/i, '');
  const address =
    /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*(?:arxiv\.org|ar5iv\.org|alphaxiv\.org|huggingface\.co|hf\.co)\/(?:abs|pdf|html|format|ps|papers|overview|e-print|src)\/([^?#\s]+)/i.exec(
      rest,
    );
  if (address?.[1]) rest = decodeQuietly(address[1]);
  rest = rest
    .replace(/^arxiv:\s*/i, '')
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
  if (text.length > longest) return null;
  const bare = decodeQuietly(withoutResolver(text.trim()));
  const match = /^(10\.\d{4,9}\/[^\s"<>]+)$/.exec(bare);
  if (!match) return null;
  const doi = (match[1] as string).replace(/[.,;]+$/, '').toLowerCase();
  return arxivId(doi) ?? `doi:${doi}`;
}

const resolver = /^(?:https?:\/\/)?(?:(?:dx|www)\.)?doi\.org\//i;

/** What follows `doi:` or the address of a resolver, whose query and fragment are no part of the id. */
function withoutResolver(text: string): string {
  const rest = text.replace(/^doi:\s*/i, '');
  const name = resolver.test(rest) ? rest.replace(resolver, '').replace(/[?#].*$/s, '') : rest;
  return name.replace(/^doi:\s*/i, '');
}

const trackingParameter = /^(?:utm_.*|fbclid|gclid|mc_[ce]id|ref|ref_src|source|rss)$/i;

/**
 * The canonical name for an http(s) address: an arXiv id or DOI where the address holds one, else the address
 * without scheme, `www.`, default port, tracking parameters, fragment and closing slash. Null for anything else.
 */
export function urlId(address: string): PaperId | null {
  if (address.length > longest || !URL.canParse(address.trim())) return null;
  const url = new URL(address.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const place = `${url.protocol}//${url.hostname}${url.pathname}`;
  const known = arxivId(place) ?? (resolver.test(place) ? doiId(place) : null);
  if (known) return known;
  const host = url.hostname
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const path = decodePath(url.pathname)
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

/** A path as people read it; what would break a line or hide keeps its escape. */
function decodePath(path: string): string {
  return decodeQuietly(path).replace(/[\x00-\x20\x7f]/g, encodeURIComponent);
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
  '√': 'sqrt',
  '∑': 'sum',
  '⊕': 'oplus',
  '⊗': 'otimes',
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

/** Accents over letters and the look of an emoji; other marks are what many scripts write their vowels with. */
const looks = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g;

/** A letter, a digit, a vowel sign, a symbol with a name, or the point inside a number. */
const telling = /[\p{L}\p{N}\p{M}]|(?<=\p{N})\.(?=\p{N})|[×±∞≤≥→∼≈∈·∇∂√∑⊕⊗]/gu;

/**
 * The title as a name that survives case, punctuation, spacing, accents, LaTeX and lost backslashes: letters and
 * digits only, in lower case, and the point inside a number ("2.5" is not "25"). Titles without any get a hash of
 * their own, so that they never meet by accident.
 */
export function titleId(title: string): PaperId {
  const readable = readableText(title);
  const folded = readable.normalize('NFKD').replace(looks, '').toLowerCase();
  const letters = (folded.match(telling) ?? []).map((piece) => spelledOut[piece] ?? piece).join('');
  if (letters === '') return `title:#${digest(readable).slice(0, 16)}`;
  if (letters.length <= 240) return `title:${letters}`;
  const start = letters.slice(0, 200).replace(/[\ud800-\udbff]$/, '');
  return `title:${start}#${digest(letters).slice(0, 16)}`;
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
