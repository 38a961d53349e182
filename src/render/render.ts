/** The door to rendering: one digest in, one text out, in every format Paperboy speaks. */
import type { Digest } from '../model/digest.ts';
import { renderAtom } from './atom.ts';
import { cleanDigest, cleanOptions } from './clean-digest.ts';
import { fitMail } from './fit-email.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJsonFeed } from './json-feed.ts';
import { renderMarkdown } from './markdown.ts';
import type { RenderOptions } from './options.ts';
import { renderRss } from './rss.ts';
import { renderText } from './text.ts';

interface Format {
  readonly extension: string;
  /** MIME type, with charset where the type has one. */
  readonly type: string;
  render(clean: Digest, options: RenderOptions): string | Promise<string>;
}

/** Every format with its file extension and MIME type. */
export const digestFormats = {
  html: { extension: 'html', type: 'text/html; charset=utf-8', render: renderHtmlOrMail },
  text: { extension: 'txt', type: 'text/plain; charset=utf-8', render: renderTextOrMail },
  markdown: { extension: 'md', type: 'text/markdown; charset=utf-8', render: renderMarkdown },
  json: { extension: 'json', type: 'application/json', render: renderJson },
  rss: { extension: 'rss', type: 'application/rss+xml; charset=utf-8', render: renderRss },
  atom: { extension: 'atom', type: 'application/atom+xml; charset=utf-8', render: renderAtom },
  jsonfeed: { extension: 'feed.json', type: 'application/feed+json', render: renderJsonFeed },
} as const satisfies Record<string, Format>;

export type DigestFormat = keyof typeof digestFormats;

/**
 * The digest in one format. Pure: the same digest and options give the same bytes.
 * @throws PaperboyError TEMPLATE_INVALID when the mail template has been damaged.
 */
export async function renderDigest(
  digest: Digest,
  format: DigestFormat,
  options: RenderOptions,
): Promise<string> {
  return digestFormats[format].render(cleanDigest(digest), cleanOptions(options));
}

/**
 * Both parts of a mail, showing the same papers, within the size that mails allow whatever the digest.
 * @returns `html` of at most 90,000 bytes (100,000 encoded) and `text` of 72 columns.
 */
export async function renderMail(
  digest: Digest,
  options: RenderOptions,
): Promise<{ html: string; text: string }> {
  const fitted = await fitMail(cleanDigest(digest, options.explain), {
    ...cleanOptions(options),
    mail: true,
  });
  const text = renderText(fitted.digest, { ...fitted.options, width: 72, color: false });
  return { html: fitted.html, text };
}

async function renderHtmlOrMail(clean: Digest, options: RenderOptions): Promise<string> {
  return options.mail ? (await fitMail(clean, options)).html : renderHtml(clean, options);
}

async function renderTextOrMail(clean: Digest, options: RenderOptions): Promise<string> {
  if (!options.mail) return renderText(clean, options);
  const fitted = await fitMail(clean, options);
  return renderText(fitted.digest, fitted.options);
}
