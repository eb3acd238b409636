import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import { defineCommand, type Values } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { type Problem, problem } from '../problem.ts'
import { toldName } from '../report/told-name.ts'
import { runTally } from '../trace/run-tally.ts'
import { SELECTION_OPTIONS } from '../trace/selection.ts'
import { flowText } from '../trace/show/flow-text.ts'
import { foundReceipt } from '../trace/show/found-receipt.ts'
import { flowJson, receiptJson } from '../trace/show/receipt-json.ts'
import type { Wanted } from '../trace/show/receipt-lookup.ts'
import { receiptText } from '../trace/show/receipt-text.ts'
import type { FoundFlow } from '../trace/show/told-receipt.ts'
import { showWhyNot } from '../trace/show/why-not.ts'
import { exitAfter } from '../trace/tell-reading.ts'
import { type TracesAsked, tracesAsked } from '../trace/traces-asked.ts'

const OPTIONS = {
  last: { kind: 'flag', doc: 'the receipt of the latest request' },
  list: { kind: 'flag', doc: 'a line for every receipt, with its id' },
  'why-not': {
    kind: 'text',
    value: 'ID',
    doc: 'why that candidate was not chosen, or why it was',
  },
  all: { kind: 'flag', doc: 'every candidate, and not the first and the nearest only' },
  ...withoutId(SELECTION_OPTIONS),
  format: { kind: 'choice', choices: ['text', 'json'], value: 'FORM', doc: 'text or json' },
} as const

export const traceShowCommand = defineCommand({
  operands: [
    {
      name: 'ID',
      doc: 'the id of a receipt, or how it begins, with `/n2` for a node of a flow; not needed where there is only one',
      needed: 'optional',
    },
    { name: 'FILE', doc: 'traces; `-` or nothing is standard input', needed: 'many' },
  ],
  options: OPTIONS,
  details: [
    'The decision is explained as it is made again from the record: which rule, which candidates, why the first came before the second, what kept the others out; then every call with what was done after it, what the client saw, and what it cost. What nobody knows is told as unknown.',
    'A flow is told as a whole: what ran when, and then each of its nodes, as a receipt is told; `ID/n2` tells one node alone.',
    'As JSON it is the record itself, its decision in it, with the record of its policy and whether it is reproduced.',
  ],
  examples: [
    {
      line: 'unhardcoded trace show 01M7JRH9 trace.jsonl',
      doc: 'Why did that model answer, and what happened on the way?',
    },
    {
      line: 'unhardcoded trace show --last trace.jsonl --why-not groq/kimi-k2',
      doc: 'Why was another one not asked?',
    },
    {
      line: 'unhardcoded trace show --list trace.jsonl --caller acme-web',
      doc: 'Which are there?',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const asked = await askedFor(operands, options, context)
    if (!asked.ok) return asked.error
    const { wanted, paths } = asked.value
    const traces = await tracesAsked(paths, { ...options, id: [] }, context)
    if (!traces.ok) return traces.error
    const run = traces.value
    return wanted === 'list' ? listAll(run, context) : showOne(run, { wanted, options }, context)
  },
})

/** The id stands in front of the files. */
function withoutId({ id: _, ...others }: typeof SELECTION_OPTIONS) {
  return others
}

type Asked = Pick<Values<typeof OPTIONS>, 'last' | 'list' | 'why-not' | 'all' | 'format'>

/** Which receipt is meant, and in which files. */
async function askedFor(
  [first, ...rest]: readonly string[],
  { last, list, 'why-not': whyNot }: Asked,
  context: Context,
): Promise<
  Result<{ readonly wanted: Wanted | 'list'; readonly paths: readonly string[] }, Problem>
> {
  const paths = first === undefined ? [] : [first, ...rest]
  if (last && list) return err(problem('`--last` and `--list` do not go together'))
  if (list && whyNot !== undefined) {
    return err(problem('`--list` and `--why-not` do not go together', 'name a receipt by its id'))
  }
  if (list) return ok({ wanted: 'list', paths })
  if (last) return ok({ wanted: { kind: 'last' }, paths })
  return first === undefined || (await isFile(first, context))
    ? ok({ wanted: { kind: 'only' }, paths })
    : ok({ wanted: { kind: 'id', ...partsOfId(first) }, paths: rest })
}

/** `01K…/n2` is a node of a flow. */
function partsOfId(text: string): { readonly id: string; readonly node?: string } {
  const [id = '', node] = text.split('/')
  return node === undefined ? { id } : { id, node }
}

/** What is there is a file, and so is what looks like the name of one. */
async function isFile(word: string, { cwd }: Pick<Context, 'cwd'>): Promise<boolean> {
  if (word === '-' || (/[./\\*?[]/.test(word) && !NODE.test(word))) return true
  const info = await stat(resolve(cwd, word)).catch(() => undefined)
  return info !== undefined
}

/** How the id of a node looks, or how it begins: no trace is called so. */
const NODE = /^[0-9A-Za-z]+\/n\d+$/

async function listAll(run: TracesAsked, context: Context): Promise<ExitCode | Failure> {
  const asked = { ...context.screen }
  const listed = await runTally({ ...run, tally: 'list', asked }, context)
  if (!listed.ok) return listed.error
  return exitAfter(EXIT.fine, listed.value.reading, run.files)
}

interface Showing {
  readonly wanted: Wanted
  readonly options: Asked
}

async function showOne(
  run: TracesAsked,
  { wanted, options }: Showing,
  context: Context,
): Promise<ExitCode | Failure> {
  const { 'why-not': whyNot, all, format = 'text' } = options
  const looked = await runTally({ ...run, tally: 'lookup', asked: wanted }, context)
  if (!looked.ok) return looked.error
  const found = foundReceipt(looked.value.found, wanted, run.files)
  if (!found.ok) return found.error
  const { stdout, screen } = context
  if (found.value.kind === 'flow') {
    const { value: flow } = found
    if (whyNot !== undefined) return whichNode(flow)
    if (format === 'json') writeJson(stdout, flowJson(flow))
    else stdout.write(flowText(flow, { screen, all }))
    return EXIT.fine
  }
  if (whyNot !== undefined) {
    const shown = showWhyNot(found.value, { id: whyNot, format }, context)
    return shown.ok ? EXIT.fine : shown.error
  }
  if (format === 'json') writeJson(stdout, receiptJson(found.value))
  else stdout.write(receiptText(found.value, { screen, all }))
  return EXIT.fine
}

/** Each node of a flow was decided by itself. */
function whichNode({ played: { flow } }: FoundFlow): Problem {
  const names = flow.nodes.slice(0, MOST_NAMES).map(({ node }) => toldName(`${flow.id}/${node}`))
  return problem(
    'each node of a flow has candidates of its own',
    names.length === 0
      ? 'none of its nodes was decided'
      : `name one: ${names.map((name) => `\`${name}\``).join(', ')}`,
  )
}

const MOST_NAMES = 12
