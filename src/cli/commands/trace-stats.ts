import { DIMENSIONS } from '../../trace/stats/index.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { runTally, THREADS_OPTION } from '../trace/run-tally.ts'
import { SELECTION_OPTIONS } from '../trace/selection.ts'
import { statsCsv } from '../trace/stats/stats-csv.ts'
import { statsJson } from '../trace/stats/stats-json.ts'
import { statsText } from '../trace/stats/stats-text.ts'
import { exitAfter } from '../trace/tell-reading.ts'
import { tracesAsked } from '../trace/traces-asked.ts'

export const traceStatsCommand = defineCommand({
  operands: [
    {
      name: 'FILE',
      doc: 'traces, packed or not, directories of them, or patterns in quotes; `-` or nothing is standard input',
      needed: 'many',
    },
  ],
  options: {
    ...SELECTION_OPTIONS,
    by: {
      kind: 'choice',
      choices: DIMENSIONS,
      value: 'WHAT',
      doc: 'only by model, policy, caller, day or provider, and everything about it',
    },
    threads: THREADS_OPTION,
    format: {
      kind: 'choice',
      choices: ['table', 'json', 'csv'],
      value: 'FORM',
      doc: 'table, json or csv',
    },
  },
  details: [
    'Money is exact: what stands in the rows of a table adds up to its last row. Cost that providers settled, cost that was estimated and calls of which nobody knows the cost are kept apart, and so is what the sandbox and simulations would have cost.',
    'Requests count for the model that answered; calls, and what they cost, for the one that was called. Percentiles are within 1% of the true ones. Of a model or a provider they are of the calls that it answered to the end, of anything else of the whole request as the client waited.',
    'A flow is one request: it counts for the policy that decided its answer and for the model that gave it, and takes as long as the client waited. Its calls, and what they cost, count for the policies that decided them and for those who were called.',
    'Exits with 1 when a line cannot be read, with 2 when nothing can.',
  ],
  examples: [
    { line: 'unhardcoded trace stats trace.jsonl', doc: 'What happened, and what did it cost?' },
    {
      line: 'unhardcoded trace stats trace.jsonl --by provider',
      doc: 'Who fails, and how slow is everybody?',
    },
    {
      line: 'unhardcoded trace stats trace.jsonl --by day --format csv',
      doc: 'For a spreadsheet:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const traces = await tracesAsked(operands, options, context)
    if (!traces.ok) return traces.error
    const run = traces.value
    const { by, format } = options
    const tallied = await runTally({ ...run, tally: 'stats', asked: undefined }, context)
    if (!tallied.ok) return tallied.error
    const { found: stats, reading } = tallied.value
    const { stdout, screen } = context
    if (format === 'json') writeJson(stdout, statsJson(stats, by, reading))
    else if (format === 'csv') stdout.write(statsCsv(stats, by))
    else stdout.write(statsText(stats, by, screen))
    return exitAfter(EXIT.fine, reading, run.files)
  },
})
