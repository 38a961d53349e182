/** The one way to write a line of a log: an object of JSON for programs, a sentence for people. */
import { logLine } from './log-line.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  readonly isJson: boolean;
  /** One line, masked by `logLine`; the fields are for programs and left out of sentences. */
  write(level: LogLevel, message: string, fields?: LogFields): void;
}

export interface LogSettings {
  readonly isJson: boolean;
  /** Standard error unless given. */
  readonly stream?: { write(text: string): unknown };
  readonly now?: () => Date;
}

const openings = { info: '', warn: 'warning: ', error: 'error: ' } as const;

/** A line of JSON is `{"time":ISO,"level":…,"message":…}` with the fields after it. */
export function openLog(settings: LogSettings): Log {
  const { isJson, stream = process.stderr, now = () => new Date() } = settings;
  return {
    isJson,
    write(level, message, fields = {}) {
      const text = logLine(message);
      const entry = { time: now().toISOString(), level, message: text, ...masked(fields) };
      stream.write(isJson ? `${JSON.stringify(entry)}\n` : `${openings[level]}${text}\n`);
    },
  };
}

function masked(fields: LogFields): LogFields {
  const rows = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? logLine(value) : value,
  ]);
  return Object.fromEntries(rows);
}
