import type { Diagnostic } from '../base/diagnostic.ts'
import type {
  CompiledCase,
  CompiledExpectation,
  CompiledPolicy,
  CompiledTest,
} from '../compile/index.ts'
import { type Decided, decidedIn } from './decided.ts'
import type { Ground, Scene } from './ground.ts'
import { AS_EXPECTED, judge, type Verdict } from './judge.ts'
import { unknownRoute } from './routes.ts'

/** What became of a test. */
export interface TestOutcome {
  readonly test: CompiledTest
  readonly cases: readonly CaseOutcome[]
}

export interface CaseOutcome {
  /** `plan: free, max_out: $5/Mtok`; empty in a test without cases. */
  readonly label: string
  readonly values: CompiledCase['values']
  readonly checks: readonly Check[]
}

/** An expectation, and what happened. */
export interface Check extends Verdict {
  readonly expectation: CompiledExpectation
}

/** Everything that is wrong about a test, in the order of its cases and expectations. */
export function failuresOf({ cases }: TestOutcome): readonly Diagnostic[] {
  return cases.flatMap(({ checks }) => checks.flatMap(({ diagnostic }) => diagnostic ?? []))
}

/**
 * Runs tests on a ground. What they expect has to hold in every scene; the first one where it does
 * not is told. Adds UH3211 to UH3217 for what happens otherwise than expected.
 */
export function runTests(tests: readonly CompiledTest[], ground: Ground): readonly TestOutcome[] {
  const failed = failedChecks(
    tests.flatMap(({ cases }) => cases.flatMap(({ expectations }) => expectations)),
    ground,
  )
  return tests.map((test) => ({
    test,
    cases: test.cases.map((each) => outcomeOf(each, failed)),
  }))
}

type Verdicts = ReadonlyMap<CompiledExpectation, Verdict>

/** Goes scene by scene, so that only the decisions of one are held at a time. */
function failedChecks(expectations: readonly CompiledExpectation[], ground: Ground): Verdicts {
  const failed = new Map<CompiledExpectation, Verdict>()
  for (const expectation of expectations) {
    const unknown = unknownRoute(expectation, ground)
    if (unknown !== undefined) failed.set(expectation, { diagnostic: unknown, now: undefined })
  }
  for (const scene of ground.scenes) {
    const open = expectations.filter((expectation) => !failed.has(expectation))
    if (open.length === 0) break
    const decide = decisionsIn(scene, ground)
    for (const expectation of open) {
      const verdict = judge(expectation, decide(expectation.subject))
      if (verdict.diagnostic !== undefined) failed.set(expectation, inScene(verdict, scene))
    }
  }
  return failed
}

function decisionsIn(scene: Scene, ground: Ground): (subject: CompiledPolicy) => Decided {
  const known = new Map<CompiledPolicy, Decided>()
  return (subject) => {
    const decided = known.get(subject) ?? decidedIn(subject, scene, ground)
    known.set(subject, decided)
    return decided
  }
}

function outcomeOf({ values, expectations }: CompiledCase, failed: Verdicts): CaseOutcome {
  const label = values.map(({ name, text }) => `${name}: ${text}`).join(', ')
  const checks = expectations.map((expectation): Check => {
    const verdict = failed.get(expectation) ?? AS_EXPECTED
    return { expectation, ...(label === '' ? verdict : inCase(verdict, label)) }
  })
  return { label, values, checks }
}

/** What happens in one scene is no reason to expect it in all of them, so nothing is proposed. */
function inScene({ diagnostic, now }: Verdict, { receipt }: Scene): Verdict {
  if (receipt === undefined || diagnostic === undefined) return { diagnostic, now }
  const { fix: _, ...rest } = diagnostic
  const note = `for the request of receipt \`${receipt.id}\`, ${receipt.at}`
  return { now: undefined, diagnostic: { ...rest, notes: [note, ...(rest.notes ?? [])] } }
}

/** What to write instead may differ from case to case, so nothing is proposed. */
function inCase({ diagnostic, now }: Verdict, label: string): Verdict {
  if (diagnostic === undefined) return { diagnostic, now }
  const { fix, ...rest } = diagnostic
  const isSpelling = fix !== undefined && now === undefined
  const told = { ...rest, notes: [`in the case \`${label}\``, ...(rest.notes ?? [])] }
  return { now, diagnostic: isSpelling ? { ...told, fix } : told }
}
