/** Templates ready to fill: compiled at build time, compiled again only where the source has changed since. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PaperboyError } from '../lib/errors.ts';
import { packageRoot } from '../lib/package-root.ts';
import { checkHandlebars, compileMjml, invalid, lineAt } from './compile-mjml.ts';

/** Mails are written in MJML and have to be compiled; pages are HTML already. */
const files = {
  digest: 'digest.mjml',
  note: 'note.mjml',
  page: 'page.hbs',
  notice: 'notice.hbs',
  sheet: 'sheet.hbs',
  message: 'message.hbs',
  subscribe: 'subscribe.hbs',
  preferences: 'preferences.hbs',
  'preference-fields': 'preference-fields.hbs',
  'preference-votes': 'preference-votes.hbs',
  preview: 'preview.hbs',
  about: 'about.hbs',
} as const;

export type Template = keyof typeof files;

/** Those that the build compiles. */
export const compiledTemplates: readonly Template[] = ['digest', 'note'];

export type Fill = (view: object) => string;

const loaded = new Map<string, Promise<Fill>>();

/**
 * The function that fills a template with a view; values are escaped, and a slot without a value is an error.
 * @throws PaperboyError TEMPLATE_INVALID (also from the returned function).
 */
export function loadTemplate(name: Template, folder = packageRoot): Promise<Fill> {
  const key = join(folder, name);
  const known = loaded.get(key);
  if (known) return known;
  const made = prepareTemplate(name, folder);
  loaded.set(key, made);
  return made;
}

async function prepareTemplate(name: Template, folder: string): Promise<Fill> {
  const source = await readSource(name, folder);
  const html = compiledTemplates.includes(name)
    ? ((await readCompiled(name, folder, hashOf(source))) ?? (await recompile(name, folder)))
    : await checked(name, source);
  const { default: handlebars } = await import('handlebars');
  const fill = handlebars.create().compile(html, { strict: true, knownHelpersOnly: true });
  return (view) => {
    try {
      return fill(view);
    } catch (error) {
      throw unfilled(name, source, error);
    }
  };
}

async function checked(name: Template, source: string): Promise<string> {
  await checkHandlebars(source, fileOf(name));
  return source;
}

/**
 * Compiles a template and keeps the result beside the program, its source's hash in the first line.
 * @returns the HTML, whether or not it could be kept (a read-only installation still works, only slower).
 */
export async function recompile(name: Template, folder = packageRoot): Promise<string> {
  const source = await readSource(name, folder);
  const html = await compileMjml(source, fileOf(name));
  const path = compiledPath(name, folder);
  const draft = `${path}.${process.pid}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, `${firstLine(hashOf(source))}\n${html}`);
    await rename(draft, path);
  } catch {
    // Nowhere to keep it: the next start compiles again.
  }
  return html;
}

async function readSource(name: Template, folder: string): Promise<string> {
  const path = join(folder, fileOf(name));
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PaperboyError('TEMPLATE_INVALID', `${fileOf(name)} cannot be read`, {
      hint: 'Restore the template that came with Paperboy.',
      cause,
    });
  }
}

/** The kept HTML when it was made from exactly this source, else null. */
async function readCompiled(name: Template, folder: string, hash: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(compiledPath(name, folder), 'utf8');
  } catch {
    return null;
  }
  const start = `${firstLine(hash)}\n`;
  return text.startsWith(start) ? text.slice(start.length) : null;
}

function fileOf(name: Template): string {
  return `templates/${files[name]}`;
}

function compiledPath(name: Template, folder: string): string {
  return join(folder, 'dist', 'templates', `${name}.html`);
}

function firstLine(hash: string): string {
  return `<!-- sha256 of the source: ${hash} -->`;
}

function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

/** A misspelt slot is only met when filling; its name leads back to the line in the source. */
function unfilled(name: Template, source: string, error: unknown): PaperboyError {
  const message = error instanceof Error ? error.message : String(error);
  const slot = /"([^"]+)" not defined/.exec(message)?.[1];
  const index = slot === undefined ? -1 : source.search(new RegExp(`\\{\\{[^}]*\\b${slot}\\b`));
  const line = index < 0 ? null : lineAt(source, index);
  const problem = slot === undefined ? message : `there is no value called ${slot}`;
  return invalid(fileOf(name), line, problem, error);
}
