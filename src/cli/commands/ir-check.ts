import { flowWarnings } from '../../ir/flow-warnings.ts'
import { SORT_NAMES } from '../../ir/sort-names.ts'
import { termCommand } from './term-command.ts'
import type { TermOrFlow, TermWarning } from './term-input.ts'

export const irCheckCommand = termCommand({
  details: [
    'Says what the term is, or where and why a host would refuse it: an unknown operation or field, a wrong number of arguments, a number that is not finite, a term that is too deep or too large. Of a flow that hosts accept it warns of templates that name an input which their node does not have.',
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
  members: (admitted) => {
    const warnings = warningsOf(admitted)
    return { sort: admitted.sort, ...(warnings.length > 0 && { warnings }) }
  },
  warnings: warningsOf,
})

function warningsOf(admitted: TermOrFlow): readonly TermWarning[] {
  if (admitted.sort !== 'Flow') return []
  return flowWarnings(admitted.flow).map(({ code, path, message }) => ({ code, path, message }))
}
