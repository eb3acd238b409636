import { addFlow, addReceipt, newTraceStats } from '../../trace/stats/index.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { problem } from '../problem.ts'
import { factLines } from '../report/facts.ts'
import { styleOf } from '../report/style.ts'
import type { GivenRun } from './given-run.ts'
import { openRun } from './opened-run.ts'
import { programEnvironment } from './program-environment.ts'
import { requestsFacts } from './requests-facts.ts'
import { runProgram } from './run-program.ts'

/** Runs a program with a router of its own, and tells what it asked of it. */
export async function ownProgram(
  run: GivenRun,
  words: readonly string[],
  context: Context,
): Promise<number | Failure> {
  if (run.traceFile !== undefined) {
    return problem(
      `\`--trace ${run.traceFile}\` is a file, and a program may ask any number of times`,
      'name a directory',
    )
  }
  const stats = newTraceStats()
  const opened = await openRun(
    run,
    (receipt) => {
      if ('nodes' in receipt) {
        const decisions = receipt.nodes.map(({ decision }) => decision)
        addFlow(stats, receipt, decisions)
      } else addReceipt(stats, receipt, receipt.decision)
    },
    context,
  )
  if (!opened.ok) return opened.error
  const { cwd, env, stderr, errorScreen } = context
  const ended = await (context.runProgram ?? runProgram)({
    words,
    cwd,
    env: programEnvironment(env, {
      router: opened.value,
      policy: run.policy.name,
      keyVariables: run.keyVariables,
    }),
  })
  const journal = await opened.value.close(LAST_MS)
  if (!ended.ok) return ended.error
  const facts = requestsFacts(stats, journal, run.keptIn)
  const look = { style: styleOf(errorScreen), width: errorScreen.width }
  stderr.write(`${factLines(facts, look).join('\n')}\n`)
  return ended.value
}

/** What the program left behind is over by then: its connections are gone with it. */
const LAST_MS = 1000
