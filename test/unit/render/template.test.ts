/** Templates: nothing lost on compiling, nothing compiled twice, and mistakes named by file and line. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { compileMjml, slotsOf } from '../../../src/render/compile-mjml.ts';
import { loadTemplate, recompile } from '../../../src/render/template.ts';

const root = new URL('../../../', import.meta.url).pathname;
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A project folder that holds nothing but one template. */
async function folderWith(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-template-'));
  folders.push(folder);
  await mkdir(join(folder, 'templates'));
  await writeFile(join(folder, 'templates', 'digest.mjml'), source);
  return folder;
}

const body = (inside: string) =>
  `<mjml>\n<mj-body>\n<mj-section>\n<mj-column>\n${inside}\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>\n`;

test('every slot of the digest template is in its HTML', async () => {
  const source = await readFile(join(root, 'templates', 'digest.mjml'), 'utf8');

  const html = await compileMjml(source, 'templates/digest.mjml');

  const wanted = slotsOf(source).map(({ slot }) => slot);
  const kept = slotsOf(html).map(({ slot }) => slot);
  expect(wanted.length).toBeGreaterThan(40);
  // MJML writes the title twice: into <title> and as the label of the body.
  expect(kept.sort()).toEqual([...wanted, '{{issueTitle}}'].sort());
});

test.each(['digest.mjml', 'note.mjml', 'page.hbs'])(
  '%s writes no value without escaping it',
  async (file) => {
    const source = await readFile(join(root, 'templates', file), 'utf8');

    expect(source).not.toMatch(/\{\{\{|\{\{&/);
  },
);

test.each([
  [
    'a slot that MJML would drop',
    body('{{title}}'),
    /digest\.mjml, line 5: MJML drops \{\{title\}\}/,
  ],
  [
    'an element MJML does not know',
    body('<mj-text>a</mj-text>\n<mj-headline>b</mj-headline>'),
    /digest\.mjml, line 6: .*mj-headline/,
  ],
  [
    'an attribute MJML does not know',
    body('<mj-text colour="red">a</mj-text>'),
    /digest\.mjml, line 5: .*colour/,
  ],
  [
    'an element that is never closed',
    body('<mj-text>a'),
    /digest\.mjml, line 6: found <\/mj-column> where <\/mj-text> \(opened on line 5\)/,
  ],
  [
    'a block that is never closed',
    body('<mj-text>\n{{#if title}}\n</mj-text>'),
    /digest\.mjml, line \d+: Expecting/,
  ],
])('%s is refused by file and line', async (_, source, message) => {
  const folder = await folderWith(source);

  await expect(loadTemplate('digest', folder)).rejects.toMatchObject({
    code: 'TEMPLATE_INVALID',
    message: expect.stringMatching(message),
  });
});

test('a misspelt slot is refused by file and line when it is filled', async () => {
  const folder = await folderWith(body('<mj-text>\n{{titel}}\n</mj-text>'));

  const fill = await loadTemplate('digest', folder);

  expect(() => fill({ title: 'x' })).toThrow(
    'templates/digest.mjml, line 6: there is no value called titel',
  );
});

test('a missing template is a TEMPLATE_INVALID that names it', async () => {
  const folder = await folderWith('');
  await rm(join(folder, 'templates', 'digest.mjml'));

  await expect(loadTemplate('digest', folder)).rejects.toMatchObject({
    code: 'TEMPLATE_INVALID',
    message: expect.stringContaining('templates/digest.mjml'),
  });
});

test('a template is compiled anew as soon as its source changes', async () => {
  const folder = await folderWith(body('<mj-text>one {{title}}</mj-text>'));
  await recompile('digest', folder);
  const changed = await folderWith(body('<mj-text>two {{title}}</mj-text>'));
  await cp(join(folder, 'dist'), join(changed, 'dist'), { recursive: true });

  const fill = await loadTemplate('digest', changed);

  expect(fill({ title: 'x' })).toContain('two x');
  expect(await readFile(join(changed, 'dist/templates/digest.html'), 'utf8')).toContain(
    'two {{title}}',
  );
});

test('a template works where nothing can be kept', async () => {
  const folder = await folderWith(body('<mj-text>one {{title}}</mj-text>'));
  await writeFile(join(folder, 'dist'), 'a file where the folder should be');
  await chmod(join(folder, 'dist'), 0o400);

  const fill = await loadTemplate('digest', folder);

  expect(fill({ title: 'x' })).toContain('one x');
});

test('MJML is loaded to compile, and never where the compiled template is current', {
  timeout: 60_000,
}, async () => {
  const folder = await folderWith(body('<mj-text>one {{title}}</mj-text>'));
  const script = `
    import { createRequire } from 'node:module';
    import { loadTemplate } from ${JSON.stringify(join(root, 'src/render/template.ts'))};
    const html = (await loadTemplate('digest', process.argv[1]))({ title: 'x' });
    const loaded = Object.keys(createRequire(${JSON.stringify(import.meta.url)}).cache);
    process.stdout.write(html.includes('one x') + ' ' + loaded.some((file) => file.includes('/mjml-core/')));`;
  const run = async () => {
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', script, folder];
    return (await promisify(execFile)(process.execPath, flags, { cwd: root })).stdout;
  };

  const first = await run();
  const second = await run();

  expect(first).toBe('true true');
  expect(second).toBe('true false');
});
