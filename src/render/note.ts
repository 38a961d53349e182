/** A note as the two parts of a mail, in the look of the digest. */
import { cleanText, groupDigits, shorten } from '../lib/text.ts';
import type { Note, NoteBlock } from '../model/note.ts';
import { httpAddress, linkAddress } from './clean-digest.ts';
import { footerLines } from './footer.ts';
import { preheaderPadding } from './html.ts';
import { loadTemplate } from './template.ts';
import { noTracking } from './wording.ts';
import { wrapText } from './wrap.ts';

const width = 72;
/** A note is a note: whatever is put into it, it stays far below the size mails allow. */
const mostBlocks = 20;
const longestText = 600;

/**
 * Both parts of a note; every text escaped, links only http, https and mailto.
 * @returns `text` of 72 columns, addresses unbroken.
 * @throws PaperboyError TEMPLATE_INVALID when the template has been damaged.
 */
export async function renderNote(note: Note): Promise<{ html: string; text: string }> {
  const clean = cleanNote(note);
  const fill = await loadTemplate('note');
  return { html: fill(viewOf(clean)), text: textOf(clean) };
}

function cleanNote(note: Note): Note {
  return {
    subject: line(note.subject, 150),
    title: line(note.title, 80) || 'Paperboy',
    heading: line(note.heading, 150),
    blocks: fewBlocks(note.blocks).flatMap(cleanBlock),
    why: line(note.why, 500),
    unsubscribe: linkAddress(note.unsubscribe),
    preferences: httpAddress(note.preferences ?? null),
    sender: line(note.sender, 500),
  };
}

/** What is cut off is counted. */
function fewBlocks(blocks: readonly NoteBlock[]): NoteBlock[] {
  const left = blocks.length - mostBlocks;
  const rest: NoteBlock = { kind: 'text', text: `and ${groupDigits(left)} more` };
  return left > 0 ? [...blocks.slice(0, mostBlocks), rest] : [...blocks];
}

function cleanBlock(block: NoteBlock): NoteBlock[] {
  switch (block.kind) {
    case 'text':
      return [{ kind: 'text', text: line(block.text) }];
    case 'facts': {
      const facts = block.facts.slice(0, mostBlocks);
      return [
        {
          kind: 'facts',
          facts: facts.map(({ name, value }) => ({
            name: line(name, 80),
            value: line(value, 300),
          })),
        },
      ];
    }
    case 'link': {
      const url = linkAddress(block.url);
      return url === null ? [] : [{ kind: 'link', label: line(block.label, 80), url }];
    }
  }
}

function line(text: string, length = longestText): string {
  return shorten(cleanText(text), length);
}

/** Every slot of templates/note.mjml with its value. */
function viewOf(note: Note): object {
  const words = note.blocks.map((block) => (block.kind === 'text' ? block.text : ''));
  return {
    ...note,
    preferences: note.preferences ?? null,
    preheader: shorten(
      [note.heading, ...words.filter(Boolean)].join('. ').replace(/\.\./g, '.'),
      110,
    ),
    preheaderPadding,
    noTracking,
    blocks: note.blocks.map((block) => ({
      text: block.kind === 'text' ? block.text : null,
      facts: block.kind === 'facts' ? block.facts : null,
      url: block.kind === 'link' ? block.url : null,
      label: block.kind === 'link' ? block.label : null,
    })),
  };
}

function textOf(note: Note): string {
  const blocks = [
    wrapText(note.title.toUpperCase(), width),
    wrapText(note.heading, width),
    ...note.blocks.map(blockLines),
    footerLines(note, width),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function blockLines(block: NoteBlock): string[] {
  switch (block.kind) {
    case 'text':
      return wrapText(block.text, width);
    case 'facts':
      return block.facts.flatMap(({ name, value }) =>
        wrapText(`${name}: ${value}`, width - 2).map((text) => `  ${text}`),
      );
    case 'link':
      return [`${block.label}:`, block.url];
  }
}
