/** Every migration, oldest first. A new one is added at the end; those released are never touched. */
import { addPapers } from './001-papers.ts';
import { addFetchState } from './002-fetch-state.ts';
import { addIssues } from './003-issues.ts';
import { addVerdicts } from './004-verdicts.ts';
import { addSplits } from './005-splits.ts';
import { addHydration } from './006-hydration.ts';
import { addMail } from './007-mail.ts';
import { addSubscribing } from './008-subscribing.ts';
import { addAddresses } from './009-addresses.ts';
import { addVoteOrigins } from './010-vote-origins.ts';
import { addEmbeddings } from './011-embeddings.ts';
import { addArchives } from './012-archives.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  addPapers,
  addFetchState,
  addIssues,
  addVerdicts,
  addSplits,
  addHydration,
  addMail,
  addSubscribing,
  addAddresses,
  addVoteOrigins,
  addEmbeddings,
  addArchives,
];
