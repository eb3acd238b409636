import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { type Problem, problem } from '../problem.ts'
import { whatIf } from '../replay/what-if.ts'
import { asksWhatIf, WHAT_IF_OPTIONS } from '../replay/what-if-options.ts'
import type { ReproductionAsked } from '../trace/reproduction.ts'
import { reproductionJson } from '../trace/reproduction-json.ts'
import { reproductionText } from '../trace/reproduction-text.ts'
import { runTally, THREADS_OPTION } from '../trace/run-tally.ts'
import { idProblem } from '../trace/selected-ids.ts'
import { SELECTION_OPTIONS, selectionOf } from '../trace/selection.ts'
import { isReadWhole, tellReading } from '../trace/tell-reading.ts'
import { traceFiles } from '../trace/trace-files.ts'

export const replayCommand = defineCommand({
  operands: [
    {
      name: 'FILE',
      doc: 'traces, packed or not, directories of them, or patterns in quotes; `-` or nothing is standard input',
      needed: 'many',
    },
  ],
  options: {
    ...WHAT_IF_OPTIONS,
    ...SELECTION_OPTIONS,
    threads: THREADS_OPTION,
    format: {
      kind: 'choice',
      choices: ['table', 'json', 'jsonl', 'csv', 'html'],
      value: 'FORM',
      doc: 'table, json, or jsonl: a line for each receipt; of what would have been also csv, and html: a page to show',
    },
  },
  details: [
    'Every decision is made again from what its receipt records, and compared: who is tried, in which order and with which score, who is rejected and why, the calls as the failure plan leads from one to the next, what they cost. Nothing else is looked at: no catalog, no clock, no network.',
    'Exits with 1 when a receipt diverges or a line cannot be read, with 2 when there is nothing that can be replayed.',
  ],
  examples: [
    { line: 'unhardcoded replay trace.jsonl', doc: 'Does what was recorded still follow?' },
    {
      line: 'unhardcoded replay tampered.jsonl',
      doc: 'Somebody changed a receipt:',
      exit: EXIT.findings,
    },
    {
      line: "unhardcoded replay 'trace*.jsonl' --policy-name support --since 2026-11-02 --format jsonl",
      doc: 'Some of them, for a program:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const selection = selectionOf(options, context.now())
    if (!selection.ok) return selection.error
    const files = await traceFiles(operands.length === 0 ? ['-'] : operands, context)
    if (!files.ok) return files.error
    const { format = 'table', threads } = options
    const run = { selection: selection.value, files: files.value, threads }
    if (asksWhatIf(options)) return whatIf({ ...run, options, format }, context)
    if (format === 'csv' || format === 'html') return onlyWhatIf(format)
    const asked = ASKED[format]
    const tallied = await runTally({ ...run, tally: 'reproduction', asked }, context)
    if (!tallied.ok) return tallied.error
    const { found, reading } = tallied.value
    tellReading(reading, files.value, context)
    const unknownId = idProblem(selection.value, reading)
    if (unknownId !== undefined) return unknownId
    const { stdout, screen } = context
    if (format === 'json') writeJson(stdout, reproductionJson(found, reading, files.value))
    if (format === 'table') stdout.write(reproductionText(found, files.value, screen))
    const isWhole = isReadWhole(reading, files.value)
    if (reading.receipts === 0 && !isWhole) return EXIT.usage
    return found.diverged === 0 && isWhole ? EXIT.fine : EXIT.findings
  },
})

function onlyWhatIf(format: string): Problem {
  return problem(
    `\`--format ${format}\` is for what would have been`,
    'ask for something else than was recorded, or for `--format jsonl`',
  )
}

/** How many divergences a person reads, and a program. */
const ASKED: Readonly<Record<'table' | 'json' | 'jsonl', ReproductionAsked>> = {
  table: { most: 20, lines: 'none' },
  json: { most: 1000, lines: 'none' },
  jsonl: { most: 0, lines: 'each' },
}
