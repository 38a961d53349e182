/** A digest in the format asked for: a renderer's text, or a whole mail as bytes. */
import { createHash } from 'node:crypto';
import { type ListMail, listHeaders, mailtoAddress } from '../deliver/mail-headers.ts';
import type { Digest } from '../model/digest.ts';
import { papersOf } from '../model/digest.ts';
import { senderLine } from '../render/footer.ts';
import type { RenderOptions } from '../render/options.ts';
import { type DigestFormat, digestFormats, renderDigest, renderMail } from '../render/render.ts';
import type { App } from './app.ts';

export type OutputFormat = DigestFormat | 'eml';

/** Every output format with its file extension. */
export const outputFormats: Readonly<Record<OutputFormat, string>> = {
  ...(Object.fromEntries(
    Object.entries(digestFormats).map(([name, { extension }]) => [name, extension]),
  ) as Record<DigestFormat, string>),
  eml: 'eml',
};

export interface ShowOptions {
  readonly explain: boolean;
  readonly color: boolean;
  readonly width: number;
}

/** The digest as text or as the bytes of a mail; the same digest gives the same bytes. */
export async function showDigest(
  app: App,
  digest: Digest,
  format: OutputFormat,
  show: ShowOptions,
): Promise<string | Buffer> {
  const options = renderOptions(app, show);
  if (format === 'eml') return await composeMail(app, digest, options);
  return await renderDigest(digest, format, { ...options, mail: format === 'html' });
}

function renderOptions(app: App, show: ShowOptions): RenderOptions {
  const { values } = app.config;
  const answers = values.mailReplyTo ?? values.mailFrom;
  const unsubscribe = answers === null ? null : mailtoAddress(answers, 'unsubscribe');
  return {
    ...show,
    baseUrl: values.baseUrl,
    searchLink: values.searchLink,
    why: 'You get this digest because you made it yourself with “paperboy digest”.',
    unsubscribe,
    preferences: null,
    votes: null,
    sender: senderLine(values.title, values.mailFrom, values.mailPostal),
    mail: false,
  };
}

/** By hand nobody is subscribed: without configured addresses the mail goes from and to a name that no mail reaches. */
const nobody = 'paperboy@localhost.localdomain';

async function composeMail(app: App, digest: Digest, options: RenderOptions): Promise<Buffer> {
  const { composeMessage } = await import('../deliver/message.ts');
  const { subjectFor } = await import('../deliver/subject.ts');
  const { values } = app.config;
  const { html, text } = await renderMail(digest, options);
  const from = values.mailFrom ?? nobody;
  const shown = papersOf(digest).map(({ paper }) => paper.key);
  const id = createHash('sha256')
    .update(`${digest.date} ${shown.join(' ')}`)
    .digest('hex')
    .slice(0, 24);
  return await composeMessage({
    from: { name: values.title, address: from },
    to: { address: values.mailTo ?? values.mailFrom ?? nobody },
    subject: subjectFor(digest),
    html,
    text,
    date: new Date(`${digest.date}T07:00:00Z`),
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    boundaryKey: id,
    replyTo: values.mailReplyTo,
    headers: options.unsubscribe === null ? {} : listHeaders(listMail(app, options.unsubscribe)),
  });
}

/** A digest made by hand has no reader's own address to leave at: it is left by mail. */
function listMail({ config: { values } }: App, mailto: string): ListMail {
  return {
    title: values.title,
    from: values.mailFrom ?? nobody,
    replyTo: values.mailReplyTo,
    baseUrl: values.baseUrl,
    unsubscribe: { url: null, mailto },
  };
}
