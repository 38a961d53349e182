/** A fictitious digest that has everything a renderer can meet, and the small pieces to build others. */
import type { Digest, DigestPaper, DigestSection } from '../../../src/model/digest.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { paperKey, titleId } from '../../../src/model/paper-id.ts';
import type { RenderOptions } from '../../../src/render/options.ts';

export const options: RenderOptions = {
  baseUrl: null,
  searchLink: 'https://search.example/find?q={title}',
  why: 'You get this because you asked Paperboy for a digest of video generation and self-correction.',
  unsubscribe: 'https://paperboy.example/unsubscribe/abc123',
  preferences: 'https://paperboy.example/preferences/abc123',
  votes: 'https://paperboy.example/vote/abc123/',
  sender: 'Paperboy of Example Town, 1 Example Street, 12345 Example Town',
  width: 80,
  color: false,
  explain: false,
  mail: true,
};

export function paperWith(title: string, more: Partial<Paper> = {}): Paper {
  return {
    key: paperKey(titleId(title)),
    title,
    abstract: null,
    authors: null,
    authorCount: null,
    organization: null,
    published: null,
    categories: [],
    links: { abstract: null, pdf: null, listing: null, code: null },
    ids: [titleId(title)],
    ...more,
  };
}

export function ranked(paper: Paper, more: Partial<DigestPaper> = {}): DigestPaper {
  return {
    paper,
    sightings: [],
    score: 1,
    parts: [{ name: 'topic', value: 1, detail: 'matches "sample"' }],
    reasons: ['matches sample'],
    topics: [],
    ...{ followed: false, fit: null, interest: null, pull: 0, trend: 0 },
    summary: paper.abstract ?? '',
    similar: [],
    ...more,
  };
}

export function digestOf(sections: readonly DigestSection[], more: Partial<Digest> = {}): Digest {
  const chosen = sections.reduce((sum, section) => sum + section.papers.length, 0);
  return {
    date: '2026-10-14',
    title: 'Paperboy',
    interests: ['video generation', 'self-correction'],
    counts: { listed: 312, papers: 288, repeats: 24, muted: 3, chosen },
    sections,
    notices: [],
    ...more,
  };
}

/** A digest of one section with a paper for each title. */
export function digestOfTitles(titles: readonly string[], more: Partial<Digest> = {}): Digest {
  const papers = titles.map((title, index) =>
    ranked(paperWith(title, { key: `k${index}` }), { score: titles.length - index }),
  );
  return digestOf([{ kind: 'topic', title: 'sample', papers, more: 0 }], more);
}

interface Sketch {
  readonly title: string;
  readonly abstract: string;
  readonly authors?: readonly string[];
  readonly authorCount?: number;
  readonly organization?: string;
  readonly published?: string;
  readonly upvotes?: number;
  readonly comments?: number;
  readonly stars?: number;
  readonly code?: boolean;
  readonly unlinked?: boolean;
  readonly reasons: readonly string[];
  readonly similar?: readonly string[];
}

function fromSketch(sketch: Sketch, index: number): DigestPaper {
  const number = `2610.${String(1204 + index * 37).padStart(5, '0')}`;
  const links = {
    abstract: `https://archive.example/abs/${number}`,
    pdf: `https://archive.example/pdf/${number}`,
    listing: `https://listing.example/papers/${number}`,
    code: sketch.code ? `https://code.example/lab/project-${index}` : null,
  };
  const none = { abstract: null, pdf: null, listing: null, code: null };
  const paper = paperWith(sketch.title, {
    abstract: sketch.abstract,
    authors: sketch.authors ?? null,
    authorCount: sketch.authorCount ?? sketch.authors?.length ?? null,
    organization: sketch.organization ?? null,
    published: sketch.published ?? '2026-10-12',
    categories: ['cs.CV'],
    links: sketch.unlinked ? none : links,
  });
  return ranked(paper, {
    score: 9 - index * 0.4321,
    reasons: sketch.reasons,
    parts: [
      {
        name: 'topic',
        value: 3.21 - index * 0.1,
        detail: 'sum of the weights of the words it shares',
      },
      { name: 'attention', value: 0.4, detail: 'log of upvotes' },
    ],
    sightings: [
      {
        source: 'listing.example',
        day: '2026-10-13',
        position: index + 1,
        upvotes: sketch.upvotes ?? null,
        comments: sketch.comments ?? null,
        stars: sketch.stars ?? null,
      },
    ],
    similar: (sketch.similar ?? []).map((title, place) =>
      paperWith(title, {
        links: { ...none, abstract: `https://archive.example/abs/2609.0${place}${index}11` },
      }),
    ),
  });
}

