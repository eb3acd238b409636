import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { KeyReference, RouterConfig } from '../config/router-config.ts'
import type { Context } from '../context.ts'
import { readProblem } from '../io/file-errors.ts'
import { type Problem, problem } from '../problem.ts'

/** The keys of providers; nothing but their names is ever told. */
export interface ProviderKeys {
  readonly keys: ReadonlyMap<string, string>
  /** Providers that want a key for which there is none, in the order of their names. */
  readonly without: readonly string[]
}

/** The keys, from where the configuration says that they are, else from the catalog's `key_env`. */
export async function providerKeys(
  catalog: Catalog,
  { keys: configured, places }: Pick<RouterConfig, 'keys' | 'places'>,
  context: Pick<Context, 'cwd' | 'env'>,
): Promise<Result<ProviderKeys, Problem>> {
  const keys = new Map<string, string>()
  const without: string[] = []
  const unknown = [...configured.keys()].find((name) => !Object.hasOwn(catalog.providers, name))
  if (unknown !== undefined) {
    const at = places.get(`keys.${unknown}`)
    return err(unknownProvider(unknown, catalog, at && { ...at, label: 'unknown provider' }))
  }
  for (const [name, { key_env }] of Object.entries(catalog.providers)) {
    const asked = configured.get(name) ?? (key_env === undefined ? undefined : variable(key_env))
    if (asked === undefined) continue
    const key = await keyAt(asked, name, context)
    if (!key.ok) return key
    if (key.value === '') without.push(name)
    else keys.set(name, key.value)
  }
  return ok({ keys, without: without.toSorted() })
}

function variable(name: string): KeyReference {
  return { kind: 'variable', name }
}

/** The key without the line end that files have; empty where there is none. */
async function keyAt(
  reference: KeyReference,
  provider: string,
  { cwd, env }: Pick<Context, 'cwd' | 'env'>,
): Promise<Result<string, Problem>> {
  const read =
    reference.kind === 'file' ? await fileText(reference.path, cwd) : ok(env[reference.name] ?? '')
  if (!read.ok) return read
  const key = read.value.trim()
  if (/^[\x21-\x7e]*$/.test(key) && key.length <= LONGEST_KEY) return ok(key)
  // What stands there may be most of a key.
  return err(
    problem(
      `what is kept as the key of \`${provider}\` is no key`,
      'a key is one word of plain ASCII, and nothing stands beside it',
    ),
  )
}

const LONGEST_KEY = 8192

async function fileText(path: string, cwd: string): Promise<Result<string, Problem>> {
  const place = resolve(cwd, path)
  try {
    return ok(await readFile(place, 'utf8'))
  } catch (error) {
    return err(await readProblem(error, path, place))
  }
}

function unknownProvider(name: string, { providers }: Catalog, at: Problem['at']): Problem {
  const nearest = nearestName(name, Object.keys(providers))
  return {
    ...problem(
      `the catalog has no provider \`${name}\``,
      nearest === undefined
        ? 'keys are by provider, as the catalog calls it'
        : `did you mean \`${nearest}\`?`,
    ),
    ...(at !== undefined && { at }),
  }
}
