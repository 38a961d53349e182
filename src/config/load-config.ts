/** Configuration: defaults < file < environment < flags, each value checked, with where it came from. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import { closest } from '../lib/closest.ts';
import { PaperboyError } from '../lib/errors.ts';
import type { Interests } from '../model/interests.ts';
import { type OptionKey, options, type Values, variableOf } from './options.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  readonly values: Values;
  /** Where each value came from: `default`, a file with line, a variable, or a flag. */
  readonly origins: Readonly<Record<OptionKey, string>>;
  /** The folder of databases and outputs. */
  readonly dataFolder: string;
  /** The file that was read, if any. */
  readonly file: string | null;
  readonly interests: Interests;
}

export interface ConfigRequest {
  /** `--config`. */
  readonly file?: string | undefined;
  /** `--data`. */
  readonly data?: string | undefined;
  /** Values from flags, still to be checked; undefined is not given. */
  readonly flags?: { readonly [K in OptionKey]?: string | number | undefined };
  readonly environment: Environment;
}

/** @throws PaperboyError CONFIG_INVALID naming the file, line and option, and what is expected. */
export function loadConfig(request: ConfigRequest): Config {
  const dataFolder = resolve(request.data ?? variable(request, 'PAPERBOY_DATA') ?? 'data');
  const file = findFile(request, dataFolder);
  const values: Record<string, unknown> = {};
  const origins: Record<string, string> = {};
  const fromFile = file === null ? new Map<string, FileValue>() : readFile(file);
  for (const [key, option] of Object.entries(options)) {
    const given = givenFor(key as OptionKey, request, fromFile, file);
    origins[key] = given?.origin ?? 'default';
    try {
      values[key] = given === null ? option.default : option.read(given.value);
    } catch (error) {
      throw new PaperboyError(
        'CONFIG_INVALID',
        `${given?.origin}: ${option.name}: ${(error as Error).message}`,
        {
          hint: exampleOf(option, given?.origin === commandLine),
          cause: error,
        },
      );
    }
  }
  const checked = values as unknown as Values;
  return {
    values: checked,
    origins: origins as Config['origins'],
    dataFolder,
    file,
    interests: interestsOf(checked),
  };
}

const commandLine = 'the command line';

/** A value as it is written where the wrong one was: in a file, or behind a flag. */
function exampleOf({ name, example }: { name: string; example: string }, asFlag: boolean): string {
  if (!asFlag) return `Example: ${name}: ${example}`;
  const flag = `--${name.split('.').at(-1)}`;
  const list = /^\[(.*)\]$/.exec(example)?.[1]?.replaceAll('"', '').replaceAll(': ', ':');
  return `Example: ${flag} ${list === undefined ? example : `"${list}"`}`;
}

function interestsOf(values: Values): Interests {
  return {
    topics: values.topics.topics,
    muted: [...new Set([...values.topics.muted, ...values.mute])],
    authors: values.authors,
    organizations: values.organizations,
    ...(values.trend === null ? {} : { trend: values.trend }),
  };
}

interface Given {
  readonly value: unknown;
  readonly origin: string;
}

function givenFor(
  key: OptionKey,
  request: ConfigRequest,
  fromFile: ReadonlyMap<string, FileValue>,
  file: string | null,
): Given | null {
  const { name } = options[key];
  const flag = request.flags?.[key];
  if (flag !== undefined) return { value: flag, origin: commandLine };
  const direct = variableOf(name);
  const value = variable(request, direct);
  if (value !== undefined) return { value, origin: direct };
  const indirect = `${direct}_FILE`;
  const path = variable(request, indirect);
  if (path !== undefined) return { value: readSecret(path, indirect), origin: indirect };
  const found = fromFile.get(name);
  return found === undefined ? null : { value: found.value, origin: `${file}:${found.line}` };
}

/** A variable's value; one that is set to nothing counts as not set, as `docker run -e NAME=` and Compose leave it. */
function variable(request: ConfigRequest, name: string): string | undefined {
  return request.environment[name]?.trim() === '' ? undefined : request.environment[name];
}

function readSecret(path: string, variable: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new PaperboyError('CONFIG_INVALID', `${variable} names ${path}, which cannot be read`, {
      cause: error,
    });
  }
}

function findFile(request: ConfigRequest, dataFolder: string): string | null {
  const named = request.file ?? variable(request, 'PAPERBOY_CONFIG');
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new PaperboyError('CONFIG_INVALID', `there is no configuration file ${named}`, {
      hint: 'Leave it out to use the defaults, or copy seeds/paperboy.yaml and change it.',
    });
  }
  return (
    ['paperboy.yaml', join(dataFolder, 'paperboy.yaml')].find((path) => existsSync(path)) ?? null
  );
}

interface FileValue {
  readonly value: unknown;
  readonly line: number;
}

/** The options of a YAML file by their dotted names. Unknown names are errors: a typing mistake must not be silent. */
function readFile(path: string): Map<string, FileValue> {
  const source = readSource(path);
  const document = parseDocument(source, { prettyErrors: true });
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length;
  const fault = document.errors[0];
  if (fault !== undefined) {
    const [what] = fault.message.split(/ at line \d|:?\n/);
    throw new PaperboyError('CONFIG_INVALID', `${path}:${lineAt(fault.pos[0])}: ${what}`, {
      hint: 'Is that line complete, and indented with spaces like its neighbours?',
      cause: fault,
    });
  }
  const names = new Set(Object.values(options).map(({ name }) => name));
  const groups = new Set(
    [...names].flatMap((name) => {
      const parts = name.split('.').slice(0, -1);
      return parts.map((_, last) => parts.slice(0, last + 1).join('.'));
    }),
  );
  const found = new Map<string, FileValue>();
  const visit = (node: unknown, prefix: string, line: number): void => {
    if (node === null || (isScalar(node) && node.value === null)) return;
    if (!isMap(node)) throw noOptions(path, line, prefix, [...names]);
    for (const { key, value } of node.items) {
      const name = prefix + String(isScalar(key) ? key.value : key);
      const at = lineAt(isNode(key) ? (key.range?.[0] ?? 0) : 0);
      if (groups.has(name)) visit(value, `${name}.`, at);
      else if (names.has(name)) {
        const given: unknown = isNode(value) ? value.toJS(document) : null;
        if (given !== null) found.set(name, { value: given, line: at });
      } else throw unknownOption(path, at, name, [...names]);
    }
  };
  visit(document.contents, '', 1);
  return found;
}

function readSource(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new PaperboyError('CONFIG_INVALID', `the configuration file ${path} cannot be read`, {
      hint: 'Is it a file, and may this user read it?',
      cause: error,
    });
  }
}

/** A list or a single value where names of options are expected: `interests: [tides]`. */
function noOptions(
  path: string,
  line: number,
  prefix: string,
  names: readonly string[],
): PaperboyError {
  const example = names.find((name) => name.startsWith(prefix)) ?? '';
  return new PaperboyError('CONFIG_INVALID', `${path}:${line}: expected options by name`, {
    hint: `Write one option a line, for example ${example.slice(prefix.length)}: and its value.`,
  });
}

function unknownOption(
  path: string,
  line: number,
  name: string,
  names: readonly string[],
): PaperboyError {
  const near = closest(name, names);
  return new PaperboyError('CONFIG_INVALID', `${path}:${line}: there is no option ${name}`, {
    hint: near === null ? 'paperboy config lists all options.' : `Did you mean ${near}?`,
  });
}
