/** The characters of Windows-1252 that Latin-1 does not have: quotes, dashes and accents where it has controls. */

/** For the bytes 0x80 to 0x9f; five of them mean nothing. */
const characters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * `text` with C1 controls read as the Windows-1252 that they were meant to be: feeds write `&#146;` for an apostrophe,
 * and some releases of Node decode windows-1252 as Latin-1.
 */
export function repairControls(text: string): string {
  if (!/[\u0080-\u009f]/.test(text)) return text;
  return text.replace(/[\u0080-\u009f]/g, (control) =>
    characters.charAt(control.charCodeAt(0) - 0x80),
  );
}
