/** Which places are plainly out on the internet. */
import { expect, it } from 'vitest';
import { isPublicPlace } from '../../../../src/lib/http/public-host.ts';

it.each([
  'https://huggingface.co/papers',
  'HTTP://rss.arxiv.org./rss/cs.AI',
  'http://8.8.8.8/feed',
  'https://[2606:4700::1111]/feed',
])('%s is a public place', (place) => {
  expect(isPublicPlace(place)).toBe(true);
});

it.each([
  ...['page.txt', '-', 'saved/huggingface.co.html', 'https://', 'ftp://huggingface.co/papers'],
  ...['http://localhost:8080/', 'http://127.0.0.1/', 'http://0x7f000001/', 'http://[::1]/'],
  ...['http://10.0.0.7/feed', 'http://192.168.1.2/', 'http://nas/feed', 'http://nas.local/feed'],
  ...['http://papers.example/', 'http://wiki.internal./', 'http://box.home.arpa/'],
])('%s is none', (place) => {
  expect(isPublicPlace(place)).toBe(false);
});
