import { resolve } from 'node:path'
import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../../catalog/vocabulary.ts'
import type { Workspace } from '../../editor/index.ts'
import { BUILT_IN, readCatalog, type Surroundings as World } from '../catalog-in-force.ts'
import { configInForce } from '../config/config-in-force.ts'
import type { Failure } from '../failure.ts'
import { groundOf } from '../ground-of.ts'
import { levelsOf } from '../lint/levels-of.ts'

/** The catalog in force for the documents of a directory. */
export interface Surroundings {
  readonly vocabulary: CatalogVocabulary
  readonly candidates: readonly Candidate[]
  /** The rules that its configuration asks for, on that catalog. */
  readonly rules: Workspace['rules']
  /** Why there is none, in one sentence: then nothing is said about names that it would hold. */
  readonly problem: string | undefined
}

export interface SurroundingsCache {
  /** Of an absolute directory. Never rejects for what a file holds. */
  readonly of: (directory: string) => Promise<Surroundings>
  /** Forgets all that was read: a file may have changed. */
  readonly forget: () => void
}

/** Reads configurations and catalogs once, however many documents they are for. */
export function surroundingsCache(context: Omit<World, 'cwd'>): SurroundingsCache {
  const directories = new Map<string, Promise<Surroundings>>()
  const catalogs = new Map<string, Promise<Surroundings>>()
  return {
    of: (directory) => kept(directories, directory, () => look(directory)),
    forget: () => {
      directories.clear()
      catalogs.clear()
    },
  }

  async function look(cwd: string): Promise<Surroundings> {
    // What a catalog is warned of is the business of `catalog check`.
    const here: World = { ...context, cwd, stderr: { write: () => undefined } }
    const config = await configInForce(here)
    if (!config.ok) return without(config.error)
    const { catalog: path } = config.value
    const key = path === undefined ? '' : resolve(cwd, path)
    const around = await kept(catalogs, key, () => onCatalog(path, here))
    // A rule that there is not is for `lint` to say, at its place in the configuration.
    const { levels } = levelsOf(config.value)
    return { ...around, rules: { ...around.rules, levels, budget: config.value.budget } }
  }
}

async function onCatalog(path: string | undefined, here: World): Promise<Surroundings> {
  const read = await readCatalog(path === BUILT_IN ? undefined : path, here)
  if (!read.ok) return without(read.error)
  const ground = groundOf(read.value)
  const { candidates, context } = ground
  return { vocabulary: context.vocabulary, candidates, rules: { ground }, problem: undefined }
}

function kept<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}

function without(failure: Failure): Surroundings {
  return {
    vocabulary: STANDARD_CATALOG_VOCABULARY,
    candidates: [],
    rules: {},
    problem: sentenceOf(failure),
  }
}

function sentenceOf(failure: Failure): string {
  if (failure.kind === 'problem') return failure.message
  const [first] = failure.diagnostics.filter(({ severity }) => severity === 'error')
  return first === undefined ? 'the catalog has errors' : `\`${first.source}\`: ${first.message}`
}
