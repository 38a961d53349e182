/** Holds src/ against the import rules, and the rules against seeing nothing. Exit 1 with one line a violation. */
import { checkImports } from './import-rules.ts';

const { modules, violations } = await checkImports('src');
for (const line of violations) console.error(line);
if (modules === 0) console.error('dependency-cruiser saw no modules at all: the check is blind');
else console.log(`${modules} modules, ${violations.length} violations of the import rules`);
if (modules === 0 || violations.length > 0) process.exitCode = 1;
