/** A form as it was sent: small, of the one kind that browsers send by themselves, and from a page of this site. */
import type { Context } from 'hono';
import { fromElsewhere, tooLargeForm, unreadableForm } from '../render/messages.ts';
import type { SheetSite } from '../render/sheet.ts';
import { readBody } from './body-limit.ts';
import { isFromElsewhere } from './same-site.ts';
import { sendMessage } from './send-page.ts';

export interface FormSite {
  readonly sheet: SheetSite;
  readonly origin: string | null;
}

/** The fields; or the answer that says why there are none. */
export async function readForm(
  context: Context,
  { sheet, origin }: FormSite,
): Promise<URLSearchParams | Response> {
  if (isFromElsewhere(context.req.raw.headers, origin)) {
    return sendMessage(context, sheet, fromElsewhere, 403);
  }
  const type = context.req.header('Content-Type') ?? 'application/x-www-form-urlencoded';
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
    return sendMessage(context, sheet, unreadableForm, 415);
  }
  const body = await readBody(context.req.raw);
  if (body === null) return sendMessage(context, sheet, tooLargeForm, 413);
  return new URLSearchParams(body.toString('utf8'));
}