const followed: Sketch[] = [
  {
    title: 'Slow Looking: Attention Budgets for Long Films',
    abstract:
      'A viewer model that decides where to look next needs far fewer frames than one that looks everywhere. On three fictitious film sets it answers as well with a tenth of the frames, and its choices can be read afterwards.',
    authors: ['Ines Okafor', 'Tomas Lindqvist', 'Rui Almeida', 'Petra Nowak', 'Sam Idris'],
    organization: 'Harbour Lab',
    upvotes: 118,
    comments: 14,
    stars: 412,
    code: true,
    reasons: ['you follow Ines Okafor', 'matches video generation'],
  },
];

const video: Sketch[] = [
  {
    title: 'Rivers That Stay Rivers: Keeping Scenes Consistent Across Minutes of Generated Video',
    abstract:
      'Generated films forget what they showed a minute ago. We keep a small map of the scene beside the frames and let the generator read it. Viewers preferred the result in 71 of 100 pairs, and the map costs 2% of the memory.',
    authors: ['Mara Quill', 'Jonas Feld', 'Aiko Tan', 'B. Oduya', 'L. Haas', 'C. Reyes', 'D. Moon'],
    organization: 'Northlight Research',
    upvotes: 87,
    comments: 9,
    stars: 1204,
    code: true,
    reasons: ['matches video generation', '87 upvotes, more than 9 in 10 papers of the week'],
    similar: [
      'Scene Maps for Long Generated Films',
      'Does a Generator Remember? Probing Minutes-Long Clips',
    ],
  },
  {
    title: 'Frame Interpolation When $x<y$ and a<b: Ordering Constraints in Diffusion Samplers',
    abstract:
      'Samplers that respect an order between frames need no extra training. We state when the order can be kept and when it cannot, with a short proof.',
    authorCount: 9,
    upvotes: 31,
    reasons: ['matches video generation'],
  },
  {
    title: 'توليد الفيديو من النصوص الطويلة بذاكرة صغيرة',
    abstract:
      'نموذج صغير يولد مشاهد طويلة من نص واحد مع ذاكرة محدودة، وتجاربنا على بيانات مصنوعة تبين فائدته.',
    authors: ['ليلى حداد', 'سامي نصر'],
    upvotes: 12,
    comments: 1,
    reasons: ['matches video generation'],
  },
  {
    title: 'Pixels on a Diet: Training a 300M-Parameter Video Model on a Single Desk-Side Machine',
    abstract:
      'A recipe for those without a data hall: we list what can be dropped, in which order, and what each step costs in quality.',
    authors: ['Nadia Petrov'],
    published: '2026-10-13',
    upvotes: 54,
    comments: 22,
    reasons: ['matches video generation', 'much discussed: 22 comments'],
    unlinked: true,
  },
  {
    title: 'Sound First: Let the Audio Track Drive the Cut',
    abstract:
      'Editors cut to the beat; generators do not. Conditioning on onsets alone moves cuts to where people put them.',
    authors: ['Kofi Mensah', 'Elle Varga'],
    organization: 'Studio Fathom',
    upvotes: 19,
    reasons: ['matches video generation'],
    code: true,
  },
];

