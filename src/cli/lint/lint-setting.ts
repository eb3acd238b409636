import { err, ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../../catalog/vocabulary.ts'
import { type Budget, type Ground, type Levels, RULE_WORDS } from '../../lint/index.ts'
import { BUILT_IN, readCatalog } from '../catalog-in-force.ts'
import { NO_CONFIG } from '../config/config.ts'
import { configInForce } from '../config/config-in-force.ts'
import { EVERYTHING } from '../config/configured-policies.ts'
import type { RouterConfig } from '../config/router-config.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { groundOf } from '../ground-of.ts'
import type { Problem } from '../problem.ts'
import { levelsOf } from './levels-of.ts'
import { unknownRule } from './unknown-rule.ts'

/** What files are linted with. */
export interface LintSetting extends Levels {
  readonly vocabulary: CatalogVocabulary
  /** Undefined where the catalog does not load: then no rule about a catalog is asked. */
  readonly ground: Ground | undefined
  readonly budget: Budget | undefined
  /** What is looked at where no path is given. */
  readonly policies: readonly string[]
  /** The files and directories whose policies a router knows by name. */
  readonly named: readonly string[]
  readonly router: RouterConfig
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
  const read = await configInForce(context)
  if (!read.ok) failures.push(read.error)
  const config = read.ok ? read.value : NO_CONFIG
  const { levels, problems } = levelsOf(config)
  failures.push(...problems)
  const { ground, vocabulary } = await readGround(wishes.catalog ?? config.catalog, {
    context,
    failures,
  })
  return ok({
    only: words.only.length === 0 ? undefined : words.only,
    skip: words.skip,
    levels,
    vocabulary,
    ground,
    budget: config.budget,
    policies: config.policies ?? EVERYTHING,
    named: config.policies ?? [],
    router: config.router,
    maxWarnings: config.maxWarnings,
    failures,
  })
}

/** `--only a,b --only c` */
function wordsIn(options: readonly string[]): readonly string[] {
  return options.flatMap((option) => option.split(',').map((word) => word.trim()))
}

interface Surroundings {
  readonly context: Context
  readonly failures: Failure[]
}

async function readGround(
  path: string | undefined,
  { context, failures }: Surroundings,
): Promise<Pick<LintSetting, 'ground' | 'vocabulary'>> {
  const read = await readCatalog(path === BUILT_IN ? undefined : path, context)
  if (!read.ok) {
    failures.push(read.error)
    return { ground: undefined, vocabulary: STANDARD_CATALOG_VOCABULARY }
  }
  const ground = groundOf(read.value)
  return { ground, vocabulary: ground.context.vocabulary }
}
