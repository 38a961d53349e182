/** Runs the built program as a person would: words in, output and exit code out, in a folder of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  readonly folder: string;
  /** Writes a file there and returns its path. */
  file(name: string, content: string | Uint8Array): string;
  run(
    words: readonly string[],
    options?: { input?: string | Uint8Array; env?: Record<string, string> },
  ): Promise<Outcome>;
  /** Starts it and leaves it running: for what is stopped or killed on the way. */
  start(words: readonly string[], env?: Record<string, string>): ChildProcessWithoutNullStreams;
}

/** A temporary working directory, removed after the tests of the file. */
export function temporaryPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    file(name, content) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    start: (words, env) =>
      spawn(process.execPath, [program, ...words], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, TZ: 'UTC', ...env },
      }),
    run: (words, { input, env } = {}) =>
      new Promise((done, fail) => {
        const child = spawn(process.execPath, [program, ...words], {
          cwd: folder,
          env: { PATH: process.env.PATH, HOME: folder, TZ: 'UTC', ...env },
        });
        let [out, err] = ['', ''];
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          out += text;
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          err += text;
        });
        child.once('error', fail);
        child.once('close', (code) => done({ code, out, err }));
        child.stdin.on('error', () => {});
        child.stdin.end(input ?? '');
      }),
  };
}

/** A page as it is copied from a browser: `papers` of title, abstract and, where given, the three-line block. */
export function pastedPage(
  papers: readonly { title: string; abstract: string; block?: string }[],
): string {
  const head =
    'new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAnna and the research community\n\nOct 14\n\n';
  return (
    head +
    papers
      .map(
        ({ title, abstract, block }) => `${title}\n\n${abstract}\n${block ? `\n${block}\n` : ''}`,
      )
      .join('\n')
  );
}

/** Three ways to say something about a subject, so unlike that no two papers are taken for one. */
const abstracts = [
  (subject: string) =>
    `We study ${subject} in small harbours and describe a method that a single keeper can run on an old laptop. Over two winters it was tried in nine places with good results. The measurements and the program are published together with this article.`,
  (subject: string) =>
    `Little is known about ${subject} when the weather turns. A year of recordings from eleven quays shows that habit explains more than hunger does, and that a cheap sensor sees most of it. Whoever plans a pier may want to read the second table first.`,
  (subject: string) =>
    `Can ${subject} carry meaning over nine miles of open water? An encoder trained on tones, echoes and pauses says yes, within limits: in fourteen trials of twenty the message was understood, and never when two ships answered at the same moment.`,
];

/** A made-up abstract; the subject decides which of three. */
export function abstractOf(subject: string): string {
  return abstracts[subject.length % 3]!(subject);
}
