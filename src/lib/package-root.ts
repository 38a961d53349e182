/** The folder of package.json, beside which templates/ and seeds/ stand, in the source as in what is built of it. */
import { fileURLToPath } from 'node:url';

export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