const correction: Sketch[] = [
  {
    title: 'Ask Twice, Answer Once: When Self-Correction Helps and When It Hurts',
    abstract:
      'Letting a model revise its answer helps on tasks with a checkable result and hurts on the rest. A one-line rule tells the two apart with 88% accuracy on our twelve made-up tasks.',
    authors: ['Yara Stein', 'Bo Lindholm', 'Chi Nakamura'],
    organization: 'Open Ledger Institute',
    upvotes: 203,
    comments: 41,
    stars: 88,
    code: true,
    reasons: ['matches self-correction', '203 upvotes, the most of the day'],
    similar: ['Second Thoughts: Revision in Small Models'],
  },
  {
    title:
      'A Note on Pneumonoultramicroscopicsilicovolcanoconiosisesqueantidisestablishmentarianismologies in Tokenizers',
    abstract: 'Very long words are cut into many pieces. We count them.',
    authorCount: 2,
    upvotes: 7,
    reasons: ['matches self-correction'],
  },
  {
    title: '反復訂正による小型言語モデルの数値推論の改善',
    abstract:
      '小さなモデルでも、途中式を自分で見直すだけで誤りが減ることを、人工的な計算問題で示す。',
    authors: ['山田 一', '鈴木 花'],
    upvotes: 16,
    reasons: ['matches self-correction'],
  },
  {
    title: 'The Critic Sleeps: Cheap Verifiers for Expensive Models 🧪',
    abstract:
      'A verifier a hundredth the size of the writer catches half of its slips, if it is asked only about single steps.',
    authors: ['Ola Brandt', 'Femi Adeyemi', 'Gus Porter', 'Hana Cho'],
    upvotes: 44,
    comments: 3,
    reasons: ['matches self-correction', 'cites work you marked'],
  },
];

const trending: Sketch[] = [
  {
    title: 'Ten Thousand Garden Sensors and What They Heard',
    abstract:
      'An open recording of one summer in ten thousand gardens, with labels for 214 birds and 31 lawn mowers.',
    authors: ['Wim de Boer', 'Anouk Smit'],
    organization: 'Meadow Institute',
    upvotes: 310,
    comments: 57,
    stars: 2931,
    code: true,
    reasons: ['310 upvotes in a day'],
  },
  {
    title: 'Maps That Forget: Removing a Place from a Trained Route Planner',
    abstract:
      'A town asked to be left out. We show how to forget it without learning everything again.',
    authors: ['Ravi Menon', 'Sofia Lund', 'Kai Ota'],
    upvotes: 96,
    comments: 12,
    reasons: ['96 upvotes in a day'],
  },
];

const near: Sketch[] = [
  {
    title: 'Storyboards from Weather Diaries',
    abstract:
      'Old diaries say when it rained. We turn them into short films of gardens, one frame an hour, and ask gardeners which ones are true.',
    authors: ['Lotte Aalto', 'Emeka Duru'],
    upvotes: 23,
    reasons: ['close to “video generation” in meaning', '23 upvotes'],
  },
];

const different: Sketch[] = [
  {
    title: 'Why Bridges Hum: A Field Study of Forty Footbridges',
    abstract:
      'Wind makes footbridges hum in one of three chords. We recorded forty of them over a year and say which railings are to blame.',
    authors: ['Ansel Roth'],
    upvotes: 140,
    comments: 18,
    reasons: ['far from your interests, for a change', '140 upvotes in a day'],
  },
];

/** 14 papers in all 5 kinds of section: similar ones, one without links, right-to-left and Japanese titles, a very long word. */
export function richDigest(): Digest {
  let index = 0;
  const papersOf = (sketches: readonly Sketch[]) =>
    sketches.map((sketch) => fromSketch(sketch, index++));
  return digestOf(
    [
      { kind: 'followed', title: 'From people you follow', papers: papersOf(followed), more: 0 },
      { kind: 'topic', title: 'Video generation', papers: papersOf(video), more: 4 },
      { kind: 'topic', title: 'Self-correction', papers: papersOf(correction), more: 0 },
      { kind: 'liked', title: 'Close to your topics', papers: papersOf(near), more: 0 },
      { kind: 'trending', title: 'Also trending', papers: papersOf(trending), more: 31 },
      {
        kind: 'exploration',
        title: 'Something different, outside your interests',
        papers: papersOf(different),
        more: 0,
      },
    ],
    {
      notices: [
        'The feed of Example Preprints could not be read today; its papers will come later.',
      ],
    },
  );
}
