/** Which client a request is from, as the limits on mails count it. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { clientAddress } from '../lib/client-address.ts';

/** @param trusted networks of proxies whose word on it is taken. */
export function clientOf(context: Context, trusted: readonly string[]): string {
  const connection = getConnInfo(context).remote.address ?? '';
  return clientAddress(connection, context.req.header('X-Forwarded-For'), trusted);
}
