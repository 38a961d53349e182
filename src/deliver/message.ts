/** One mail as bytes, the same for the same input: both parts, safe headers, seven bits. */
import { PaperboyError } from '../lib/errors.ts';
import { checkAddress } from './address.ts';
import { type BodyText, encodeBody } from './encode-body.ts';
import { cleanHeaderText } from './subject.ts';

export interface Mailbox {
  readonly name?: string;
  /** One plain address: `someone@example.org`. */
  readonly address: string;
}

export interface MessageParts {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  /** Null for readers who want text alone. */
  readonly html: BodyText | null;
  readonly text: BodyText;
  /** Where replies go, if not to `from`: one plain address. */
  readonly replyTo?: string | null;
  /** Shown to the second, in UTC. */
  readonly date: Date;
  /** With angle brackets: `<id@example.org>`. */
  readonly messageId: string;
  /** More headers, e.g. those of `listHeaders`; printable ASCII. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the boundaries between the parts; letters, digits and `.-_`. */
  readonly boundaryKey: string;
  /** Signs the whole; see `loadDkimKey`. */
  readonly signer?: { sign(message: Buffer): Promise<Buffer> } | null;
}

/** Longer lines are not allowed in mail; headers with longer words could not be folded. */
const longestWord = 900;
/** A title that looks encoded would be decoded by the reader, and a long word could not be folded. */
const needsEncoding = /=\?|\S{60}/;
const ownHeaders =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|auto-submitted)$/i;

/** Loaded with the first message: nothing but mail needs it. */
let library: ReturnType<typeof loadLibrary> | undefined;

async function loadLibrary() {
  const [{ default: MimeNode }, words, qp, base64] = await Promise.all([
    import('nodemailer/lib/mime-node'),
    import('nodemailer/lib/mime-funcs'),
    import('nodemailer/lib/qp'),
    import('nodemailer/lib/base64'),
  ]);
  return { MimeNode, words, qp, base64 };
}

type Library = Awaited<ReturnType<typeof loadLibrary>>;

/**
 * Composes a multipart/alternative message, text first, or a text/plain one where `html` is null: CRLF line ends only,
 * no line over 998 bytes, no byte over 127. The same parts give the same bytes.
 * @throws PaperboyError USAGE when an address is not exactly one plain address, or a header could not be written.
 * @throws Error when there is a signer and it cannot sign.
 */
export async function composeMessage(parts: MessageParts): Promise<Buffer> {
  checkHeaders(parts);
  library ??= loadLibrary();
  const message = assemble(parts, await library);
  return parts.signer ? await parts.signer.sign(message) : message;
}

/**
 * Headers and encodings are the library's; it is put together here, because its streams would take four times as long.
 */
function assemble(parts: MessageParts, lib: Library): Buffer {
  const text = encodeBody(parts.text, lib);
  if (parts.html === null) {
    const root = new lib.MimeNode('text/plain; charset=utf-8');
    root.setHeader('Content-Transfer-Encoding', text.encoding);
    setHeaders(root, parts, lib);
    const end = text.content.endsWith('\r\n') ? '' : '\r\n';
    return Buffer.from(`${root.buildHeaders()}\r\n\r\n${text.content}${end}`, 'latin1');
  }
  const root = new lib.MimeNode('multipart/alternative', {
    baseBoundary: parts.boundaryKey,
    // "=_" can stand in no quoted-printable and no base64 line, so no text can forge the end of a part.
    boundaryPrefix: '=_Paperboy',
  });
  setHeaders(root, parts, lib);
  const pieces = [root.buildHeaders(), '\r\n'];
  const bodies = [
    { type: 'text/plain; charset=utf-8', body: text },
    { type: 'text/html; charset=utf-8', body: encodeBody(parts.html, lib) },
  ];
  for (const { type, body } of bodies) {
    const node = root.createChild(type);
    node.setHeader('Content-Transfer-Encoding', body.encoding);
    pieces.push(`\r\n--${root.boundary}\r\n`, node.buildHeaders(), '\r\n\r\n', body.content);
  }
  pieces.push(`\r\n--${root.boundary}--\r\n`);
  return Buffer.from(pieces.join(''), 'latin1');
}

function setHeaders(
  root: InstanceType<Library['MimeNode']>,
  parts: MessageParts,
  { words }: Library,
): void {
  const subject = cleanHeaderText(parts.subject);
  root.setHeader('From', mailbox(parts.from));
  if (parts.replyTo) root.setHeader('Reply-To', mailbox({ address: parts.replyTo }));
  root.setHeader('To', mailbox(parts.to));
  const encoded = { prepared: true, foldLines: true, value: words.encodeWord(subject, 'Q', 52) };
  root.setHeader('Subject', needsEncoding.test(subject) ? encoded : subject);
  root.setHeader('Message-ID', parts.messageId);
  root.setHeader('Date', parts.date);
  const headers = { 'Auto-Submitted': 'auto-generated', ...parts.headers };
  for (const [name, value] of Object.entries(headers)) {
    // Checked to be printable ASCII: as it is, or quotes in it would be encoded.
    root.setHeader(name, { prepared: true, foldLines: true, value });
  }
}

function mailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: cleanHeaderText(name ?? '', 80), address: checkAddress(address) };
}

function checkHeaders({ headers = {}, messageId, boundaryKey }: MessageParts): void {
  if (!/^<[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+>$/.test(messageId) || messageId.length > 250) {
    throw new PaperboyError('USAGE', 'a message id must look like <id@example.org>');
  }
  if (!/^[\w.-]{1,40}$/.test(boundaryKey)) {
    throw new PaperboyError('USAGE', 'a boundary key holds 1 to 40 letters, digits, ".", "-", "_"');
  }
  for (const [name, value] of Object.entries(headers)) {
    const printable = /^[\x20-\x7e]+$/.test(value);
    const foldable = value.split(' ').every((word) => word.length <= longestWord);
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || ownHeaders.test(name) || !printable || !foldable) {
      throw new PaperboyError('USAGE', `the header ${JSON.stringify(name)} cannot be written`);
    }
  }
}
