/** What a failure that was reported by mail means for the address: by its status, else by what the server said. */

export type FailureClass =
  | 'bad-address'
  | 'mailbox-full'
  | 'refused-recipient'
  | 'temporary'
  | 'our-fault';

/** The first `x.y.z` of classes 2, 4 and 5, which is no part of an IP address or a longer number; else null. */
export function statusIn(text: string | null): string | null {
  return /(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\w)/.exec(text ?? '')?.[0] ?? null;
}

/**
 * @param status `x.y.z` of the report, or null
 * @param diagnostic what the other server said; decides where the status is missing or says nothing (`5.0.0`)
 */
export function classifyFailure(status: string | null, diagnostic: string | null): FailureClass {
  const isVague = status === null || /^\d\.0\.0$/.test(status);
  const said = (isVague ? statusIn(diagnostic) : null) ?? status;
  if (said === null || /^5\.[05]\.0$/.test(said)) return classifyWords(diagnostic ?? '');
  if (/^[45]\.2\.2$/.test(said)) return 'mailbox-full';
  if (said.startsWith('4.')) return 'temporary';
  // About the sender's address, or a message that is too large: the reader's address is good.
  if (/^5\.(?:1\.[78]|2\.3|3\.4|6\.\d+|7\.\d+)$/.test(said)) return 'our-fault';
  if (said.startsWith('5.1.')) return 'bad-address';
  return 'refused-recipient';
}

/** Policy before anything else: who is blocked must not lose the readers for it. */
const policy =
  /spam|\bblock(?:ed|list)|blacklist|denylist|reputation|\bpolic(?:y|ies)\b|\b(?:spf|dkim|dmarc|rbl|dnsbl|spamhaus)\b|relay(?:ing)? (?:access )?(?:denied|not permitted)|too large|exceeds? (?:the )?(?:maximum )?(?:message )?size/i;
const full =
  /over ?quota|quota (?:is )?(?:exceeded|full)|(?:mailbox|inbox) (?:is )?full|out of storage|exceeded storage/i;
const nobody =
  /(?:user|recipient|mailbox|address|account) unknown|unknown (?:local )?(?:user|recipient|mailbox|address|account)|no such (?:local )?(?:user|recipient|mailbox|person|address|account)|(?:user|recipient|mailbox|address|account)(?: \S+)? (?:was )?(?:not found|does(?: not|n't) exist)|no mailbox (?:here )?by that name|invalid (?:recipient|mailbox)|doesn't have an? \S+ account/i;

function classifyWords(words: string): FailureClass {
  if (policy.test(words)) return 'our-fault';
  if (full.test(words)) return 'mailbox-full';
  if (nobody.test(words)) return 'bad-address';
  const code = /^\W*([245]\d\d)(?![\d.])/.exec(words)?.[1];
  if (code === '552') return 'mailbox-full';
  return code?.startsWith('4') ? 'temporary' : 'refused-recipient';
}
