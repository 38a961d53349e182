/** The pages for readers over HTTP: what each answers, and that the answer to a form is one and the same. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { castVotes, goodToken, paperKey } from './memory-desk.ts';
import { openReaderSite, type ReaderSite, readerPages } from './reader-site.ts';

let site: ReaderSite;

beforeAll(async () => {
  site = await openReaderSite();
});
afterAll(() => site.close());
beforeEach(() => {
  site.desk.calls.length = 0;
  site.desk.forms.length = 0;
  site.desk.cast = castVotes;
});

const headingOf = (body: string) => /<h1>(.*?)<\/h1>/.exec(body)?.[1];

describe('the form', () => {
  it('hands on what was typed, whose it is and how long it took', async () => {
    const { body } = await site.ask('/subscribe');
    const shown = /name="shown" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const days = '&weekdays=&weekdays=mon&weekdays=thu';

    const answer = await site.send(
      '/subscribe',
      `address=mia%40quay.example&topics=tides%2C+%22harbour+cranes%22&unheard=of&shown=${shown}${days}`,
    );

    const [form] = site.desk.forms;
    expect(answer.status).toBe(200);
    expect(form).toMatchObject({
      address: 'mia@quay.example',
      words: { topics: 'tides, "harbour cranes"', weekdays: 'mon,thu' },
      ...{ client: '127.0.0.1', trap: '' },
    });
    expect(Object.keys(form?.words ?? {})).not.toContain('unheard');
    expect(form?.took).toBeGreaterThanOrEqual(0);
    expect(form?.took).toBeLessThan(10_000);
  });

  it('knows no time from a moment that it has not signed, and passes on what robots fill in', async () => {
    const shown = `${Date.now().toString(36)}.0123456789abcdef01234567`;

    await site.send('/subscribe', { address: 'a@b.example', shown, 'leave-empty': 'http://x' });

    expect(site.desk.forms[0]).toMatchObject({ took: null, trap: 'http://x' });
  });

  it('answers with the same bytes and headers whatever the address', async () => {
    const addresses = ['a@b.example', 'someone.with.a.long.name+tag@a.very.long.name.example'];

    const answers = await Promise.all(
      addresses.map((address) => site.send('/subscribe', { address, topics: address })),
    );

    const [one, two] = answers.map(({ status, body, headers }) => {
      const { date: _, ...rest } = headers;
      return { status, body, rest };
    });
    expect(one).toEqual(two);
    expect(one?.body).toContain('look into your mail');
    expect(one?.rest['set-cookie']).toBeUndefined();
  });

  it('keeps what was typed, and says what is wrong beside its field', async () => {
    const { status, body } = await site.send('/subscribe', {
      ...{ address: '"><b>me', topics: '</textarea><i>', limit: 'lots' },
    });

    expect([status, headingOf(body)]).toEqual([422, 'Almost there']);
    expect(body).toContain('value="&quot;&gt;&lt;b&gt;me"');
    expect(body).toContain('&lt;/textarea&gt;&lt;i&gt;</textarea>');
    expect(body).toMatch(/<details open>/);
    expect(body).toMatch(
      /id="address"[^>]*aria-describedby="address-hint address-problem"[^>]*aria-invalid="true"/,
    );
    expect(body).toMatch(/role="alert" id="limit-problem">Expected a whole number/);
    expect(body.match(/autofocus/g)).toHaveLength(1);
  });

  it('asks for a day where all of them were taken away', async () => {
    const { status, body } = await site.send('/subscribe', 'address=a%40b.example&weekdays=');

    expect([status, site.desk.forms]).toEqual([422, []]);
    expect(body).toContain('id="weekdays-problem">Choose at least one day');
    expect(body).not.toMatch(/name="weekdays" value="mon" checked/);
  });

  it('is not there where strangers cannot subscribe', async () => {
    const closed = await openReaderSite({ isOpen: false });

    const shown = await closed.ask('/subscribe');
    const sent = await closed.send('/subscribe', { address: 'a@b.example' });

    await closed.close();
    expect([shown.status, sent.status, closed.desk.forms]).toEqual([404, 404, []]);
    expect(headingOf(shown.body)).toBe('By invitation');
    expect(shown.body).not.toContain('>Subscribe</a>');
  });
});

describe('links', () => {
  const looks: readonly (readonly [string, number, string])[] = [
    ['/confirm/ask', 200, 'Shall it begin?'],
    ['/confirm/already', 200, 'You are subscribed already'],
    ['/confirm/waiting', 200, 'Thank you, that is noted'],
    ['/confirm/old', 410, 'This link is too old'],
    ['/confirm/else', 404, 'This link does not work'],
    [`/never/${goodToken}`, 200, 'Not you?'],
    [`/preferences/${goodToken}`, 200, 'Your preferences'],
    [`/preferences/${goodToken}/votes`, 200, 'Your preferences'],
    ['/preferences/else/votes', 404, 'This link does not work'],
    [`/data/${goodToken}`, 200, 'Your data'],
    ['/address/ask', 200, 'Shall mail come here?'],
    ['/address/already', 200, 'Your address is changed already'],
    ['/address/taken', 200, 'This address is taken'],
    ['/address/old', 410, 'This link is too old'],
    ['/address/else', 404, 'This link does not work'],
    ['/data/else', 404, 'This link does not work'],
    [`/vote/${goodToken}/${paperKey}`, 200, 'More of this, or less?'],
    [`/vote/${goodToken}/else`, 404, 'This link does not work'],
    ['/about', 200, 'About, and your privacy'],
  ];
  it.each(looks)('%s is answered with %i, %s', async (path, status, heading) => {
    const answer = await site.ask(path);

    expect([answer.status, headingOf(answer.body)]).toEqual([status, heading]);
  });

  it('confirm and end it for good with a POST, whatever its body', async () => {
    const confirmed = await site.send('/confirm/ask', '');
    const never = await site.ask(`/never/${goodToken}`, { method: 'POST' });

    expect([headingOf(confirmed.body), headingOf(never.body)]).toEqual([
      'You are subscribed',
      'No mail, ever',
    ]);
    expect(site.desk.calls).toEqual([
      ['confirm', 'ask'],
      ['never', goodToken],
    ]);
  });

  it('save, show a preview without saving, and keep what was wrong', async () => {
    const path = `/preferences/${goodToken}`;

    const preview = await site.send(path, { topics: 'gulls', preview: '1' });
    const previewCalls = [...site.desk.calls];
    const saved = await site.send(path, { topics: 'gulls', save: '1' });
    const wrong = await site.send(path, { topics: 'terns', limit: 'many', save: '1' });

    expect(previewCalls).toEqual([]);
    expect(preview.body).toContain('Two papers about rope.');
    expect(preview.body).toContain('>\ngulls</textarea>');
    expect(saved.body).toContain('Saved.');
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('>\nterns</textarea>');
    expect(site.desk.words.topics).toBe('gulls');
  });

  it('pause until a day, and go on', async () => {
    const path = `/pause/${goodToken}`;

    const wrong = await site.send(path, { until: 'soon', pause: '1' });
    const paused = await site.send(path, { until: '2031-02-03', pause: '1' });
    const on = await site.send(path, { until: '2031-02-03', resume: '1' });

    expect([wrong.status, paused.status, on.status]).toEqual([422, 200, 200]);
    expect(wrong.body).toContain('value="soon"');
    expect(paused.body).toContain('mail comes again on Monday, 3 February 2031');
    expect(on.body).not.toContain('mail comes again on');
    expect(site.desk.calls).toEqual([
      ['pause', '2031-02-03'],
      ['pause', null],
    ]);
  });

  it('tell what was learned from votes, all of it as text', async () => {
    const { body } = await site.ask(`/preferences/${goodToken}`);

    expect(body).toContain(
      '<li><bdi>sails</bdi>, <bdi>folding &lt;cloth&gt;</bdi> (12 papers)</li>',
    );
    expect(body).toContain('<bdi>قوارب</bdi>, <bdi>moorings</bdi> (2 papers)');
    expect(body).toContain('“more like this” of 2 papers, and “less like this” of 1 paper.');
    expect(body).toContain(
      '<a href="https://papers.example/1?a&#x3D;1&amp;b&#x3D;2">Folding &lt;sails&gt; &amp; other cloth</a>',
    );
    expect(body).toMatch(/<span dir="auto" id="vote-2-title"><a [^>]+>مراسي القوارب الصغيرة<\/a>/);
    expect(body).toMatch(/id="vote-3-title">x{190,199}…<\/span>/);
    expect(body).toContain('less like this, imported&nbsp;&middot; <time datetime="2026-10-03">');
  });

  it('say nothing of votes to whoever has none', async () => {
    site.desk.cast = [];

    const { body } = await site.ask(`/preferences/${goodToken}`);

    expect(body).not.toContain('from your votes');
  });

  it('take back the votes that were ticked, or all of them', async () => {
    const path = `/preferences/${goodToken}/votes`;

    const none = await site.send(path, 'ticked=1&forget=');
    const calls = [...site.desk.calls];
    const two = await site.send(path, `ticked=1&forget=${paperKey}&forget=cccccccccccc`);
    const again = await site.send(path, `ticked=1&forget=${paperKey}`);
    const all = await site.send(path, `all=1&forget=${paperKey}`);
    const bad = await site.send('/preferences/else/votes', 'all=1');

    const statuses = [none, two, again, all, bad].map(({ status }) => status);
    expect([statuses, calls]).toEqual([[422, 200, 200, 200, 404], []]);
    expect(none.body).toMatch(/<details open>\n<summary>Your votes/);
    expect(none.body).toContain('id="forget-problem">Tick the votes');
    expect(two.body).toContain('role="status">2 votes are forgotten.');
    expect(again.body).toContain('role="status">Nothing was forgotten');
    expect(all.body).toContain('role="status">1 vote is forgotten.');
    expect(all.body).not.toContain('from your votes');
    expect(site.desk.calls).toEqual([
      ['forget', [paperKey, 'cccccccccccc']],
      ['forget', [paperKey]],
      ['forget', null],
      ['forget', null],
    ]);
  });

  it('erase only what was ticked, and give data as a file', async () => {
    const path = `/data/${goodToken}`;

    const unsure = await site.send(path, { erase: '1' });
    const before = [...site.desk.calls];
    const data = await site.send(path, { export: '1' });
    const gone = await site.send(path, { erase: '1', sure: 'yes' });

    expect([unsure.status, before]).toEqual([422, []]);
    expect(unsure.body).toContain('id="sure-problem"');
    expect(JSON.parse(data.body)).toEqual({ address: 'mia@quay.example' });
    expect(data.headers['content-disposition']).toBe('attachment; filename="my-data.json"');
    expect(data.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headingOf(gone.body)).toBe('Everything is erased');
  });

  it('ask for another address, with one answer to all that can be read', async () => {
    const path = `/data/${goodToken}`;
    const ask = (address: string) => site.send(path, { change: '1', address });

    const wrong = await ask('"><b>me');
    const answers = [await ask('nina@harbour.example'), await ask('x@y.example')];
    const late = await site.send('/data/else', { change: '1', address: 'x@y.example' });

    expect([wrong.status, late.status]).toEqual([422, 404]);
    expect(wrong.body).toContain('value="&quot;&gt;&lt;b&gt;me"');
    expect(wrong.body).toMatch(/id="address"[^>]*aria-invalid="true"/);
    const [one, two] = answers.map(({ status, body, headers: { date: _, ...rest } }) => {
      return { status, body, rest };
    });
    expect(one).toEqual(two);
    expect([one?.status, headingOf(one?.body ?? '')]).toEqual([200, 'Now look into your mail']);
    expect(site.desk.calls).toContainEqual(['ask to change', 'x@y.example', '127.0.0.1']);
  });

  it('change an address, or refuse it, by the button that was pressed', async () => {
    const none = await site.send('/address/ask', '');
    const before = [...site.desk.calls];
    const done = await site.send('/address/ask', { change: '1' });
    const never = await site.send('/address/ask', { never: '1' });

    expect([none, done, never].map(({ body }) => headingOf(body))).toEqual([
      ...['Shall mail come here?', 'Your address is changed', 'No mail, ever'],
    ]);
    expect(before).toEqual([]);
    expect(site.desk.calls).toEqual([
      ['change address', 'ask'],
      ['refuse address', 'ask'],
    ]);
  });

  it('say the same whether or not the one that asked for data was good', async () => {
    const [good, bad] = [
      await site.send(`/data-link/${goodToken}`, ''),
      await site.send('/data-link/else', ''),
    ];

    expect(good.body).toBe(bad.body);
    expect([good.status, bad.status]).toEqual([200, 200]);
  });

  it('count a vote once a button is pressed, and nothing else as one', async () => {
    const path = `/vote/${goodToken}/${paperKey}`;

    const other = await site.send(path, { value: '5' });
    const less = await site.send(path, { value: '-1' });

    expect(headingOf(other.body)).toBe('More of this, or less?');
    expect(headingOf(less.body)).toBe('Noted: less like this');
    expect(less.body).toContain('Folding &lt;sails&gt; &amp; other cloth');
    expect(site.desk.calls).toEqual([['vote', -1]]);
  });

  it('ask to come again where the database is somebody else’s', async () => {
    site.desk.isBusy = true;

    const { status, headers, body } = await site.ask('/confirm/ask');

    site.desk.isBusy = false;
    expect([status, headers['retry-after']]).toEqual([503, '60']);
    expect(headingOf(body)).toBe('Please try again in a minute');
  });
});

describe('looking', () => {
  it('changes nothing, by whatever method and from whomever, three times over', async () => {
    const visits = [
      ...['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method })),
      { method: 'GET', headers: { 'Sec-Purpose': 'prefetch;prerender' } },
      { method: 'GET', headers: { 'X-HTTP-Method-Override': 'POST' } },
    ];

    const seen = new Set<number>();
    for (let time = 0; time < 3; time++) {
      for (const path of readerPages) {
        for (const query of [
          '',
          '?_method=POST&value=1&save=1&erase=1&sure=yes&until=2031-02-03&change=1&never=1&all=1&forget=abcdef012345&address=a%40b.example',
        ]) {
          for (const visit of visits) seen.add((await site.ask(`${path}${query}`, visit)).status);
        }
      }
    }

    expect([...seen].sort()).toEqual([200, 404, 405, 410]);
    expect(site.desk.calls).toEqual([]);
  });
});
