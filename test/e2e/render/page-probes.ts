/** Questions put to an opened page, as source text: they run in the browser, whose types the project does not know. */

/** Every pair of text and background colour in use, as "rgb(…)|rgb(…)". */
export const colorPairs = `(() => {
  const found = new Set();
  for (const element of document.querySelectorAll('h1, h2, h3, p, a, span, b')) {
    if (element.closest('[style*="display:none"]')) continue;
    let ground = element;
    while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
    if (ground) found.add(getComputedStyle(element).color + '|' + getComputedStyle(ground).backgroundColor);
  }
  return [...found];
})()`;

/** The width the page needs, in pixels. */
export const neededWidth = 'document.documentElement.scrollWidth';

/** Doubles every text and tells the page's height before and after. */
export const doubleText = `(() => {
  const elements = [...document.querySelectorAll('body *')];
  const sizes = elements.map((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const before = document.documentElement.scrollHeight;
  elements.forEach((element, index) => { element.style.fontSize = sizes[index] * 2 + 'px'; });
  return [before, document.documentElement.scrollHeight];
})()`;

/** Elements the template does not use, event handlers, and links to other than http(s). */
export const suspiciousMarkup = `(() => {
  const found = [];
  const known = 'HTML HEAD TITLE META STYLE BODY DIV TABLE TBODY TR TD H1 H2 H3 P A B SPAN'.split(' ');
  for (const element of document.querySelectorAll('*')) {
    if (!known.includes(element.tagName)) found.push(element.outerHTML.slice(0, 200));
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(name + '=' + value);
      if (name === 'href' && !/^https?:\\/\\//.test(value)) found.push(name + '=' + value);
    }
  }
  return found;
})()`;

/** The background colours of everything that has one and is larger than a line, each once. */
export const grounds = `(() => {
  const found = new Set();
  for (const element of document.querySelectorAll('body, body *')) {
    const color = getComputedStyle(element).backgroundColor;
    if (element.offsetHeight > 0 && color !== 'rgba(0, 0, 0, 0)') found.add(color);
  }
  return [...found];
})()`;
