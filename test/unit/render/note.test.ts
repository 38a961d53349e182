/** Small mails: both parts say the same, and whatever stands in them is harmless. */
import { expect, test } from 'vitest';
import { emptyDayNote, operatorNotice, testMail } from '../../../src/deliver/other-mails.ts';
import type { Note } from '../../../src/model/note.ts';
import { renderNote } from '../../../src/render/note.ts';
import { hostileTitles } from './hostile-titles.ts';
import { frame, noteWithEverything } from './sample-note.ts';

test('both parts hold every word, the way out, the sender, and that nobody counts', async () => {
  const { html, text } = await renderNote(noteWithEverything);

  const flat = text.replace(/\s+/g, ' ');
  for (const words of [
    'A heading of the note',
    'First paragraph.',
    'Sent through: smtp://mail.example.org:587',
    'Look at it: https://paperboy.example/look?a=1&b=2',
    `Unsubscribe: ${frame.unsubscribe}`,
    frame.why,
    frame.sender,
    'No tracking',
  ]) {
    expect(flat).toContain(words);
  }
  expect(html).toContain(
    '<a class="go" href="https://paperboy.example/look?a&#x3D;1&amp;b&#x3D;2"',
  );
  expect(html).toContain(`href="${frame.unsubscribe}"`);
  expect(html).toContain('<b>Sent through:</b>');
  expect(html.match(/<h1/g)).toHaveLength(1);
});

test('lines of text keep to 72 columns, addresses excepted', async () => {
  const { text } = await renderNote(noteWithEverything);

  const long = text.split('\n').filter((line) => line.length > 72);

  expect(long.filter((line) => !/https?:\/\/\S+$/.test(line))).toEqual([]);
});

test('what is put into a note is never markup, and only web and mail addresses are linked', async () => {
  const note: Note = {
    ...operatorNotice(frame, hostileTitles[0] ?? '', hostileTitles),
    unsubscribe: 'javascript:alert(1)',
    blocks: [
      ...hostileTitles.map((text) => ({ kind: 'text' as const, text })),
      { kind: 'link', label: '<script>', url: 'data:text/html,<script>alert(1)</script>' },
      { kind: 'facts', facts: [{ name: '<b>', value: '<img src=x onerror=alert(1)>' }] },
    ],
  };

  const { html } = await renderNote(note);

  expect(html).not.toMatch(/<script|<img|href="(?!https:|mailto:)/i);
});

test('a note of any length stays below what mail programs show', async () => {
  for (const character of ['字', '=', '&']) {
    const lines = Array.from({ length: 500 }, () => character.repeat(5_000));

    const { html } = await renderNote(operatorNotice(frame, 'Long', lines));

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(html).toContain('and 480 more');
    expect(html).toContain('Unsubscribe');
  }
});

test('the note of an empty day says so in its subject and counts what was listed', () => {
  const note = emptyDayNote(frame, '2026-10-14', 1_234);

  expect(note.subject).toBe('The Morning Stack, 14 Oct: nothing new today');
  expect(JSON.stringify(note.blocks)).toContain('1,234 papers were listed');
  expect(JSON.stringify(emptyDayNote(frame, '2026-10-14', 1).blocks)).toContain('1 paper was');
  expect(JSON.stringify(emptyDayNote(frame, '2026-10-14', 0).blocks)).toContain('no papers');
});

test('a test mail names the settings it was sent with, and says when it is not signed', () => {
  const sent = {
    to: 'you@example.org',
    from: 'digest@stack.example',
    returnPath: 'b-1@bounces.stack.example',
    route: 'smtp://mail.stack.example:587',
    dkim: { domain: 'stack.example', selector: 'paperboy' },
    baseUrl: null,
  };

  const signed = JSON.stringify(testMail(frame, sent));
  const unsigned = JSON.stringify(testMail(frame, { ...sent, dkim: null }));

  for (const value of [sent.to, sent.from, sent.returnPath, sent.route]) {
    expect(signed).toContain(value);
  }
  expect(signed).toContain('paperboy._domainkey.stack.example');
  expect(signed).toContain('dkim=pass');
  expect(unsigned).toContain('not signed');
});
