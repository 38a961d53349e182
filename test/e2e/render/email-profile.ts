/** What is allowed in mail HTML though web linters object, each with its reason. */
import type { ConfigData } from 'html-validate';

/** html-validate: the recommended rules, less what mail programs need. */
export const emailProfile = {
  extends: ['html-validate:recommended'],
  rules: {
    // MJML writes "<!doctype html>"; both spellings mean the same.
    'doctype-style': 'off',
    // Outlook for Windows gets its widths in conditional comments.
    'no-conditional-comment': 'off',
    // Many programs drop <style>, so every element carries its look.
    'no-inline-style': 'off',
    // MJML marks the mail as role="article" on a <div>: Outlook and Yahoo drop <article>.
    'prefer-native-element': ['error', { exclude: ['article'] }],
    // align, cellpadding, cellspacing, border and bgcolor are how Outlook for Windows lays tables out.
    'no-deprecated-attr': 'off',
  },
} satisfies ConfigData;

const enhancement = 'only refines: without it the mail is read in its inline styles';
const mjmlFrame =
  'part of the frame MJML puts round every mail; without it nothing changes to the eye';
const plainValues = 'the finding is about values that the template does not use';

/** caniemail: features that some program lacks or bends, and why the mail is right without them. */
export const allowedFeatures: Readonly<Record<string, string>> = {
  '<style> element': enhancement,
  '@media': 'dark mode and the Outlook frame; programs without it show the light mail',
  'Attribute selector': 'only [data-ogsc] and [data-ogsb], which Outlook.com alone understands',
  'Chaining selectors': enhancement,
  'Class selector': enhancement,
  'Descendant combinator': enhancement,
  'ID selector': mjmlFrame,
  'Type selector': enhancement,
  '!important keyword': enhancement,
  'overflow-wrap': 'long words; word-break and the inline style of the cell do the same elsewhere',
  'word-break': 'long words: the programs that bend it break them all the same',
  'display:none': 'hides the preheader; where it is ignored one more line is read at the top',
  display: plainValues,
  overflow: 'hides the preheader a second time',
  'max-width': 'Outlook for Windows gets its width from the conditional table',
  'width property': 'Outlook for Windows gets its width from the conditional table',
  'width attribute': plainValues,
  'height property': 'an empty strip at the end; it may be lower',
  margin: plainValues,
  padding: 'Outlook for Windows leaves out some white space round rules and footer',
  border: 'rules under headings; where they fail, size and colour still part the sections',
  background: 'only plain colours are used',
  'text-align': plainValues,
  'text-decoration': plainValues,
  'font-size': plainValues,
  'font-weight': 'only 400 and 700 are used',
  'letter-spacing': 'one pixel in the masthead',
  'line-height': plainValues,
  outline: mjmlFrame,
  'word-spacing': mjmlFrame,
  direction: mjmlFrame,
  '<body> element': 'replaced by a <div> with the same background',
  'align attribute': mjmlFrame,
  'aria-label attribute':
    'says which paper a vote is about; where it is dropped, the link stands under its title',
  'role attribute': mjmlFrame,
  'lang attribute': mjmlFrame,
  'dir attribute':
    'titles in right-to-left scripts; where it fails the characters still run the right way',
};
