import type { Diagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Failure, Findings } from './failure.ts'
import { writeJson } from './json/write-json.ts'
import { type Problem, problem } from './problem.ts'
import { failureJson } from './report/failure-json.ts'
import { renderFindings } from './report/render-findings.ts'
import { renderProblem } from './report/render-problem.ts'

/** Where a failure came up, as far as that changes how it is told. */
export interface Situation {
  readonly context: Context
  /** Standard output is JSON, so the failure stands there too. */
  readonly answersJson?: boolean
  /** The command whose options were wrong. */
  readonly command?: string
}

/** Tells a failure on standard error, and on standard output where that has to be JSON. */
export function reportFailure(failure: Failure, situation: Situation): ExitCode {
  return failure.kind === 'problem'
    ? reportProblem(failure, situation)
    : reportFindings(failure, situation)
}

/** Tells a bug of this program in a line; `UNHARDCODED_DEBUG` in the environment adds the stack. */
export function reportBug(error: unknown, situation: Situation): ExitCode {
  const { env, stderr } = situation.context
  const cause = error instanceof Error ? error.message : String(error)
  const isDebugging = (env.UNHARDCODED_DEBUG ?? '') !== ''
  const help = isDebugging
    ? 'please report it with the lines below'
    : 'please report it with the command you ran; `UNHARDCODED_DEBUG=1` shows where it happened'
  const code = reportProblem(problem(`this is a bug of unhardcoded: ${cause}`, help), situation)
  if (isDebugging && error instanceof Error) stderr.write(`${error.stack}\n`)
  return code
}

function reportProblem(found: Problem, situation: Situation): ExitCode {
  const { context, answersJson = false, command } = situation
  const help = found.help ?? (command && `\`unhardcoded ${command} --help\` shows how it is used`)
  const told = help === undefined ? found : { ...found, help }
  context.stderr.write(renderProblem(told, context.errorScreen))
  if (answersJson) writeFailure(context, found)
  return EXIT.usage
}

/** Tells what was found on standard error. */
export function tellFindings(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  { stderr, errorScreen }: Pick<Context, 'stderr' | 'errorScreen'>,
): void {
  stderr.write(renderFindings(diagnostics, sources, errorScreen))
}

function reportFindings(found: Findings, { context, answersJson = false }: Situation): ExitCode {
  tellFindings(found.diagnostics, found.sources, context)
  if (answersJson) writeFailure(context, found)
  return found.exit
}

/**
 * Writes what a failed run has to say for a program: JSON with `schema_version`. A person at a
 * terminal has read it on standard error already.
 */
function writeFailure(context: Context, failure: Failure): void {
  if (context.stdout.isTTY === true) return
  writeJson(context.stdout, { schema_version: 1, ...failureJson(failure) })
}
