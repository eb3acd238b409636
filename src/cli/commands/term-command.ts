import type { Source } from '../../base/source.ts'
import type { Vocabulary } from '../../ir/index.ts'
import { type Command, defineCommand, type Example } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { type Failure, findings } from '../failure.ts'
import { readLines } from '../io/read-lines.ts'
import { termSource } from '../io/term-source.ts'
import { parseJson } from '../json/parse-json.ts'
import { tellFindings } from '../report-failure.ts'
import { vocabularyInForce } from '../vocabulary-in-force.ts'
import {
  admitEither,
  refusalDiagnostic,
  type TermOrFlow,
  type TermWarning,
  warningDiagnostic,
} from './term-input.ts'

/** What a command about one term answers. */
export interface TermAnswer {
  readonly details: readonly string[]
  readonly examples: readonly Example[]
  /** Whether the answer about one term is JSON. */
  readonly isJson: boolean
  /** The answer about one term, as a line. */
  text(admitted: TermOrFlow): string
  /** The members of the answer in a line of many. */
  members(admitted: TermOrFlow): Readonly<Record<string, unknown>>
  /** What is told of a term that hosts accept; nothing where absent. */
  warnings?(admitted: TermOrFlow): readonly TermWarning[]
}

/** A command that reads a term, or with `--lines` one in every line, and answers about it. */
export function termCommand(answer: TermAnswer): Command {
  return defineCommand({
    operands: [
      {
        name: 'TERM',
        doc: 'a file with a term or a flow as JSON, or the JSON itself; `-` or nothing is standard input',
        needed: 'optional',
      },
    ],
    options: {
      lines: { kind: 'flag', doc: 'a term in every line, an answer as JSON for every line' },
      catalog: { kind: 'text', value: 'FILE', doc: 'a catalog that declares the fields and tiers' },
    },
    details: answer.details,
    examples: answer.examples,
    answersJson: ({ lines }) => answer.isJson || lines === true,
    async run({ operands: [argument], options }, context) {
      const vocabulary = await vocabularyInForce(options.catalog, context)
      if (!vocabulary.ok) return vocabulary.error
      if (options.lines)
        return answerLines(argument, { answer, vocabulary: vocabulary.value, context })
      const source = await termSource(argument, context)
      if (!source.ok) return source.error
      return answerOne(source.value, { answer, vocabulary: vocabulary.value, context })
    },
  })
}

interface Task {
  readonly answer: TermAnswer
  readonly vocabulary: Vocabulary
  readonly context: Context
}

function answerOne(source: Source, { answer, vocabulary, context }: Task): ExitCode | Failure {
  const value = parseJson(source)
  if (!value.ok) return value.error
  const admitted = admitEither(value.value, vocabulary)
  if (!admitted.ok) return findings([refusalDiagnostic(admitted.error, source)], [source])
  context.stdout.write(`${answer.text(admitted.value)}\n`)
  const warnings = answer.warnings?.(admitted.value) ?? []
  if (warnings.length > 0) {
    const told = warnings.map((each) => warningDiagnostic(each, source))
    tellFindings(told, [source], context)
  }
  return EXIT.fine
}

async function answerLines(argument: string | undefined, task: Task): Promise<ExitCode | Failure> {
  const { context } = task
  const lines = await readLines(argument ?? '-', context)
  if (!lines.ok) return lines.error
  let exit: ExitCode = EXIT.fine
  for await (const { text } of lines.value) {
    const { ok, ...members } = answerLine(text, task)
    if (!ok) exit = EXIT.findings
    context.stdout.write(`${JSON.stringify({ ok, ...members })}\n`)
  }
  return exit
}

function answerLine(text: string, { answer, vocabulary }: Task): LineAnswer {
  const value = parseJson({ name: '', text })
  if (!value.ok) {
    const column = (value.error.at?.span.start ?? 0) + 1
    return { ok: false, error: { message: 'the line is not JSON', column } }
  }
  const admitted = admitEither(value.value, vocabulary)
  if (!admitted.ok) return { ok: false, error: admitted.error }
  return { ok: true, ...answer.members(admitted.value) }
}

interface LineAnswer {
  readonly ok: boolean
  readonly [member: string]: unknown
}
