/** Runs dependency-cruiser with the project's rules over a folder. */
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

interface Rules {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The number of modules under `folder` (relative to `base`, default the project) and a sentence for each violation. */
export async function checkImports(
  folder: string,
  base = root,
): Promise<{ modules: number; violations: string[] }> {
  const { default: rules }: { default: Rules } = await import(`${root}.dependency-cruiser.mjs`);
  const { output } = await cruise(
    [folder],
    { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true, baseDir: base },
    undefined,
    { tsConfig: extractTSConfig(`${root}tsconfig.json`) },
  );
  if (typeof output === 'string') throw new Error('expected the result as an object');
  const own = output.modules.filter(({ source }) => source.startsWith('src/'));
  const violations = output.summary.violations.map(({ rule, from, to }) => {
    const comment = rules.forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
    return `${rule.name}: ${from} -> ${to}. ${comment}`;
  });
  return { modules: own.length, violations };
}
