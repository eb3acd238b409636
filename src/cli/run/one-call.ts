import { anySummaryOf } from '../../route/receipt/any-summary-of.ts'
import type { AnyReceipt } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { factLines } from '../report/facts.ts'
import { visibleLines } from '../report/glyphs.ts'
import { renderProblem } from '../report/render-problem.ts'
import { styleOf } from '../report/style.ts'
import { appendTrace, type Entry } from '../trace/append-trace.ts'
import { answerProblem, exitOfError } from './answer-problem.ts'
import { type Answer, ask, type Question } from './ask.ts'
import type { GivenRun } from './given-run.ts'
import { keysNote } from './keys-note.ts'
import { openRun } from './opened-run.ts'
import { receiptFacts } from './receipt-facts.ts'

/** How a call is asked, and how its answer is told. */
export interface CallWishes {
  readonly question: Omit<Question, 'delivery'>
  readonly format: 'text' | 'json'
}

/** Makes one call through a router of its own, and tells the answer and the receipt. */
export async function oneCall(
  run: GivenRun,
  { question, format }: CallWishes,
  context: Context,
): Promise<ExitCode | Failure> {
  const kept: Entry[] = []
  const opened = await openRun(
    run,
    (receipt, definitions) => kept.push({ receipt, definitions }),
    context,
  )
  if (!opened.ok) return opened.error
  const { stdout, interrupted } = context
  const shown = stdout.isTTY === true ? visibleText : (text: string) => text
  const answer = await ask(
    opened.value,
    { ...question, delivery: format === 'json' ? 'whole' : 'stream' },
    { onText: (text) => stdout.write(shown(text)), interrupted },
  )
  if (format === 'text' && answer.text !== '' && !answer.text.endsWith('\n')) stdout.write('\n')
  await opened.value.close(LAST_MS)
  const [entry] = kept
  if (format === 'json') writeJson(stdout, callJson(answer, entry?.receipt))
  tell({ answer, receipt: entry?.receipt, format }, run, context)
  const failed =
    run.traceFile === undefined
      ? undefined
      : await appendTrace(kept, { path: run.traceFile }, context)
  if (failed === undefined) return exitOf(answer)
  // Standard output has its answer already.
  context.stderr.write(renderProblem(failed, context.errorScreen))
  return EXIT.usage
}

/** A call that was given up is over once the router has noticed it: its receipt says so then. */
const LAST_MS = 1000

/** Tabs and line breaks lay the text out; whatever else could steer a terminal is shown. */
function visibleText(text: string): string {
  return text.split('\t').map(visibleLines).join('\t')
}

function exitOf({ error, isCancelled }: Answer): ExitCode {
  if (isCancelled) return EXIT.interrupted
  return error === undefined ? EXIT.fine : exitOfError(error)
}

interface CallJson {
  readonly schema_version: 1
  readonly text: string
  readonly error?: { readonly code: string; readonly message: string }
  /** Null where the request was refused before anything was decided. */
  readonly receipt: ReturnType<typeof anySummaryOf> | null
}

function callJson({ text, error }: Answer, receipt: AnyReceipt | undefined): CallJson {
  return {
    schema_version: 1,
    text,
    ...(error !== undefined && { error }),
    receipt: receipt === undefined ? null : anySummaryOf(receipt),
  }
}

interface Told {
  readonly answer: Answer
  readonly receipt: AnyReceipt | undefined
  readonly format: CallWishes['format']
}

/** What people read beside the answer. JSON has it all, so that only mistakes are told. */
function tell(
  { answer: { error, isCancelled }, receipt, format }: Told,
  run: GivenRun,
  { stderr, errorScreen }: Context,
): void {
  if (isCancelled) stderr.write('given up\n')
  else if (error !== undefined) {
    const told = answerProblem(error)
    const notes = [...(told.notes ?? []), ...keysNote(error, run)]
    stderr.write(renderProblem({ ...told, ...(notes.length > 0 && { notes }) }, errorScreen))
  }
  if (receipt === undefined || format === 'json') return
  const look = { style: styleOf(errorScreen), width: errorScreen.width }
  stderr.write(`${factLines(receiptFacts(receipt, run.keptIn), look).join('\n')}\n`)
}
