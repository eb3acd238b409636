import type { Difference } from '../../decide/conformance.ts'
import { replayVector } from '../../decide/conformance.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { type Line, readLines } from '../io/read-lines.ts'
import { parseJson } from '../json/parse-json.ts'
import { styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'

export const conformanceCommand = defineCommand({
  operands: [
    {
      name: 'FILE',
      doc: 'conformance vectors, one in every line; `-` or nothing is standard input',
      needed: 'many',
    },
  ],
  options: {},
  details: [
    'Each vector gives a term or a flow and what every host must make of it: refusal or normal form, encoding, identities, decisions. Both evaluators answer; each vector that fails is named with the first difference.',
  ],
  examples: [
    {
      line: 'unhardcoded conformance vectors.jsonl',
      doc: 'Does this version decide as others do?',
    },
  ],
  answersJson: () => false,
  async run({ operands }, context) {
    const tally = { passed: 0, failed: 0 }
    for (const path of operands.length === 0 ? ['-'] : operands) {
      const failure = await replayFile(path, tally, context)
      if (failure !== undefined) return failure
    }
    context.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`)
    return tally.failed === 0 ? EXIT.fine : EXIT.findings
  },
})

interface Tally {
  passed: number
  failed: number
}

async function replayFile(
  path: string,
  tally: Tally,
  context: Context,
): Promise<Failure | undefined> {
  const lines = await readLines(path, context)
  if (!lines.ok) return lines.error
  for await (const line of lines.value) {
    const fault = faultOf(line)
    if (fault === undefined) tally.passed++
    else {
      tally.failed++
      tellFault(fault, `${path}:${line.number}`, context)
    }
  }
  return undefined
}

interface Fault {
  readonly id: string | undefined
  readonly difference: Difference | undefined
  readonly message: string
}

/** Why the vector fails, or undefined when it passes. */
function faultOf({ text }: Line): Fault | undefined {
  const vector = parseJson({ name: '', text })
  if (!vector.ok) {
    const column = (vector.error.at?.span.start ?? 0) + 1
    const message = `the line is not JSON from column ${column} on`
    return { id: undefined, difference: undefined, message }
  }
  const { id, passed, differences } = replayVector(vector.value)
  if (passed) return undefined
  const [difference] = differences
  const member = difference === undefined ? '' : `${difference.member} (${difference.evaluator})`
  return { id, difference, message: member }
}

function tellFault({ id, difference, message }: Fault, place: string, context: Context): void {
  const { screen, stdout } = context
  const style = styleOf(screen)
  stdout.write(
    `${style.error('failed')} ${style.strong(id ?? '(no id)')} at ${place}: ${message}\n`,
  )
  if (difference === undefined) return
  for (const side of ['expected', 'actual'] as const) {
    const label = `  ${side.padEnd('expected'.length)}  `
    const lines = wrap(
      difference[side],
      screen.isFixed ? screen.width - label.length : MOST_COLUMNS,
    )
    stdout.write(
      lines.map((line, i) => `${i === 0 ? label : ' '.repeat(label.length)}${line}\n`).join(''),
    )
  }
}

/** In a pipe a value stays on one line, for `grep`. */
const MOST_COLUMNS = Number.MAX_SAFE_INTEGER
