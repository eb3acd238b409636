import { DIMENSIONS } from '../../trace/stats/index.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { isBroken, noTroubles, readReceipts, tellTroubles } from '../trace/read-receipts.ts'
import { SELECTION_OPTIONS, selectionOf } from '../trace/selection.ts'
import { statsCsv } from '../trace/stats/stats-csv.ts'
import { statsJson } from '../trace/stats/stats-json.ts'
import { STATS_TALLY } from '../trace/stats/stats-tally.ts'
import { statsText } from '../trace/stats/stats-text.ts'
import { traceFiles } from '../trace/trace-files.ts'

export const traceStatsCommand = defineCommand({
  operands: [{ name: 'FILE', doc: 'traces; `-` or nothing is standard input', needed: 'many' }],
  options: {
    ...SELECTION_OPTIONS,
    by: {
      kind: 'choice',
      choices: DIMENSIONS,
      value: 'WHAT',
      doc: 'only by model, policy, caller, day or provider, and everything about it',
    },
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
    const selection = selectionOf(options, context.now())
    if (!selection.ok) return selection.error
    const files = await traceFiles(operands.length === 0 ? ['-'] : operands, context)
    if (!files.ok) return files.error
    const tally = STATS_TALLY.open(undefined)
    const troubles = noTroubles()
    for await (const one of readReceipts(files.value, selection.value, troubles)) tally.add(one)
    tellTroubles(troubles, context)
    const stats = tally.result()
    const { stdout, screen } = context
    const { by, format } = options
    if (format === 'json') writeJson(stdout, statsJson(stats, by))
    else if (format === 'csv') stdout.write(statsCsv(stats, by))
    else stdout.write(statsText(stats, by, screen))
    if (stats.all.requests === 0 && isBroken(troubles)) return EXIT.usage
    return EXIT.fine
  },
})
