import { normalizedOf } from './normalized.ts'
import { termCommand } from './term-command.ts'

export const irNormalizeCommand = termCommand({
  details: [
    'Two terms that mean the same by the laws of their operations have one normal form: nested operations are flattened, units dropped, the arguments of `and`, `or` and `add` sorted.',
  ],
  examples: [
    {
      line: `unhardcoded ir normalize '["and",["is","no_log"],["top"],["and",["meets_req"]]]'`,
      doc: 'Flatten, drop what changes nothing, sort:',
    },
  ],
  isJson: true,
  text: (admitted) => JSON.stringify(normalizedOf(admitted).value),
  members: (admitted) => ({ term: normalizedOf(admitted).value }),
})
