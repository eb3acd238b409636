import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { asksCallers, type LintedCaller, lintCallers, openEnvelopeJudge } from '../../lint/index.ts'
import type { CallerRules } from '../../route/callers/caller-config.ts'
import { callerPolicyFaults } from '../../route/callers/caller-policy-faults.ts'
import { compileEnvelope } from '../../route/callers/compile-envelope.ts'
import type { RouterConfig } from '../config/router-config.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { faultProblem } from '../router/fault-problem.ts'
import { askedPolicies } from './asked-policies.ts'
import type { LintSetting } from './lint-setting.ts'
import { type AnalysedFile, readAnalysed } from './read-analysed.ts'

/** What came of the callers of the configuration. */
export interface CheckedCallers {
  readonly diagnostics: readonly Diagnostic[]
  /** The texts that the diagnostics point into. */
  readonly sources: readonly Source[]
  /** The configuration, where it was looked at. */
  readonly files: readonly string[]
  readonly failures: readonly Failure[]
}

export interface CallersJob {
  readonly setting: LintSetting
  /** Whether the policies of a file are looked at, by its absolute path. */
  readonly looksAt: (path: string) => boolean
}

/**
 * Holds the policies that callers of the router may ask for against the envelopes of the callers. A
 * file that does not compile is told where it is looked at itself, and has no policies here.
 */
export async function configuredCallers(
  { setting, looksAt }: CallersJob,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<CheckedCallers> {
  const { router, named, ground, vocabulary } = setting
  const callers = callersIn(router)
  if (callers.length === 0 || named.length === 0 || ground === undefined) return NOTHING
  const all = await readAnalysed(named, vocabulary, context)
  const files = all.files.filter(({ path }) => looksAt(path))
  if (files.length === 0) return NOTHING
  const faults = all.isWhole ? faultsIn(callers, all.files) : []
  const failures: Failure[] = faults.length === 0 ? [] : [faultProblem(faults, router.places)]
  const isAsked = asksCallers(setting) && faults.length === 0
  const linted = isAsked ? lintedCallers(callers, files, { setting, failures }) : []
  const config = [...router.places.values()][0]?.source
  return {
    diagnostics: lintCallers(linted, setting),
    sources: [
      ...(config === undefined ? [] : [config]),
      ...files.flatMap(({ sources }) => sources),
    ],
    files: config === undefined || linted.length === 0 ? [] : [config.name],
    failures,
  }
}

const NOTHING: CheckedCallers = { diagnostics: [], sources: [], files: [], failures: [] }

interface ConfiguredCaller {
  /** How places and faults call it: `callers[0]`. */
  readonly at: string
  readonly title: string
  readonly rules: CallerRules
}

/** Those that can call: where callers have keys, nobody is anonymous. */
function callersIn({ callers: { callers, anonymous } }: RouterConfig): readonly ConfiguredCaller[] {
  if (callers.length > 0) {
    return callers.map((rules, i) => ({ at: `callers[${i}]`, title: `\`${rules.name}\``, rules }))
  }
  return anonymous === undefined ? [] : [{ at: 'anonymous', title: 'everyone', rules: anonymous }]
}

function faultsIn(
  callers: readonly ConfiguredCaller[],
  files: readonly AnalysedFile[],
): readonly string[] {
  const named = new Map(files.flatMap((file) => [...file.named]))
  const flows = new Map(files.flatMap((file) => [...file.flows]))
  return callers.flatMap(({ rules, at }) => callerPolicyFaults(rules, at, { named, flows }))
}

interface Surroundings {
  readonly setting: Pick<LintSetting, 'vocabulary' | 'router'>
  readonly failures: Failure[]
}

function lintedCallers(
  callers: readonly ConfiguredCaller[],
  files: readonly AnalysedFile[],
  { setting: { vocabulary, router }, failures }: Surroundings,
): readonly LintedCaller[] {
  const judge = openEnvelopeJudge({ vocabulary })
  const wrong: string[] = []
  const linted = callers.flatMap(({ at, title, rules }): readonly LintedCaller[] => {
    const place = router.places.get(`${at}.envelope`)
    if (rules.envelope === undefined || place === undefined) return []
    const compiled = compileEnvelope(rules.envelope, `envelope of ${at}`, vocabulary)
    if (!compiled.ok) {
      wrong.push(`${at}.envelope: ${compiled.error}`)
      return []
    }
    const envelope = compiled.value.predicate
    const asked = files.flatMap((file) => askedPolicies(file, rules))
    return [
      {
        title,
        place: { source: place.source.name, span: place.span },
        envelope,
        vocabulary,
        verdicts: asked.map((each) => judge(each, envelope)),
      },
    ]
  })
  if (wrong.length > 0) failures.push(faultProblem(wrong, router.places))
  return linted
}
