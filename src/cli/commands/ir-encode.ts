import { normalizedOf } from './normalized.ts'
import { termCommand } from './term-command.ts'

export const irEncodeCommand = termCommand({
  details: [
    'Encodes the normal form as the bytes that identify it. Its SHA-256 is the fingerprint.',
  ],
  examples: [
    {
      line: `unhardcoded ir encode '["scale",-1,["field","price_out"]]'`,
      doc: 'The canonical text of a term:',
    },
  ],
  isJson: false,
  text: (admitted) => normalizedOf(admitted).encoding,
  members: (admitted) => ({ encoding: normalizedOf(admitted).encoding }),
})
