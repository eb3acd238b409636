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
import { SELECTION_OPTIONS } from '../trace/selection.ts'
import { exitAfter } from '../trace/tell-reading.ts'
import { tracesAsked } from '../trace/traces-asked.ts'

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
    'With `--policy`, `--param`, `--catalog`, `--price`, `--without` or `--baseline` the same requests are decided again as if that had been so, with the health and the seeds that were recorded: who would have answered, what it would have cost with the tokens that were used, who would have been left without a candidate, and which clause moved each one. Every estimate says what it rests on; what cannot be compared is counted and kept out of the sums. Where a gate is given, what cannot be judged does not pass it.',
    'A flow is played as one receipt: its nodes one by one, and what follows from all of them. What would have been is asked of each node by itself, as of a receipt of its own.',
    'Exits with 1 when a receipt diverges, a line cannot be read or a gate is not passed, with 2 when there is nothing that can be replayed.',
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
    {
      line: 'unhardcoded replay trace.jsonl --without openai',
      doc: 'What if a provider had not been there?',
    },
    {
      line: 'unhardcoded replay trace.jsonl --baseline openai/gpt-5',
      doc: 'What does choosing save, against one model for everything?',
    },
    {
      line: 'unhardcoded replay trace.jsonl --policy-name support --policy acme.uh --fail-on-change --max-cost-increase 5%',
      doc: 'May this change of a policy be merged?',
    },
    {
      line: 'unhardcoded replay trace.jsonl --param plan=free --format csv',
      doc: 'Request by request, for a spreadsheet:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const traces = await tracesAsked(operands, options, context)
    if (!traces.ok) return traces.error
    const run = traces.value
    const { format = 'table' } = options
    if (asksWhatIf(options)) return whatIf({ ...run, options, format }, context)
    if (format === 'csv' || format === 'html') return onlyWhatIf(format)
    const asked = ASKED[format]
    const tallied = await runTally({ ...run, tally: 'reproduction', asked }, context)
    if (!tallied.ok) return tallied.error
    const { found, reading } = tallied.value
    const { stdout, screen } = context
    if (format === 'json') writeJson(stdout, reproductionJson(found, reading, run.files))
    if (format === 'table') stdout.write(reproductionText(found, run.files, screen))
    return exitAfter(found.diverged === 0 ? EXIT.fine : EXIT.findings, reading, run.files)
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
