import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { type CatalogVocabulary, candidatesOf, vocabularyOfCatalog } from '../../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../../catalog/vocabulary.ts'
import { type Budget, type Ground, type Level, type Levels, RULE_WORDS } from '../../lint/index.ts'
import { readCatalog } from '../catalog-in-force.ts'
import { type Config, NO_CONFIG } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { type Problem, problem } from '../problem.ts'

/** What files are linted with. */
export interface LintSetting extends Levels {
  readonly vocabulary: CatalogVocabulary
  /** Undefined where the catalog does not load: then no rule about a catalog is asked. */
  readonly ground: Ground | undefined
  readonly budget: Budget | undefined
  readonly policies: readonly string[]
  readonly maxWarnings: number | undefined
  /** What keeps part of the work from being done; the rest is done all the same. */
  readonly failures: readonly Failure[]
}

export interface LintWishes {
  readonly catalog: string | undefined
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** Everything around the files: the configuration, the catalog, which rules are asked. */
export async function lintSetting(
  wishes: LintWishes,
  context: Context,
): Promise<Result<LintSetting, Problem>> {
  const words = { only: wordsIn(wishes.only), skip: wordsIn(wishes.skip) }
  const unknown = [...words.only, ...words.skip].find((word) => !RULE_WORDS.has(word))
  if (unknown !== undefined) return err(unknownRule(unknown))
  const failures: Failure[] = []
  const config = await configOf(context, failures)
  const { ground, vocabulary } = await groundOf(wishes.catalog ?? config.catalog, {
    context,
    failures,
  })
  return ok({
    only: words.only.length === 0 ? undefined : words.only,
    skip: words.skip,
    levels: levelsOf(config, failures),
    vocabulary,
    ground,
    budget: config.budget,
    policies: config.policies ?? ['.'],
    maxWarnings: config.maxWarnings,
    failures,
  })
}

/** `--only a,b --only c` */
function wordsIn(options: readonly string[]): readonly string[] {
  return options.flatMap((option) => option.split(',').map((word) => word.trim()))
}

function unknownRule(word: string): Problem {
  const meant = nearestName(word, RULE_WORDS)
  return problem(
    `there is no rule \`${word}\``,
    meant === undefined
      ? '`unhardcoded rules` lists them'
      : `did you mean \`${meant}\`? \`unhardcoded rules\` lists all`,
  )
}

async function configOf(context: Context, failures: Failure[]): Promise<Config> {
  if ((await findConfig(context.cwd)) === undefined) return NO_CONFIG
  const { readConfig } = await import('../yaml-documents.ts')
  const config = await readConfig(context)
  if (config.ok) return config.value
  failures.push(config.error)
  return NO_CONFIG
}

/** The levels of the configuration. A rule that there is not is told, the others hold. */
function levelsOf({ levels }: Config, failures: Failure[]): ReadonlyMap<string, Level> {
  const known = new Map<string, Level>()
  for (const { rule, level, at } of levels) {
    if (rule === 'all' || RULE_WORDS.has(rule)) known.set(rule, level)
    else failures.push({ ...unknownRule(rule), at: { ...at, label: 'no such rule' } })
  }
  return known
}

interface Surroundings {
  readonly context: Context
  readonly failures: Failure[]
}

async function groundOf(
  path: string | undefined,
  { context, failures }: Surroundings,
): Promise<Pick<LintSetting, 'ground' | 'vocabulary'>> {
  const read = await readCatalog(path === 'built-in' ? undefined : path, context)
  if (!read.ok) {
    failures.push(read.error)
    return { ground: undefined, vocabulary: STANDARD_CATALOG_VOCABULARY }
  }
  const { catalog, name } = read.value
  const vocabulary = vocabularyOfCatalog(catalog)
  const ground: Ground = {
    name,
    candidates: candidatesOf(catalog),
    context: { vocabulary, order: 'as given' },
  }
  return { ground, vocabulary }
}
