import type { Diagnostic } from '../base/diagnostic.ts'
import type {
  CompiledCase,
  CompiledExpectation,
  CompiledPolicy,
  CompiledTest,
} from '../compile/index.ts'
import { type Decided, decidedOn } from './decided.ts'
import type { Ground } from './ground.ts'
import { judge, type Verdict } from './judge.ts'

/** What became of a test. */
export interface TestOutcome {
  readonly test: CompiledTest
  readonly cases: readonly CaseOutcome[]
}

export interface CaseOutcome {
  /** `plan: free, max_out: $5/Mtok`; empty in a test without cases. */
  readonly label: string
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
 * Runs tests on a catalog: without a request, nothing measured, nobody disabled. Adds UH3211 to
 * UH3217 for what happens otherwise than expected.
 */
export function runTests(tests: readonly CompiledTest[], ground: Ground): readonly TestOutcome[] {
  const known = new Map<CompiledPolicy, Decided>()
  const decide = (subject: CompiledPolicy): Decided => {
    const before = known.get(subject)
    if (before !== undefined) return before
    const decided = decidedOn(subject, ground)
    known.set(subject, decided)
    return decided
  }
  return tests.map((test) => ({
    test,
    cases: test.cases.map((each) => runCase(each, decide)),
  }))
}

function runCase(
  { values, expectations }: CompiledCase,
  decide: (subject: CompiledPolicy) => Decided,
): CaseOutcome {
  const label = values.map(({ name, text }) => `${name}: ${text}`).join(', ')
  const checks = expectations.map((expectation): Check => {
    const verdict = judge(expectation, decide(expectation.subject))
    return { expectation, ...(label === '' ? verdict : inCase(verdict, label)) }
  })
  return { label, checks }
}

/** What to write instead may differ from case to case, so nothing is proposed. */
function inCase({ diagnostic, now }: Verdict, label: string): Verdict {
  if (diagnostic === undefined) return { diagnostic, now }
  const { fix, ...rest } = diagnostic
  const isSpelling = fix !== undefined && now === undefined
  const told = { ...rest, notes: [`in the case \`${label}\``, ...(rest.notes ?? [])] }
  return { now, diagnostic: isSpelling ? { ...told, fix } : told }
}
