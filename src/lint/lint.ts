import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { CatalogVocabulary } from '../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
import { prove } from '../claims/index.ts'
import { distinct } from '../compile/distinct.ts'
import { type Analysis, analyse, compileProofs, type Load } from '../compile/index.ts'
import type { Term } from '../ir/term.ts'
import type { Budget } from './budget.ts'
import { common, inOrder, some } from './combine.ts'
import { diagnosticOf } from './diagnostic-of.ts'
import type { Ground } from './ground.ts'
import { type Levels, severityOf } from './levels.ts'
import { type LintedFile, lintedFile } from './linted-file.ts'
import { type LintedPolicy, lintedPolicy } from './linted-policy.ts'
import { withRootCauses } from './root-cause.ts'
import type { Finding, GroundRule, LintRule, PolicyRule } from './rule.ts'
import { RULE_WORDS } from './rule-words.ts'
import { RULES } from './rules/index.ts'
import { suppressionFaults } from './suppression-faults.ts'
import { type Suppressed, suppress, suppressionsOf } from './suppressions.ts'
import { lowerVariants } from './variants.ts'

export interface LintOptions extends Levels {
  /** What policies may say. The fields of the built-in catalog where absent. */
  readonly vocabulary?: CatalogVocabulary | undefined
  /** Fetches the files that are used. Without it no file can use another. */
  readonly load?: Load | undefined
  /** The catalog that policies are tried on; without it no rule about a catalog is asked. */
  readonly ground?: Ground | undefined
  /** What one request may take; without it no policy takes too much. */
  readonly budget?: Budget | undefined
}

/** What was looked at. */
export interface Linted {
  /** The names of the policies, in the order of the file. */
  readonly policies: readonly string[]
  /** How many findings a comment says are meant to be. */
  readonly suppressed: number
}

/**
 * Everything that can be said about a `.uh` text: what compiling it says, and where it has no
 * error, what the rules find. In the order of the text. Undefined where there is an error of the
 * language; a finding of a rule, however grave, is none. Never throws.
 */
export function lint(source: Source, options: LintOptions = {}): Checked<Linted | undefined> {
  const { vocabulary = STANDARD_CATALOG_VOCABULARY, load } = options
  const { value: analysis, diagnostics } = analyse(source, { vocabulary, load })
  if (analysis === undefined) return { value: undefined, diagnostics }
  const variants = lowerVariants(analysis)
  const said = [...diagnostics, ...variants.diagnostics, ...proofsOf(analysis)]
  if (hasErrors(diagnostics) || hasErrors(variants.diagnostics))
    return { value: undefined, diagnostics: inOrder(said) }

  const file = lintedFile(analysis)
  const policies = variants.value.map(({ variants: each, typed, isComplete }) => {
    const setting = { vocabulary, typed, isComplete, main: source, logics: new Map() }
    return each.map((variant) => ({
      values: variant.values,
      policy: lintedPolicy(variant, setting),
    }))
  })
  const findings = RULES.flatMap((rule) => {
    const severity = severityOf(rule, options)
    if (severity === undefined) return []
    const { ground, budget } = options
    const found = ask(rule, { file, policies, ground, budget })
    // What policies have in common is told once.
    return distinct(found.map((each) => diagnosticOf(each, { rule, severity })))
  })
  const asked = [...said.filter((each) => isWanted(each, options)), ...findings]
  const suppressed = suppress(asked, suppressionsOf(file), { source: source.name, namesOf })
  const faults = faultsOf(suppressed, { file, options })
  return {
    value: {
      policies: analysis.program.policies.map(({ definition }) => definition.name),
      suppressed: asked.length - suppressed.kept.length,
    },
    diagnostics: inOrder([...withRootCauses(suppressed.kept), ...faults]),
  }
}

/** What does not hold of what the file claims, and what is not proved. */
function proofsOf(analysis: Analysis): readonly Diagnostic[] {
  if (analysis.program.claims.proofs.length === 0) return []
  const { value: proofs = [], diagnostics } = compileProofs(analysis)
  const { vocabulary } = analysis
  return [
    ...diagnostics,
    ...proofs.flatMap((proof) => prove(proof, { vocabulary }).diagnostic ?? []),
  ]
}

interface Subjects {
  readonly file: LintedFile
  /** For each policy what it is for certain values of its parameters. */
  readonly policies: readonly (readonly Variant[])[]
  readonly ground: Ground | undefined
  readonly budget: Budget | undefined
}

