import { SORT_NAMES } from '../../ir/sort-names.ts'
import { termCommand } from './term-command.ts'

export const irCheckCommand = termCommand({
  details: [
    'Says what the term is, or where and why a host would refuse it: an unknown operation or field, a wrong number of arguments, a number that is not finite, a term that is too deep or too large.',
  ],
  examples: [
    {
      line: `unhardcoded ir check '["cmp","price_out","le",25]'`,
      doc: 'Is this a term that hosts accept?',
    },
    {
      line: 'unhardcoded ir check --lines terms.jsonl',
      doc: 'Check many, one in every line; the answer for each is a line of JSON:',
      exit: 1,
    },
  ],
  isJson: false,
  text: ({ sort }) => (sort === 'Flow' ? 'a flow' : SORT_NAMES[sort]),
  members: ({ sort }) => ({ sort }),
})
