import { err, ok, type Result } from '../../base/result.ts'
import { vocabularyOfCatalog } from '../../catalog/index.ts'
import {
  type Import,
  openImport,
  type PolicyDefinition,
  policyDefinition,
} from '../../trace/index.ts'
import { catalogInForce } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { type DraftFile, openDraft } from '../io/draft-file.ts'
import { codeOf, REASONS } from '../io/file-errors.ts'
import { isStreamPath } from '../io/stream-path.ts'
import { policiesIn } from '../policy/one-policy.ts'
import { PARAMETER_OPTIONS, readParameters } from '../policy/parameters.ts'
import { type Problem, problem } from '../problem.ts'
import { importTally } from '../trace/import-tally.ts'
import { traceOf } from '../trace/imported-trace.ts'
import { traceFiles } from '../trace/trace-files.ts'

export const traceImportCommand = defineCommand({
  operands: [
    {
      name: 'FILE',
      doc: 'logs, as JSON in every line, one JSON document, or events of streams; `-` or nothing is standard input',
      needed: 'many',
    },
  ],
  options: {
    output: {
      kind: 'text',
      short: 'o',
      value: 'FILE',
      doc: 'write the trace there, whole or not at all; else to standard output',
    },
    catalog: { kind: 'text', value: 'FILE', doc: 'what the host chose from' },
    policy: {
      kind: 'list',
      value: 'POLICY',
      doc: 'policies that the log may name by their short keys: a file, or a term as JSON',
    },
    ...PARAMETER_OPTIONS,
  },
  details: [
    'Reads what the other host of `sigma-pol/v2` answered: chat completions, responses and errors that carry `x_router` with its `decision_trace`, by themselves or in what a log puts around them (`response`, `response_body` or `body`, the request beside it in `request` or `request_body`). Every routed call is a receipt, also those that the steps of a flow made.',
    'What the log does not hold is not made up: a receipt says what it lacks, and `replay` compares only what is there. No question, answer, key or message of a provider is taken over. Exits with 1 when something could not be imported; the rest is.',
  ],
  examples: [
    {
      line: 'unhardcoded trace import answers.jsonl -o imported.jsonl --catalog acme.yaml',
      doc: 'Make a trace of what was logged:',
    },
  ],
  answersJson: () => false,
  async run({ operands, options }, context) {
    const importing = await importWith(options, context)
    if (!importing.ok) return importing.error
    const files = await traceFiles(operands.length === 0 ? ['-'] : operands, context)
    if (!files.ok) return files.error
    const draft = await draftOf(options.output, context)
    if (!draft.ok) return draft.error
    const { write, keep, drop } = draft.value
    const tally = importTally()
    try {
      for await (const text of traceOf(files.value, {
        importing: importing.value,
        tally,
        context,
      })) {
        await write(text)
      }
      if (tally.receipts > 0) await keep()
    } catch (error) {
      const code = codeOf(error)
      return problem(`the import broke off: ${REASONS.get(code) ?? code}`)
    } finally {
      await drop()
    }
    context.stderr.write(tally.text(context.errorScreen))
    if (tally.receipts === 0) {
      return problem(
        'there is nothing to import',
        'the answers of a log need their `x_router`, with its `decision_trace`',
      )
    }
    return tally.faults === 0 ? EXIT.fine : EXIT.findings
  },
})

interface Wishes {
  readonly catalog: string | undefined
  readonly policy: readonly string[]
  readonly param: readonly string[]
  readonly params: string | undefined
}

async function importWith(wishes: Wishes, context: Context): Promise<Result<Import, Failure>> {
  const inForce = await catalogInForce(wishes.catalog, context)
  if (!inForce.ok) return inForce
  const params = await readParameters(wishes, context)
  if (!params.ok) return params
  const { catalog } = inForce.value
  const vocabulary = vocabularyOfCatalog(catalog)
  const policies: PolicyDefinition[] = []
  for (const argument of wishes.policy) {
    const found = await policiesIn(argument, { params: params.value, vocabulary }, context)
    if (!found.ok) return found
    policies.push(...found.value.map(policyDefinition))
  }
  return ok(openImport({ catalog, policies }))
}

/** Standard output is written to as it comes. */
async function draftOf(
  path: string | undefined,
  context: Context,
): Promise<Result<DraftFile, Problem>> {
  if (path !== undefined && !isStreamPath(path)) return openDraft(path, context)
  if (path !== undefined && path !== '-') {
    return err(problem(`\`${path}\` cannot hold a trace`, 'name a file, or leave `-o` out'))
  }
  const nothing = async () => {}
  return ok({
    write: async (text) => void context.stdout.write(text),
    keep: nothing,
    drop: nothing,
  })
}
