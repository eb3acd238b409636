import type { CaseOutcome, Check, TestOutcome } from './run-tests.ts'

/**
 * What became of the same tests on several grounds: what failed on one of them failed, as the first
 * of them tells it.
 *
 * @param grounds the outcomes of each, of the same tests in the same order.
 */
export function joinOutcomes(grounds: readonly (readonly TestOutcome[])[]): readonly TestOutcome[] {
  const [first = [], ...others] = grounds
  return first.map((outcome, test) => ({
    ...outcome,
    cases: outcome.cases.map((each, index) =>
      joinCases([each, ...others.flatMap((outcomes) => outcomes[test]?.cases[index] ?? [])]),
    ),
  }))
}

function joinCases([first, ...others]: readonly [CaseOutcome, ...CaseOutcome[]]): CaseOutcome {
  return {
    ...first,
    checks: first.checks.map((check, index) => {
      const all: readonly Check[] = [check, ...others.flatMap(({ checks }) => checks[index] ?? [])]
      return all.find(({ diagnostic }) => diagnostic !== undefined) ?? check
    }),
  }
}
