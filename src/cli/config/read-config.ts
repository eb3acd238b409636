import { dirname, relative, resolve } from 'node:path'
import { isScalar, parseDocument } from 'yaml'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Budget, Level } from '../../lint/index.ts'
import type { Context } from '../context.ts'
import { readText } from '../io/read-text.ts'
import type { Problem } from '../problem.ts'
import { type Config, type LevelSetting, NO_CONFIG } from './config.ts'
import { findConfig } from './find-config.ts'
import {
  amount,
  count,
  entries,
  members,
  note,
  path,
  paths,
  type Reader,
  type Reading,
  spanOf,
} from './yaml-reading.ts'

/** The configuration in force: the nearest file's, or an empty one. */
export async function readConfig(
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Config, Problem>> {
  const place = await findConfig(context.cwd)
  if (place === undefined) return ok(NO_CONFIG)
  const source = await readText(relative(context.cwd, place), context)
  if (!source.ok) return source
  const config = checkConfig(source.value)
  if (!config.ok) return config
  const { catalog, policies } = config.value
  const fromHere = (file: string): string =>
    relative(context.cwd, resolve(dirname(place), file)) || '.'
  return ok({
    ...config.value,
    catalog: catalog && fromHere(catalog),
    policies: policies?.map(fromHere),
  })
}

/** A configuration with its paths as written, or the first thing that is wrong with it. */
export function checkConfig(source: Source): Result<Config, Problem> {
  const document = parseDocument(source.text, { prettyErrors: false })
  const reading: Reading = { source, problem: undefined }
  const fault = document.errors[0]
  if (fault !== undefined) {
    const [start, end] = fault.pos
    const at = { source, span: { start, end }, label: fault.message }
    return err({ kind: 'problem', message: `\`${source.name}\` is not YAML`, at })
  }
  if (document.contents === null) return ok(NO_CONFIG)
  const config = {
    ...NO_CONFIG,
    ...Object.fromEntries(members(document.contents, CONFIG, reading)),
  }
  const { lint, router, ...rest } = config as typeof NO_CONFIG & Nested
  if (reading.problem !== undefined) return err(reading.problem)
  return ok({ ...rest, ...lint, ...router })
}

/** What is grouped in the file and stands side by side in {@link Config}. */
interface Nested {
  readonly lint?: Partial<Config>
  readonly router?: Partial<Config>
}

const LEVELS: readonly Level[] = ['off', 'info', 'warning', 'error']

const level: Reader<Level> = (node, reading) => {
  // YAML 1.2 reads `off` as a text, older readers as false.
  const found = LEVELS.find((each) => isScalar(node) && node.value === each)
  if (found !== undefined) return found
  const all = LEVELS.map((each) => `\`${each}\``).join(', ')
  return note(node, { label: `expected one of ${all}` }, reading)
}

const levels: Reader<readonly LevelSetting[]> = (node, reading) =>
  entries(node, reading).flatMap(({ key, name, value }) => {
    const found = value === null ? undefined : level(value, reading)
    if (found === undefined) return note(key, { label: 'expected a level' }, reading) ?? []
    return [{ rule: name, level: found, at: { source: reading.source, span: spanOf(key) } }]
  })

const budget: Reader<Budget> = (node, reading) => {
  const read = members(
    node,
    { attempts: count, seconds: amount, usd: amount, input_tokens: count, output_tokens: count },
    reading,
  ) as ReadonlyMap<string, number | undefined> // every reader of it reads a number
  return {
    attempts: read.get('attempts'),
    seconds: read.get('seconds'),
    usd: read.get('usd'),
    inputTokens: read.get('input_tokens'),
    outputTokens: read.get('output_tokens'),
  }
}

const lint: Reader<Partial<Config>> = (node, reading) => {
  const read = members(node, { levels, max_warnings: count }, reading)
  return {
    levels: (read.get('levels') ?? NO_CONFIG.levels) as Config['levels'], // as read by `levels`
    maxWarnings: read.get('max_warnings') as number | undefined, // as read by `count`
  }
}

const router: Reader<Partial<Config>> = (node, reading) => {
  const read = members(node, { budget }, reading)
  return { budget: read.get('budget') as Budget | undefined } // as read by `budget`
}

const CONFIG: Readonly<Record<string, Reader<unknown>>> = {
  catalog: path,
  policies: paths,
  lint,
  router,
}
