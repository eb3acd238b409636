import { dirname, relative, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Level } from '../../lint/index.ts'
import type { Context } from '../context.ts'
import { readText } from '../io/read-text.ts'
import type { Problem } from '../problem.ts'
import { type Config, type LevelSetting, NO_CONFIG } from './config.ts'
import { findConfig } from './find-config.ts'
import { readRouter } from './read-router.ts'
import { readTrace } from './read-trace.ts'
import type { KeyReference } from './router-config.ts'
import {
  count,
  entries,
  fields,
  note,
  path,
  paths,
  type Reader,
  type Reading,
  spanOf,
  word,
} from './yaml-reading.ts'

/** The configuration in the file that was asked for, else in the nearest one, else an empty one. */
export async function readConfig(
  context: Pick<Context, 'cwd' | 'stdin'>,
  asked?: string,
): Promise<Result<Config, Problem>> {
  const place = asked ?? (await findConfig(context.cwd))
  if (place === undefined) return ok(NO_CONFIG)
  const file = asked ?? relative(context.cwd, place)
  const source = await readText(file, context)
  if (!source.ok) return source
  const config = checkConfig(source.value)
  if (!config.ok) return config
  const directory = file === '-' ? context.cwd : dirname(resolve(context.cwd, file))
  return ok(
    fromHere(config.value, (path) => relative(context.cwd, resolve(directory, path)) || '.'),
  )
}

/** The same with paths that start elsewhere. */
function fromHere(config: Config, moved: (path: string) => string): Config {
  const { catalog, policies, router, trace } = config
  const keys = [...router.keys].map(([provider, key]): readonly [string, KeyReference] => [
    provider,
    key.kind === 'file' ? { ...key, path: moved(key.path) } : key,
  ])
  return {
    ...config,
    catalog: catalog && moved(catalog),
    policies: policies?.map(moved),
    router: { ...router, keys: new Map(keys) },
    trace: {
      ...trace,
      directory: trace.directory && moved(trace.directory),
      key: trace.key && moved(trace.key),
    },
  }
}

/** A configuration with its paths as written, or the first thing that is wrong with it. */
export function checkConfig(source: Source): Result<Config, Problem> {
  const document = parseDocument(source.text, { prettyErrors: false })
  const reading: Reading = { source, problem: undefined, places: new Map() }
  const fault = document.errors[0]
  if (fault !== undefined) {
    const [start, end] = fault.pos
    const at = { source, span: { start, end }, label: fault.message }
    return err({ kind: 'problem', message: `\`${source.name}\` is not YAML`, at })
  }
  if (document.contents === null) return ok(NO_CONFIG)
  const read = fields(document.contents, CONFIG, reading)
  if (reading.problem !== undefined) return err(reading.problem)
  const { catalog, policies, lint, router, trace } = read
  return ok({
    ...NO_CONFIG,
    catalog,
    policies,
    ...lint,
    ...(router !== undefined && { budget: router.budget, router: router.config }),
    ...(trace !== undefined && { trace }),
  })
}

/** YAML 1.2 reads `off` as a text, older readers as false. */
const level: Reader<Level> = word(['off', 'info', 'warning', 'error'])

const levels: Reader<readonly LevelSetting[]> = (node, reading) =>
  entries(node, reading).flatMap(({ key, name, value }) => {
    const found = value === null ? undefined : level(value, reading)
    if (found === undefined) return note(key, { label: 'expected a level' }, reading) ?? []
    return [{ rule: name, level: found, at: { source: reading.source, span: spanOf(key) } }]
  })

const lint: Reader<Pick<Config, 'levels' | 'maxWarnings'>> = (node, reading) => {
  const read = fields(node, { levels, max_warnings: count }, reading)
  return { levels: read.levels ?? NO_CONFIG.levels, maxWarnings: read.max_warnings }
}

const CONFIG = { catalog: path, policies: paths, lint, router: readRouter, trace: readTrace }
