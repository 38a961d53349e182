/** The short pages behind links: a few sentences, and the buttons that do what the link is for. */
import { renderSheet, type SheetSite } from './sheet.ts';
import { loadTemplate } from './template.ts';

export interface MessageParagraph {
  readonly before: string;
  /** Stands out in the middle of it: an address, a title. */
  readonly address?: string;
  /** Where that leads. */
  readonly href?: string | null;
  readonly after?: string;
}

export interface MessageButton {
  readonly label: string;
  /** Sent with it, where the form must know which button it was. */
  readonly name?: string;
  readonly value?: string;
  /** Less likely to be the one. */
  readonly second?: boolean;
}

export interface MessageField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly type: 'email';
  /** As typed. */
  readonly value: string;
  readonly problem: string | null;
}

export interface MessageForm {
  /** Null: the page's own address. */
  readonly action?: string | null;
  readonly buttons: readonly MessageButton[];
  readonly field?: MessageField;
  /** To be ticked first. */
  readonly sure?: string;
  readonly problem?: string | null;
}

export interface Message {
  readonly heading: string;
  readonly paragraphs: readonly MessageParagraph[];
  readonly forms?: readonly MessageForm[];
  readonly small?: string;
}

/** @throws PaperboyError TEMPLATE_INVALID */
export async function renderMessagePage(site: SheetSite, message: Message): Promise<string> {
  const fill = await loadTemplate('message');
  const body = fill({
    small: message.small ?? null,
    paragraphs: message.paragraphs.map(({ before, address, href, after }) => ({
      ...{ before, address: address ?? null, href: href ?? null, after: after ?? '' },
    })),
    forms: (message.forms ?? []).map(({ action, field, buttons, sure, problem }) => ({
      field: field ?? null,
      ...{ action: action ?? null, sure: sure ?? null, problem: problem ?? null },
      buttons: buttons.map(({ label, name, value, second }) => ({
        ...{ label, name: name ?? null, value: value ?? '', second: second ?? false },
      })),
    })),
  });
  return renderSheet(site, { heading: message.heading, body });
}
