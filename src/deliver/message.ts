/** One mail as bytes, the same for the same input: both parts, safe headers, seven bits. */
import { PaperboyError } from '../lib/errors.ts';
import { checkAddress } from './address.ts';
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
  readonly html: string;
  readonly text: string;
  /** Shown to the second, in UTC. */
  readonly date: Date;
  /** With angle brackets: `<id@example.org>`. */
  readonly messageId: string;
  /** More headers, e.g. List-Unsubscribe; printable ASCII. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the boundaries between the parts; letters, digits and `.-_`. */
  readonly boundaryKey: string;
}

/** Longer lines are not allowed in mail; headers with longer words could not be folded. */
const longestWord = 900;
/** A title that looks encoded would be decoded by the reader, and a long word could not be folded. */
const needsEncoding = /=\?|\S{60}/;
const ownHeaders =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|auto-submitted)$/i;

/**
 * Composes a multipart/alternative message, text first: CRLF line ends only, no line over 998 bytes, no byte over 127.
 * @throws PaperboyError USAGE when an address is not exactly one plain address, or a header could not be written.
 */
export async function composeMessage(parts: MessageParts): Promise<Buffer> {
  checkHeaders(parts);
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const { encodeWord } = await import('nodemailer/lib/mime-funcs');
  const { encode, wrap } = await import('nodemailer/lib/qp');
  const body = (text: string) => {
    const content = text.replace(/\r\n|\r|\n/g, '\r\n');
    const quoted = wrap(encode(content)).length;
    const base64 = (Math.ceil(Buffer.byteLength(content) / 3) * 4 * 78) / 76;
    return {
      content,
      contentTransferEncoding: quoted <= base64 ? 'quoted-printable' : 'base64',
    };
  };
  const subject = cleanHeaderText(parts.subject);
  const composer = new MailComposer({
    from: mailbox(parts.from),
    to: mailbox(parts.to),
    subject,
    date: parts.date,
    messageId: parts.messageId,
    headers: { 'Auto-Submitted': 'auto-generated', ...parts.headers },
    text: body(parts.text),
    html: body(parts.html),
    baseBoundary: parts.boundaryKey,
    // "=_" can stand in no quoted-printable and no base64 line, so no text can forge the end of a part.
    boundaryPrefix: '=_Paperboy',
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = composer.compile();
  if (needsEncoding.test(subject)) {
    const value = encodeWord(subject, 'Q', 52);
    message.setHeader('Subject', { prepared: true, foldLines: true, value });
  }
  return message.build();
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
