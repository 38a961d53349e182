/** The words that a reader agrees to, on the page and on record. */

/** Part of the record: what was agreed to is known also after the words have changed. */
const version = 1;

/** What stands above the button that confirms. */
export function consentText(title: string): string {
  return `I want to get ${title} by mail, as I set it. I can leave with one click in every mail.`;
}

/** What is kept as proof. */
export function consentRecord(title: string): string {
  return `form ${version}: ${consentText(title)}`;
}
