/** MJML with Handlebars slots in, HTML with the same slots out; refuses a template that would lose one of them. */
import { PaperboyError } from '../lib/errors.ts';

/** What MJML reports: a message with `errors`, each with the line it found. */
interface MjmlFailure {
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Compiles one template; loads MJML (0.4 s), so call it only where the source has changed.
 * @param source the MJML text, Handlebars tags included.
 * @param file the template's name for messages.
 * @throws PaperboyError TEMPLATE_INVALID with file and line.
 */
export async function compileMjml(source: string, file: string): Promise<string> {
  await checkHandlebars(source, file);
  checkNesting(source, file);
  const { default: mjml } = await import('mjml');
  let html: string;
  try {
    // `fonts: {}` keeps remote style sheets out; includes stay off, a template is one file.
    const result = await mjml(source, {
      validationLevel: 'strict',
      fonts: {},
      keepComments: false,
      ignoreIncludes: true,
    });
    html = tighten(result.html);
  } catch (error) {
    const first = isMjmlFailure(error) ? error.errors[0] : undefined;
    throw invalid(file, first?.line ?? null, first?.message ?? String(error), error);
  }
  checkSlots(source, html, file);
  return html;
}

export function invalid(
  file: string,
  line: number | null,
  message: string,
  cause?: unknown,
): PaperboyError {
  const place = line === null ? file : `${file}, line ${line}`;
  return new PaperboyError('TEMPLATE_INVALID', `${place}: ${message}`, {
    hint: 'Correct the template, or restore the one that came with Paperboy.',
    cause,
  });
}

function isMjmlFailure(error: unknown): error is MjmlFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/** Handlebars checks the source rather than MJML's output, so that its line numbers are the author's. */
export async function checkHandlebars(source: string, file: string): Promise<void> {
  const { default: handlebars } = await import('handlebars');
  try {
    handlebars.parse(withoutComments(source));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /line (\d+)/.exec(message)?.[1];
    throw invalid(file, line ? Number(line) : null, message.split('\n').at(-1) ?? message, error);
  }
}

/** MJML closes forgotten elements wherever it likes and says nothing. */
function checkNesting(source: string, file: string): void {
  const open: { name: string; line: number }[] = [];
  const text = withoutComments(source);
  for (const match of text.matchAll(/<(\/?)(mjml|mj-[a-z-]+)\b[^>]*?(\/?)>/g)) {
    const line = lineAt(text, match.index);
    const name = match[2] ?? '';
    if (match[1] === '/') {
      const last = open.pop();
      if (last?.name !== name) {
        const expected = last ? `</${last.name}> (opened on line ${last.line})` : 'no closing tag';
        throw invalid(file, line, `found </${name}> where ${expected} was expected`);
      }
    } else if (match[3] !== '/') open.push({ name, line });
  }
  const left = open.pop();
  if (left) throw invalid(file, left.line, `<${left.name}> is never closed`);
}

/** MJML silently drops text that stands directly in a layout element: every slot must have survived. */
function checkSlots(source: string, html: string, file: string): void {
  const kept = tally(slotsOf(html));
  const seen = new Map<string, number>();
  for (const { slot, index } of slotsOf(source)) {
    const number = (seen.get(slot) ?? 0) + 1;
    seen.set(slot, number);
    if (number > (kept.get(slot) ?? 0)) {
      throw invalid(
        file,
        lineAt(source, index),
        `MJML drops ${slot} here; put it inside mj-text, mj-table or mj-raw`,
      );
    }
  }
}

/** Every Handlebars tag with its place; those in comments are not slots. */
export function slotsOf(text: string): { slot: string; index: number }[] {
  return [...withoutComments(text).matchAll(/\{\{[^}]+\}\}\}?/g)].map((match) => ({
    slot: match[0],
    index: match.index,
  }));
}

/** The same text, line for line, with comments blank; conditional comments for Outlook are no comments. */
function withoutComments(text: string): string {
  return text.replace(/<!--(?!\[)[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function tally(slots: readonly { slot: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { slot } of slots) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  return counts;
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Indentation and spaces in style attributes would be paid for once per paper. */
function tighten(html: string): string {
  return `${html
    .replace(/[ \t]*\n\s*/g, '\n')
    .replace(/ style(?:="")?(?=[ >])(?!=)/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => {
      const tight = style.replace(/\s*([:;,])\s+/g, '$1').replace(/;$/, '');
      return ` style="${tight}"`;
    })
    .trim()}\n`;
}
