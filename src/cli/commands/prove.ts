import { ok } from '../../base/result.ts'
import type { Naming } from '../claims/claims-text.ts'
import { printClaims } from '../claims/print-claims.ts'
import { provedFile } from '../claims/proved-file.ts'
import { emptyRun, readClaimFiles } from '../claims/read-claim-files.ts'
import { defineCommand } from '../command.ts'
import { vocabularyInForce } from '../vocabulary-in-force.ts'

const FORMATS = ['pretty', 'json', 'junit'] as const

const NAMING: Naming = { one: 'claim', several: 'claims', passed: 'proved' }

export const proveCommand = defineCommand({
  operands: [
    {
      name: 'PATH',
      doc: 'files, or directories with `.uh` files in them; `-` is standard input; else the configured ones, else everything here and below',
      needed: 'many',
    },
  ],
  options: {
    catalog: { kind: 'text', value: 'FILE', doc: 'another catalog to declare the fields' },
    format: { kind: 'choice', choices: FORMATS, value: 'FORM', doc: FORMATS.join(', ') },
  },
  details: [
    'A claim is decided for every model, request and state there can be, not for those of a catalog. One that does not hold is refuted by a model that passes the policy and not the claim. A parameter without a value stands for all that it may be; what was not looked at is told, and the claim then counts as not proved.',
    'Exits with 1 when a claim is not proved, and with 2 when a path is named and nothing is claimed there.',
  ],
  examples: [
    { line: 'unhardcoded prove acme.test.uh', doc: 'Does everything hold that is claimed?' },
    {
      line: 'unhardcoded prove acme.test.uh --format junit',
      doc: 'For what shows the results of tests:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const vocabulary = await vocabularyInForce(options.catalog, context)
    if (!vocabulary.ok) return vocabulary.error
    const proving = { vocabulary: vocabulary.value, context }
    const files = await readClaimFiles(
      operands,
      async (source) => ok(provedFile(source, proving)),
      context,
    )
    if (!files.ok) return files.error
    const failure = emptyRun(files.value, { paths: operands, word: 'prove' })
    const { format = 'pretty' } = options
    const printing = { format, command: 'prove', naming: NAMING, failure } as const
    return printClaims(files.value, printing, context)
  },
})
