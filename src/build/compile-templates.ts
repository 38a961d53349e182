/** The build's last step: compiles every mail template, so that no start of the program has to load MJML. */
import { PaperboyError } from '../lib/errors.ts';
import { compiledTemplates, recompile } from '../render/template.ts';

try {
  for (const name of compiledTemplates) {
    const html = await recompile(name);
    process.stdout.write(`templates/${name}.mjml: ${Buffer.byteLength(html)} bytes of HTML\n`);
  }
} catch (error) {
  if (!(error instanceof PaperboyError)) throw error;
  process.stderr.write(`${error.message}\n${error.hint ?? ''}\n`);
  process.exitCode = 1;
}
