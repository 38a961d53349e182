/** Which hosts are asked one request at a time. */
import { expect, test } from 'vitest';
import { spacingOf, usualSpacings } from '../../../../src/lib/http/spacing.ts';

test.each(['arxiv.org', 'www.arxiv.org', 'export.arxiv.org', 'rss.arxiv.org', 'a.b.arxiv.org'])(
  '%s is spaced by three seconds, together with the rest of arXiv',
  (host) => {
    expect(spacingOf(host, usualSpacings)).toMatchObject({ name: 'arxiv', interval: 3_000 });
  },
);

test.each(['myarxiv.org', 'arxiv.org.example', 'arxiv.example', 'huggingface.co'])(
  '%s may be asked at any time',
  (host) => {
    expect(spacingOf(host, usualSpacings)).toBeNull();
  },
);
