import { DIMENSIONS } from '../../trace/stats/index.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { statsCsv } from '../trace/stats/stats-csv.ts'
import { statsJson } from '../trace/stats/stats-json.ts'
import { statsOf } from '../trace/stats/stats-of.ts'
import { statsText } from '../trace/stats/stats-text.ts'

export const traceShowCommand = defineCommand({
  operands: [{ name: 'FILE', doc: 'traces; `-` or nothing is standard input', needed: 'many' }],
  options: {
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
    const stats = await statsOf(operands.length === 0 ? ['-'] : operands, context)
    if (!stats.ok) return stats.error
    const { stdout, screen } = context
    const { by, format } = options
    if (format === 'json') writeJson(stdout, statsJson(stats.value, by))
    else if (format === 'csv') stdout.write(statsCsv(stats.value, by))
    else stdout.write(statsText(stats.value, by, screen))
    return EXIT.fine
  },
})
