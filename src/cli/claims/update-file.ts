import { ok, type Result } from '../../base/result.ts'
import { positionAt, type Source } from '../../base/source.ts'
import { failuresOf, isOfTrace, type TestOutcome, updated } from '../../claims/index.ts'
import type { Failure } from '../failure.ts'
import { STDIN_NAME } from '../io/read-text.ts'
import { writeText } from '../io/write-text.ts'
import { problem } from '../problem.ts'
import { visible } from '../report/glyphs.ts'
import { lineIndex } from '../report/line-index.ts'
import type { ClaimFile } from './claim-file.ts'
import { type ChangedLine, type TestedFile, type Testing, testFile } from './test-file.ts'

/** Has the failing tests of a file expect what happens now, and runs them again. */
export async function updateFile(
  source: Source,
  testing: Testing,
): Promise<Result<TestedFile, Failure>> {
  const { context } = testing
  const before = await testFile(source, testing)
  if (!before.ok) return before
  const outcomes = before.value.runs.flatMap((run) => run.outcomes)
  const { text, changes } = updated(source, outcomes)
  if (changes.length === 0) return before
  if (source.name === STDIN_NAME) {
    const fault = problem('`--update` writes a file, and standard input is none')
    return ok({ ...before.value, problem: fault })
  }
  const fault = await writeText(source.name, text, context)
  if (fault !== undefined) return ok({ ...before.value, problem: fault })
  const after = await testFile({ ...source, text }, testing)
  if (!after.ok) return after
  const lines = changes.map(({ span, before: from, after: to }) => ({
    source: source.name,
    line: positionAt(lineIndex(source), span.start).line,
    before: from,
    after: to,
  }))
  return ok({ ...after.value, changes: lines })
}

/** What is left as it is though it fails: nothing that a trace shows is to hold for all of it. */
export function keptText(files: readonly (TestedFile | ClaimFile)[]): string {
  const names = files.flatMap((file) =>
    ('runs' in file ? file.runs : [])
      .filter(({ ground, outcomes }) => isOfTrace(ground) && outcomes.some(isFailed))
      .map(({ ground }) => ground.name),
  )
  return [...new Set(names)]
    .map(
      (name) =>
        `not updated: tests on the trace ${visible(name)}, write what is to hold for all of it\n`,
    )
    .join('')
}

function isFailed(outcome: TestOutcome): boolean {
  return failuresOf(outcome).length > 0
}

/** What was written, a line each. */
export function changesText(changes: readonly ChangedLine[]): string {
  return changes
    .map(({ source, line, before, after }) => {
      const from = before.replace(/\s+/g, ' ')
      return `updated ${source}:${line}: ${from} is now ${after}\n`
    })
    .join('')
}