interface Variant {
  readonly values: () => string
  readonly policy: LintedPolicy
}

function ask(rule: LintRule, { file, policies, ground, budget }: Subjects): readonly Finding[] {
  switch (rule.over) {
    case 'file':
      return rule.check(file)
    case 'policy':
      return policies.flatMap((each) => {
        const variants = rule.reads === 'the failure plan' ? withDifferentPlans(each) : each
        return combined(rule, variants, onceFor(rule))
      })
    case 'catalog':
      if (ground === undefined) return []
      return policies.flatMap((each) =>
        combined(rule, each, (policy) => rule.check(policy, ground, budget)),
      )
    default:
      return []
  }
}

/** What the rule says of policies, asked once for those that are the same to it. */
function onceFor(rule: PolicyRule): (policy: LintedPolicy) => readonly Finding[] {
  const known = new Map<Term, readonly Finding[]>()
  return (policy) => {
    const part = READ[rule.reads](policy)
    const findings = known.get(part) ?? rule.check(policy)
    known.set(part, findings)
    return findings
  }
}

/** Values that do not count for a part leave it the same term. */
const READ: Readonly<Record<PolicyRule['reads'], (policy: LintedPolicy) => Term>> = {
  'the policy': ({ term }) => term,
  'the score': ({ scorer }) => scorer,
  'the request': ({ transform }) => transform,
  'the failure plan': ({ failPlan }) => failPlan,
}

/** Kept by variants, since every rule about plans asks for them. */
const differentPlans = new WeakMap<readonly Variant[], readonly Variant[]>()

function withDifferentPlans(variants: readonly Variant[]): readonly Variant[] {
  const known = differentPlans.get(variants)
  if (known !== undefined) return known
  // Mostly it is one and the same term.
  const byTerm = firstOfEach(variants, ({ policy }) => policy.failPlan)
  const different =
    byTerm.length === 1
      ? byTerm
      : firstOfEach(byTerm, ({ policy }) => JSON.stringify(policy.failPlan))
  differentPlans.set(variants, different)
  return different
}

function firstOfEach<T>(all: readonly T[], keyOf: (each: T) => unknown): readonly T[] {
  const firsts = new Map<unknown, T>()
  for (const each of all) {
    const key = keyOf(each)
    if (!firsts.has(key)) firsts.set(key, each)
  }
  return [...firsts.values()]
}

function combined(
  { holds }: PolicyRule | GroundRule,
  variants: readonly Variant[],
  check: (policy: LintedPolicy) => readonly Finding[],
): readonly Finding[] {
  if (holds === 'for every value')
    return common(
      variants.map(
        ({ policy }) =>
          () =>
            check(policy),
      ),
    )
  return some(variants.map(({ values, policy }) => ({ values, findings: check(policy) })))
}

/** Whether a warning of the compiler is wanted; its errors always are. */
function isWanted(
  { code, severity }: Pick<Diagnostic, 'code' | 'severity'>,
  { only, skip = [] }: Levels,
): boolean {
  if (severity === 'error') return true
  return !skip.includes(code) && (only === undefined || only.includes(code))
}

const NAME_OF_CODE: ReadonlyMap<string, string> = new Map(
  RULES.map(({ code, name }) => [code, name]),
)

/** The warnings of the compiler go by their codes, those of rules by their names too. */
function namesOf({ code, severity }: Diagnostic): readonly string[] {
  const name = NAME_OF_CODE.get(code)
  if (name !== undefined) return [code, name]
  return severity === 'error' ? [] : [code]
}

interface Setting {
  readonly file: LintedFile
  readonly options: LintOptions
}

function faultsOf(outcome: Suppressed, { file, options }: Setting): readonly Diagnostic[] {
  const isAsked = (word: string): boolean => {
    const rule = RULES.find(({ code, name }) => code === word || name === word)
    if (rule === undefined) return isWanted({ code: word, severity: 'warning' }, options)
    if (rule.over === 'catalog' && options.ground === undefined) return false
    return severityOf(rule, options) !== undefined
  }
  const faults = suppressionFaults(outcome, { words: RULE_WORDS, isAsked })
  return RULES.flatMap((rule) => {
    const severity = severityOf(rule, options)
    if (rule.over !== 'suppressions' || severity === undefined) return []
    return rule.check(faults, file).map((each) => diagnosticOf(each, { rule, severity }))
  })
}
